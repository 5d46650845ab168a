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

inline Tensor neg(const Tensor& self) { return self.neg(); }
inline Tensor abs(const Tensor& self) { return self.abs(); }
inline Tensor exp(const Tensor& self) { return self.exp(); }
inline Tensor log(const Tensor& self) { return self.log(); }
inline Tensor sqrt(const Tensor& self) { return self.sqrt(); }
inline Tensor rsqrt(const Tensor& self) { return self.rsqrt(); }
inline Tensor sin(const Tensor& self) { return self.sin(); }
inline Tensor cos(const Tensor& self) { return self.cos(); }
inline Tensor tan(const Tensor& self) { return self.tan(); }
inline Tensor tanh(const Tensor& self) { return self.tanh(); }
inline Tensor sigmoid(const Tensor& self) { return self.sigmoid(); }
inline Tensor relu(const Tensor& self) { return self.relu(); }
inline Tensor floor(const Tensor& self) { return self.floor(); }
inline Tensor ceil(const Tensor& self) { return self.ceil(); }
inline Tensor round(const Tensor& self) { return self.round(); }
inline Tensor sign(const Tensor& self) { return self.sign(); }
inline Tensor square(const Tensor& self) { return self.square(); }
inline Tensor reciprocal(const Tensor& self) { return self.reciprocal(); }
inline Tensor isnan(const Tensor& self) { return self.isnan(); }
inline Tensor isfinite(const Tensor& self) { return self.isfinite(); }
inline Tensor logical_not(const Tensor& self) { return self.logical_not(); }
inline Tensor nonzero(const Tensor& self) { return self.nonzero(); }
inline Tensor add(const Tensor& self, const Tensor& other) { return self.add(other); }
inline Tensor add(const Tensor& self, const Scalar& other) { return self.add(other); }
inline Tensor sub(const Tensor& self, const Tensor& other) { return self.sub(other); }
inline Tensor sub(const Tensor& self, const Scalar& other) { return self.sub(other); }
inline Tensor mul(const Tensor& self, const Tensor& other) { return self.mul(other); }
inline Tensor mul(const Tensor& self, const Scalar& other) { return self.mul(other); }
inline Tensor div(const Tensor& self, const Tensor& other) { return self.div(other); }
inline Tensor div(const Tensor& self, const Scalar& other) { return self.div(other); }
inline Tensor pow(const Tensor& self, const Tensor& other) { return self.pow(other); }
inline Tensor pow(const Tensor& self, const Scalar& other) { return self.pow(other); }
inline Tensor eq(const Tensor& self, const Tensor& other) { return self.eq(other); }
inline Tensor eq(const Tensor& self, const Scalar& other) { return self.eq(other); }
inline Tensor ne(const Tensor& self, const Tensor& other) { return self.ne(other); }
inline Tensor ne(const Tensor& self, const Scalar& other) { return self.ne(other); }
inline Tensor lt(const Tensor& self, const Tensor& other) { return self.lt(other); }
inline Tensor lt(const Tensor& self, const Scalar& other) { return self.lt(other); }
inline Tensor le(const Tensor& self, const Tensor& other) { return self.le(other); }
inline Tensor le(const Tensor& self, const Scalar& other) { return self.le(other); }
inline Tensor gt(const Tensor& self, const Tensor& other) { return self.gt(other); }
inline Tensor gt(const Tensor& self, const Scalar& other) { return self.gt(other); }
inline Tensor ge(const Tensor& self, const Tensor& other) { return self.ge(other); }
inline Tensor ge(const Tensor& self, const Scalar& other) { return self.ge(other); }
inline Tensor remainder(const Tensor& self, const Tensor& other) { return self.remainder(other); }
inline Tensor remainder(const Tensor& self, const Scalar& other) { return self.remainder(other); }
inline Tensor clamp(const Tensor& self, const std::optional<Scalar>& min,
                    const std::optional<Scalar>& max) {
  return self.clamp(min, max);
}
inline Tensor sum(const Tensor& self) { return self.sum(); }
inline Tensor sum(const Tensor& self, IntSpan dims, bool keepdim = false) {
  return self.sum(dims, keepdim);
}
inline Tensor mean(const Tensor& self) { return self.mean(); }
inline Tensor mean(const Tensor& self, IntSpan dims, bool keepdim = false) {
  return self.mean(dims, keepdim);
}
inline Tensor norm(const Tensor& self) { return self.norm(); }
inline Tensor max(const Tensor& self) { return self.max(); }
inline Tensor max(const Tensor& self, const Tensor& other) { return self.max(other); }
inline std::tuple<Tensor, Tensor> max(const Tensor& self, int64_t dim, bool keepdim = false) {
  return self.max(dim, keepdim);
}
inline Tensor min(const Tensor& self) { return self.min(); }
inline Tensor min(const Tensor& self, const Tensor& other) { return self.min(other); }
inline std::tuple<Tensor, Tensor> min(const Tensor& self, int64_t dim, bool keepdim = false) {
  return self.min(dim, keepdim);
}
inline Tensor argmax(const Tensor& self, std::optional<int64_t> dim = std::nullopt,
                     bool keepdim = false) {
  return self.argmax(dim, keepdim);
}
inline Tensor argmin(const Tensor& self, std::optional<int64_t> dim = std::nullopt,
                     bool keepdim = false) {
  return self.argmin(dim, keepdim);
}
inline Tensor softmax(const Tensor& self, int64_t dim, std::optional<DType> dtype = std::nullopt) {
  return self.softmax(dim, dtype);
}
inline Tensor log_softmax(const Tensor& self, int64_t dim,
                          std::optional<DType> dtype = std::nullopt) {
  return self.log_softmax(dim, dtype);
}
inline Tensor matmul(const Tensor& self, const Tensor& other) { return self.matmul(other); }
inline Tensor mm(const Tensor& self, const Tensor& other) { return self.mm(other); }
inline Tensor bmm(const Tensor& self, const Tensor& other) { return self.bmm(other); }
inline Tensor dot(const Tensor& self, const Tensor& other) { return self.dot(other); }
inline std::tuple<Tensor, Tensor> topk(const Tensor& self, int64_t k, int64_t dim = -1,
                                       bool largest = true, bool sorted = true) {
  return self.topk(k, dim, largest, sorted);
}
inline std::tuple<Tensor, Tensor> sort(const Tensor& self, int64_t dim = -1,
                                       bool descending = false) {
  return self.sort(dim, descending);
}
inline Tensor argsort(const Tensor& self, int64_t dim = -1, bool descending = false) {
  return self.argsort(dim, descending);
}
inline Tensor flatten(const Tensor& self, int64_t start_dim = 0, int64_t end_dim = -1) {
  return self.flatten(start_dim, end_dim);
}
inline Tensor reshape(const Tensor& self, IntSpan sizes) { return self.reshape(sizes); }
inline Tensor squeeze(const Tensor& self) { return self.squeeze(); }
inline Tensor squeeze(const Tensor& self, int64_t dim) { return self.squeeze(dim); }
inline Tensor unsqueeze(const Tensor& self, int64_t dim) { return self.unsqueeze(dim); }
inline Tensor transpose(const Tensor& self, int64_t dim0, int64_t dim1) {
  return self.transpose(dim0, dim1);
}
inline Tensor permute(const Tensor& self, IntSpan dims) { return self.permute(dims); }
inline Tensor clone(const Tensor& self) { return self.clone(); }
inline bool equal(const Tensor& self, const Tensor& other) { return self.equal(other); }
inline bool allclose(const Tensor& self, const Tensor& other, double rtol = 1e-5,
                     double atol = 1e-8, bool equal_nan = false) {
  return self.allclose(other, rtol, atol, equal_nan);
}
Tensor cat(const std::vector<Tensor>& tensors, int64_t dim = 0);
Tensor stack(const std::vector<Tensor>& tensors, int64_t dim = 0);
Tensor where(const Tensor& condition, const Tensor& self, const Tensor& other);
Tensor einsum(std::string_view equation, const std::vector<Tensor>& operands);

// Factories. Another device than the CPU is refused with MJ3039.
Tensor empty(IntSpan sizes, const TensorOptions& options);
Tensor zeros(IntSpan sizes, const TensorOptions& options);
Tensor ones(IntSpan sizes, const TensorOptions& options);
/// float32, int64 or bool after the value, unless the options say more.
Tensor full(IntSpan sizes, const Scalar& value, const TensorOptions& options = {});
Tensor rand(IntSpan sizes, const TensorOptions& options = {});
Tensor randn(IntSpan sizes, const TensorOptions& options = {});
Tensor randint(int64_t high, IntSpan sizes, const TensorOptions& options = {});
Tensor randint(int64_t low, int64_t high, IntSpan sizes, const TensorOptions& options = {});
Tensor randperm(int64_t n);
Tensor arange(const Scalar& end, const TensorOptions& options = {});
Tensor arange(const Scalar& start, const Scalar& end, const TensorOptions& options = {});
Tensor arange(const Scalar& start, const Scalar& end, const Scalar& step,
              const TensorOptions& options = {});
Tensor linspace(const Scalar& start, const Scalar& end, int64_t steps,
                const TensorOptions& options = {});
Tensor eye(int64_t n, const TensorOptions& options = {});
Tensor zeros_like(const Tensor& like);
Tensor ones_like(const Tensor& like);
Tensor full_like(const Tensor& like, const Scalar& value);
Tensor rand_like(const Tensor& like);
Tensor randn_like(const Tensor& like);
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
