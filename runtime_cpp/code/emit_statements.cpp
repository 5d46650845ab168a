// Statements.
#include <algorithm>

#include "code/emitter.h"
#include "support/limits.h"

namespace minijit::code {

/// Throws MJ1007: branches into which their followers were moved, or functions within functions,
/// are too deep.
Emitter::Depth::Depth(Emitter& emitter, const SourceRange& where) : emitter_(emitter) {
  if (emitter.depth_ >= 2 * limits::max_nesting) {
    throw Error(Diag::MJ1007, where, {{"limit", uint64_t{limits::max_nesting}}});
  }
  ++emitter.depth_;
}

/// Statements in order, up to one that control cannot pass.
void Emitter::body(const Statements& statements) {
  Frame* const frame = frame_;
  const Depth depth(*this, range(*statements.front()));
  for (size_t i = 0; i < statements.size(); ++i) {
    if (frame->ended) return;
    const Stmt& stmt = *statements[i];
    const auto rest = [&] {
      return Statements(statements.begin() + static_cast<long>(i) + 1, statements.end());
    };
    try {
      switch (stmt.kind) {
        case StmtKind::If:
          if (if_statement(stmt, rest())) return;
          break;
        case StmtKind::While:
        case StmtKind::For:
          stmt.kind == StmtKind::While ? while_loop(stmt) : for_loop(stmt);
          if (returns(statements_of(stmt.body)) && !frame->ended) {
            after_loop(rest(), range(stmt));
            return;
          }
          break;
        case StmtKind::With:
          if (with_statement(stmt, rest())) return;
          break;
        default:
          statement(stmt);
          if (stmt.kind == StmtKind::Return || stmt.kind == StmtKind::Break ||
              stmt.kind == StmtKind::Continue) {
            frame->exited = true;
            frame->returned = stmt.kind == StmtKind::Return;
            return;
          }
          break;
      }
    } catch (const BlockEnded&) {
      frame_ = frame;
      frame->ended = true;
    }
  }
}

/// One statement that has no blocks of its own.
void Emitter::statement(const Stmt& stmt) {
  const SourceRange where = range(stmt);
  switch (stmt.kind) {
    case StmtKind::Expression:
      if (!stmt.value->is(ExprKind::String)) expression(*stmt.value, nullptr);
      return;
    case StmtKind::Assign:
      return assign_statement(stmt);
    case StmtKind::Annotated:
      return annotated(stmt);
    case StmtKind::Augmented:
      return augmented(stmt);
    case StmtKind::Return:
      return return_statement(stmt);
    case StmtKind::Break:
    case StmtKind::Continue:
      return jump(stmt);
    case StmtKind::Pass:
      return;
    case StmtKind::Assert:
      return assertion(stmt);
    case StmtKind::Raise:
      // No name of an exception is known here; an archive calls ops.prim.RaiseException.
      if (stmt.value) expression(*stmt.value, nullptr);
      throw Error(Diag::MJ2029, where, {});
    case StmtKind::Delete:
      for (const ExprPtr& target : stmt.targets) remove(*target);
      return;
    case StmtKind::Define: {
      Named nested = Named::make(Named::Kind::Nested);
      nested.definition = stmt.define.get();
      frame_->bind(stmt.define->name, std::move(nested));
      return;
    }
    case StmtKind::Leave:
      leave_manager(frame_->managers.back());
      frame_->managers.pop_back();
      return;
    case StmtKind::If:
    case StmtKind::While:
    case StmtKind::For:
    case StmtKind::With:
      break;
  }
  throw Error(Diag::MJ9001, where, {{"detail", "a statement with blocks"}});
}

// Returning and leaving.

/// Binds `$ret`, converted to the declared type. Throws MJ2008, MJ2009, MJ2010.
void Emitter::return_statement(const Stmt& stmt) {
  const SourceRange where = range(stmt);
  const TypePtr declared = function_.return_type();
  Value* value = stmt.value ? value_of(*stmt.value, declared) : none(where);
  if (declared) {
    value = as_return(value, where);
  } else {
    for (const TypePtr& old : returned_) {
      if (!unify(old, value->type)) {
        throw Error(Diag::MJ2010, where, {{"old", old->str()}, {"new", value->type->str()}});
      }
    }
    returned_.push_back(value->type);
  }
  leave_managers(true);
  frame_->bind("$ret", Named::of(value));
  mark_exit(true, true, where);
}

Value* Emitter::as_return(Value* value, const SourceRange& where) {
  const TypePtr declared = function_.return_type();
  if (is_subtype(value->type, declared)) return value;
  if (value->type->is(TypeKind::None)) {
    throw Error(Diag::MJ2009, where, {{"expected", declared->str()}});
  }
  const bool becomes_list = declared->is(TypeKind::List) && value->type->is(TypeKind::Tuple);
  if (becomes_list || value->type->is(TypeKind::Tensor) || value->type->is(TypeKind::List)) {
    try {
      return convert(value, declared, where, "as the return value");
    } catch (const Error&) {
      // The sentence about returned values says more.
    }
  }
  throw Error(Diag::MJ2008, where, {{"expected", declared->str()}, {"found", value->type->str()}});
}

void Emitter::jump(const Stmt& stmt) {
  const bool is_break = stmt.kind == StmtKind::Break;
  if (!loops_) {
    throw Error(Diag::MJ2020, range(stmt),
                {{"statement", is_break ? "SyntaxError: break" : "SyntaxError: continue"}});
  }
  leave_managers(false);
  mark_exit(is_break, false, range(stmt));
}

/// An If that raises; after it the condition's refinements hold.
void Emitter::assertion(const Stmt& stmt) {
  const SourceRange where = range(stmt);
  Condition test = condition(*stmt.value);
  if (test.known) {
    if (*test.known) return;
    raise_assertion(stmt.message.get(), where);
    frame_->ended = true;
    return;
  }
  Node* node = append(NodeKind::If, {value_of(test, where)}, where);
  Frame* yes = enter(graph_->add_block(node));
  refine(test.when_true, where);
  leave();
  Frame* no = enter(graph_->add_block(node));
  try {
    raise_assertion(stmt.message.get(), where);
  } catch (const BlockEnded&) {
    frame_ = no;
  }
  no->ended = true;
  leave();
  join(node, yes, no);
}

/// prim::RaiseException of "AssertionError: message", one literal where the message is one.
void Emitter::raise_assertion(const Expr* message, const SourceRange& where) {
  const std::string prefix = "AssertionError: ";
  Value* text = nullptr;
  if (!message || message->is(ExprKind::String)) {
    text = constant(IValue(message ? prefix + message->text : prefix), string_type(), where);
  } else {
    Value* start = constant(IValue(prefix), string_type(), where);
    text =
        operator_value("aten::add", {start, this->text(value_of(*message, nullptr), where)}, where);
  }
  call_operator("prim::RaiseException", {text}, {}, where);
}

/// `del name` forgets it, `del base[index]` removes an element.
void Emitter::remove(const Expr& target) {
  const SourceRange where = range(target);
  if (target.is(ExprKind::Name)) {
    if (!frame_->find(target.text, where)) {
      throw Error(Diag::MJ2001, where, {{"name", target.text}});
    }
    frame_->forget(target.text, "undefined value " + target.text + ": it was deleted");
    return;
  }
  if (!target.is(ExprKind::Subscript)) {
    throw Error(Diag::MJ2026, where, {{"form", "'" + std::string(where.text()) + "'"}});
  }
  if (target.item(1).is(ExprKind::Slice) || target.item(1).is(ExprKind::Tuple)) {
    throw Error(Diag::MJ2090, where, {});
  }
  Value* base = value_of(target.item(0), nullptr);
  Value* index = value_of(target.item(1), nullptr);
  if (as_class(*base->type)) {
    call_method(base, "__delitem__", {index}, {}, where);
  } else {
    call_operator("aten::Delete", {base, index}, {}, where);
  }
}

// Context managers.

/// `with manager as name`: `__enter__`, the body, `__exit__` with three None. Where the body may be
/// left by return, break or continue, `__exit__` comes before that, and the statements after are
/// emitted here as well: then the result is true.
bool Emitter::with_statement(const Stmt& stmt, const Statements& rest) {
  const SourceRange where = range(stmt);
  Value* manager = value_of(*stmt.value, nullptr);
  const ClassType* cls = as_class(*manager->type);
  if (!cls) {
    throw Error(Diag::MJ2038, where,
                {{"name", "with"},
                 {"detail",
                  "With item expression must return an object of a class that defines __enter__ "
                  "and __exit__"}});
  }
  check_manager(*cls, where);
  Value* entered = call_method(manager, "__enter__", {}, {}, where);
  if (stmt.targets[0]) assign(*stmt.targets[0], Named::of(entered), where);
  Frame* const frame = frame_;
  const std::vector<Manager> before = frame->managers;
  frame->managers.push_back({manager, where, loops_});
  Statements all = statements_of(stmt.body);
  const bool moved = exits(all);
  made_statements_.emplace_back();
  made_statements_.back().kind = StmtKind::Leave;
  made_statements_.back().start = stmt.start;
  made_statements_.back().end = stmt.end;
  all.push_back(&made_statements_.back());
  if (moved) all.insert(all.end(), rest.begin(), rest.end());
  body(all);
  frame->managers = before;
  return moved;
}

/// Throws MJ2062, MJ2063: the class is no context manager.
void Emitter::check_manager(const ClassType& cls, const SourceRange& where) {
  const Function* enter = cls.find_method("__enter__");
  const Function* leave = cls.find_method("__exit__");
  if (!enter || !leave) throw Error(Diag::MJ2062, where, {{"type", cls.str()}});
  if (enter->parameters().size() != 1) {
    throw Error(Diag::MJ2063, where,
                {{"detail", "__enter__ must have only one argument and one return value"}});
  }
  if (leave->parameters().size() != 4) {
    throw Error(Diag::MJ2063, where,
                {{"detail", "__exit__ must have four arguments and no return value"}});
  }
  for (size_t i = 1; i < 4; ++i) {
    if (leave->parameters()[i].type->is(TypeKind::Any)) continue;
    throw Error(Diag::MJ2063, where,
                {{"detail", "argument " + std::to_string(i) + " of __exit__ must have Any type"}});
  }
}

void Emitter::leave_manager(const Manager& manager) {
  std::vector<Value*> nothing;
  for (int i = 0; i < 3; ++i) nothing.push_back(none(manager.where));
  call_method(manager.object, "__exit__", nothing, {}, manager.where);
}

/// The ends of the with statements that a return leaves, or a break or continue.
void Emitter::leave_managers(bool all) {
  const std::vector<Manager> managers = frame_->managers;
  for (size_t i = managers.size(); i-- > 0;) {
    if (all || managers[i].loops == loops_) leave_manager(managers[i]);
  }
}

// Binding.

/// `x: T = value`: the value seen as exactly T; without a value it binds nothing.
void Emitter::annotated(const Stmt& stmt) {
  const SourceRange where = range(stmt);
  const Expr& target = *stmt.targets[0];
  if (target.is(ExprKind::Attribute) && function_.name() != "__init__") {
    const bool own = function_.is_method && !function_.parameters().empty() &&
                     range(target.item(0)).text() == function_.parameters()[0].name;
    if (own) throw Error(Diag::MJ2076, where, {{"name", std::string(function_.name())}});
  }
  const TypePtr wanted = resolver_.parse_type(*stmt.annotation, source_);
  if (!stmt.value) return;
  if (target.is(ExprKind::Name) && frame_->bound_outside(target.text)) {
    throw Error(Diag::MJ2084, where, {{"name", target.text}});
  }
  Value* value = as_value(expression(*stmt.value, wanted), where);
  const TypePtr found = value->type;
  try {
    value = convert(value, wanted, where, "");
  } catch (const Error&) {
    throw Error(Diag::MJ2080, where,
                {{"name", std::string(range(target).text())},
                 {"expected", wanted->str()},
                 {"found", found->str()}});
  }
  assign(target, Named::of(widen(value, wanted, where)), where);
}

/// `a = b = value`: the value once, then the targets from left to right.
void Emitter::assign_statement(const Stmt& stmt) {
  const SourceRange where = range(stmt);
  const Expr& first = *stmt.targets[0];
  const TypePtr hint = first.is(ExprKind::Attribute) ? attribute_hint(first) : nullptr;
  const Named value = expression(*stmt.value, hint);
  for (const ExprPtr& target : stmt.targets) assign(*target, value, where);
}

/// Binds a name, unpacks into several, sets an attribute or an element.
void Emitter::assign(const Expr& target, const Named& value, const SourceRange& where) {
  switch (target.kind) {
    case ExprKind::Name:
      return bind_name(target.text, value, range(target));
    case ExprKind::Tuple:
    case ExprKind::List:
      return assign_unpacked(target.items, value, where);
    case ExprKind::Attribute:
      return set_attribute(expression(target.item(0), nullptr), target.text, value, where);
    case ExprKind::Subscript:
      return assign_subscript(target, as_value(value, where), where);
    default:
      throw Error(Diag::MJ2026, range(target),
                  {{"form", "'" + std::string(range(target).text()) + "'"}});
  }
}

/// Binds a local name; a row of values becomes a tuple.
void Emitter::bind_name(const std::string& name, Named value, const SourceRange& where) {
  const bool row = value.is(Named::Kind::Tuple) &&
                   std::all_of(value.items.begin(), value.items.end(),
                               [](const Named& item) { return item.is(Named::Kind::Value); });
  if (row) value = Named::of(as_value(value, where));
  if (value.is(Named::Kind::Value) && value.value->name.empty()) value.value->name = name;
  frame_->bind(name, std::move(value));
}

/// Throws MJ2018 or MJ2109: more or fewer values than there are names.
[[noreturn]] void unpack_misfit(size_t wanted, size_t found, const SourceRange& where,
                                const char* at_least = "") {
  throw Error(found > wanted ? Diag::MJ2018 : Diag::MJ2109, where,
              {{"expected", at_least + std::to_string(wanted)}, {"found", found}});
}

/// `a, b = ...` and `a, *b = ...`. Throws MJ2018, MJ2109, MJ2114, MJ2115.
void Emitter::assign_unpacked(const std::vector<ExprPtr>& targets, const Named& value,
                              const SourceRange& where) {
  const auto is_starred = [](const ExprPtr& target) { return target->is(ExprKind::Starred); };
  const auto star = std::find_if(targets.begin(), targets.end(), is_starred);
  const bool starred = star != targets.end();
  if (starred && targets.size() == 1) throw Error(Diag::MJ2086, where, {});
  if (starred) {
    const auto second = std::find_if(star + 1, targets.end(), is_starred);
    if (second != targets.end()) throw Error(Diag::MJ2114, range(**second), {});
  }
  std::optional<std::vector<Named>> found = tuple_items(value, where);
  if (!found && !value.is(Named::Kind::Value)) found = static_items(value, where);
  if (!found) {
    Value* whole = value.value;
    if (!whole->type->is(TypeKind::List) || starred) {
      throw Error(Diag::MJ2019, where, {{"type", whole->type->str()}});
    }
    Node* node = append(NodeKind::ListUnpack, {whole}, where);
    for (size_t i = 0; i < targets.size(); ++i) {
      graph_->add_output(node, whole->type->element());
    }
    found = Named::tuple(node->outputs).items;
  }
  std::vector<Named>& items = *found;
  const size_t count = items.size();
  if (starred) {
    if (count + 1 < targets.size()) {
      unpack_misfit(targets.size() - 1, count, where, "at least ");
    }
    const auto from = items.begin() + (star - targets.begin());
    const auto to = from + static_cast<long>(count + 1 - targets.size());
    Named middle = Named::tuple(std::vector<Named>(from, to));
    items.insert(items.erase(from, to), std::move(middle));
  }
  if (items.size() != targets.size()) unpack_misfit(targets.size(), count, where);
  for (size_t i = 0; i < items.size(); ++i) {
    const Expr& target = is_starred(targets[i]) ? targets[i]->item(0) : *targets[i];
    if (is_starred(targets[i]) && !target.is(ExprKind::Name)) {
      throw Error(Diag::MJ2115, range(*targets[i]),
                  {{"form", "'" + std::string(range(target).text()) + "'"}});
    }
    assign(target, items[i], where);
  }
}

/// `target op= value`: in place for tensors and lists, else an operation and an assignment.
void Emitter::augmented(const Stmt& stmt) {
  const SourceRange where = range(stmt);
  const Expr& target = *stmt.targets[0];
  switch (target.kind) {
    case ExprKind::Subscript:
      return augment_subscript(stmt, target);
    case ExprKind::Name:
      return assign(target, augmented_value(stmt, name(target)), where);
    case ExprKind::Attribute: {
      const Named base = expression(target.item(0), nullptr);
      const Named left = attribute(base, target.text, range(target));
      return set_attribute(base, target.text, augmented_value(stmt, left), where);
    }
    default:
      throw Error(
          target.is(ExprKind::Tuple) || target.is(ExprKind::List) ? Diag::MJ2116 : Diag::MJ2026,
          range(target), {{"form", "'" + std::string(range(target).text()) + "'"}});
  }
}

/// The result of `left op= value`, whose value is emitted here.
Named Emitter::augmented_value(const Stmt& stmt, const Named& left, bool in_place) {
  const SourceRange where = range(stmt);
  const TypePtr type = left.is(Named::Kind::Value) ? left.value->type : nullptr;
  const bool is_list = type && type->is(TypeKind::List);
  const Named right = expression(*stmt.value, is_list ? type : nullptr);
  if (in_place && type && (is_list || type->is(TypeKind::Tensor))) {
    const std::string kind = std::string("aten::") + in_place_name(stmt.text);
    if (has_operator(kind, resolver_.unit().opset_version)) {
      return call_operator(kind, {left.value, as_value(right, where)}, {}, where);
    }
  }
  if (const ClassType* cls = type ? as_class(*type) : nullptr) {
    const std::string method = std::string("__i") + (method_name(stmt.text) + 2);
    if (cls->find_method(method)) {
      return Named::of(call_method(left.value, method, {as_value(right, where)}, {}, where));
    }
  }
  return binary(stmt.text, left, right, where);
}

}  // namespace minijit::code
