// Inner loops over float that are compiled once per instruction set and picked when first used. In:
// rows of numbers; out: rows of numbers. They know no tensors.
#ifndef MINIJIT_KERNELS_VECTORS_H_
#define MINIJIT_KERNELS_VECTORS_H_

#include <cstddef>
#include <cstdint>

namespace minijit::kernels {

/// Functions of one number. Settings, where there are some, are in order `a`, `b`, `c`.
enum class Function {
  Exp,
  Expm1,
  Log,
  Log2,
  Log1p,
  Tanh,
  Sigmoid,
  Erf,
  Sin,
  Cos,
  Gelu,
  GeluTanh,
  Silu,
  Elu,        // for x <= 0: a * expm1(b x), otherwise c x
  Softplus,   // log1p(exp(a x)) / a where a x <= b, otherwise x
  LeakyRelu,  // for x <= 0: a x
  Floor,
  Ceil,
  Trunc,
  Round,  // ties to even
};
constexpr size_t function_count = 20;

struct FunctionSettings {
  float a = 0, b = 0, c = 0;
};

/// A RowFunction (iterator.h) of float; the context is FunctionSettings.
using VectorFunction = void(void* const* operands, int64_t count, const void* context);

struct Vectors {
  VectorFunction* functions[function_count];

  /// out = softmax or log_softmax of a row of at least one element.
  void (*softmax_row)(const float* x, float* out, int64_t count, bool log);
  /// The same for `width` neighbouring columns; `stride` is from one row to the next.
  void (*softmax_columns)(const float* x, float* out, int64_t count, int64_t width, int64_t stride,
                          bool log);
  /// Sum of the elements, and of the squares of their distances from `center`.
  double (*sum)(const float* x, int64_t count);
  double (*squares)(const float* x, int64_t count, float center);
  /// out = (x - center) * scale * weight + bias; weight and bias may be null.
  void (*normalize)(const float* x, float* out, int64_t count, float center, float scale,
                    const float* weight, const float* bias);
  /// The largest element times `sign` (1 or -1), NaN where there is one; at least one element.
  float (*largest)(const float* x, int64_t count, float sign);
  /// best = the larger of best and x, times `sign`, as above; element by element.
  void (*merge_largest)(float* best, const float* x, int64_t count, float sign);

  /// sum += x, element by element.
  void (*accumulate)(float* sum, const float* x, int64_t count);
  /// The product of the elements; products *= x, element by element.
  double (*product)(const float* x, int64_t count);
  void (*multiply_into)(double* products, const float* x, int64_t count);

  // Of gemm.
  int64_t lanes, tile_vectors;
  /// C[count, n] = or += A[count, k] B[k, n] where n is `columns` vectors, at most `tile_vectors`;
  /// row strides are in elements.
  void (*tile)(int64_t count, int64_t columns, int64_t k, const float* a, int64_t a_stride,
               const float* b, int64_t b_stride, float* c, int64_t c_stride, bool add);
  /// Copies `count` floats of each row and fills up with zeros to `width`. The rows lie
  /// `from_stride` apart, or at `offsets` where that is not null.
  void (*copy_rows)(const float* from, int64_t from_stride, const int64_t* offsets, int64_t rows,
                    int64_t count, float* to, int64_t to_stride, int64_t width);
  /// Copies `count` floats of each row, two apart.
  void (*copy_every_second)(const float* from, int64_t from_stride, int64_t rows, int64_t count,
                            float* to, int64_t to_stride);
  /// C[m, n] = A[m, k] B[n, k] without packing; row strides are k, k and c_stride.
  void (*dots)(int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c,
               int64_t c_stride);

  /// c[j] += sum of weights[t] * rows[t * stride + j] for j below `count`.
  void (*add_rows)(int64_t taps, int64_t count, const float* weights, const float* rows,
                   int64_t stride, float* c);
  /// out[i] = bias + sum of weights[t] * rows[t][i] for i below `count`.
  void (*weighted)(const float* const* rows, const float* weights, int64_t taps, float bias,
                   float* out, int64_t count);

  // Of Winograd's convolution with tiles of 2 by 2 and of 4 by 4 results. A tile has `side`, two
  // more, elements of the input in each direction; `step` is between its transformed elements.
  struct Winograd {
    int64_t side;
    /// Rows of M parts of `part` elements, a multiple of the lanes, where M = side - 2: element x
    /// of a row goes to part x % M, place x / M. Reads M - 1 elements behind the last row.
    void (*split)(const float* rows, int64_t count, int64_t part, float* to);
    /// Tiles of one line, from `side` rows that were split. Reads and writes whole vectors.
    void (*input)(const float* split, int64_t part, int64_t tiles, float* out, int64_t step);
    /// `count` kernels of 3x3.
    void (*weights)(const float* weights, int64_t count, float* out, int64_t step);
    /// Results of one line of tiles, of which `rows` and `columns` are kept. Are all finite?
    bool (*output)(const float* products, int64_t step, int64_t tiles, float bias, float* out,
                   int64_t out_stride, int64_t rows, int64_t columns);
  };
  Winograd winograd2, winograd4;
};

/// Those of this processor.
const Vectors& vectors();

const Vectors& vectors_baseline();
#if defined(__x86_64__)
const Vectors& vectors_avx2();
const Vectors& vectors_avx512();
#endif

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_VECTORS_H_
