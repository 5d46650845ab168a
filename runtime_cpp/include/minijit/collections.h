// Lists and dicts of a program with C++ element types. Copying shares, as with every IValue.
#ifndef MINIJIT_COLLECTIONS_H_
#define MINIJIT_COLLECTIONS_H_

#include "minijit/ivalue.h"
#include "minijit/types.h"

#pragma GCC visibility push(default)

namespace minijit {

namespace detail {
template <class T>
struct TypeOf {
  static TypePtr get() { return any_type(); }
};
template <>
struct TypeOf<Tensor> {
  static TypePtr get() { return tensor_type(); }
};
template <>
struct TypeOf<std::string> {
  static TypePtr get() { return string_type(); }
};
template <>
struct TypeOf<bool> {
  static TypePtr get() { return bool_type(); }
};
template <>
struct TypeOf<int> {
  static TypePtr get() { return int_type(); }
};
template <>
struct TypeOf<int64_t> {
  static TypePtr get() { return int_type(); }
};
template <>
struct TypeOf<float> {
  static TypePtr get() { return float_type(); }
};
template <>
struct TypeOf<double> {
  static TypePtr get() { return float_type(); }
};
template <class T>
struct TypeOf<std::optional<T>> {
  static TypePtr get() { return optional_type(TypeOf<T>::get()); }
};
template <class T>
struct TypeOf<std::vector<T>> {
  static TypePtr get() { return list_type(TypeOf<T>::get()); }
};
template <class T>
struct TypeOf<List<T>> {
  static TypePtr get() { return list_type(TypeOf<T>::get()); }
};
template <class... T>
struct TypeOf<std::tuple<T...>> {
  static TypePtr get() { return tuple_type({TypeOf<T>::get()...}); }
};
template <class A, class B>
struct TypeOf<std::pair<A, B>> {
  static TypePtr get() { return tuple_type({TypeOf<A>::get(), TypeOf<B>::get()}); }
};
template <class K, class V>
struct TypeOf<std::unordered_map<K, V>> {
  static TypePtr get() { return dict_type(TypeOf<K>::get(), TypeOf<V>::get()); }
};
template <class K, class V>
struct TypeOf<std::map<K, V>> {
  static TypePtr get() { return dict_type(TypeOf<K>::get(), TypeOf<V>::get()); }
};
template <class K, class V>
struct TypeOf<Dict<K, V>> {
  static TypePtr get() { return dict_type(TypeOf<K>::get(), TypeOf<V>::get()); }
};
}  // namespace detail

/// A list; `->` reaches what is shared.
template <class T>
class List : public intrusive_ptr<ListImpl> {
 public:
  List() : List(detail::TypeOf<T>::get()) {}
  explicit List(TypePtr element)
      : intrusive_ptr(make_intrusive<ListImpl>(std::move(element), std::vector<IValue>())) {}
  explicit List(intrusive_ptr<ListImpl> list) : intrusive_ptr(std::move(list)) {}
  List(std::initializer_list<T> values) : List() {
    for (const T& value : values) push_back(value);
  }

  size_t size() const { return (*this)->values.size(); }
  bool empty() const { return size() == 0; }
  /// Throws std::out_of_range.
  T get(size_t i) const { return (*this)->values.at(i).template to<T>(); }
  T operator[](size_t i) const { return get(i); }
  void set(size_t i, T value) const { (*this)->values.at(i) = IValue(std::move(value)); }
  void push_back(T value) const { (*this)->values.push_back(IValue(std::move(value))); }
  void emplace_back(T value) const { push_back(std::move(value)); }
  void reserve(size_t count) const { (*this)->values.reserve(count); }
  void clear() const { (*this)->values.clear(); }
  std::vector<T> vec() const {
    std::vector<T> result;
    for (size_t i = 0; i < size(); ++i) result.push_back(get(i));
    return result;
  }

  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T*;
    using reference = T;

    iterator(const List* list, size_t at) : list_(list), at_(at) {}
    T operator*() const { return list_->get(at_); }
    iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const iterator& other) const { return at_ == other.at_; }
    bool operator!=(const iterator& other) const { return at_ != other.at_; }

   private:
    const List* list_;
    size_t at_;
  };
  iterator begin() const { return iterator(this, 0); }
  iterator end() const { return iterator(this, size()); }
};

/// A dict in the order of insertion; `->` reaches what is shared.
template <class K, class V>
class Dict : public intrusive_ptr<DictImpl> {
 public:
  using iterator = std::vector<DictEntry>::const_iterator;

  Dict() : Dict(detail::TypeOf<K>::get(), detail::TypeOf<V>::get()) {}
  Dict(TypePtr key_type, TypePtr value_type)
      : intrusive_ptr(make_intrusive<DictImpl>(std::move(key_type), std::move(value_type))) {}
  explicit Dict(intrusive_ptr<DictImpl> dict) : intrusive_ptr(std::move(dict)) {}

  size_t size() const { return (*this)->size(); }
  bool empty() const { return size() == 0; }
  bool contains(const K& key) const { return (*this)->contains(IValue(key)); }
  /// Throws MJ9010.
  V at(const K& key) const { return (*this)->at(IValue(key)).template to<V>(); }
  /// Keeps what a key already has.
  bool insert(const K& key, V value) const {
    if (contains(key)) return false;
    insert_or_assign(key, std::move(value));
    return true;
  }
  void insert_or_assign(const K& key, V value) const {
    (*this)->insert_or_assign(IValue(key), IValue(std::move(value)));
  }
  bool erase(const K& key) const { return (*this)->erase(IValue(key)); }
  void clear() const { (*this)->clear(); }
  iterator begin() const { return (*this)->begin(); }
  iterator end() const { return (*this)->end(); }
  iterator find(const K& key) const {
    const IValue wanted(key);
    iterator at = begin();
    while (at != end() && !same_key(at->key(), wanted)) ++at;
    return at;
  }
};

inline List<IValue> IValue::toList() const {
  return List<IValue>(intrusive_ptr<ListImpl>::share(&toListImpl()));
}
inline Dict<IValue, IValue> IValue::toGenericDict() const {
  return Dict<IValue, IValue>(intrusive_ptr<DictImpl>::share(&toDictImpl()));
}

template <class T>
IValue::IValue(const std::vector<T>& values) : IValue() {
  List<T> list;
  list.reserve(values.size());
  for (const T& value : values) list.push_back(value);
  *this = IValue(intrusive_ptr<ListImpl>(list));
}
template <class K, class V>
IValue::IValue(const std::unordered_map<K, V>& values) : IValue() {
  Dict<K, V> dict;
  for (const auto& [key, value] : values) dict.insert_or_assign(key, value);
  *this = IValue(intrusive_ptr<DictImpl>(dict));
}
template <class K, class V>
IValue::IValue(const std::map<K, V>& values) : IValue() {
  Dict<K, V> dict;
  for (const auto& [key, value] : values) dict.insert_or_assign(key, value);
  *this = IValue(intrusive_ptr<DictImpl>(dict));
}

namespace detail {
template <class T>
struct FromIValue {
  static T get(const IValue& value) {
    if constexpr (std::is_same_v<T, IValue>) {
      return value;
    } else if constexpr (std::is_same_v<T, Tensor>) {
      return value.toTensor();
    } else if constexpr (std::is_same_v<T, std::string>) {
      return value.toStringRef();
    } else if constexpr (std::is_same_v<T, bool>) {
      return value.toBool();
    } else if constexpr (std::is_same_v<T, Device>) {
      return value.toDevice();
    } else if constexpr (std::is_same_v<T, Scalar>) {
      return value.toScalar();
    } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
      return static_cast<T>(value.toInt());
    } else {
      static_assert(std::is_floating_point_v<T>, "an IValue has no such C++ type");
      return static_cast<T>(value.toDouble());
    }
  }
};
template <class T>
struct FromIValue<std::optional<T>> {
  static std::optional<T> get(const IValue& value) { return value.toOptional<T>(); }
};
template <class T>
struct FromIValue<std::vector<T>> {
  static std::vector<T> get(const IValue& value) {
    std::vector<T> result;
    for (const IValue& each : value.toListRef()) result.push_back(each.to<T>());
    return result;
  }
};
template <class T>
struct FromIValue<List<T>> {
  static List<T> get(const IValue& value) { return List<T>(value.toList()); }
};
template <class K, class V>
struct FromIValue<Dict<K, V>> {
  static Dict<K, V> get(const IValue& value) { return Dict<K, V>(value.toGenericDict()); }
};
template <class... T>
struct FromIValue<std::tuple<T...>> {
  static std::tuple<T...> get(const IValue& value) {
    return pick(value.toTupleRef().values, std::index_sequence_for<T...>());
  }
  template <size_t... I>
  static std::tuple<T...> pick(const std::vector<IValue>& values, std::index_sequence<I...>) {
    return std::tuple<T...>(values.at(I).template to<T>()...);
  }
};
}  // namespace detail

template <class T>
T IValue::to() const {
  return detail::FromIValue<T>::get(*this);
}

}  // namespace minijit

#pragma GCC visibility pop

#endif  // MINIJIT_COLLECTIONS_H_
