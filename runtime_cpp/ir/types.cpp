#include "minijit/types.h"

#include <algorithm>
#include <map>
#include <utility>

#include "ir/function.h"

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
    case TypeKind::Tensor:
      return "Tensor";
    case TypeKind::Int:
      return "int";
    case TypeKind::Float:
      return "float";
    case TypeKind::Bool:
      return "bool";
    case TypeKind::String:
      return "str";
    case TypeKind::None:
      return "NoneType";
    case TypeKind::Number:
      return "number";
    case TypeKind::Device:
      return "Device";
    case TypeKind::Complex:
      return "complex";
    case TypeKind::Any:
      return "Any";
    case TypeKind::Generator:
      return "Generator";
    case TypeKind::Var:
    case TypeKind::Class:
      return name_;
    case TypeKind::Optional:
      append_list(text, "Optional", elements_);
      return text;
    case TypeKind::List:
      append_list(text, "List", elements_);
      return text;
    case TypeKind::Dict:
      append_list(text, "Dict", elements_);
      return text;
    case TypeKind::Future:
      append_list(text, "Future", elements_);
      return text;
    case TypeKind::Union:
      append_list(text, "Union", elements_);
      return text;
    case TypeKind::Tuple:
      if (!name_.empty()) return name_;
      if (elements_.empty()) return "Tuple[()]";
      append_list(text, "Tuple", elements_);
      return text;
  }
  return text;
}

#define MJ_SIMPLE_TYPE(function, kind)                \
  const TypePtr& function() {                         \
    static const TypePtr type = make(TypeKind::kind); \
    return type;                                      \
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

namespace {

/// The kind of a type as types.table names it.
std::string kind_name(const Type& type) {
  if (type.is(TypeKind::Tuple)) return "Tuple";
  if (!type.is(TypeKind::Class)) {
    const std::string text = type.str();
    return text.substr(0, text.find('['));
  }
  switch (as_class(type)->class_kind()) {
    case ClassKind::Enum:
      return "enum";
    case ClassKind::Interface:
      return "interface";
    default:
      return "class";
  }
}

/// Where members of this kind stand in a Union.
size_t union_rank(const Type& type) {
  static const char* const order[] = {
#define MJ_UNION(name) name,
#include "generated/unions.inc"
#undef MJ_UNION
  };
  const std::string kind = kind_name(type);
  size_t rank = 0;
  while (rank < std::size(order) && kind != order[rank]) ++rank;
  return rank;
}

bool is_held_by_another(const TypePtr& tuple, const std::map<std::string, TypePtr>& members) {
  return tuple->is(TypeKind::Tuple) &&
         std::any_of(members.begin(), members.end(), [&](const auto& other) {
           return other.second->is(TypeKind::Tuple) && !same_type(*tuple, *other.second) &&
                  is_subtype(tuple, other.second);
         });
}

}  // namespace

TypePtr union_type(std::vector<TypePtr> members) {
  std::map<std::string, TypePtr> flat;
  for (const TypePtr& member : members) {
    if (member->is(TypeKind::Union)) {
      for (const TypePtr& inner : member->elements()) flat[inner->str()] = inner;
    } else if (member->is(TypeKind::Optional)) {
      flat[member->element()->str()] = member->element();
      flat[none_type()->str()] = none_type();
    } else {
      flat[member->str()] = member;
    }
  }
  if (flat.size() == 3 && flat.count("int") && flat.count("float") && flat.count("complex")) {
    return number_type();
  }
  std::vector<TypePtr> all;
  for (const auto& [name, member] : flat) {
    if (!is_held_by_another(member, flat)) all.push_back(member);
  }
  std::stable_sort(all.begin(), all.end(), [](const TypePtr& a, const TypePtr& b) {
    return union_rank(*a) < union_rank(*b);
  });
  std::vector<TypePtr> rest;
  std::copy_if(all.begin(), all.end(), std::back_inserter(rest),
               [](const TypePtr& member) { return !member->is(TypeKind::None); });
  if (all.size() == 1) return all.front();
  if (rest.size() == 1) return optional_type(rest.front());
  return make(TypeKind::Union, std::move(all));
}

TypePtr var_type(std::string name) {
  return std::make_shared<Type>(TypeKind::Var, std::vector<TypePtr>{}, std::move(name));
}

bool same_type(const Type& a, const Type& b) {
  if (&a == &b) return true;
  if (a.kind() != b.kind() || a.is(TypeKind::Class) || a.name() != b.name() ||
      a.elements().size() != b.elements().size() || a.fields() != b.fields()) {
    return false;
  }
  for (size_t i = 0; i < a.elements().size(); ++i) {
    if (!same_type(*a.element(i), *b.element(i))) return false;
  }
  return true;
}

namespace {

bool is_simple_subtype(const Type& a, const Type& b) {
  const std::string left = a.str();
  const std::string right = b.str();
#define MJ_SUBTYPE(from, to) \
  if (left == (from) && right == (to)) return true;
#include "generated/subtypes.inc"
#undef MJ_SUBTYPE
  return false;
}

bool is_tuple_subtype(const Type& a, const Type& b) {
  if (!b.name().empty() && a.name() != b.name()) return false;
  if (a.elements().size() != b.elements().size()) return false;
  for (size_t i = 0; i < a.elements().size(); ++i) {
    if (!is_subtype(a.element(i), b.element(i))) return false;
  }
  return true;
}

bool implements(const ClassType& type, const ClassType& interface) {
  return std::all_of(interface.methods().begin(), interface.methods().end(),
                     [&](const Function* method) { return type.find_method(method->name()); });
}

const TypePtr& without_none(const TypePtr& type) {
  return type->is(TypeKind::Optional) ? type->element() : type;
}

TypePtr unify_tuples(const Type& a, const Type& b) {
  std::vector<TypePtr> elements;
  for (size_t i = 0; i < a.elements().size(); ++i) {
    TypePtr common = unify(a.element(i), b.element(i));
    if (!common) return nullptr;
    elements.push_back(std::move(common));
  }
  return tuple_type(std::move(elements));
}

}  // namespace

bool is_subtype(const TypePtr& a, const TypePtr& b) {
  if (same_type(*a, *b) || b->is(TypeKind::Any)) return true;
  if (b->is(TypeKind::Optional)) {
    return a->is(TypeKind::None) || is_subtype(without_none(a), b->element());
  }
  auto fits = [&](const TypePtr& member) { return is_subtype(member, b); };
  auto holds = [&](const TypePtr& member) { return is_subtype(a, member); };
  if (a->is(TypeKind::Union)) {
    return std::all_of(a->elements().begin(), a->elements().end(), fits);
  }
  if (b->is(TypeKind::Union)) {
    if (a->is(TypeKind::Optional)) return is_subtype(none_type(), b) && is_subtype(a->element(), b);
    return std::any_of(b->elements().begin(), b->elements().end(), holds);
  }
  if (a->is(TypeKind::Tuple) && b->is(TypeKind::Tuple)) return is_tuple_subtype(*a, *b);
  if (a->is(TypeKind::List) && b->is(TypeKind::List)) return b->element()->is(TypeKind::Any);
  if (a->is(TypeKind::Class) && b->is(TypeKind::Class)) {
    const ClassType* interface = as_class(*b);
    return interface->class_kind() == ClassKind::Interface && implements(*as_class(*a), *interface);
  }
  return a->elements().empty() && b->elements().empty() && is_simple_subtype(*a, *b);
}

TypePtr unify(const TypePtr& a, const TypePtr& b) {
  if (is_subtype(a, b)) return b;
  if (is_subtype(b, a)) return a;
  if (a->is(TypeKind::None)) return optional_type(b);
  if (b->is(TypeKind::None)) return optional_type(a);
  if (a->is(TypeKind::Optional) || b->is(TypeKind::Optional)) {
    TypePtr inner = unify(without_none(a), without_none(b));
    return inner ? optional_type(inner) : nullptr;
  }
  if (a->is(TypeKind::Tuple) && b->is(TypeKind::Tuple) &&
      a->elements().size() == b->elements().size()) {
    return unify_tuples(*a, *b);
  }
  if (a->is(TypeKind::Future) && b->is(TypeKind::Future)) {
    TypePtr inner = unify(a->element(), b->element());
    return inner ? future_type(inner) : nullptr;
  }
  return nullptr;
}

bool has_variables(const Type& type) {
  if (type.is(TypeKind::Var)) return true;
  return std::any_of(type.elements().begin(), type.elements().end(),
                     [](const TypePtr& element) { return has_variables(*element); });
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
  unit_ = nullptr;
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
