// Values of a program: 16 bytes, scalars in place, everything else shared.
#ifndef MINIJIT_IVALUE_H_
#define MINIJIT_IVALUE_H_

#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "minijit/intrusive_ptr.h"
#include "minijit/options.h"
#include "minijit/tensor.h"

#pragma GCC visibility push(default)

namespace minijit {

namespace jit {
class Module;
}

class ClassType;
class IValue;
class Type;
using TypePtr = std::shared_ptr<const Type>;
using ClassTypePtr = std::shared_ptr<const ClassType>;

struct StringImpl;
struct ListImpl;
class DictImpl;
struct TupleImpl;
struct ObjectImpl;
struct EnumImpl;
struct ComplexImpl;
template <class T>
class List;
template <class K, class V>
class Dict;

/// A number of a program: int, float, bool or complex.
class Scalar;

/// Any value of a program. Copying a shared value shares it, as in Python.
class IValue {
 public:
  /// Tags from Tensor on have a shared payload.
  enum class Tag : uint32_t {
    None,
    Int,
    Double,
    Bool,
    Device,
    Tensor,
    String,
    List,
    Dict,
    Tuple,
    Object,
    Enum,
    Complex,
    Generator,
  };

  IValue() : tag_(Tag::None) { payload_.i = 0; }
  IValue(std::nullptr_t) : IValue() {}
  IValue(std::nullopt_t) : IValue() {}
  IValue(const IValue& other) : payload_(other.payload_), tag_(other.tag_) {
    if (is_shared()) payload_.p->retain();
  }
  IValue(IValue&& other) noexcept : payload_(other.payload_), tag_(other.tag_) {
    other.tag_ = Tag::None;
  }
  ~IValue() {
    if (is_shared()) payload_.p->release();
  }
  IValue& operator=(const IValue& other) {
    if (is_shared() || other.is_shared()) {
      IValue copy(other);
      swap(copy);
    } else {
      overwrite_with_scalar(other);
    }
    return *this;
  }
  IValue& operator=(IValue&& other) noexcept {
    if (is_shared()) {
      IValue moved(std::move(other));
      swap(moved);
    } else if (this != &other) {
      overwrite_with_scalar(other);
      other.tag_ = Tag::None;
    }
    return *this;
  }
  void swap(IValue& other) noexcept {
    std::swap(payload_, other.payload_);
    std::swap(tag_, other.tag_);
  }

  /// An undefined tensor becomes None.
  IValue(Tensor value) : tag_(value.defined() ? Tag::Tensor : Tag::None) {
    payload_.p = value.detach_impl();
  }
  IValue(int64_t value) : tag_(Tag::Int) { payload_.i = value; }
  IValue(int value) : IValue(static_cast<int64_t>(value)) {}
  IValue(double value) : tag_(Tag::Double) { payload_.d = value; }
  IValue(bool value) : tag_(Tag::Bool) {
    payload_.i = 0;
    payload_.b = value;
  }
  IValue(minijit::Device value) : tag_(Tag::Device) {
    payload_.i = 0;
    payload_.device = value;
  }
  IValue(std::complex<double> value);
  IValue(std::string value);
  IValue(std::string_view value) : IValue(std::string(value)) {}
  IValue(const char* value) : IValue(std::string(value)) {}
  IValue(intrusive_ptr<StringImpl> value);
  IValue(intrusive_ptr<ListImpl> value);
  IValue(intrusive_ptr<DictImpl> value);
  IValue(intrusive_ptr<TupleImpl> value);
  IValue(intrusive_ptr<ObjectImpl> value);
  IValue(intrusive_ptr<EnumImpl> value);
  /// Lists with the element type Tensor, int, float, bool and str.
  IValue(std::vector<Tensor> values);
  IValue(const std::vector<int64_t>& values);
  IValue(const std::vector<double>& values);
  IValue(const std::vector<bool>& values);
  IValue(const std::vector<std::string>& values);
  template <class T>
  IValue(const std::optional<T>& value) : IValue() {
    if (value) *this = IValue(*value);
  }
  template <class... T>
  IValue(std::tuple<T...> values);
  template <class A, class B>
  IValue(std::pair<A, B> values) : IValue(std::tuple<A, B>(std::move(values))) {}
  /// A list of any other elements: tuples, lists, dicts, `float`.
  template <class T>
  IValue(const std::vector<T>& values);
  template <class K, class V>
  IValue(const std::unordered_map<K, V>& values);
  template <class K, class V>
  IValue(const std::map<K, V>& values);
  IValue(const Scalar& value);
  IValue(DType value) : IValue(static_cast<int64_t>(value)) {}
  // Other pointers would silently become bool.
  template <class T>
  IValue(T*) = delete;

  /// A shared value of any other kind (Generator).
  static IValue opaque(Tag tag, intrusive_ptr<RefCounted> value) {
    return IValue(tag, value.detach());
  }

  Tag tag() const { return tag_; }
  /// "Tensor", "int", "None", ... for messages.
  const char* tagKind() const;

  bool isNone() const { return tag_ == Tag::None; }
  bool isTensor() const { return tag_ == Tag::Tensor; }
  bool isInt() const { return tag_ == Tag::Int; }
  bool isDouble() const { return tag_ == Tag::Double; }
  bool isBool() const { return tag_ == Tag::Bool; }
  bool isString() const { return tag_ == Tag::String; }
  bool isList() const { return tag_ == Tag::List; }
  bool isTensorList() const;
  bool isIntList() const;
  bool isDoubleList() const;
  bool isBoolList() const;
  bool isGenericDict() const { return tag_ == Tag::Dict; }
  bool isTuple() const { return tag_ == Tag::Tuple; }
  bool isObject() const { return tag_ == Tag::Object; }
  bool isModule() const;
  bool isDevice() const { return tag_ == Tag::Device; }
  bool isEnum() const { return tag_ == Tag::Enum; }
  bool isComplexDouble() const { return tag_ == Tag::Complex; }
  bool isGenerator() const { return tag_ == Tag::Generator; }
  /// int, float, bool or complex.
  bool isScalar() const { return isInt() || isDouble() || isBool() || isComplexDouble(); }
  bool is_shared() const { return tag_ >= Tag::Tensor; }

  // All of these throw MJ9003 if the value is of another kind.
  const Tensor& toTensor() const& {
    check(Tag::Tensor);
    return payload_.tensor;
  }
  Tensor toTensor() && {
    check(Tag::Tensor);
    tag_ = Tag::None;
    return Tensor(intrusive_ptr<TensorImpl>::adopt(static_cast<TensorImpl*>(payload_.p)));
  }
  int64_t toInt() const {
    check(Tag::Int);
    return payload_.i;
  }
  double toDouble() const {
    check(Tag::Double);
    return payload_.d;
  }
  bool toBool() const {
    check(Tag::Bool);
    return payload_.b;
  }
  minijit::Device toDevice() const {
    check(Tag::Device);
    return payload_.device;
  }
  std::complex<double> toComplexDouble() const;
  /// An int, float or bool as float, as Python's float().
  double toNumber() const;
  Scalar toScalar() const;
  const std::string& toStringRef() const;
  std::string_view toStringView() const { return toStringRef(); }
  intrusive_ptr<StringImpl> toString() const;
  List<IValue> toList() const;
  Span<const IValue> toListRef() const;
  std::vector<Tensor> toTensorVector() const;
  std::vector<Tensor> toTensorList() const { return toTensorVector(); }
  std::vector<int64_t> toIntVector() const;
  std::vector<int64_t> toIntList() const { return toIntVector(); }
  std::vector<double> toDoubleVector() const;
  std::vector<double> toDoubleList() const { return toDoubleVector(); }
  std::vector<bool> toBoolVector() const;
  Dict<IValue, IValue> toGenericDict() const;
  intrusive_ptr<TupleImpl> toTuple() const;
  intrusive_ptr<ObjectImpl> toObject() const;
  intrusive_ptr<EnumImpl> toEnumHolder() const;
  /// The module, with the code of the archive that it comes from. Throws MJ9003 for another value,
  /// and where no module or method of that archive is left.
  jit::Module toModule() const;

  template <class T>
  std::optional<T> toOptional() const {
    if (isNone()) return std::nullopt;
    return to<T>();
  }
  /// As a C++ type: numbers, std::string, Tensor, vectors, optionals, tuples, List, Dict.
  template <class T>
  T to() const;
  /// A copy that shares nothing with this value but types; what was shared inside stays shared.
  IValue deepcopy() const;
  /// As `print` of a program shows it.
  std::string str() const;

  // The same without a count, valid while this value lives.
  ListImpl& toListImpl() const;
  DictImpl& toDictImpl() const;
  TupleImpl& toTupleRef() const;
  ObjectImpl& toObjectRef() const;
  EnumImpl& toEnumRef() const;
  TensorImpl* toTensorImpl() const {
    check(Tag::Tensor);
    return static_cast<TensorImpl*>(payload_.p);
  }
  RefCounted* opaque_pointer() const { return is_shared() ? payload_.p : nullptr; }

  // For code whose types are already proved. Undefined behaviour for another kind.
  int64_t unchecked_int() const { return payload_.i; }
  double unchecked_double() const { return payload_.d; }
  bool unchecked_bool() const { return payload_.b; }
  TensorImpl* unchecked_tensor() const { return static_cast<TensorImpl*>(payload_.p); }
  /// Become a scalar; a shared value that was here is not released.
  void overwrite(int64_t value) {
    payload_.i = value;
    tag_ = Tag::Int;
  }
  void overwrite(double value) {
    payload_.d = value;
    tag_ = Tag::Double;
  }
  void overwrite(bool value) {
    payload_.i = 0;
    payload_.b = value;
    tag_ = Tag::Bool;
  }
  void overwrite_with_scalar(const IValue& other) {
    payload_ = other.payload_;
    tag_ = other.tag_;
  }

  /// The same None, the same scalar, or the same shared value.
  bool is(const IValue& other) const;

  /// The type that the value has by itself; elements that say no type are Any.
  TypePtr type() const;

 private:
  union Payload {
    int64_t i;
    double d;
    bool b;
    minijit::Device device;
    RefCounted* p;
    Tensor tensor;  // the same pointer as p: TensorImpl starts with its RefCounted
    Payload() {}
    Payload(const Payload& other) { *this = other; }
    Payload& operator=(const Payload& other) {
      std::memcpy(static_cast<void*>(this), static_cast<const void*>(&other), sizeof(Payload));
      return *this;
    }
    ~Payload() {}
  };

  IValue(Tag tag, RefCounted* value) : tag_(value ? tag : Tag::None) { payload_.p = value; }
  void check(Tag wanted) const {
    if (tag_ != wanted) throw_kind(wanted);
  }
  [[noreturn]] void throw_kind(Tag wanted) const;

  Payload payload_;
  Tag tag_;
};

static_assert(sizeof(IValue) == 16, "an IValue is two words");
static_assert(sizeof(Tensor) == sizeof(void*), "a Tensor is one pointer, which IValue relies on");

struct StringImpl : RefCounted {
  std::string value;
  detail::HeldBytes held;
  explicit StringImpl(std::string value_) : value(std::move(value_)), held(value.size()) {}
};

struct ComplexImpl : RefCounted {
  std::complex<double> value;
  explicit ComplexImpl(std::complex<double> value_) : value(value_) {}
};

/// Empties values that are going away. However deep values nest, the stack is used for a few levels
/// only.
void release_values(std::vector<IValue>& values) noexcept;

/// A list. `element_type` may be null only between the reading of a pickle and its checks.
struct ListImpl : RefCounted {
  TypePtr element_type;
  std::vector<IValue> values;
  detail::HeldBytes held;
  ListImpl(TypePtr element_type_, std::vector<IValue> values_)
      : element_type(std::move(element_type_)),
        values(std::move(values_)),
        held(values.capacity() * sizeof(IValue)) {}
  ~ListImpl() override { release_values(values); }

  /// After a change of `values`: counts their memory. Throws MJ3145.
  void count() { held.set(values.capacity() * sizeof(IValue)); }

  size_t size() const { return values.size(); }
  bool empty() const { return values.empty(); }
  const IValue& get(size_t i) const { return values.at(i); }
  std::vector<IValue>::const_iterator begin() const { return values.begin(); }
  std::vector<IValue>::const_iterator end() const { return values.end(); }
};

/// A key and its value.
struct DictEntry : std::pair<IValue, IValue> {
  using std::pair<IValue, IValue>::pair;
  const IValue& key() const { return first; }
  const IValue& value() const { return second; }
};

/// A dict that keeps the order of insertion. Keys are int, float, bool, complex, str, Device or
/// Tensor (by identity); strings and numbers compare by value.
class DictImpl : public RefCounted {
 public:
  using Entry = DictEntry;

  DictImpl(TypePtr key_type_, TypePtr value_type_)
      : key_type(std::move(key_type_)), value_type(std::move(value_type_)) {}
  ~DictImpl() override;

  size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  const std::vector<Entry>& entries() const { return entries_; }
  std::vector<Entry>::const_iterator begin() const { return entries_.begin(); }
  std::vector<Entry>::const_iterator end() const { return entries_.end(); }
  bool contains(const IValue& key) const { return find(key) != nullptr; }
  /// The value, or null.
  const IValue* find(const IValue& key) const;
  IValue* find(const IValue& key);
  /// The value. Throws MJ9010.
  const IValue& at(const IValue& key) const;
  /// A key that is present keeps its place.
  void insert_or_assign(IValue key, IValue value);
  /// Takes the entry out; false if there is none.
  bool erase(const IValue& key);
  void clear();

  TypePtr key_type;
  TypePtr value_type;

 private:
  size_t index_of(const IValue& key) const;
  size_t home_of(const IValue& key) const;
  void index_entry(uint32_t number);
  void index_all();
  void remove_from_table(uint32_t number);

  std::vector<Entry> entries_;
  // Numbers of entries, from 1 on, by linear probing; 0 is free. Only larger dicts have one.
  std::vector<uint32_t> table_;
  detail::HeldBytes held_;
};

/// May the value be a key of a dict?
bool is_hashable(const IValue& value);
size_t hash_key(const IValue& key);
bool same_key(const IValue& a, const IValue& b);

/// A tuple. `type` is a named tuple's type, else null.
struct TupleImpl : RefCounted {
  std::vector<IValue> values;
  TypePtr type;
  detail::HeldBytes held;
  explicit TupleImpl(std::vector<IValue> values_, TypePtr type_ = nullptr)
      : values(std::move(values_)),
        type(std::move(type_)),
        held(values.capacity() * sizeof(IValue)) {}
  ~TupleImpl() override { release_values(values); }

  size_t size() const { return values.size(); }
  const std::vector<IValue>& elements() const { return values; }
};

/// An instance of a class: slot i holds attribute i of its class.
struct ObjectImpl : RefCounted {
  ClassTypePtr type;
  std::vector<IValue> slots;
  detail::HeldBytes held;
  ObjectImpl(ClassTypePtr type_, std::vector<IValue> slots_)
      : type(std::move(type_)), slots(std::move(slots_)), held(slots.capacity() * sizeof(IValue)) {}
  ~ObjectImpl() override { release_values(slots); }
};

/// A member of an enum.
struct EnumImpl : RefCounted {
  ClassTypePtr type;
  std::string name;
  IValue value;
  EnumImpl(ClassTypePtr type_, std::string name_, IValue value_)
      : type(std::move(type_)), name(std::move(name_)), value(std::move(value_)) {}
};

/// A number of a program.
class Scalar {
 public:
  Scalar(int64_t value) : value_(value) {}
  Scalar(int value) : value_(value) {}
  Scalar(float value) : value_(static_cast<double>(value)) {}
  Scalar(double value) : value_(value) {}
  Scalar(bool value) : value_(value) {}
  Scalar(std::complex<double> value) : value_(value) {}

  bool isIntegral() const { return value_.isInt(); }
  bool isFloatingPoint() const { return value_.isDouble(); }
  bool isBoolean() const { return value_.isBool(); }
  bool isComplex() const { return value_.isComplexDouble(); }
  double toDouble() const { return value_.toNumber(); }
  template <class T>
  T to() const {
    if constexpr (std::is_same_v<T, bool>) {
      return toBool();
    } else if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(toLong());
    } else {
      return static_cast<T>(toDouble());
    }
  }
  int64_t toLong() const {
    return value_.isInt() ? value_.toInt() : static_cast<int64_t>(toDouble());
  }
  int64_t toInt() const { return toLong(); }
  float toFloat() const { return static_cast<float>(toDouble()); }
  bool toBool() const { return toDouble() != 0; }
  const IValue& value() const { return value_; }

 private:
  IValue value_;
};

inline IValue::IValue(intrusive_ptr<StringImpl> value) : IValue(Tag::String, value.detach()) {}
inline IValue::IValue(intrusive_ptr<ListImpl> value) : IValue(Tag::List, value.detach()) {}
inline IValue::IValue(intrusive_ptr<DictImpl> value) : IValue(Tag::Dict, value.detach()) {}
inline IValue::IValue(intrusive_ptr<TupleImpl> value) : IValue(Tag::Tuple, value.detach()) {}
inline IValue::IValue(intrusive_ptr<ObjectImpl> value) : IValue(Tag::Object, value.detach()) {}
inline IValue::IValue(intrusive_ptr<EnumImpl> value) : IValue(Tag::Enum, value.detach()) {}

template <class... T>
IValue::IValue(std::tuple<T...> values)
    : IValue(std::apply(
          [](auto&&... each) {
            std::vector<IValue> all;
            all.reserve(sizeof...(T));
            (all.emplace_back(std::move(each)), ...);
            return make_intrusive<TupleImpl>(std::move(all));
          },
          std::move(values))) {}

inline const std::string& IValue::toStringRef() const {
  check(Tag::String);
  return static_cast<const StringImpl*>(payload_.p)->value;
}
inline ListImpl& IValue::toListImpl() const {
  check(Tag::List);
  return *static_cast<ListImpl*>(payload_.p);
}
inline DictImpl& IValue::toDictImpl() const {
  check(Tag::Dict);
  return *static_cast<DictImpl*>(payload_.p);
}
inline TupleImpl& IValue::toTupleRef() const {
  check(Tag::Tuple);
  return *static_cast<TupleImpl*>(payload_.p);
}
inline ObjectImpl& IValue::toObjectRef() const {
  check(Tag::Object);
  return *static_cast<ObjectImpl*>(payload_.p);
}
inline EnumImpl& IValue::toEnumRef() const {
  check(Tag::Enum);
  return *static_cast<EnumImpl*>(payload_.p);
}
inline Span<const IValue> IValue::toListRef() const { return toListImpl().values; }
inline intrusive_ptr<StringImpl> IValue::toString() const {
  check(Tag::String);
  return intrusive_ptr<StringImpl>::share(static_cast<StringImpl*>(payload_.p));
}
inline intrusive_ptr<TupleImpl> IValue::toTuple() const {
  return intrusive_ptr<TupleImpl>::share(&toTupleRef());
}
inline intrusive_ptr<ObjectImpl> IValue::toObject() const {
  return intrusive_ptr<ObjectImpl>::share(&toObjectRef());
}
inline intrusive_ptr<EnumImpl> IValue::toEnumHolder() const {
  return intrusive_ptr<EnumImpl>::share(&toEnumRef());
}

inline IValue::IValue(const Scalar& value) : IValue(value.value()) {}

/// As `print` of a program shows it.
std::ostream& operator<<(std::ostream& out, const IValue& value);

}  // namespace minijit

#pragma GCC visibility pop

#include "minijit/collections.h"

#endif  // MINIJIT_IVALUE_H_
