#include "kernels/gemm.h"

#include <algorithm>
#include <vector>

#include "kernels/vectors.h"
#include "support/parallel.h"

namespace minijit::kernels {

namespace {

int64_t split(int64_t size, int64_t most) {
  const int64_t parts = (size + most - 1) / most;
  return (size + parts - 1) / parts;
}

/// B[k0 .. k0 + depth, column ...] as rows of `width`, filled up with zeros.
void pack(const float* b, int64_t k, int64_t n, bool transposed, int64_t k0, int64_t depth,
          int64_t column, int64_t width, float* to) {
  const int64_t count = std::min(width, n - column);
  if (transposed) {
    if (count < width) std::fill(to, to + depth * width, 0.0f);
    // A few rows of the panel at a time stay in the cache while they are filled.
    constexpr int64_t step = 8;
    int64_t p = 0;
    for (; p + step <= depth; p += step) {
      for (int64_t j = 0; j < count; ++j) {
        const float* from = b + (column + j) * k + k0 + p;
        for (int64_t q = 0; q < step; ++q) to[(p + q) * width + j] = from[q];
      }
    }
    for (; p < depth; ++p) {
      for (int64_t j = 0; j < count; ++j) to[p * width + j] = b[(column + j) * k + k0 + p];
    }
    return;
  }
  for (int64_t p = 0; p < depth; ++p, to += width) {
    const float* from = b + (k0 + p) * n + column;
    std::copy(from, from + count, to);
    std::fill(to + count, to + width, 0.0f);
  }
}

constexpr int64_t largest_tile = 6 * 64;

/// Rows [begin, end) of C for one panel of B; the panel may reach beyond the last column of C.
void panel(const Vectors& kernel, const float* a, int64_t k, int64_t depth, const float* b,
           int64_t b_stride, float* c, int64_t n, int64_t count, int64_t begin, int64_t end,
           bool add) {
  for (int64_t i = begin; i < end;) {
    // Two tiles of equal size at the end rather than a sliver.
    const int64_t left = end - i;
    const int64_t rows = left >= 2 * kernel.tile_rows || left <= kernel.tile_rows
                             ? std::min(left, kernel.tile_rows)
                             : (left + 1) / 2;
    if (count == kernel.tile_columns) {
      kernel.tile(rows, depth, a + i * k, k, b, b_stride, c + i * n, n, add);
    } else {
      float part[largest_tile];
      kernel.tile(rows, depth, a + i * k, k, b, b_stride, part, kernel.tile_columns, false);
      for (int64_t r = 0; r < rows; ++r) {
        float* to = c + (i + r) * n;
        const float* from = part + r * kernel.tile_columns;
        for (int64_t j = 0; j < count; ++j) to[j] = add ? to[j] + from[j] : from[j];
      }
    }
    i += rows;
  }
}

void blocked(const float* a, const float* b, float* c, int64_t m, int64_t k, int64_t n,
             bool transposed) {
  const Vectors& kernel = vectors();
  const int64_t width = kernel.tile_columns;
  constexpr int64_t most_depth = 512, most_columns = 2048, most_rows = 96;
  const int64_t depth_step = split(k, most_depth);
  const int64_t panels = (n + width - 1) / width;
  const int64_t panels_step = split(panels, most_columns / width);
  // A matrix of few rows reads B once: packing would cost more than it saves.
  const bool direct = !transposed && m <= 2 * kernel.tile_rows;
  std::vector<float> packed(
      static_cast<size_t>((direct ? 1 : panels_step) * width * std::min(k, depth_step)));
  const int64_t row_step = split(m, most_rows), row_blocks = (m + row_step - 1) / row_step;
  for (int64_t first = 0; first < panels; first += panels_step) {
    const int64_t last = std::min(panels, first + panels_step);
    for (int64_t k0 = 0; k0 < k; k0 += depth_step) {
      const int64_t depth = std::min(depth_step, k - k0);
      const auto place = [&](int64_t p) { return packed.data() + (p - first) * width * depth; };
      if (direct) {
        if (last == panels && n % width) {
          pack(b, k, n, false, k0, depth, (panels - 1) * width, width, packed.data());
        }
      } else {
        parallel_for(first, last, 65536 / (width * depth) + 1, [&](int64_t begin, int64_t end) {
          for (int64_t p = begin; p < end; ++p) {
            pack(b, k, n, transposed, k0, depth, p * width, width, place(p));
          }
        });
      }
      const int64_t work = width * depth * std::min(m, row_step);
      parallel_for(0, row_blocks * (last - first), 262144 / work + 1,
                   [&](int64_t begin, int64_t end) {
                     for (int64_t task = begin; task < end; ++task) {
                       const int64_t p = first + task % (last - first),
                                     row = task / (last - first) * row_step;
                       const int64_t count = std::min(width, n - p * width);
                       const bool as_it_lies = direct && count == width;
                       panel(kernel, a + k0, k, depth,
                             as_it_lies ? b + k0 * n + p * width
                             : direct   ? packed.data()
                                        : place(p),
                             as_it_lies ? n : width, c + p * width, n, count, row,
                             std::min(m, row + row_step), k0 > 0);
                     }
                   });
    }
  }
}

/// Plain sums, four rows of C at once.
template <class T>
void plain(const T* a, const T* b, T* c, int64_t m, int64_t k, int64_t n, bool transposed) {
  // Integers wrap.
  using U = std::conditional_t<std::is_same_v<T, int64_t>, uint64_t, T>;
  if (transposed) {
    for (int64_t i = 0; i < m; ++i) {
      for (int64_t j = 0; j < n; ++j) {
        U sums[4] = {};
        const T *x = a + i * k, *y = b + j * k;
        int64_t p = 0;
        for (; p + 4 <= k; p += 4) {
          for (int64_t l = 0; l < 4; ++l)
            sums[l] += static_cast<U>(x[p + l]) * static_cast<U>(y[p + l]);
        }
        for (; p < k; ++p) sums[0] += static_cast<U>(x[p]) * static_cast<U>(y[p]);
        c[i * n + j] = static_cast<T>((sums[0] + sums[1]) + (sums[2] + sums[3]));
      }
    }
    return;
  }
  constexpr int64_t width = 64;
  for (int64_t j0 = 0; j0 < n; j0 += width) {
    const int64_t count = std::min(width, n - j0);
    for (int64_t i = 0; i < m; ++i) {
      U sums[width] = {};
      for (int64_t p = 0; p < k; ++p) {
        const U x = static_cast<U>(a[i * k + p]);
        const T* row = b + p * n + j0;
        for (int64_t j = 0; j < count; ++j) sums[j] += x * static_cast<U>(row[j]);
      }
      for (int64_t j = 0; j < count; ++j) c[i * n + j0 + j] = static_cast<T>(sums[j]);
    }
  }
}

}  // namespace

template <>
void gemm<float>(const float* a, const float* b, float* c, int64_t m, int64_t k, int64_t n,
                 bool b_transposed) {
  if (m == 0 || n == 0) return;
  if (k == 0) {
    std::fill(c, c + m * n, 0.0f);
    return;
  }
  if (b_transposed && (m < 16 || k * n < 4096)) {
    if (k < 8) {
      for (int64_t i = 0; i < m; ++i) {
        for (int64_t j = 0; j < n; ++j) {
          float sum = 0;
          for (int64_t p = 0; p < k; ++p) sum += a[i * k + p] * b[j * k + p];
          c[i * n + j] = sum;
        }
      }
      return;
    }
    const Vectors& kernel = vectors();
    // Rows of B that stay in the cache for all rows of A.
    const int64_t group = m > 2 ? std::max<int64_t>(4096 / k, 1) * 4 : n;
    parallel_for(0, n, 131072 / (m * k) + 1, [&](int64_t begin, int64_t end) {
      for (int64_t j = begin; j < end; j += group) {
        kernel.dots(m, std::min(group, end - j), k, a, b + j * k, c + j, n);
      }
    });
    return;
  }
  blocked(a, b, c, m, k, n, b_transposed);
}

template <>
void gemm<double>(const double* a, const double* b, double* c, int64_t m, int64_t k, int64_t n,
                  bool b_transposed) {
  parallel_for(0, m, 65536 / (k * n + 1) + 1, [&](int64_t begin, int64_t end) {
    plain(a + begin * k, b, c + begin * n, end - begin, k, n, b_transposed);
  });
}

template <>
void gemm<int64_t>(const int64_t* a, const int64_t* b, int64_t* c, int64_t m, int64_t k, int64_t n,
                   bool b_transposed) {
  plain(a, b, c, m, k, n, b_transposed);
}

}  // namespace minijit::kernels
