#include "loader/fitter.h"

#include "ir/instance.h"
#include "minijit/error.h"
#include "pickle/rebuild.h"
#include "support/limits.h"

namespace minijit {

namespace {

bool is_container(const IValue& value) { return value.isList() || value.isGenericDict(); }

/// The type that the file's tag gives a list or dict, or null.
TypePtr tagged_type(const IValue& value) {
  if (value.isList()) {
    const TypePtr& element = value.toListImpl().element_type;
    return element ? list_type(element) : nullptr;
  }
  const DictImpl& dict = value.toDictImpl();
  return dict.key_type && dict.value_type ? dict_type(dict.key_type, dict.value_type) : nullptr;
}

TypePtr key_type(const IValue& key) {
  if (key.isInt()) return int_type();
  if (key.isDouble()) return float_type();
  if (key.isBool()) return bool_type();
  if (key.isString()) return string_type();
  if (key.isTensor()) return tensor_type();
  return any_type();
}

}  // namespace

bool Fitter::misfit(const IValue& value) {
  found_ = std::string("a ") +
           (value.isObject() ? value.toObjectRef().type->name() : std::string(python_kind(value)));
  return false;
}

bool Fitter::fit(const IValue& value, const TypePtr& type) {
  if (++depth_ > limits::max_type_depth) {
    throw Error(Diag::MJ5016,
                {{"record", record_}, {"limit", "max_type_depth"}, {"value", depth_}});
  }
  const bool fits = fit_within(value, type);
  --depth_;
  return fits;
}

bool Fitter::fit_within(const IValue& value, const TypePtr& declared) {
  // No pickle makes a generator: this is a name or a storage that stands where a value should.
  if (value.isGenerator()) return misfit(value);
  TypePtr type = declared;
  if (type->is(TypeKind::Optional)) return value.isNone() || fit(value, type->element());
  if (type->is(TypeKind::Union)) {
    for (const TypePtr& member : declared->elements()) {
      if (!may_be(value, member)) continue;
      type = member;
      break;
    }
  }
  if (type->is(TypeKind::Any)) type = own_type(value);
  const bool container_type = type->is(TypeKind::List) || type->is(TypeKind::Dict);
  if (container_type && is_container(value)) return fit_container(value, type);
  if (type->is(TypeKind::Tuple) && value.isTuple() &&
      value.toTupleRef().size() == type->elements().size()) {
    return fit_tuple(value, type);
  }
  if (type->is(TypeKind::Any)) return true;
  if (is_container(value) || value.isTuple()) return misfit(value);
  const ClassType* cls = as_class(*type);
  if (cls && cls->class_kind() == ClassKind::Interface && value.isObject()) {
    return is_subtype(value.toObjectRef().type, type) || misfit(value);
  }
  return is_instance(value, type) || misfit(value);
}

bool Fitter::fit_container(const IValue& value, const TypePtr& type) {
  const auto [place, is_new] =
      settled_.try_emplace(value.opaque_pointer(), Settled{value, type, true});
  Settled& settled = place->second;
  if (!is_new) {
    if (!settled.open && same_type(*settled.type, *type)) return true;
    // A cycle would never be freed.
    found_ = "a " + settled.type->str() + (settled.open ? " that holds itself" : "");
    return false;
  }
  if (type->is(TypeKind::List) && value.isList()) {
    value.toListImpl().element_type = type->element();
    for (const IValue& item : value.toListRef()) {
      if (!fit(item, type->element())) return false;
    }
  } else if (type->is(TypeKind::Dict) && value.isGenericDict()) {
    value.toDictImpl().key_type = type->element(0);
    value.toDictImpl().value_type = type->element(1);
    for (const auto& [key, item] : value.toDictImpl()) {
      if (!fit(key, type->element(0)) || !fit(item, type->element(1))) return false;
    }
  } else {
    return misfit(value);
  }
  settled.open = false;
  return true;
}

bool Fitter::fit_tuple(const IValue& value, const TypePtr& type) {
  TupleImpl& tuple = value.toTupleRef();
  if (!tuples_.try_emplace({value.opaque_pointer(), type.get()}, Settled{value, type}).second) {
    return true;
  }
  for (size_t i = 0; i < tuple.size(); ++i) {
    if (!fit(tuple.values[i], type->element(i))) return false;
  }
  if (!type->fields().empty()) tuple.type = type;
  return true;
}

bool Fitter::may_be(const IValue& value, const TypePtr& type) const {
  if (type->is(TypeKind::List) || type->is(TypeKind::Dict)) {
    if (type->is(TypeKind::List) ? !value.isList() : !value.isGenericDict()) return false;
    const auto known = settled_.find(value.opaque_pointer());
    const TypePtr own = known == settled_.end() ? tagged_type(value) : known->second.type;
    return !own || same_type(*own, *type);
  }
  if (type->is(TypeKind::Tuple)) {
    return value.isTuple() && value.toTupleRef().size() == type->elements().size();
  }
  return !is_container(value) && !value.isTuple() && is_instance(value, type);
}

TypePtr Fitter::own_type(const IValue& value) const {
  if (is_container(value)) {
    const auto known = settled_.find(value.opaque_pointer());
    if (known != settled_.end()) return known->second.type;
    if (TypePtr tagged = tagged_type(value)) return tagged;
    if (value.isList()) return list_type(any_type());
    const DictImpl& dict = value.toDictImpl();
    return dict_type(dict.empty() ? string_type() : key_type(dict.begin()->first), any_type());
  }
  if (value.isTuple()) {
    return tuple_type(std::vector<TypePtr>(value.toTupleRef().size(), any_type()));
  }
  return any_type();
}

}  // namespace minijit
