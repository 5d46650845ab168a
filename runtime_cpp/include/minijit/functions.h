// Tensors made and computed with from C++, under PyTorch's names: what programs need around a
// model.
#ifndef MINIJIT_FUNCTIONS_H_
#define MINIJIT_FUNCTIONS_H_

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <tuple>
#include <vector>

#include "minijit/ivalue.h"
#include "minijit/tensor.h"

#pragma GCC visibility push(default)

namespace minijit {

/// Dtype, device and requires_grad of a tensor to be made.
class TensorOptions {
 public:
  TensorOptions() = default;
  TensorOptions(DType dtype) : dtype_(dtype) {}
  TensorOptions(Device device) : device_(device) {}
  TensorOptions(DeviceType device) : device_(device) {}

  TensorOptions dtype(DType value) const;
  /// Throws MJ3039 for another device than the CPU when a tensor is made.
  TensorOptions device(Device value) const;
  TensorOptions device(DeviceType type, int16_t index = -1) const {
    return device(Device(type, index));
  }
  TensorOptions requires_grad(bool value) const;

  DType dtype() const { return dtype_.value_or(kFloat32); }
  bool has_dtype() const { return dtype_.has_value(); }
  Device device() const { return device_; }
  bool requires_grad() const { return requires_grad_; }

 private:
  std::optional<DType> dtype_;
  Device device_;
  bool requires_grad_ = false;
};

inline TensorOptions dtype(DType value) { return TensorOptions(value); }
inline TensorOptions device(Device value) { return TensorOptions(value); }

// Factories. Sizes that are negative and dtypes that do not fit throw as the operators do.
Tensor empty(IntSpan sizes, const TensorOptions& options);
Tensor zeros(IntSpan sizes, const TensorOptions& options);
Tensor ones(IntSpan sizes, const TensorOptions& options);
Tensor full(IntSpan sizes, Scalar value, const TensorOptions& options);
Tensor rand(IntSpan sizes, const TensorOptions& options = {});
Tensor randn(IntSpan sizes, const TensorOptions& options = {});
Tensor randint(int64_t low, int64_t high, IntSpan sizes, const TensorOptions& options = kInt64);
Tensor randint(int64_t high, IntSpan sizes, const TensorOptions& options = kInt64);
Tensor arange(Scalar end, const TensorOptions& options = {});
Tensor arange(Scalar start, Scalar end, const TensorOptions& options = {});
Tensor arange(Scalar start, Scalar end, Scalar step, const TensorOptions& options = {});
Tensor linspace(Scalar start, Scalar end, int64_t steps, const TensorOptions& options = {});
Tensor eye(int64_t n, const TensorOptions& options = {});
Tensor zeros_like(const Tensor& self);
Tensor ones_like(const Tensor& self);
Tensor full_like(const Tensor& self, Scalar value);
Tensor rand_like(const Tensor& self);
Tensor randn_like(const Tensor& self);
Tensor tensor(Span<const double> values, const TensorOptions& options);
Tensor tensor(Span<const float> values, const TensorOptions& options);
Tensor tensor(Span<const int64_t> values, const TensorOptions& options);
Tensor tensor(std::initializer_list<double> values, const TensorOptions& options);
Tensor tensor(std::initializer_list<float> values, const TensorOptions& options);
Tensor tensor(std::initializer_list<int64_t> values, const TensorOptions& options);
Tensor tensor(std::initializer_list<int> values, const TensorOptions& options);
Tensor tensor(Scalar value, const TensorOptions& options = {});
/// On memory of the caller, which must stay valid.
Tensor from_blob(void* data, IntSpan sizes, const TensorOptions& options);
Tensor from_blob(void* data, IntSpan sizes, IntSpan strides, const TensorOptions& options);
Tensor from_blob(void* data, IntSpan sizes, std::function<void(void*)> release,
                 const TensorOptions& options);

Tensor cat(const std::vector<Tensor>& tensors, int64_t dim = 0);
Tensor stack(const std::vector<Tensor>& tensors, int64_t dim = 0);
Tensor where(const Tensor& condition, const Tensor& self, const Tensor& other);
bool equal(const Tensor& a, const Tensor& b);
bool allclose(const Tensor& a, const Tensor& b, double rtol = 1e-5, double atol = 1e-8,
              bool equal_nan = false);

// Each of these is a method of Tensor, too.
#define MJ_UNARY_FUNCTIONS(X)                                                                \
  X(abs)                                                                                     \
  X(neg)                                                                                     \
  X(exp)                                                                                     \
  X(log) X(sqrt) X(rsqrt) X(sin) X(cos) X(tanh) X(sigmoid) X(relu) X(floor) X(ceil) X(round) \
      X(sign) X(isnan) X(sum) X(mean) X(max) X(min)
#define MJ_DECLARE(name) \
  inline Tensor name(const Tensor& self) { return self.name(); }
MJ_UNARY_FUNCTIONS(MJ_DECLARE)
#undef MJ_DECLARE
inline Tensor softmax(const Tensor& self, int64_t dim) { return self.softmax(dim); }
inline Tensor log_softmax(const Tensor& self, int64_t dim) { return self.log_softmax(dim); }
inline Tensor argmax(const Tensor& self, std::optional<int64_t> dim = {}, bool keepdim = false) {
  return self.argmax(dim, keepdim);
}
inline std::tuple<Tensor, Tensor> max(const Tensor& self, int64_t dim, bool keepdim = false) {
  return self.max(dim, keepdim);
}
inline std::tuple<Tensor, Tensor> topk(const Tensor& self, int64_t k, int64_t dim = -1) {
  return self.topk(k, dim);
}
inline Tensor matmul(const Tensor& a, const Tensor& b) { return a.matmul(b); }
inline Tensor mm(const Tensor& a, const Tensor& b) { return a.matmul(b); }
inline Tensor flatten(const Tensor& self, int64_t start = 0, int64_t end = -1) {
  return self.flatten(start, end);
}
inline Tensor unsqueeze(const Tensor& self, int64_t dim) { return self.unsqueeze(dim); }
inline Tensor squeeze(const Tensor& self) { return self.squeeze(); }
inline Tensor clamp(const Tensor& self, const Scalar& min, const Scalar& max) {
  return self.clamp(min, max);
}
inline Tensor pow(const Tensor& self, Scalar exponent) { return self.pow(exponent); }

#define MJ_OPERATOR_FUNCTION(symbol, method)                                              \
  inline Tensor operator symbol(const Tensor& a, const Tensor& b) { return a.method(b); } \
  inline Tensor operator symbol(const Tensor& a, Scalar b) { return a.method(b); }
MJ_OPERATOR_FUNCTION(+, add)
MJ_OPERATOR_FUNCTION(-, sub)
MJ_OPERATOR_FUNCTION(*, mul)
MJ_OPERATOR_FUNCTION(/, div)
MJ_OPERATOR_FUNCTION(>, gt)
MJ_OPERATOR_FUNCTION(<, lt)
MJ_OPERATOR_FUNCTION(>=, ge)
MJ_OPERATOR_FUNCTION(<=, le)
MJ_OPERATOR_FUNCTION(==, eq)
MJ_OPERATOR_FUNCTION(!=, ne)
#undef MJ_OPERATOR_FUNCTION
inline Tensor operator+(Scalar a, const Tensor& b) { return b.add(a); }
inline Tensor operator*(Scalar a, const Tensor& b) { return b.mul(a); }
Tensor operator-(Scalar a, const Tensor& b);
Tensor operator/(Scalar a, const Tensor& b);
inline Tensor operator-(const Tensor& a) { return a.neg(); }

/// Elements of a tensor by N indices. Valid while the tensor lives.
template <class T, size_t N>
class TensorAccessor {
 public:
  TensorAccessor(T* data, const int64_t* sizes, const int64_t* strides)
      : data_(data), sizes_(sizes), strides_(strides) {}
  int64_t size(size_t dim) const { return sizes_[dim]; }
  T* data() const { return data_; }
  decltype(auto) operator[](int64_t i) const {
    if constexpr (N == 1) {
      return data_[i * strides_[0]];
    } else {
      return TensorAccessor<T, N - 1>(data_ + i * strides_[0], sizes_ + 1, strides_ + 1);
    }
  }

 private:
  T* data_;
  const int64_t* sizes_;
  const int64_t* strides_;
};

/// Throws MJ9004 unless T is the element type, MJ3001 unless there are N dimensions.
template <class T, size_t N>
TensorAccessor<T, N> Tensor::accessor() const {
  if (dim() != static_cast<int64_t>(N)) size(static_cast<int64_t>(N));
  return TensorAccessor<T, N>(data_ptr<T>(), impl_->sizes, impl_->strides);
}

/// Seeds the generator that operators draw from.
void manual_seed(uint64_t seed);

/// Gradients are not computed: these exist so that programs that switch them off compile.
struct NoGradGuard {
  NoGradGuard() {}
};
struct InferenceMode {
  explicit InferenceMode(bool = true) {}
};
struct AutoGradMode {
  explicit AutoGradMode(bool) {}
};

namespace cuda {
inline bool is_available() { return false; }
inline int device_count() { return 0; }
}  // namespace cuda

std::ostream& operator<<(std::ostream& out, IntSpan values);
std::ostream& operator<<(std::ostream& out, Device device);

}  // namespace minijit

#pragma GCC visibility pop

#endif  // MINIJIT_FUNCTIONS_H_
