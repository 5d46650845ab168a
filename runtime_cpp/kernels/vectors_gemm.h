// The inner loops of gemm.
namespace minijit::kernels {

namespace {

template <int Rows, int Columns>
MJ_TARGET void tile_of(int64_t k, const float* a, int64_t a_stride, const float* b,
                       int64_t b_stride, float* c, int64_t c_stride, bool add) {
  Vector sums[Rows][Columns];
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 16
    for (int v = 0; v < Columns; ++v) sums[r][v] = Vector{};
  }
  for (int64_t p = 0; p < k; ++p) {
    Vector row[Columns];
#pragma GCC unroll 16
    for (int v = 0; v < Columns; ++v) row[v] = load(b + p * b_stride + v * lanes);
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) {
      const float x = a[r * a_stride + p];
#pragma GCC unroll 16
      for (int v = 0; v < Columns; ++v) sums[r][v] += x * row[v];
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 16
    for (int v = 0; v < Columns; ++v) {
      float* to = c + r * c_stride + v * lanes;
      store(to, add ? load(to) + sums[r][v] : sums[r][v]);
    }
  }
}

/// All rows, in tiles of Rows and what is left of them.
template <int Rows, int Columns>
MJ_TARGET void tiles_of(int64_t count, int64_t k, const float* a, int64_t a_stride, const float* b,
                        int64_t b_stride, float* c, int64_t c_stride, bool add) {
  for (; count >= Rows; count -= Rows, a += Rows * a_stride, c += Rows * c_stride) {
    tile_of<Rows, Columns>(k, a, a_stride, b, b_stride, c, c_stride, add);
  }
  if constexpr (Rows > 1) {
    constexpr int fewer = Rows > 4 ? 4 : Rows / 2;
    tiles_of<fewer, Columns>(count, k, a, a_stride, b, b_stride, c, c_stride, add);
  }
}

/// As many rows as keep all multipliers busy, as few as fit into the registers.
MJ_TARGET void tile(int64_t count, int64_t columns, int64_t k, const float* a, int64_t a_stride,
                    const float* b, int64_t b_stride, float* c, int64_t c_stride, bool add) {
  constexpr int sums = MJ_ROWS * MJ_VECTORS;
  switch (columns) {
    case 1:
      return tiles_of<sums / 2, 1>(count, k, a, a_stride, b, b_stride, c, c_stride, add);
#if MJ_VECTORS > 2
    case 2:
      return tiles_of<sums / 2, 2>(count, k, a, a_stride, b, b_stride, c, c_stride, add);
    case 3:
      return tiles_of<sums / 3, 3>(count, k, a, a_stride, b, b_stride, c, c_stride, add);
#endif
    default:
      return tiles_of<MJ_ROWS, MJ_VECTORS>(count, k, a, a_stride, b, b_stride, c, c_stride, add);
  }
}

MJ_TARGET void copy_rows(const float* from, int64_t from_stride, const int64_t* offsets,
                         int64_t rows, int64_t count, float* to, int64_t to_stride, int64_t width) {
  for (int64_t r = 0; r < rows; ++r, to += to_stride) {
    const float* row = from + (offsets ? offsets[r] : r * from_stride);
    int64_t j = 0;
    for (; j + lanes <= count; j += lanes) store(to + j, load(row + j));
    for (; j + 4 <= count; j += 4) std::memcpy(to + j, row + j, 4 * sizeof(float));
    for (; j < count; ++j) to[j] = row[j];
    for (; j < width; ++j) to[j] = 0;
  }
}

MJ_TARGET void copy_every_second(const float* from, int64_t from_stride, int64_t rows,
                                 int64_t count, float* to, int64_t to_stride) {
  for (int64_t r = 0; r < rows; ++r, from += from_stride, to += to_stride) {
    int64_t j = 0;
    // The element behind the last one need not exist.
    for (; j + lanes < count; j += lanes) {
      store(to + j, evens(load(from + 2 * j), load(from + 2 * j + lanes)));
    }
    for (; j < count; ++j) to[j] = from[2 * j];
  }
}

template <int Rows, int Columns>
MJ_TARGET void dots_of(int64_t k, const float* a, const float* b, float* c, int64_t c_stride) {
  Vector sums[Rows][Columns];
#pragma GCC unroll 4
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
    for (int i = 0; i < Columns; ++i) sums[r][i] = Vector{};
  }
  int64_t p = 0;
  for (; p + MJ_LANES <= k; p += MJ_LANES) {
    Vector x[Rows];
#pragma GCC unroll 4
    for (int r = 0; r < Rows; ++r) x[r] = *reinterpret_cast<const Unaligned*>(a + r * k + p);
#pragma GCC unroll 4
    for (int i = 0; i < Columns; ++i) {
      const Vector y = *reinterpret_cast<const Unaligned*>(b + i * k + p);
#pragma GCC unroll 4
      for (int r = 0; r < Rows; ++r) sums[r][i] += x[r] * y;
    }
  }
#pragma GCC unroll 4
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
    for (int i = 0; i < Columns; ++i) {
      float sum = total(sums[r][i]);
      for (int64_t q = p; q < k; ++q) sum += a[r * k + q] * b[i * k + q];
      c[r * c_stride + i] = sum;
    }
  }
}

template <int Rows>
MJ_TARGET void add_rows_of(int64_t count, const float* weights, const float* rows, int64_t stride,
                           float* c) {
  int64_t j = 0;
  for (; j + lanes <= count; j += lanes) {
    Vector sum = load(c + j);
#pragma GCC unroll 8
    for (int r = 0; r < Rows; ++r) sum += weights[r] * load(rows + r * stride + j);
    store(c + j, sum);
  }
  for (; j < count; ++j) {
    for (int r = 0; r < Rows; ++r) c[j] += weights[r] * rows[r * stride + j];
  }
}

MJ_TARGET void add_rows(int64_t taps, int64_t count, const float* weights, const float* rows,
                        int64_t stride, float* c) {
  int64_t t = 0;
  for (; t + 8 <= taps; t += 8) add_rows_of<8>(count, weights + t, rows + t * stride, stride, c);
  for (; t < taps; ++t) add_rows_of<1>(count, weights + t, rows + t * stride, stride, c);
}

template <int Rows>
MJ_TARGET void dots_rows(int64_t n, int64_t k, const float* a, const float* b, float* c,
                         int64_t c_stride) {
  int64_t j = 0;
  for (; j + 4 <= n; j += 4) dots_of<Rows, 4>(k, a, b + j * k, c + j, c_stride);
  for (; j < n; ++j) dots_of<Rows, 1>(k, a, b + j * k, c + j, c_stride);
}

MJ_TARGET void dots(int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c,
                    int64_t c_stride) {
  int64_t i = 0;
  for (; i + 2 <= m; i += 2) dots_rows<2>(n, k, a + i * k, b, c + i * c_stride, c_stride);
  if (i < m) dots_rows<1>(n, k, a + i * k, b, c + i * c_stride, c_stride);
}

}  // namespace

}  // namespace minijit::kernels
