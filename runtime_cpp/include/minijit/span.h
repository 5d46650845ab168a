// A view of consecutive values that it does not own.
#ifndef MINIJIT_SPAN_H_
#define MINIJIT_SPAN_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <type_traits>
#include <vector>

namespace minijit {

/// Pointer and length. Indexing is unchecked, `subspan` too: callers check against size() first.
template <class T>
class Span {
 public:
  using value_type = std::remove_const_t<T>;

  constexpr Span() = default;
  constexpr Span(T* data, size_t size) : data_(data), size_(size) {}
  template <size_t N>
  constexpr Span(T (&array)[N]) : data_(array), size_(N) {}
  template <class U, size_t N, class = std::enable_if_t<std::is_convertible_v<U (*)[], T (*)[]>>>
  constexpr Span(const std::array<U, N>& array) : data_(array.data()), size_(N) {}
  template <class U, class A,
            class = std::enable_if_t<std::is_convertible_v<const U (*)[], T (*)[]>>>
  Span(const std::vector<U, A>& vector) : data_(vector.data()), size_(vector.size()) {}
  template <class U, class A, class = std::enable_if_t<std::is_convertible_v<U (*)[], T (*)[]>>>
  Span(std::vector<U, A>& vector) : data_(vector.data()), size_(vector.size()) {}
  template <class U, class = std::enable_if_t<std::is_convertible_v<U (*)[], T (*)[]>>>
  constexpr Span(Span<U> other) : data_(other.data()), size_(other.size()) {}
  /// Valid as an argument only: the values live until the end of the full expression.
  template <class U = T, class = std::enable_if_t<std::is_const_v<U>>>
  constexpr Span(std::initializer_list<value_type> values)
      : data_(values.size() ? std::data(values) : nullptr), size_(values.size()) {}

  /// One size or dimension, on the same condition.
  template <class U = T, class = std::enable_if_t<std::is_same_v<U, const int64_t>>>
  constexpr Span(const int64_t& one) : data_(&one), size_(1) {}

  constexpr T* data() const { return data_; }
  constexpr size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  constexpr T& operator[](size_t i) const { return data_[i]; }
  constexpr T& front() const { return data_[0]; }
  constexpr T& back() const { return data_[size_ - 1]; }
  constexpr T* begin() const { return data_; }
  constexpr T* end() const { return data_ + size_; }
  constexpr Span subspan(size_t start) const { return Span(data_ + start, size_ - start); }
  constexpr Span subspan(size_t start, size_t count) const { return Span(data_ + start, count); }
  T& at(size_t i) const {
    if (i >= size_) throw std::out_of_range("span");
    return data_[i];
  }
  bool equals(Span other) const { return *this == other; }
  std::vector<value_type> vec() const { return std::vector<value_type>(begin(), end()); }

 private:
  T* data_ = nullptr;
  size_t size_ = 0;
};

/// A bool, which no number turns into: where a number says something else.
class OnlyBool {
 public:
  template <class T, class = std::enable_if_t<std::is_same_v<T, bool>>>
  constexpr OnlyBool(T value) : value_(value) {}
  constexpr operator bool() const { return value_; }

 private:
  bool value_;
};

/// Sizes or dimensions, or none said. Valid as an argument only.
class OptionalIntSpan {
 public:
  OptionalIntSpan() = default;
  OptionalIntSpan(std::nullopt_t) {}
  OptionalIntSpan(Span<const int64_t> values) : values_(values), said_(true) {}
  OptionalIntSpan(const std::vector<int64_t>& values) : values_(values), said_(true) {}
  OptionalIntSpan(std::initializer_list<int64_t> values) : values_(values), said_(true) {}
  OptionalIntSpan(const int64_t& one) : values_(one), said_(true) {}
  template <size_t N>
  OptionalIntSpan(const std::array<int64_t, N>& values) : values_(values), said_(true) {}
  bool has_value() const { return said_; }
  Span<const int64_t> operator*() const { return values_; }

 private:
  Span<const int64_t> values_;
  bool said_ = false;
};

template <class T, class U>
bool operator==(Span<T> a, Span<U> b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (!(a[i] == b[i])) return false;
  }
  return true;
}

template <class T, class U>
bool operator==(Span<T> a, const std::vector<U>& b) {
  return a == Span<const U>(b);
}

template <class T, class U>
bool operator!=(Span<T> a, const std::vector<U>& b) {
  return !(a == b);
}

template <class T, class U>
bool operator!=(Span<T> a, Span<U> b) {
  return !(a == b);
}

/// "[2, 3]".
template <class T>
std::ostream& operator<<(std::ostream& out, Span<T> values) {
  out << '[';
  for (size_t i = 0; i < values.size(); ++i) out << (i ? ", " : "") << values[i];
  return out << ']';
}

using IntSpan = Span<const int64_t>;
using ByteSpan = Span<const uint8_t>;

}  // namespace minijit

#endif  // MINIJIT_SPAN_H_
