// The strided iterator: broadcasting, dtype and contiguity are handled here, once, for all elementwise kernels.
#ifndef MINIJIT_KERNELS_ITERATOR_H_
#define MINIJIT_KERNELS_ITERATOR_H_

#include <type_traits>

#include "kernels/kernel_call.h"
#include "support/parallel.h"

namespace minijit::kernels {

/// Half and bfloat16 compute as float.
template <class T>
using Compute = std::conditional_t<std::is_same_v<T, Half> || std::is_same_v<T, BFloat16>, float, T>;

/// Sizes of a broadcast. Throws MJ3105.
Ints broadcast_sizes(IntSpan a, IntSpan b);

/// Up to four operands walked together; operand 0 is written.
class Loop {
 public:
  static constexpr int max_operands = 4;

  /// `sizes` is the shape of the walk; each operand is expanded to it.
  Loop(IntSpan sizes, Span<const Tensor> operands);

  /// Calls `body(char** pointers, const int64_t* byte_strides, int64_t count)` for each innermost run.
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
  int64_t strides_[TensorImpl::max_dims][max_operands];
  char* data_[max_operands];
};

/// The dimensions of `sizes` from slowest to fastest, as the inputs lie in memory.
Ints memory_order(IntSpan sizes, Span<const Tensor> inputs);
/// An output with the strides that PyTorch gives the result of an elementwise operator: dense, in the order of the
/// inputs' own.
Tensor like_inputs(IntSpan sizes, DType dtype, Span<const Tensor> inputs);
/// The tensor in another dtype, its strides kept; the tensor itself if it has that dtype.
Tensor convert(const Tensor& self, DType dtype);

/// Four dimensions, dense with the channels innermost, and not row-major as well.
bool is_channels_last(const Tensor& tensor);
Tensor empty_channels_last(IntSpan sizes, DType dtype);
/// A copy with the channels innermost.
Tensor to_channels_last(const Tensor& tensor);
/// An empty tensor in a memory format: 0 row-major, 2 channels last, otherwise that of `like`.
Tensor in_format(IntSpan sizes, DType dtype, std::optional<int64_t> format, const Tensor& like);

/// out[i] = f(a[i]); T is the element type of a, O of out.
template <class O, class T, class F>
void unary_loop(const Tensor& out, const Tensor& a, F f) {
  const Tensor operands[] = {out, a};
  Loop(out.sizes(), operands).each([&](char** p, const int64_t* s, int64_t n) {
    if (s[0] == sizeof(O) && s[1] == sizeof(T)) {
      O* o = reinterpret_cast<O*>(p[0]);
      const T* x = reinterpret_cast<const T*>(p[1]);
      for (int64_t i = 0; i < n; ++i) o[i] = static_cast<O>(f(static_cast<Compute<T>>(x[i])));
      return;
    }
    for (int64_t i = 0; i < n; ++i) {
      *reinterpret_cast<O*>(p[0] + i * s[0]) =
          static_cast<O>(f(static_cast<Compute<T>>(*reinterpret_cast<const T*>(p[1] + i * s[1]))));
    }
  });
}

/// out[i] = f(a[i], b[i]); both inputs have element type T.
template <class O, class T, class F>
void binary_loop(const Tensor& out, const Tensor& a, const Tensor& b, F f) {
  const Tensor operands[] = {out, a, b};
  using C = Compute<T>;
  Loop(out.sizes(), operands).each([&](char** p, const int64_t* s, int64_t n) {
    if (s[0] == sizeof(O) && s[1] == sizeof(T) && s[2] == sizeof(T)) {
      O* o = reinterpret_cast<O*>(p[0]);
      const T* x = reinterpret_cast<const T*>(p[1]);
      const T* y = reinterpret_cast<const T*>(p[2]);
      for (int64_t i = 0; i < n; ++i) {
        o[i] = static_cast<O>(f(static_cast<C>(x[i]), static_cast<C>(y[i])));
      }
      return;
    }
    if (s[0] == sizeof(O) && s[1] == sizeof(T) && s[2] == 0) {
      O* o = reinterpret_cast<O*>(p[0]);
      const T* x = reinterpret_cast<const T*>(p[1]);
      const C y = static_cast<C>(*reinterpret_cast<const T*>(p[2]));
      for (int64_t i = 0; i < n; ++i) o[i] = static_cast<O>(f(static_cast<C>(x[i]), y));
      return;
    }
    for (int64_t i = 0; i < n; ++i) {
      *reinterpret_cast<O*>(p[0] + i * s[0]) =
          static_cast<O>(f(static_cast<C>(*reinterpret_cast<const T*>(p[1] + i * s[1])),
                           static_cast<C>(*reinterpret_cast<const T*>(p[2] + i * s[2]))));
    }
  });
}

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_ITERATOR_H_
