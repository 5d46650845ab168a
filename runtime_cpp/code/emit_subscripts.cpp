// Subscripts and attributes, read and written.
#include <algorithm>

#include "code/emitter.h"
#include "support/limits.h"

namespace minijit::code {

namespace {

constexpr int64_t int64_dtype = 4;

/// Whether an item of a subscript takes a dimension of the tensor.
bool consumes(const Named& item) {
  return !item.is(Named::Kind::Ellipsis) &&
         !(item.is(Named::Kind::Value) && item.value->type->is(TypeKind::None));
}

/// Whether an item is an index tensor, or a list that becomes one.
bool is_index(const Value* value) {
  const TypePtr& type = value->type;
  return type->is(TypeKind::Tensor) || type->is(TypeKind::Bool) || type->is(TypeKind::List) ||
         (type->is(TypeKind::Optional) && type->element()->is(TypeKind::Tensor));
}

/// A part of a slice of a tuple, or what stands for an open one. Throws MJ2021.
int64_t constant_index(const Value* part, int64_t open, const SourceRange& where) {
  if (!part || part->type->is(TypeKind::None)) return open;
  if (!is_constant(part) || !part->node->value.isInt()) throw Error(Diag::MJ2021, where, {});
  return part->node->value.toInt();
}

/// The places that `start:stop:step` takes of `size`, clipped as Python clips.
std::vector<size_t> places_of(const Named& slice, int64_t size, const SourceRange& where) {
  const int64_t step = constant_index(slice.parts[2], 1, where);
  if (step == 0) throw Error(Diag::MJ2021, where, {});
  const int64_t low = step > 0 ? 0 : -1, high = step > 0 ? size : size - 1;
  const auto clipped = [&](const Value* part, int64_t open) {
    if (!part || part->type->is(TypeKind::None)) return open;
    const int64_t at = constant_index(part, open, where);
    return std::min(std::max(at < 0 ? at + size : at, low), high);
  };
  const int64_t start = clipped(slice.parts[0], step > 0 ? 0 : size - 1);
  const int64_t stop = clipped(slice.parts[1], step > 0 ? size : -1);
  std::vector<size_t> places;
  for (int64_t at = start; step > 0 ? at < stop : at > stop; at += step) {
    places.push_back(static_cast<size_t>(at));
    if (step > size || step < -size) break;
  }
  return places;
}

}  // namespace

Named Emitter::slice(const Expr& expr) {
  Named made = Named::make(Named::Kind::Slice, "slice");
  for (const ExprPtr& part : expr.items) {
    made.parts.push_back(part ? value_of(*part, nullptr) : nullptr);
  }
  return made;
}

/// start, stop, step as an operator wants them; absent ones are None, None, 1.
std::vector<Value*> Emitter::slice_inputs(const Named& slice, const SourceRange& where) {
  std::vector<Value*> inputs = slice.parts;
  for (size_t i = 0; i < 3; ++i) {
    if (!inputs[i]) inputs[i] = i == 2 ? whole(1, where) : none(where);
  }
  return inputs;
}

/// `base[index]`, read where `hint` is wanted.
Named Emitter::subscript(const Expr& expr, const TypePtr& hint) {
  const Named base = expression(expr.item(0), nullptr);
  const ClassType* wanted = hint ? as_class(*hint) : nullptr;
  const ClassType* cls = base.is(Named::Kind::Value) ? as_class(*base.value->type) : nullptr;
  if (wanted && wanted->class_kind() == ClassKind::Interface && cls &&
      cls->class_kind() == ClassKind::Module) {
    return Named::of(choose_module(base.value, expr, hint));
  }
  return subscript_of(base, expr);
}

/// `modules[i]` of a container of modules, for an index that is not known: each is tried. An error
/// at run time: there is none at the index. Throws MJ1007: there are too many.
Value* Emitter::choose_module(Value* modules, const Expr& expr, const TypePtr& wanted) {
  const SourceRange where = range(expr);
  Value* index = value_of(expr.item(1), nullptr);
  const std::vector<ClassAttribute>& all = as_class(*modules->type)->attributes();
  std::vector<size_t> children;
  for (size_t i = 0; i < all.size(); ++i) {
    const ClassType* child = as_class(*all[i].type);
    if (child && child->class_kind() == ClassKind::Module) children.push_back(i);
  }
  if (children.size() > limits::max_nesting) {
    throw Error(Diag::MJ1007, where, {{"limit", uint64_t{limits::max_nesting}}});
  }
  const bool by_number = index->type->is(TypeKind::Int);
  const std::function<Value*(size_t)> attempt = [&](size_t at) -> Value* {
    if (at == children.size()) {
      Value* text = constant(IValue("IndexError: Index out of range"), string_type(), where);
      call_operator("prim::RaiseException", {text}, {}, where);
      throw BlockEnded();
    }
    const ClassAttribute& child = all[children[at]];
    Value* item = single(NodeKind::GetAttr, {modules}, child.type, where);
    item->node->name = child.name;
    item->node->index = static_cast<int64_t>(children[at]);
    Value* key = by_number ? whole(static_cast<int64_t>(at), where)
                           : constant(IValue(child.name), string_type(), where);
    Condition test;
    test.value = operator_value("aten::eq", {index, key}, where);
    return if_value(
        test, [&] { return single(NodeKind::UncheckedCast, {item}, wanted, where); },
        [&] { return attempt(at + 1); }, where);
  };
  return attempt(0);
}

/// `base[index]`, read.
Named Emitter::subscript_of(const Named& base, const Expr& expr) {
  const SourceRange where = range(expr);
  if (base.is(Named::Kind::Tuple)) return subscript_tuple(base, expr);
  Value* value = as_value(base, where);
  if (value->type->is(TypeKind::Tuple)) return subscript_tuple(Named::of(value), expr);
  if (value->type->is(TypeKind::Tensor)) {
    const Place place = locate(value, expr.item(1), where);
    if (place.indices.empty()) return Named::of(place.view);
    return call_operator("aten::index", {place.view, index_list(place, where)}, {}, where);
  }
  if (as_class(*value->type)) {
    return Named::of(
        call_method(value, "__getitem__", {value_of(expr.item(1), nullptr)}, {}, where));
  }
  const bool is_dict = value->type->is(TypeKind::Dict);
  if (!is_dict && !value->type->is(TypeKind::List) && !value->type->is(TypeKind::String)) {
    throw Error(Diag::MJ2023, where, {{"type", value->type->str()}});
  }
  const Named index = expression(expr.item(1), nullptr);
  if (index.is(Named::Kind::Slice) && !is_dict) {
    std::vector<Value*> inputs = slice_inputs(index, where);
    inputs.insert(inputs.begin(), value);
    return call_operator("aten::slice", inputs, {}, where);
  }
  return call_operator("aten::__getitem__", {value, as_value(index, where)}, {}, where);
}

/// An element of a tuple (a constant index, MJ2021, MJ2022) or a tuple of a slice of it.
Named Emitter::subscript_tuple(const Named& base, const Expr& expr) {
  const SourceRange where = range(expr);
  const bool row = base.is(Named::Kind::Tuple);
  const auto size =
      static_cast<int64_t>(row ? base.items.size() : base.value->type->elements().size());
  const auto item = [&](size_t at) {
    return row ? base.items[at] : Named::of(tuple_index(base.value, at, where));
  };
  const Named index = expression(expr.item(1), nullptr);
  if (index.is(Named::Kind::Slice)) {
    std::vector<Named> items;
    for (const size_t at : places_of(index, size, where)) items.push_back(item(at));
    const Named made = Named::tuple(std::move(items));
    const bool values = std::all_of(made.items.begin(), made.items.end(),
                                    [](const Named& each) { return each.is(Named::Kind::Value); });
    return values ? Named::of(as_value(made, where)) : made;
  }
  const TypePtr kind = index.is(Named::Kind::Value) ? index.value->type : none_type();
  if (kind->is(TypeKind::Float) || kind->is(TypeKind::String)) {
    throw Error(Diag::MJ2113, where, {{"type", kind->str()}});
  }
  const bool known =
      index.is(Named::Kind::Value) && is_constant(index.value) && index.value->node->value.isInt();
  if (!known && kind->is(TypeKind::Int)) {
    return alike_index(*tuple_items(base, where), index.value, where);
  }
  if (!known) throw Error(Diag::MJ2021, where, {});
  const int64_t at = index.value->node->value.toInt();
  if (at < -size || at >= size) {
    throw Error(Diag::MJ2022, where, {{"index", at}, {"size", size}});
  }
  return item(static_cast<size_t>(at < 0 ? at + size : at));
}

Named Emitter::alike_index(const std::vector<Named>& items, Value* index,
                           const SourceRange& where) {
  std::vector<Value*> values;
  for (const Named& each : items) values.push_back(as_value(each, where));
  const bool alike =
      !values.empty() && std::all_of(values.begin(), values.end(), [&](const Value* each) {
        return same_type(*each->type, *values[0]->type);
      });
  if (!alike) throw Error(Diag::MJ2021, where, {});
  const TypePtr element = values[0]->type;
  Value* listed = list(std::move(values), element, where);
  return call_operator("aten::__getitem__", {listed, index}, {}, where);
}

Value* Emitter::tuple_index(Value* tuple, size_t index, const SourceRange& where) {
  Value* made = single(NodeKind::TupleIndex, {tuple}, tuple->type->element(index), where);
  made->node->index = static_cast<int64_t>(index);
  return made;
}

// Tensors.

/// Follows a subscript from left to right: an int is a select, a slice a slice, None an unsqueeze;
/// tensors and lists are gathered. After `...` dimensions count from the end.
Place Emitter::locate(Value* base, const Expr& index, const SourceRange& where) {
  std::vector<Named> items;
  if (index.is(ExprKind::Tuple)) {
    for (const ExprPtr& item : index.items) items.push_back(expression(*item, nullptr));
  } else {
    const Named only = expression(index, nullptr);
    const std::optional<std::vector<Named>> spread = tuple_items(only, where);
    items = spread ? *spread : std::vector<Named>{only};
  }
  Place place{base, {}};
  int64_t dim = 0;
  bool from_end = false;
  for (size_t at = 0; at < items.size(); ++at) {
    const Named& item = items[at];
    if (item.is(Named::Kind::Ellipsis)) {
      from_end = true;
      continue;
    }
    if (from_end) {
      dim = -1 - std::count_if(items.begin() + static_cast<long>(at) + 1, items.end(), consumes);
    }
    if (item.is(Named::Kind::Slice)) {
      if (item.parts[0] || item.parts[1] || item.parts[2]) {
        std::vector<Value*> inputs{whole(dim, where)};
        const std::vector<Value*> parts = slice_inputs(item, where);
        inputs.insert(inputs.end(), parts.begin(), parts.end());
        view(&place, "aten::slice", std::move(inputs), where);
      }
      ++dim;
      continue;
    }
    Value* value = as_value(item, where);
    if (value->type->is(TypeKind::None)) {
      view(&place, "aten::unsqueeze", {whole(dim, where)}, where);
      ++dim;
    } else if (value->type->is(TypeKind::Int)) {
      view(&place, "aten::select", {whole(dim, where), value}, where);
    } else if (is_index(value) && !from_end) {
      place.indices.resize(std::max(place.indices.size(), static_cast<size_t>(dim)));
      if (value->type->is(TypeKind::List)) {
        const Keywords dtype{{"dtype", whole(int64_dtype, where)}};
        value = as_value(call_operator("aten::tensor", {value}, dtype, where), where);
      }
      place.indices.push_back(value);
      ++dim;
    } else {
      const char* what = is_index(value) ? "after `...`" : "of a tensor";
      throw Error(Diag::MJ2038, where,
                  {{"name", "subscript"},
                   {"detail", "an index of type " + value->type->str() + " " + what}});
    }
  }
  return place;
}

void Emitter::view(Place* place, const char* kind, std::vector<Value*> args,
                   const SourceRange& where) {
  args.insert(args.begin(), place->view);
  place->view = operator_value(kind, std::move(args), where);
}

/// The index tensors as List[Optional[Tensor]].
Value* Emitter::index_list(const Place& place, const SourceRange& where) {
  std::vector<Value*> items;
  for (Value* index : place.indices) items.push_back(index ? index : none(where));
  return list(std::move(items), optional_type(tensor_type()), where);
}

// Writing.

/// `base[index] = value`, with the value emitted already.
void Emitter::assign_subscript(const Expr& target, Value* value, const SourceRange& where) {
  Value* base = value_of(target.item(0), nullptr);
  if (base->type->is(TypeKind::Tensor)) {
    return write_place(locate(base, target.item(1), where), value, where);
  }
  const bool is_object = as_class(*base->type) != nullptr;
  if (!is_object && !base->type->is(TypeKind::List) && !base->type->is(TypeKind::Dict)) {
    throw Error(Diag::MJ2087, where,
                {{"type", base->type->str()}, {"form", "subscripted assignment"}});
  }
  Value* index = value_of(target.item(1), nullptr);
  if (is_object) {
    call_method(base, "__setitem__", {index, value}, {}, where);
  } else {
    call_operator("aten::_set_item", {base, index, value}, {}, where);
  }
}

/// copy_ into a view, index_put_ where index tensors apply; numbers become tensors of the dtype and
/// device of what they are written to first.
void Emitter::write_place(const Place& place, Value* value, const SourceRange& where) {
  if (is_subtype(value->type, number_type()) || value->type->is(TypeKind::Bool)) {
    Keywords like;
    for (const char* name : {"dtype", "device"}) {
      like.emplace_back(name, operator_value(std::string("prim::") + name, {place.view}, where));
    }
    value = as_value(call_operator("aten::tensor", {value}, like, where), where);
  } else {
    value = convert(value, tensor_type(), where, "on the right of an assignment to a tensor");
  }
  if (place.indices.empty()) {
    call_operator("aten::copy_", {place.view, value}, {}, where);
  } else {
    call_operator("aten::index_put_", {place.view, index_list(place, where), value}, {}, where);
  }
}

/// `base[index] op= value`; base and index are emitted once.
void Emitter::augment_subscript(const Stmt& stmt, const Expr& target) {
  const SourceRange where = range(stmt);
  Value* base = value_of(target.item(0), nullptr);
  if (base->type->is(TypeKind::Tensor)) {
    const Place place = locate(base, target.item(1), range(target));
    Value* old = place.view;
    if (!place.indices.empty()) {
      old = operator_value("aten::index", {place.view, index_list(place, where)}, where);
    }
    Value* made = as_value(augmented_value(stmt, Named::of(old)), where);
    if (!place.indices.empty() || !*in_place_name(stmt.text)) write_place(place, made, where);
    return;
  }
  const bool is_object = as_class(*base->type) != nullptr;
  if (!is_object && !base->type->is(TypeKind::List) && !base->type->is(TypeKind::Dict)) {
    throw Error(Diag::MJ2087, where,
                {{"type", base->type->str()}, {"form", "augmented assignment"}});
  }
  Value* index = value_of(target.item(1), nullptr);
  const Named element = is_object ? Named::of(call_method(base, "__getitem__", {index}, {}, where))
                                  : call_operator("aten::__getitem__", {base, index}, {}, where);
  // The elements of containers are replaced, also where they are tensors.
  Value* value = as_value(augmented_value(stmt, element, false), where);
  if (is_object) {
    call_method(base, "__setitem__", {index, value}, {}, where);
  } else {
    call_operator("aten::_set_item", {base, index, value}, {}, where);
  }
}

// Attributes.

/// The declared type of `self.x` for a name that is bound, without emitting anything.
TypePtr Emitter::attribute_hint(const Expr& target) {
  const Expr& base = target.item(0);
  if (!base.is(ExprKind::Name) || !frame_->has(base.text)) return nullptr;
  const Named& found = *frame_->find(base.text, range(base));
  const ClassType* cls = found.is(Named::Kind::Value) ? as_class(*found.value->type) : nullptr;
  const size_t slot = cls ? cls->find_attribute(target.text) : ClassType::npos;
  return slot == ClassType::npos ? nullptr : cls->attribute_type(slot);
}

/// prim::SetAttr. Throws MJ2013 no such attribute, MJ2014 another type, MJ2098 no object.
void Emitter::set_attribute(const Named& base, const std::string& name, const Named& value,
                            const SourceRange& where) {
  Value* owner = as_value(base, where);
  Value* given = as_value(value, where);
  const ClassType* cls = as_class(*owner->type);
  if (!cls) {
    throw Error(Diag::MJ2098, where, {{"name", name}, {"type", owner->type->str()}});
  }
  const size_t slot = cls->find_attribute(name);
  if (slot == ClassType::npos) throw Error(Diag::MJ2013, where, {{"name", name}});
  const TypePtr& wanted = cls->attribute_type(slot);
  if (!is_subtype(given->type, wanted)) {
    if (!wanted->is(TypeKind::List) && !given->type->is(TypeKind::Tensor)) {
      throw Error(Diag::MJ2014, where,
                  {{"expected", wanted->str()}, {"found", given->type->str()}});
    }
    given = convert(given, wanted, where, "for this attribute");
  }
  Node* node = append(NodeKind::SetAttr, {owner, given}, where);
  node->name = name;
  node->index = static_cast<int64_t>(slot);
}

}  // namespace minijit::code
