// Static types. In: kinds and elements; out: immutable shared types, their archive spelling,
// subtyping and joins. They know values only by name: a class refers to its functions and
// constants, never looks inside.
#ifndef MINIJIT_TYPES_H_
#define MINIJIT_TYPES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#pragma GCC visibility push(default)

namespace minijit {

class ClassType;
class CompilationUnit;
class Function;
class IValue;
class Type;
using TypePtr = std::shared_ptr<const Type>;
using ClassTypePtr = std::shared_ptr<const ClassType>;

enum class TypeKind : uint8_t {
  Tensor,
  Int,
  Float,
  Bool,
  String,
  None,
  Number,
  Device,
  Complex,
  Any,
  Generator,
  Optional,
  List,
  Dict,
  Tuple,
  Future,
  Union,
  Var,
  Class,
};

/// An immutable static type (a ClassType grows while its class is read, and is then immutable too).
class Type {
 public:
  Type(TypeKind kind, std::vector<TypePtr> elements, std::string name = {},
       std::vector<std::string> fields = {});
  virtual ~Type() = default;
  Type(const Type&) = delete;
  Type& operator=(const Type&) = delete;

  TypeKind kind() const { return kind_; }
  bool is(TypeKind kind) const { return kind_ == kind; }
  /// Optional, List, Future: one; Dict: key and value; Tuple, Union: all members.
  const std::vector<TypePtr>& elements() const { return elements_; }
  const TypePtr& element(size_t i = 0) const { return elements_[i]; }
  /// Qualified name of a class or named tuple; name of a type variable; otherwise empty.
  const std::string& name() const { return name_; }
  /// Field names of a named tuple, otherwise empty.
  const std::vector<std::string>& fields() const { return fields_; }
  /// The spelling of archives: `List[int]`, `Optional[Tensor]`, `__torch__.pkg.Net`.
  std::string str() const;

 private:
  TypeKind kind_;
  std::vector<TypePtr> elements_;
  std::string name_;
  std::vector<std::string> fields_;
};

const TypePtr& tensor_type();
const TypePtr& int_type();
const TypePtr& float_type();
const TypePtr& bool_type();
const TypePtr& string_type();
const TypePtr& none_type();
const TypePtr& number_type();
const TypePtr& device_type();
const TypePtr& complex_type();
const TypePtr& any_type();
const TypePtr& generator_type();
/// Optional of Optional, None or Any is that type itself.
TypePtr optional_type(TypePtr element);
TypePtr list_type(TypePtr element);
TypePtr dict_type(TypePtr key, TypePtr value);
TypePtr tuple_type(std::vector<TypePtr> elements);
TypePtr named_tuple_type(std::string name, std::vector<TypePtr> elements,
                         std::vector<std::string> fields);
TypePtr future_type(TypePtr element);
/// Flattened, without duplicates, members sorted by their text; a union of T and None is
/// Optional[T].
TypePtr union_type(std::vector<TypePtr> members);
TypePtr var_type(std::string name);

bool same_type(const Type& a, const Type& b);
/// May a value of type `a` stand where `b` is wanted?
bool is_subtype(const TypePtr& a, const TypePtr& b);
/// The least type that holds both, or null.
TypePtr unify(const TypePtr& a, const TypePtr& b);
/// Does the type mention a type variable?
bool has_variables(const Type& type);

enum class ClassKind : uint8_t { Module, Plain, Enum, Interface };

struct ClassAttribute {
  std::string name;
  TypePtr type;
  bool is_parameter = false;
  bool is_buffer = false;
};

/// A `Final` constant, or a member of an enum.
struct ClassConstant {
  std::string name;
  TypePtr type;
  std::shared_ptr<const IValue> value;
};

/// A class of the archive. Owned by a CompilationUnit; attribute i is slot i of its objects.
class ClassType : public Type {
 public:
  static constexpr size_t npos = static_cast<size_t>(-1);

  ClassType(std::string qualified_name, ClassKind class_kind);

  ClassKind class_kind() const { return class_kind_; }
  /// Where its methods live; null when that is gone.
  const CompilationUnit* unit() const { return unit_; }
  bool is_module() const { return class_kind_ == ClassKind::Module; }

  const std::vector<ClassAttribute>& attributes() const { return attributes_; }
  /// Slot of an attribute, or npos.
  size_t find_attribute(std::string_view name) const;
  const TypePtr& attribute_type(size_t slot) const;

  const std::vector<ClassConstant>& constants() const { return constants_; }
  const ClassConstant* find_constant(std::string_view name) const;

  /// Methods in the order of the class's text. For an interface they have no graph.
  const std::vector<Function*>& methods() const { return methods_; }
  Function* find_method(std::string_view name) const;

  const std::vector<std::string>& forward_hooks() const { return forward_hooks_; }
  const std::vector<std::string>& forward_pre_hooks() const { return forward_pre_hooks_; }

  // Used while the class is read.
  void set_unit(const CompilationUnit* unit) { unit_ = unit; }
  void add_attribute(ClassAttribute attribute);
  void add_constant(ClassConstant constant);
  void add_method(std::string name, Function* method);
  void set_hooks(std::vector<std::string> pre, std::vector<std::string> post);
  /// Called by the owning unit at its end: forgets methods and cuts cycles of classes.
  void release();

 private:
  ClassKind class_kind_;
  const CompilationUnit* unit_ = nullptr;
  std::vector<ClassAttribute> attributes_;
  std::vector<ClassConstant> constants_;
  std::vector<Function*> methods_;
  std::vector<std::string> forward_hooks_;
  std::vector<std::string> forward_pre_hooks_;
  std::unordered_map<std::string, size_t> slots_;
  std::unordered_map<std::string, Function*> methods_by_name_;
};

/// The class behind a Class type; null for every other type.
const ClassType* as_class(const Type& type);
ClassTypePtr as_class_ptr(const TypePtr& type);

}  // namespace minijit

#pragma GCC visibility pop

#endif  // MINIJIT_TYPES_H_
