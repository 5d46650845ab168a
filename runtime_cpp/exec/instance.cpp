#include "exec/exec.h"

namespace minijit {

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

}  // namespace minijit
