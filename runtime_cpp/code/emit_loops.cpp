// Loops, comprehensions, and what they go over.
#include <algorithm>

#include "code/emitter.h"
#include "support/limits.h"

namespace minijit::code {

void Emitter::while_loop(const Stmt& stmt) {
  Value* trips = whole(INT64_MAX, range(stmt));
  const SourceRange where = range(*stmt.value);
  Condition test = condition(*stmt.value);
  Value* first = value_of(test, where);
  loop(stmt, trips, first, [&](Value*) { refine(test.when_true, where); });
}

/// A for loop: over what has a known number of elements it is unrolled, else a Loop.
void Emitter::for_loop(const Stmt& stmt) {
  const SourceRange where = range(stmt);
  const Expr& over = *stmt.value;
  if (over.is(ExprKind::Tuple) && range(over).text().substr(0, 1) != "(") {
    throw Error(Diag::MJ2093, range(over), {});
  }
  const Iteration iteration = iterate(expression(over, nullptr), range(over));
  if (iteration.items) return unrolled(stmt, *iteration.items);
  Value* trips = iteration.length();
  loop(stmt, trips, truth(true, where),
       [&](Value* index) { assign(*stmt.targets[0], iteration.item(index), where); });
}

/// Carried are the names that the statement binds and that are bound before it, in order of
/// occurrence, then `$returned` and `$ret` where the body returns.
void Emitter::loop(const Stmt& stmt, Value* trips, Value* first,
                   const std::function<void(Value*)>& bind) {
  const SourceRange where = range(stmt);
  const Statements statements = statements_of(stmt.body);
  const std::vector<std::string> bound = assigned(stmt);
  std::vector<std::string> names;
  std::vector<Value*> inputs{trips, first};
  for (const std::string& name : bound) {
    if (!frame_->has(name)) continue;
    names.push_back(name);
    inputs.push_back(as_value(*frame_->find(name, where), where));
  }
  const bool leaves = exits(statements);
  if (returns(statements)) {
    inputs.push_back(truth(false, where));
    const TypePtr declared = function_.return_type();
    inputs.push_back(frame_->has("$ret")
                         ? as_value(*frame_->find("$ret", where), where)
                         : uninitialized(declared ? declared : unknown_type(), where));
    names.insert(names.end(), {"$returned", "$ret"});
  }
  Node* node = append(NodeKind::Loop, inputs, where);
  Block* inner = graph_->add_block(node);
  Value* index = graph_->add_input(inner, int_type());
  Frame* const frame = enter(inner);
  frame->unreadable["$exited"] = "";
  std::vector<Value*> carried;
  for (size_t i = 0; i < names.size(); ++i) {
    carried.push_back(graph_->add_input(inner, inputs[i + 2]->type, names[i]));
    frame->bind(names[i], Named::of(carried.back()));
  }
  frame->carried.insert(names.begin(), names.end());
  if (leaves) frame->bind("$again", Named::of(truth(true, where)));
  ++loops_;
  std::vector<Value*> outputs;
  try {
    bind(index);
    if (!statements.empty()) body(statements);
    if (!frame->ended) {
      const Expr* condition = stmt.kind == StmtKind::While ? stmt.value.get() : nullptr;
      outputs.push_back(next_condition(condition, leaves, where));
    }
  } catch (const BlockEnded&) {
    frame_ = frame;
    frame->ended = true;
  }
  --loops_;
  if (frame->ended) {
    outputs = {uninitialized(bool_type(), where)};
    for (const Value* value : carried) outputs.push_back(uninitialized(value->type, where));
  } else {
    for (size_t i = 0; i < names.size(); ++i) {
      outputs.push_back(next_value(names[i], carried[i], where));
    }
  }
  for (Value* output : outputs) give(inner, output);
  leave();
  for (size_t i = 0; i < names.size(); ++i) {
    if (carried[i]->type == unknown_type()) settle(carried[i], none_type());
    frame_->bind(names[i], Named::of(graph_->add_output(node, carried[i]->type, names[i])));
  }
  for (const std::string& name : bound) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    frame_->forget(name, name + " is not defined outside of the loop that binds it");
  }
}

/// What a carried name is at the end of the body. Throws MJ2005: it has another type.
Value* Emitter::next_value(const std::string& name, Value* before, const SourceRange& where) {
  Value* value = as_value(*frame_->find(name, where), where);
  if (before->type == unknown_type()) settle(before, value->type);
  if (!is_subtype(value->type, before->type)) {
    throw Error(Diag::MJ2005, where,
                {{"name", name == "$ret" ? "the return value" : name},
                 {"old", before->type->str()},
                 {"new", value->type->str()}});
  }
  return value;
}

/// Gives a placeholder whose type was not known yet, and the one it starts from, their type.
void Emitter::settle(Value* value, const TypePtr& type) {
  value->type = type;
  if (value->node || !value->block || !value->block->owner) return;
  const std::vector<Value*>& inputs = value->block->inputs;
  const auto at = std::find(inputs.begin(), inputs.end(), value) - inputs.begin();
  Value* initial = value->block->owner->inputs[static_cast<size_t>(at) + 1];
  if (initial->type == unknown_type()) settle(initial, type);
}

/// Whether the loop goes on, at the end of its body.
Value* Emitter::next_condition(const Expr* condition, bool exits, const SourceRange& where) {
  if (!condition) {
    return exits ? as_value(*frame_->find("$again", where), where) : truth(true, where);
  }
  const auto again = [&] {
    Condition test = this->condition(*condition);
    return value_of(test, range(*condition));
  };
  if (!exits) return again();
  Condition test;
  test.value = as_value(*frame_->find("$again", where), where);
  return if_value(test, again, [&] { return truth(false, where); }, where);
}

/// The body once for each item. If it exits early, each copy stands in an If on `$again`.
void Emitter::unrolled(const Stmt& stmt, const std::vector<Named>& items) {
  const SourceRange where = range(stmt);
  const Statements statements = statements_of(stmt.body);
  if (!exits(statements)) {
    for (const Named& item : items) {
      if (frame_->ended) return;
      count_copy(where);
      assign(*stmt.targets[0], item, where);
      if (!statements.empty()) body(statements);
    }
    return;
  }
  std::optional<Named> outer;
  if (frame_->has("$again")) outer = *frame_->find("$again", where);
  if (returns(statements)) frame_->bind("$returned", Named::of(truth(false, where)));
  frame_->bind("$again", Named::of(truth(true, where)));
  ++loops_;
  for (const Named& item : items) {
    count_copy(where);
    Value* again = as_value(*frame_->find("$again", where), where);
    Node* node = append(NodeKind::If, {again}, where);
    Frame* yes = enter(graph_->add_block(node));
    yes->unreadable["$exited"] = "";
    yes->transparent = true;
    assign(*stmt.targets[0], item, where);
    body(statements);
    yes->unreadable.erase("$exited");
    leave();
    Frame* no = enter(graph_->add_block(node));
    leave();
    join(node, yes, no);
  }
  --loops_;
  frame_->forget("$again", "");
  frame_->unreadable.erase("$again");
  if (outer) frame_->bind("$again", *outer);
}

/// Text that is emitted once more counts as if the file held it once more. Throws MJ2099.
void Emitter::count_copy(const SourceRange& where, size_t bytes) {
  copied_ += bytes;
  if (copied_ <= limits::max_unrolled_bytes) return;
  throw Error(
      Diag::MJ2099, where,
      {{"name", function_.qualified_name()}, {"limit", uint64_t{limits::max_unrolled_bytes}}});
}

/// The statements after a loop that may have returned: skipped if it has.
void Emitter::after_loop(const Statements& rest, const SourceRange& where) {
  Value* returned = as_value(*frame_->find("$returned", where), where);
  if (rest.empty() && !frame_->has("$exited") && !loops_) return;
  unless_left(
      returned, where,
      [&](Frame* left) {
        mark_exit(true, true, where);
        left->exited = left->returned = true;
      },
      rest);
}

// Iteration.

/// How to go over a value. Throws MJ2019.
Iteration Emitter::iterate(const Named& named, const SourceRange& where) {
  if (named.is(Named::Kind::Range)) return iterate_range(named, where);
  if (named.is(Named::Kind::Zip)) return iterate_zip(named, where);
  if (named.is(Named::Kind::Tuple)) return {named.items, nullptr, nullptr};
  if (named.is(Named::Kind::Class)) {
    const ClassTypePtr cls = as_class_ptr(named.type);
    if (cls && cls->class_kind() == ClassKind::Enum) {
      std::vector<Named> members;
      for (const ClassConstant& member : cls->constants()) {
        members.push_back(Named::of(constant(
            make_intrusive<EnumImpl>(cls, member.name, *member.value), named.type, where)));
      }
      return {members, nullptr, nullptr};
    }
  }
  Value* value = as_value(named, where);
  if (value->type->is(TypeKind::Tuple)) {
    return {Named::tuple(unpack(value, where)).items, nullptr, nullptr};
  }
  if (value->type->is(TypeKind::Dict)) value = operator_value("aten::keys", {value}, where);
  const bool is_tensor = value->type->is(TypeKind::Tensor);
  if (!is_tensor && !value->type->is(TypeKind::String) && !value->type->is(TypeKind::List)) {
    throw Error(Diag::MJ2019, where, {{"type", value->type->str()}});
  }
  return {std::nullopt,
          [this, value, where] { return operator_value("aten::len", {value}, where); },
          [this, value, where, is_tensor](Value* index) {
            if (!is_tensor) return call_operator("aten::__getitem__", {value, index}, {}, where);
            return call_operator("aten::select", {value, whole(0, where), index}, {}, where);
          }};
}

Iteration Emitter::iterate_range(const Named& over, const SourceRange& where) {
  Value *start = over.parts[0], *stop = over.parts[1], *step = over.parts[2];
  if (!start) {
    return {std::nullopt, [stop] { return stop; }, [](Value* index) { return Named::of(index); }};
  }
  if (!step) step = whole(1, where);
  return {std::nullopt,
          [=] { return operator_value("aten::__range_length", {start, stop, step}, where); },
          [=](Value* index) {
            return call_operator("aten::__derive_index", {index, start, step}, {}, where);
          }};
}

/// Together: all known now (unrolled), or the least of the lengths.
Iteration Emitter::iterate_zip(const Named& over, const SourceRange& where) {
  std::vector<Iteration> parts;
  for (const Named& item : over.items) parts.push_back(iterate(item, where));
  Value* counter = over.parts.empty() ? nullptr : over.parts[0];
  const auto is_known = [](const Iteration& part) { return part.items.has_value(); };
  if (std::any_of(parts.begin(), parts.end(), is_known)) {
    if (!std::all_of(parts.begin(), parts.end(), is_known)) {
      throw Error(Diag::MJ2038, where,
                  {{"name", "zip"},
                   {"detail",
                    "it mixes what is unrolled with a value that does not have a statically "
                    "determinable length; iterate over enumerate(...) of what is unrolled and take "
                    "elements of the other by the index"}});
    }
    size_t count = parts[0].items->size();
    for (const Iteration& part : parts) count = std::min(count, part.items->size());
    std::vector<Named> rows;
    for (size_t i = 0; i < count; ++i) {
      std::vector<Named> row;
      if (counter) {
        Value* index = whole(static_cast<int64_t>(i), where);
        row.push_back(Named::of(this->count(counter, index, where)));
      }
      for (const Iteration& part : parts) row.push_back((*part.items)[i]);
      rows.push_back(Named::tuple(std::move(row)));
    }
    return {rows, nullptr, nullptr};
  }
  return {std::nullopt,
          [=] {
            std::vector<Value*> lengths;
            for (const Iteration& part : parts) lengths.push_back(part.length());
            if (lengths.size() == 1) return lengths[0];
            return operator_value("prim::min", {list(lengths, int_type(), where)}, where);
          },
          [=](Value* index) {
            std::vector<Named> row;
            for (const Iteration& part : parts) row.push_back(part.item(index));
            if (counter) row.insert(row.begin(), Named::of(count(counter, index, where)));
            return Named::tuple(std::move(row));
          }};
}

/// The number that enumerate gives at an index.
Value* Emitter::count(Value* counter, Value* index, const SourceRange& where) {
  const auto known = [](const Value* value) {
    return is_constant(value) && value->node->value.isInt();
  };
  if (known(counter)) {
    const int64_t start = counter->node->value.toInt();
    if (start == 0) return index;
    if (known(index)) {
      return whole(static_cast<int64_t>(static_cast<uint64_t>(start) +
                                        static_cast<uint64_t>(index->node->value.toInt())),
                   where);
    }
  }
  return operator_value("aten::add", {index, counter}, where);
}

/// The elements of what has a known number of them. Throws MJ2027.
std::vector<Named> Emitter::static_items(const Named& named, const SourceRange& where) {
  Iteration over = iterate(named, where);
  if (!over.items) {
    throw Error(Diag::MJ2027, where, {{"what", "the number of its elements is not known"}});
  }
  return std::move(*over.items);
}

// Comprehensions.

/// An empty list, and a Loop that appends to it; over what is unrolled, a list display.
Value* Emitter::list_comprehension(const Expr& expr, const TypePtr& hint) {
  const SourceRange where = range(expr);
  const TypePtr wanted = list_hint(hint, where);
  const Expr &element = expr.item(0), &target = expr.item(1), &iterable = expr.item(2);
  const Iteration over = iterate(expression(iterable, nullptr), range(iterable));
  if (over.items && expr.items.size() == 3) {
    Frame* const frame = new_frame(block());
    std::vector<Value*> values;
    for (const Named& item : *over.items) {
      count_copy(where);
      frame_ = frame;
      assign(target, item, where);
      values.push_back(value_of(element, wanted));
      leave();
    }
    const TypePtr common = common_type(values, wanted);
    return list(std::move(values), common, where);
  }
  Value* made = list({}, wanted ? wanted : unknown_type(), where);
  for_each(
      over,
      [&](const Named& item) {
        assign(target, item, where);
        filtered(expr, 3, [&] { add_item(made, nullptr, value_of(element, wanted), where); });
      },
      where);
  return made;
}

/// An empty dict, and a Loop that sets its items.
Value* Emitter::dict_comprehension(const Expr& expr, const TypePtr& hint) {
  const SourceRange where = range(expr);
  const TypePtr plain = hint && hint->is(TypeKind::Optional) ? hint->element() : hint;
  const TypePtr wanted = plain && plain->is(TypeKind::Dict) ? plain : nullptr;
  const Expr& iterable = expr.item(3);
  const Iteration over = iterate(expression(iterable, nullptr), range(iterable));
  Value* made = single(NodeKind::DictConstruct, {},
                       wanted ? wanted : dict_type(unknown_type(), unknown_type()), where);
  for_each(
      over,
      [&](const Named& item) {
        assign(expr.item(2), item, where);
        filtered(expr, 4, [&] {
          Value* key = value_of(expr.item(0), wanted ? wanted->element(0) : nullptr);
          Value* value = value_of(expr.item(1), wanted ? wanted->element(1) : nullptr);
          check_dict_hint(wanted, key->type, value->type, where);
          add_item(made, key, value, where);
        });
      },
      where);
  return made;
}

/// `list(iterable)`, as `[x for x in iterable]`.
Value* Emitter::list_of_items(const Named& over, const TypePtr& hint, const SourceRange& where) {
  const TypePtr wanted = list_hint(hint, where);
  Value* made = list({}, wanted ? wanted : unknown_type(), where);
  for_each(
      iterate(over, where),
      [&](const Named& item) { add_item(made, nullptr, as_value(item, where), where); }, where);
  return made;
}

/// `dict(iterable)`, as `{k: v for k, v in iterable}`.
Value* Emitter::dict_of_pairs(const Named& over, const TypePtr& hint, const SourceRange& where) {
  const TypePtr plain = hint && hint->is(TypeKind::Optional) ? hint->element() : hint;
  const TypePtr wanted = plain && plain->is(TypeKind::Dict) ? plain : nullptr;
  Value* made = single(NodeKind::DictConstruct, {},
                       wanted ? wanted : dict_type(unknown_type(), unknown_type()), where);
  for_each(
      iterate(over, where),
      [&](const Named& item) {
        const std::optional<std::vector<Named>> both = tuple_items(item, where);
        const size_t found = both ? both->size() : 0;
        if (found != 2) {
          throw Error(found > 2 ? Diag::MJ2018 : Diag::MJ2109, where,
                      {{"expected", 2}, {"found", found}});
        }
        Value* key = as_value((*both)[0], where);
        Value* value = as_value((*both)[1], where);
        check_dict_hint(wanted, key->type, value->type, where);
        add_item(made, key, value, where);
      },
      where);
  return made;
}

/// Puts an element into a list, or a pair into a dict, whose type is that of the first one where no
/// place says it.
void Emitter::add_item(Value* made, Value* key, Value* value, const SourceRange& where) {
  if (made->type->element() == unknown_type()) {
    made->type = key ? dict_type(key->type, value->type) : list_type(value->type);
  }
  if (key) {
    call_operator("aten::_set_item", {made, key, value}, {}, where);
  } else {
    call_operator("aten::append", {made, value}, {}, where);
  }
}

/// Runs `add` for each element, in a frame of its own.
void Emitter::for_each(const Iteration& over, const std::function<void(const Named&)>& add,
                       const SourceRange& where) {
  if (over.items) {
    Frame* const frame = new_frame(block());
    for (const Named& item : *over.items) {
      count_copy(where);
      frame_ = frame;
      add(item);
      leave();
    }
    return;
  }
  Value* trips = over.length();
  Node* node = append(NodeKind::Loop, {trips, truth(true, where)}, where);
  Block* inner = graph_->add_block(node);
  Value* index = graph_->add_input(inner, int_type());
  Frame* const frame = enter(inner);
  try {
    add(over.item(index));
    give(inner, truth(true, where));
  } catch (const BlockEnded&) {
    frame_ = frame;
    frame->ended = true;
    give(inner, uninitialized(bool_type(), where));
  }
  leave();
}

/// `add` under the conditions from item `at` on, each an If in the arm of the one before.
void Emitter::filtered(const Expr& expr, size_t at, const std::function<void()>& add) {
  if (at == expr.items.size()) return add();
  const SourceRange where = range(expr);
  if (expr.items.size() - at > limits::max_nesting) {
    throw Error(Diag::MJ1007, where, {{"limit", uint64_t{limits::max_nesting}}});
  }
  Condition test = condition(expr.item(at));
  if (test.known) {
    if (*test.known) filtered(expr, at + 1, add);
    return;
  }
  Node* node = append(NodeKind::If, {value_of(test, where)}, where);
  Frame* const frame = enter(graph_->add_block(node));
  try {
    refine(test.when_true, where);
    filtered(expr, at + 1, add);
  } catch (const BlockEnded&) {
    frame_ = frame;
    frame->ended = true;
  }
  leave();
  graph_->add_block(node);
}

}  // namespace minijit::code
