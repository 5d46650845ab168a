// Typed lists and dicts of programs: handles that share what they name, as in Python.
#ifndef MINIJIT_CONTAINERS_H_
#define MINIJIT_CONTAINERS_H_

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "minijit/ivalue.h"
#include "minijit/types.h"

namespace minijit {

namespace detail {

template <class T>
TypePtr static_type() {
  if constexpr (std::is_same_v<T, Tensor>) return tensor_type();
  if constexpr (std::is_same_v<T, bool>) return bool_type();
  if constexpr (std::is_same_v<T, std::string>) return string_type();
  if constexpr (std::is_integral_v<T>) return int_type();
  if constexpr (std::is_floating_point_v<T>) return float_type();
  return any_type();
}

template <class T>
T from_value(const IValue& value) {
  if constexpr (std::is_same_v<T, IValue>) {
    return value;
  } else if constexpr (std::is_same_v<T, Tensor>) {
    return value.toTensor();
  } else if constexpr (std::is_same_v<T, bool>) {
    return value.toBool();
  } else if constexpr (std::is_same_v<T, std::string>) {
    return value.toStringRef();
  } else if constexpr (std::is_integral_v<T>) {
    return static_cast<T>(value.toInt());
  } else {
    static_assert(std::is_floating_point_v<T>, "a list holds what a program's list may hold");
    return static_cast<T>(value.toDouble());
  }
}

template <class T>
IValue to_value(T value) {
  if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
    return IValue(static_cast<int64_t>(value));
  } else if constexpr (std::is_floating_point_v<T>) {
    return IValue(static_cast<double>(value));
  } else {
    return IValue(std::move(value));
  }
}

}  // namespace detail

/// A list of tensors, numbers, bools, strings, or any values.
template <class T>
class List {
 public:
  List() : impl_(make_intrusive<ListImpl>(detail::static_type<T>(), std::vector<IValue>())) {}
  List(std::initializer_list<T> values) : List() {
    for (const T& value : values) push_back(value);
  }
  explicit List(const std::vector<T>& values) : List() {
    for (const T& value : values) push_back(value);
  }
  List(intrusive_ptr<ListImpl> impl) : impl_(std::move(impl)) {}

  size_t size() const { return impl_->values.size(); }
  bool empty() const { return impl_->values.empty(); }
  T get(size_t i) const { return detail::from_value<T>(impl_->values.at(i)); }
  T operator[](size_t i) const { return get(i); }
  void set(size_t i, T value) { impl_->values.at(i) = detail::to_value<T>(std::move(value)); }
  void push_back(T value) { impl_->values.push_back(detail::to_value<T>(std::move(value))); }
  template <class... Args>
  void emplace_back(Args&&... args) {
    push_back(T(std::forward<Args>(args)...));
  }
  void reserve(size_t count) { impl_->values.reserve(count); }
  void clear() { impl_->values.clear(); }
  std::vector<T> vec() const {
    std::vector<T> values;
    for (size_t i = 0; i < size(); ++i) values.push_back(get(i));
    return values;
  }
  operator IValue() const { return IValue(impl_); }

  class Iterator {
   public:
    Iterator(const List* list, size_t at) : list_(list), at_(at) {}
    T operator*() const { return list_->get(at_); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const List* list_;
    size_t at_;
  };
  Iterator begin() const { return Iterator(this, 0); }
  Iterator end() const { return Iterator(this, size()); }

 private:
  intrusive_ptr<ListImpl> impl_;
};

/// A dict that keeps the order of insertion.
template <class K, class V>
class Dict {
 public:
  Dict() : impl_(make_intrusive<DictImpl>(detail::static_type<K>(), detail::static_type<V>())) {}
  Dict(intrusive_ptr<DictImpl> impl) : impl_(std::move(impl)) {}

  size_t size() const { return impl_->size(); }
  bool empty() const { return impl_->empty(); }
  bool contains(const K& key) const { return impl_->contains(detail::to_value<K>(key)); }
  /// Throws MJ9010 if there is no such key.
  V at(const K& key) const { return detail::from_value<V>(impl_->at(detail::to_value<K>(key))); }
  /// Keeps a value that is there; says whether it was put in.
  bool insert(const K& key, V value) {
    if (contains(key)) return false;
    insert_or_assign(key, std::move(value));
    return true;
  }
  void insert_or_assign(const K& key, V value) {
    impl_->insert_or_assign(detail::to_value<K>(key), detail::to_value<V>(std::move(value)));
  }
  bool erase(const K& key) { return impl_->erase(detail::to_value<K>(key)); }
  void clear() { impl_->clear(); }
  /// Entries with key() and value(), as values of a program.
  auto begin() const { return impl_->begin(); }
  auto end() const { return impl_->end(); }
  operator IValue() const { return IValue(impl_); }

 private:
  intrusive_ptr<DictImpl> impl_;
};

}  // namespace minijit

#endif  // MINIJIT_CONTAINERS_H_
