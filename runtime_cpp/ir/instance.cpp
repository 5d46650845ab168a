#include "ir/instance.h"

#include <algorithm>

namespace minijit {

namespace {

TypePtr known(const TypePtr& element) { return element ? element : any_type(); }

}  // namespace

bool is_instance(const IValue& value, const TypePtr& type) {
  switch (type->kind()) {
    case TypeKind::Any:
      return true;
    case TypeKind::Tensor:
      return value.isTensor();
    case TypeKind::Int:
      return value.isInt();
    case TypeKind::Float:
      return value.isDouble();
    case TypeKind::Bool:
      return value.isBool();
    case TypeKind::String:
      return value.isString();
    case TypeKind::None:
      return value.isNone();
    case TypeKind::Number:
      return value.isInt() || value.isDouble() || value.isComplexDouble();
    case TypeKind::Device:
      return value.isDevice();
    case TypeKind::Complex:
      return value.isComplexDouble();
    case TypeKind::Generator:
      return value.isGenerator();
    case TypeKind::Optional:
      return value.isNone() || is_instance(value, type->element());
    case TypeKind::Union:
      for (const TypePtr& member : type->elements()) {
        if (is_instance(value, member)) return true;
      }
      return false;
    case TypeKind::List:
      return value.isList() && value.toListImpl().element_type &&
             same_type(*value.toListImpl().element_type, *type->element());
    case TypeKind::Dict:
      return value.isGenericDict() && value.toDictImpl().key_type &&
             value.toDictImpl().value_type &&
             same_type(*value.toDictImpl().key_type, *type->element(0)) &&
             same_type(*value.toDictImpl().value_type, *type->element(1));
    case TypeKind::Tuple: {
      if (!value.isTuple()) return false;
      const TupleImpl& tuple = value.toTupleRef();
      if (tuple.size() != type->elements().size()) return false;
      for (size_t i = 0; i < tuple.size(); ++i) {
        if (!is_instance(tuple.values[i], type->element(i))) return false;
      }
      return true;
    }
    case TypeKind::Class:
      if (value.isEnum()) return value.toEnumRef().type->name() == type->name();
      return value.isObject() && value.toObjectRef().type->name() == type->name();
    case TypeKind::Var:  // `list`, `tuple` or `dict`, of whatever elements
      return (type->name() == "list" && value.isList()) ||
             (type->name() == "tuple" && value.isTuple()) ||
             (type->name() == "dict" && value.isGenericDict());
    case TypeKind::Future:
      return false;
  }
  return false;
}

TypePtr type_of(const IValue& value) {
  switch (value.tag()) {
    case IValue::Tag::Tensor:
      return tensor_type();
    case IValue::Tag::Int:
      return int_type();
    case IValue::Tag::Double:
      return float_type();
    case IValue::Tag::Bool:
      return bool_type();
    case IValue::Tag::String:
      return string_type();
    case IValue::Tag::None:
      return none_type();
    case IValue::Tag::Device:
      return device_type();
    case IValue::Tag::Complex:
      return complex_type();
    case IValue::Tag::Generator:
      return generator_type();
    case IValue::Tag::List:
      return list_type(known(value.toListImpl().element_type));
    case IValue::Tag::Dict:
      return dict_type(known(value.toDictImpl().key_type), known(value.toDictImpl().value_type));
    case IValue::Tag::Tuple: {
      std::vector<TypePtr> types;
      for (const IValue& item : value.toTupleRef().values) types.push_back(type_of(item));
      return tuple_type(std::move(types));
    }
    case IValue::Tag::Object:
      return std::static_pointer_cast<const Type>(value.toObjectRef().type);
    case IValue::Tag::Enum:
      return std::static_pointer_cast<const Type>(value.toEnumRef().type);
  }
  return any_type();
}

TypePtr IValue::type() const { return type_of(*this); }

TypePtr common_type(const std::vector<IValue>& values, const TypePtr& wanted) {
  const auto fits = [&](const IValue& value) { return is_instance(value, wanted); };
  if (wanted && std::all_of(values.begin(), values.end(), fits)) return wanted;
  if (values.empty()) return tensor_type();
  const TypePtr first = type_of(values[0]);
  const auto alike = [&](const IValue& value) { return same_type(*type_of(value), *first); };
  return std::all_of(values.begin(), values.end(), alike) ? first : any_type();
}

}  // namespace minijit
