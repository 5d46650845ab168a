// Operators as functions and signs, and the factories that take options. `torch.h` gives them
// libtorch's names.
#ifndef MINIJIT_OPS_H_
#define MINIJIT_OPS_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "minijit/ivalue.h"
#include "minijit/tensor.h"

#pragma GCC visibility push(default)

namespace minijit {

/// Calls an operator of grammar/ops.schema by name and overload: `call_op("aten::add", "Tensor",
/// {a, b, 1})`. Trailing arguments that are not given are None. Throws MJ3113, and what it throws.
IValue call_op(const char* kind, const char* overload, std::vector<IValue> args);

/// Elements by indices, as `a[i][j]`. Nothing is checked.
template <class T, size_t N>
class TensorAccessor {
 public:
  TensorAccessor(T* data, const int64_t* sizes, const int64_t* strides)
      : data_(data), sizes_(sizes), strides_(strides) {}
  decltype(auto) operator[](int64_t i) const {
    if constexpr (N == 1) {
      return (data_[i * strides_[0]]);
    } else {
      return TensorAccessor<T, N - 1>(data_ + i * strides_[0], sizes_ + 1, strides_ + 1);
    }
  }
  int64_t size(int64_t dim) const { return sizes_[dim]; }
  int64_t stride(int64_t dim) const { return strides_[dim]; }
  IntSpan sizes() const { return IntSpan(sizes_, N); }
  T* data() const { return data_; }

 private:
  T* data_;
  const int64_t* sizes_;
  const int64_t* strides_;
};

namespace detail {
[[noreturn]] void throw_accessor(int64_t wanted, int64_t found);
}

template <class T, size_t N>
TensorAccessor<T, N> Tensor::accessor() const {
  if (dim() != static_cast<int64_t>(N)) detail::throw_accessor(static_cast<int64_t>(N), dim());
  return TensorAccessor<T, N>(data_ptr<T>(), impl_->sizes, impl_->strides);
}

namespace indexing {

struct NoneType {};
constexpr NoneType None;
struct EllipsisType {};
constexpr EllipsisType Ellipsis;

/// `start:stop:step`; what is None is open.
struct Slice {
  std::optional<int64_t> start, stop, step;

  Slice() = default;
  template <class A, class B = NoneType, class C = NoneType>
  Slice(A start_, B stop_ = B(), C step_ = C())
      : start(bound(start_)), stop(bound(stop_)), step(bound(step_)) {}

 private:
  static std::optional<int64_t> bound(NoneType) { return std::nullopt; }
  static std::optional<int64_t> bound(std::nullopt_t) { return std::nullopt; }
  static std::optional<int64_t> bound(int64_t value) { return value; }
};

/// One place in the brackets.
class TensorIndex {
 public:
  enum class Kind { IsNone, IsEllipsis, IsInteger, IsSlice, IsTensor };

  TensorIndex(NoneType) : kind(Kind::IsNone) {}
  TensorIndex(std::nullopt_t) : kind(Kind::IsNone) {}
  TensorIndex(EllipsisType) : kind(Kind::IsEllipsis) {}
  TensorIndex(const char*) : kind(Kind::IsEllipsis) {}
  TensorIndex(int64_t value) : kind(Kind::IsInteger), integer(value) {}
  TensorIndex(int value) : kind(Kind::IsInteger), integer(value) {}
  TensorIndex(Slice value) : kind(Kind::IsSlice), slice(value) {}
  TensorIndex(minijit::Tensor value) : kind(Kind::IsTensor), tensor(std::move(value)) {}

  Kind kind;
  int64_t integer = 0;
  Slice slice;
  minijit::Tensor tensor;
};

}  // namespace indexing

namespace detail {
/// dtype of the options, or None. Throws MJ9030, MJ3039 for all but the CPU.
IValue value(const TensorOptions& options);
inline IValue value(OptionalIntSpan values) {
  return values.has_value() ? IValue((*values).vec()) : IValue();
}
inline IValue value(OnlyBool value) { return IValue(static_cast<bool>(value)); }
template <class T>
IValue value(Span<const T> values) {
  return IValue(values.vec());
}
template <class T>
IValue value(const T& value) {
  return IValue(value);
}
template <class T>
IValue value(const std::optional<T>& given) {
  return given ? value(*given) : IValue();
}

template <class T, class... Arguments>
T call(const char* kind, const char* overload, const Arguments&... arguments) {
  const IValue result = call_op(kind, overload, {value(arguments)...});
  if constexpr (!std::is_void_v<T>) return result.to<T>();
}
}  // namespace detail

#include "minijit/functions.inc"

inline Tensor operator+(const Tensor& a, const Tensor& b) { return a.add(b); }
inline Tensor operator+(const Tensor& a, const Scalar& b) { return a.add(b); }
inline Tensor operator-(const Tensor& a, const Tensor& b) { return a.sub(b); }
inline Tensor operator-(const Tensor& a, const Scalar& b) { return a.sub(b); }
inline Tensor operator*(const Tensor& a, const Tensor& b) { return a.mul(b); }
inline Tensor operator*(const Tensor& a, const Scalar& b) { return a.mul(b); }
inline Tensor operator/(const Tensor& a, const Tensor& b) { return a.div(b); }
inline Tensor operator/(const Tensor& a, const Scalar& b) { return a.div(b); }
inline Tensor operator%(const Tensor& a, const Tensor& b) { return a.remainder(b); }
inline Tensor operator%(const Tensor& a, const Scalar& b) { return a.remainder(b); }
inline Tensor operator==(const Tensor& a, const Tensor& b) { return a.eq(b); }
inline Tensor operator==(const Tensor& a, const Scalar& b) { return a.eq(b); }
inline Tensor operator!=(const Tensor& a, const Tensor& b) { return a.ne(b); }
inline Tensor operator!=(const Tensor& a, const Scalar& b) { return a.ne(b); }
inline Tensor operator<(const Tensor& a, const Tensor& b) { return a.lt(b); }
inline Tensor operator<(const Tensor& a, const Scalar& b) { return a.lt(b); }
inline Tensor operator<=(const Tensor& a, const Tensor& b) { return a.le(b); }
inline Tensor operator<=(const Tensor& a, const Scalar& b) { return a.le(b); }
inline Tensor operator>(const Tensor& a, const Tensor& b) { return a.gt(b); }
inline Tensor operator>(const Tensor& a, const Scalar& b) { return a.gt(b); }
inline Tensor operator>=(const Tensor& a, const Tensor& b) { return a.ge(b); }
inline Tensor operator>=(const Tensor& a, const Scalar& b) { return a.ge(b); }
inline Tensor operator==(const Scalar& a, const Tensor& b) { return b.eq(a); }
inline Tensor operator!=(const Scalar& a, const Tensor& b) { return b.ne(a); }
inline Tensor operator<(const Scalar& a, const Tensor& b) { return b.gt(a); }
inline Tensor operator<=(const Scalar& a, const Tensor& b) { return b.ge(a); }
inline Tensor operator>(const Scalar& a, const Tensor& b) { return b.lt(a); }
inline Tensor operator>=(const Scalar& a, const Tensor& b) { return b.le(a); }
inline Tensor operator+(const Scalar& a, const Tensor& b) { return b.add(a); }
inline Tensor operator*(const Scalar& a, const Tensor& b) { return b.mul(a); }
Tensor operator-(const Scalar& a, const Tensor& b);
inline Tensor operator/(const Scalar& a, const Tensor& b) { return b.reciprocal().mul(a); }
Tensor operator&(const Tensor& a, const Tensor& b);
Tensor operator|(const Tensor& a, const Tensor& b);
Tensor operator^(const Tensor& a, const Tensor& b);
inline const Tensor& Tensor::operator+=(const Scalar& other) const { return add_(other); }
inline const Tensor& Tensor::operator-=(const Scalar& other) const { return sub_(other); }
inline const Tensor& Tensor::operator*=(const Scalar& other) const { return mul_(other); }
inline const Tensor& Tensor::operator/=(const Scalar& other) const { return div_(other); }

// Factories. Another device than the CPU is refused with MJ9030, MJ3039.
Tensor empty(IntSpan sizes, const TensorOptions& options);
Tensor zeros(IntSpan sizes, const TensorOptions& options);
Tensor ones(IntSpan sizes, const TensorOptions& options);
/// float32, int64 or bool after the value, unless the options say more.
Tensor full(IntSpan sizes, const Scalar& value, const TensorOptions& options = {});
Tensor rand(IntSpan sizes, const TensorOptions& options = {});
Tensor randn(IntSpan sizes, const TensorOptions& options = {});
Tensor randint(int64_t high, IntSpan sizes, const TensorOptions& options = {});
Tensor randint(int64_t low, int64_t high, IntSpan sizes, const TensorOptions& options = {});
Tensor arange(const Scalar& end, const TensorOptions& options = {});
Tensor arange(const Scalar& start, const Scalar& end, const TensorOptions& options = {});
Tensor arange(const Scalar& start, const Scalar& end, const Scalar& step,
              const TensorOptions& options = {});
Tensor linspace(const Scalar& start, const Scalar& end, int64_t steps,
                const TensorOptions& options = {});
Tensor eye(int64_t n, const TensorOptions& options = {});
Tensor from_blob(void* data, IntSpan sizes, const TensorOptions& options);
Tensor from_blob(void* data, IntSpan sizes, IntSpan strides, const TensorOptions& options);
Tensor from_blob(void* data, IntSpan sizes, std::function<void(void*)> release,
                 const TensorOptions& options);
Tensor from_blob(void* data, IntSpan sizes, IntSpan strides, std::function<void(void*)> release,
                 const TensorOptions& options = {});

namespace detail {
/// Copies what the memory holds and gives it the options' dtype, or the one that is inferred.
Tensor from_values(const void* data, IntSpan sizes, DType stored, DType inferred,
                   const TensorOptions& options);

template <class T>
constexpr DType stored_dtype() {
  if constexpr (std::is_same_v<T, bool>) {
    return kBool;
  } else if constexpr (std::is_floating_point_v<T>) {
    return sizeof(T) == 4 ? kFloat32 : kFloat64;
  } else {
    return sizeof(T) == 1   ? (std::is_signed_v<T> ? kInt8 : kUInt8)
           : sizeof(T) == 2 ? kInt16
           : sizeof(T) == 4 ? kInt32
                            : kInt64;
  }
}
template <class T>
constexpr DType inferred_dtype() {
  return std::is_same_v<T, bool> ? kBool : std::is_floating_point_v<T> ? kFloat32 : kInt64;
}
}  // namespace detail

// `torch::tensor` of a number, a list, a list of lists or a vector.
template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
Tensor tensor(T value, const TensorOptions& options = {}) {
  return detail::from_values(&value, IntSpan(), detail::stored_dtype<T>(),
                             detail::inferred_dtype<T>(), options);
}
template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
Tensor tensor(std::initializer_list<T> values, const TensorOptions& options = {}) {
  return detail::from_values(values.begin(), {static_cast<int64_t>(values.size())},
                             detail::stored_dtype<T>(), detail::inferred_dtype<T>(), options);
}
template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
Tensor tensor(std::initializer_list<std::initializer_list<T>> rows,
              const TensorOptions& options = {}) {
  std::vector<Tensor> made;
  for (const std::initializer_list<T>& row : rows) made.push_back(tensor(row, options));
  return stack(made);
}
template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
Tensor tensor(const std::vector<T>& values, const TensorOptions& options = {}) {
  if constexpr (std::is_same_v<T, bool>) {
    const std::vector<uint8_t> bytes(values.begin(), values.end());
    return detail::from_values(bytes.data(), {static_cast<int64_t>(bytes.size())}, kUInt8, kBool,
                               options);
  } else {
    return detail::from_values(values.data(), {static_cast<int64_t>(values.size())},
                               detail::stored_dtype<T>(), detail::inferred_dtype<T>(), options);
  }
}

/// Starts the stream of random numbers anew.
void manual_seed(uint64_t seed);

/// Nothing is recorded for gradients anyway; these say so in programs that were written for
/// libtorch.
struct NoGradGuard {
  NoGradGuard() {}
};
struct AutoGradMode {
  explicit AutoGradMode(bool) {}
};
struct InferenceMode {
  explicit InferenceMode(bool = true) {}
};

}  // namespace minijit

#pragma GCC visibility pop

#endif  // MINIJIT_OPS_H_
