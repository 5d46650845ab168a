// The inner loops of gemm.
namespace minijit::kernels {

namespace {

template <int Rows>
MJ_TARGET void tile_rows(int64_t k, const float* a, int64_t a_stride, const float* b,
                         int64_t b_stride, float* c, int64_t c_stride, bool add) {
  Vector sums[Rows][MJ_VECTORS];
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 16
    for (int v = 0; v < MJ_VECTORS; ++v) sums[r][v] = Vector{};
  }
  for (int64_t p = 0; p < k; ++p) {
    Vector row[MJ_VECTORS];
#pragma GCC unroll 16
    for (int v = 0; v < MJ_VECTORS; ++v) {
      row[v] = *reinterpret_cast<const Unaligned*>(b + p * b_stride + v * MJ_LANES);
    }
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) {
      const float x = a[r * a_stride + p];
#pragma GCC unroll 16
      for (int v = 0; v < MJ_VECTORS; ++v) sums[r][v] += x * row[v];
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 16
    for (int v = 0; v < MJ_VECTORS; ++v) {
      Unaligned* to = reinterpret_cast<Unaligned*>(c + r * c_stride + v * MJ_LANES);
      *to = add ? *to + sums[r][v] : sums[r][v];
    }
  }
}

MJ_TARGET void tile(int64_t count, int64_t k, const float* a, int64_t a_stride, const float* b,
                    int64_t b_stride, float* c, int64_t c_stride, bool add) {
  switch (count) {
    case 1:
      return tile_rows<1>(k, a, a_stride, b, b_stride, c, c_stride, add);
    case 2:
      return tile_rows<2>(k, a, a_stride, b, b_stride, c, c_stride, add);
    case 3:
      return tile_rows<3>(k, a, a_stride, b, b_stride, c, c_stride, add);
#if MJ_ROWS > 4
    case 4:
      return tile_rows<4>(k, a, a_stride, b, b_stride, c, c_stride, add);
    case 5:
      return tile_rows<5>(k, a, a_stride, b, b_stride, c, c_stride, add);
#endif
    default:
      return tile_rows<MJ_ROWS>(k, a, a_stride, b, b_stride, c, c_stride, add);
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
