// The strided iterator: broadcasting, dtypes and contiguity are handled here, once, for all
// elementwise kernels.
#ifndef MINIJIT_KERNELS_ITERATOR_H_
#define MINIJIT_KERNELS_ITERATOR_H_

#include <initializer_list>
#include <type_traits>

#include "kernels/kernel_call.h"
#include "support/parallel.h"

namespace minijit::kernels {

/// The type in which elements of a dtype are computed: float for half and bfloat16, int64 for
/// integers and bool, complex128 for complex numbers. Wrapping arithmetic gives the same in int64
/// and in narrower types.
constexpr DType compute_dtype(DType dtype) {
  if (dtype == kFloat64) return kFloat64;
  if (is_floating_point(dtype)) return kFloat32;
  return is_complex(dtype) ? kComplexDouble : kInt64;
}

/// Calls f(TypeTag<T>()) with int64_t, float or double. Complex is refused, and uint64, whose order
/// and quotients are not those of int64.
template <class F>
decltype(auto) visit_real(const OpInfo& op, DType dtype, F&& f) {
  if (dtype == kUInt64 || is_complex(dtype)) not_implemented(op, dtype);
  switch (compute_dtype(dtype)) {
    case kFloat32:
      return f(TypeTag<float>());
    case kFloat64:
      return f(TypeTag<double>());
    default:
      return f(TypeTag<int64_t>());
  }
}

/// The same with float and double only; all else is refused.
template <class F>
decltype(auto) visit_floating(const OpInfo& op, DType dtype, F&& f) {
  if (!is_floating_point(dtype)) not_implemented(op, dtype);
  return dtype == kFloat64 ? f(TypeTag<double>()) : f(TypeTag<float>());
}

/// The same with int64_t, for uint64 too, float, double and std::complex<double>.
template <class F>
decltype(auto) visit_number(DType dtype, F&& f) {
  switch (compute_dtype(dtype)) {
    case kFloat32:
      return f(TypeTag<float>());
    case kFloat64:
      return f(TypeTag<double>());
    case kComplexDouble:
      return f(TypeTag<std::complex<double>>());
    default:
      return f(TypeTag<int64_t>());
  }
}

/// Calls f(TypeTag<T>()) with a type of the same size, for moving elements about.
template <class F>
void visit_size(DType dtype, F&& f) {
  switch (itemsize(dtype)) {
    case 1:
      return f(TypeTag<uint8_t>());
    case 2:
      return f(TypeTag<uint16_t>());
    case 4:
      return f(TypeTag<uint32_t>());
    case 8:
      return f(TypeTag<uint64_t>());
    default:
      return f(TypeTag<std::complex<double>>());
  }
}

/// Sizes of a broadcast. Throws MJ3105.
Ints broadcast_sizes(IntSpan a, IntSpan b);

/// Up to four operands walked together; operand 0 is written.
class Loop {
 public:
  static constexpr int max_operands = 4;

  /// `sizes` is the shape of the walk; each operand is expanded to it.
  Loop(IntSpan sizes, Span<const Tensor* const> operands);

  /// Calls `body(char** pointers, const int64_t* byte_strides, int64_t count)` for each innermost
  /// run.
  template <class F>
  void each(F&& body, int64_t grain = 32768) const {
    if (numel_ == 0) return;
    if (ndim_ <= 1) {
      const int64_t count = ndim_ ? sizes_[0] : 1;
      parallel_for(0, count, grain, [&](int64_t begin, int64_t end) {
        char* pointers[max_operands];
        for (int k = 0; k < operands_; ++k) pointers[k] = data_[k] + begin * strides_[0][k];
        body(pointers, strides_[0], end - begin);
      });
      return;
    }
    const int64_t inner = sizes_[0];
    parallel_for(0, numel_ / inner, grain / inner + 1, [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row) {
        char* pointers[max_operands];
        for (int k = 0; k < operands_; ++k) pointers[k] = data_[k];
        int64_t rest = row;
        for (int d = 1; d < ndim_; ++d) {
          const int64_t index = rest % sizes_[d];
          rest /= sizes_[d];
          for (int k = 0; k < operands_; ++k) pointers[k] += index * strides_[d][k];
        }
        body(pointers, strides_[0], inner);
      }
    });
  }

 private:
  int operands_;
  int ndim_ = 0;
  int64_t numel_ = 1;
  // Dimension 0 is the innermost; dimensions that are one run in all operands are merged.
  int64_t sizes_[TensorImpl::max_dims];
  int64_t strides_[TensorImpl::max_dims][max_operands] = {};
  char* data_[max_operands];
};

/// The dimensions of `sizes` from slowest to fastest, as the inputs lie in memory.
Ints memory_order(IntSpan sizes, Span<const Tensor* const> inputs);
/// An output with the strides that PyTorch gives the result of an elementwise operator: dense, in
/// the order of the inputs' own.
Tensor like_inputs(IntSpan sizes, DType dtype, Span<const Tensor* const> inputs);
Tensor like(const Tensor& input, DType dtype);
/// The tensor in another dtype, its strides kept; the tensor itself if it has that dtype.
Tensor convert(const Tensor& self, DType dtype);

/// Refuses to write a dense tensor across a dense one that is read. Both may be the same elements
/// in the same order, unless `strictly`; of tensors with gaps nothing is said.
void check_apart(const Tensor& target, const Tensor& source, bool strictly = false);

/// Dense with the second dimension, that of the channels, innermost.
bool in_channels_last(const Tensor& tensor);
/// Four or five dimensions in channels last, and not row-major as well.
bool is_channels_last(const Tensor& tensor);
/// Of four or five sizes.
Tensor empty_channels_last(IntSpan sizes, DType dtype);
/// A copy with the channels innermost.
Tensor to_channels_last(const Tensor& tensor);
/// An empty tensor in a memory format: 0 row-major, 2 channels last of images, 3 of volumes,
/// otherwise that of `like`.
Tensor in_format(IntSpan sizes, DType dtype, std::optional<int64_t> format, const Tensor& like);

/// What is done with a row: operand 0 is written, the others are read; all are without gaps.
using RowFunction = void(void* const* operands, int64_t count, const void* context);

/// Calls `function` for all rows of the operands, each brought to its dtype of `computed` in blocks
/// that stay in the cache. Operand 0 may be one of the others.
void map_rows(Span<const Tensor* const> operands, const DType* computed, RowFunction* function,
              const void* context);

/// out[i] = f(a[i]), computed with elements of type T; O is the type in which results are kept.
template <class O, class T, class F>
void unary_loop(const Tensor& out, const Tensor& a, const F& f) {
  const Tensor* const operands[] = {&out, &a};
  constexpr DType computed[] = {dtype_of<O>, dtype_of<T>};
  map_rows(
      operands, computed,
      [](void* const* p, int64_t n, const void* context) {
        const F function = *static_cast<const F*>(context);
        O* o = static_cast<O*>(p[0]);
        const T* x = static_cast<const T*>(p[1]);
#pragma GCC ivdep
        for (int64_t i = 0; i < n; ++i) o[i] = static_cast<O>(function(x[i]));
      },
      &f);
}

/// out[i] = f(a[i], b[i]); both inputs are computed with type T.
template <class O, class T, class F>
void binary_loop(const Tensor& out, const Tensor& a, const Tensor& b, const F& f) {
  const Tensor* const operands[] = {&out, &a, &b};
  constexpr DType computed[] = {dtype_of<O>, dtype_of<T>, dtype_of<T>};
  map_rows(
      operands, computed,
      [](void* const* p, int64_t n, const void* context) {
        const F function = *static_cast<const F*>(context);
        O* o = static_cast<O*>(p[0]);
        const T* x = static_cast<const T*>(p[1]);
        const T* y = static_cast<const T*>(p[2]);
#pragma GCC ivdep
        for (int64_t i = 0; i < n; ++i) o[i] = static_cast<O>(function(x[i], y[i]));
      },
      &f);
}

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_ITERATOR_H_
