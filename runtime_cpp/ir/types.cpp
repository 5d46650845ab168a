#include "minijit/types.h"

#include <algorithm>
#include <utility>

namespace minijit {

Type::Type(TypeKind kind, std::vector<TypePtr> elements, std::string name,
           std::vector<std::string> fields)
    : kind_(kind),
      elements_(std::move(elements)),
      name_(std::move(name)),
      fields_(std::move(fields)) {}

namespace {

void append_list(std::string& text, const char* head, const std::vector<TypePtr>& elements) {
  text += head;
  text += '[';
  for (size_t i = 0; i < elements.size(); ++i) {
    if (i > 0) text += ", ";
    text += elements[i]->str();
  }
  text += ']';
}

TypePtr make(TypeKind kind, std::vector<TypePtr> elements = {}) {
  return std::make_shared<Type>(kind, std::move(elements));
}

}  // namespace

std::string Type::str() const {
  std::string text;
  switch (kind_) {
    case TypeKind::Tensor: return "Tensor";
    case TypeKind::Int: return "int";
    case TypeKind::Float: return "float";
    case TypeKind::Bool: return "bool";
    case TypeKind::String: return "str";
    case TypeKind::None: return "NoneType";
    case TypeKind::Number: return "number";
    case TypeKind::Device: return "Device";
    case TypeKind::Complex: return "complex";
    case TypeKind::Any: return "Any";
    case TypeKind::Generator: return "Generator";
    case TypeKind::Var:
    case TypeKind::Class: return name_;
    case TypeKind::Optional: append_list(text, "Optional", elements_); return text;
    case TypeKind::List: append_list(text, "List", elements_); return text;
    case TypeKind::Dict: append_list(text, "Dict", elements_); return text;
    case TypeKind::Future: append_list(text, "Future", elements_); return text;
    case TypeKind::Union: append_list(text, "Union", elements_); return text;
    case TypeKind::Tuple:
      if (!name_.empty()) return name_;
      if (elements_.empty()) return "Tuple[()]";
      append_list(text, "Tuple", elements_);
      return text;
  }
  return text;
}

#define MJ_SIMPLE_TYPE(function, kind)               \
  const TypePtr& function() {                        \
    static const TypePtr type = make(TypeKind::kind); \
    return type;                                     \
  }
MJ_SIMPLE_TYPE(tensor_type, Tensor)
MJ_SIMPLE_TYPE(int_type, Int)
MJ_SIMPLE_TYPE(float_type, Float)
MJ_SIMPLE_TYPE(bool_type, Bool)
MJ_SIMPLE_TYPE(string_type, String)
MJ_SIMPLE_TYPE(none_type, None)
MJ_SIMPLE_TYPE(number_type, Number)
MJ_SIMPLE_TYPE(device_type, Device)
MJ_SIMPLE_TYPE(complex_type, Complex)
MJ_SIMPLE_TYPE(any_type, Any)
MJ_SIMPLE_TYPE(generator_type, Generator)
#undef MJ_SIMPLE_TYPE

TypePtr optional_type(TypePtr element) {
  if (element->is(TypeKind::Optional) || element->is(TypeKind::None) ||
      element->is(TypeKind::Any)) {
    return element;
  }
  return make(TypeKind::Optional, {std::move(element)});
}

TypePtr list_type(TypePtr element) { return make(TypeKind::List, {std::move(element)}); }

TypePtr dict_type(TypePtr key, TypePtr value) {
  return make(TypeKind::Dict, {std::move(key), std::move(value)});
}

TypePtr tuple_type(std::vector<TypePtr> elements) {
  return make(TypeKind::Tuple, std::move(elements));
}

TypePtr named_tuple_type(std::string name, std::vector<TypePtr> elements,
                         std::vector<std::string> fields) {
  return std::make_shared<Type>(TypeKind::Tuple, std::move(elements), std::move(name),
                                std::move(fields));
}

TypePtr future_type(TypePtr element) { return make(TypeKind::Future, {std::move(element)}); }

TypePtr var_type(std::string name) {
  return std::make_shared<Type>(TypeKind::Var, std::vector<TypePtr>{}, std::move(name));
}

ClassType::ClassType(std::string qualified_name, ClassKind class_kind)
    : Type(TypeKind::Class, {}, std::move(qualified_name)), class_kind_(class_kind) {}

size_t ClassType::find_attribute(std::string_view name) const {
  auto found = slots_.find(std::string(name));
  return found == slots_.end() ? npos : found->second;
}

const TypePtr& ClassType::attribute_type(size_t slot) const {
  const TypePtr& type = attributes_[slot].type;
  return type ? type : any_type();
}

const ClassConstant* ClassType::find_constant(std::string_view name) const {
  for (const ClassConstant& constant : constants_) {
    if (constant.name == name) return &constant;
  }
  return nullptr;
}

Function* ClassType::find_method(std::string_view name) const {
  auto found = methods_by_name_.find(std::string(name));
  return found == methods_by_name_.end() ? nullptr : found->second;
}

void ClassType::add_attribute(ClassAttribute attribute) {
  slots_[attribute.name] = attributes_.size();
  attributes_.push_back(std::move(attribute));
}

void ClassType::add_constant(ClassConstant constant) { constants_.push_back(std::move(constant)); }

void ClassType::add_method(std::string name, Function* method) {
  methods_.push_back(method);
  methods_by_name_[std::move(name)] = method;
}

void ClassType::set_hooks(std::vector<std::string> pre, std::vector<std::string> post) {
  forward_pre_hooks_ = std::move(pre);
  forward_hooks_ = std::move(post);
}

void ClassType::release() {
  methods_.clear();
  methods_by_name_.clear();
  constants_.clear();
  for (ClassAttribute& attribute : attributes_) attribute.type.reset();
}

const ClassType* as_class(const Type& type) {
  return type.is(TypeKind::Class) ? static_cast<const ClassType*>(&type) : nullptr;
}

ClassTypePtr as_class_ptr(const TypePtr& type) {
  if (!type || !type->is(TypeKind::Class)) return nullptr;
  return std::static_pointer_cast<const ClassType>(type);
}

}  // namespace minijit
