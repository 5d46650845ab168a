#include "kernels/gemm.h"

#include <algorithm>
#include <cstring>

#include "kernels/vectors.h"
#include "support/blocks.h"
#include "support/parallel.h"
#include "tensor/squares.h"

namespace minijit::kernels {

namespace {

int64_t split(int64_t size, int64_t most) {
  const int64_t parts = (size + most - 1) / most;
  return (size + parts - 1) / parts;
}

constexpr int64_t largest_width = 64, most_panels = 8;

}  // namespace

void pack_columns(const Product& p, int64_t k0, int64_t depth, int64_t column, int64_t width,
                  float* to) {
  const int64_t count = std::min(width, p.n - column);
  if (!p.b_transposed) {
    const int64_t* offsets = p.b_offsets ? p.b_offsets + k0 : nullptr;
    const float* from = p.b + column + (offsets ? 0 : k0 * p.b_stride);
    vectors().copy_rows(from, p.b_stride, offsets, depth, count, to, width, width);
    return;
  }
  if (count < width) std::fill(to, to + depth * width, 0.0f);
  const float* from = p.b + column * p.b_stride + k0;
  // What is read and what is written in one step stays in the nearest cache.
  constexpr int64_t step = 16;
  for (int64_t first = 0; first < depth; first += step) {
    const int64_t last = std::min(depth, first + step), square = first + (last - first) / 4 * 4;
    for (int64_t j = 0; j < count; j += 4) {
      const bool whole = j + 4 <= count;
      int64_t q = first;
      for (; whole && q < square; q += 4) {
        turn_square(from + j * p.b_stride + q, p.b_stride, to + q * width + j, width);
      }
      for (; q < last; ++q) {
        for (int64_t i = j; i < std::min(count, j + 4); ++i) {
          to[q * width + i] = from[i * p.b_stride + q];
        }
      }
    }
  }
}

namespace {

/// Rows of A by one panel of B: `count` columns of C from `column` on.
struct Panel {
  const float* b;
  int64_t b_stride, column, count, vectors;
  int64_t k0, depth;
  // Where its columns go in a row of C, in pieces of neighbours.
  struct Piece {
    int64_t from, to, count;
  };
  Piece pieces[most_panels * largest_width];
  int64_t piece_count;
};

void find_pieces(const Product& p, Panel* panel) {
  const int64_t line = p.line ? p.line : p.n, kept = p.line ? p.kept : p.n;
  panel->piece_count = 0;
  for (int64_t j = 0; j < panel->count;) {
    const int64_t at = (panel->column + j) % line, y = (panel->column + j) / line;
    const int64_t count = std::min(panel->count - j, kept - at);
    if (count > 0) panel->pieces[panel->piece_count++] = {j, y * kept + at, count};
    j += line - at;
  }
}

void store_lines(const Product& p, const Panel& panel, const float* part, int64_t width,
                 int64_t row, int64_t rows) {
  const bool first = panel.k0 == 0;
  for (int64_t r = 0; r < rows; ++r) {
    const float* from = part + r * width;
    const int64_t i = row + r;
    const float bias = first && p.row_bias ? p.row_bias[i] : 0.0f;
    if (p.c_transposed) {
      float* to = p.c + panel.column * p.c_stride + i;
      for (int64_t j = 0; j < panel.count; ++j, to += p.c_stride) {
        *to = first ? from[j] + bias : *to + from[j];
      }
      continue;
    }
    for (int64_t q = 0; q < panel.piece_count; ++q) {
      const int64_t j = panel.pieces[q].from, count = panel.pieces[q].count;
      float* to = p.c + i * p.c_stride + panel.pieces[q].to;
      if (!first) {
        for (int64_t x = 0; x < count; ++x) to[x] += from[j + x];
      } else if (p.column_bias) {
        for (int64_t x = 0; x < count; ++x)
          to[x] = from[j + x] + p.column_bias[panel.column + j + x];
      } else {
        for (int64_t x = 0; x < count; ++x) to[x] = from[j + x] + bias;
      }
    }
  }
}

void multiply_panel(const Product& p, const Panel& panel, int64_t begin, int64_t end) {
  const Vectors& v = vectors();
  const int64_t width = panel.vectors * v.lanes;
  const float* a = p.a + panel.k0;
  const bool whole = panel.count == width && !p.line && !p.c_transposed;
  if (whole) {
    float* c = p.c + panel.column;
    const bool biased = panel.k0 == 0 && (p.row_bias || p.column_bias);
    for (int64_t i = begin; biased && i < end; ++i) {
      for (int64_t j = 0; j < width; ++j) {
        c[i * p.c_stride + j] = p.row_bias ? p.row_bias[i] : p.column_bias[panel.column + j];
      }
    }
    v.tile(end - begin, panel.vectors, panel.depth, a + begin * p.a_stride, p.a_stride, panel.b,
           panel.b_stride, c + begin * p.c_stride, p.c_stride, panel.k0 > 0 || biased);
    return;
  }
  constexpr int64_t most = 12;
  float part[most * largest_width];
  for (int64_t i = begin; i < end; i += most) {
    const int64_t rows = std::min(most, end - i);
    v.tile(rows, panel.vectors, panel.depth, a + i * p.a_stride, p.a_stride, panel.b,
           panel.b_stride, part, width, false);
    store_lines(p, panel, part, width, i, rows);
  }
}

/// Where columns of B are short, several panels at once, so that long pieces of C are written.
void multiply_short(const Product& p, int64_t panels) {
  const Vectors& v = vectors();
  constexpr int64_t most_rows = 24;
  const int64_t width = v.lanes * v.tile_vectors, span = panels * width;
  const int64_t spans = (p.n + span - 1) / span;
  parallel_for(0, spans, 262144 / (span * p.k * p.m) + 1, [&](int64_t begin, int64_t end) {
    const Scratch<float> packed(static_cast<size_t>(span * p.k));
    const Scratch<float> part(static_cast<size_t>(span * most_rows));
    for (int64_t task = begin; task < end; ++task) {
      Panel panel;
      panel.k0 = 0;
      panel.column = task * span;
      panel.count = std::min(span, p.n - panel.column);
      find_pieces(p, &panel);
      for (int64_t j = 0; j < panel.count; j += width) {
        pack_columns(p, 0, p.k, panel.column + j, width, packed.data() + j * p.k);
      }
      const bool whole = panel.count == span && !p.line && !p.row_bias && !p.column_bias;
      for (int64_t i = 0; i < p.m; i += most_rows) {
        const int64_t rows = std::min(most_rows, p.m - i);
        float* to = whole ? p.c + i * p.c_stride + panel.column : part.data();
        const int64_t stride = whole ? p.c_stride : span;
        for (int64_t j = 0; j < panel.count; j += width) {
          v.tile(rows, v.tile_vectors, p.k, p.a + i * p.a_stride, p.a_stride,
                 packed.data() + j * p.k, width, to + j, stride, false);
        }
        if (!whole) store_lines(p, panel, part.data(), span, i, rows);
      }
    }
  });
}

/// Panels of B one after another, each as rows of a panel's width; a few rows of all of them at a
/// time.
void pack_panels(const Product& p, int64_t k0, int64_t depth, int64_t column, int64_t end,
                 float* to) {
  const Vectors& v = vectors();
  const int64_t width = v.lanes * v.tile_vectors;
  constexpr int64_t rows = 4;
  for (int64_t q = 0; q < depth; q += rows) {
    const int64_t count = std::min(rows, depth - q);
    for (int64_t j = column; j < end; j += width) {
      pack_columns(p, k0 + q, count, j, width, to + (j - column) * depth + q * width);
    }
  }
}

/// Both kinds of bias at once are not asked for.
void multiply_blocked(const Product& p) {
  const Vectors& v = vectors();
  const int64_t width = v.lanes * v.tile_vectors;
  // What is packed at once stays in the cache; a few rows would not pay for packing it, and a small
  // C is in the cache anyway.
  const int64_t at_once = std::min(most_panels, 16384 / (p.k * width));
  if (at_once > 1 && p.m > 12 && p.m * p.n > 65536 && !p.c_transposed) {
    return multiply_short(p, at_once);
  }
  constexpr int64_t most_depth = 768, most_rows = 512;
  const int64_t depth_step = split(p.k, most_depth), row_step = split(p.m, most_rows);
  const int64_t panels = (p.n + width - 1) / width, row_blocks = (p.m + row_step - 1) / row_step;
  // A matrix of few rows reads B once: packing would cost more than it saves.
  const bool direct = !p.b_transposed && !p.b_offsets && p.m <= 12;
  // Rows of B that lie far apart are read in long pieces, several panels at once: each is on a page
  // of its own.
  const int64_t group = p.b_transposed || direct ? 1 : std::min(panels, most_panels / 2);
  const int64_t groups = (panels + group - 1) / group;
  const int64_t work = group * width * p.k * row_step;
  parallel_for(0, groups * row_blocks, 262144 / work + 1, [&](int64_t begin, int64_t end) {
    const Scratch<float> memory(static_cast<size_t>(group * width * depth_step));
    float* const packed = memory.data();
    for (int64_t task = begin; task < end; ++task) {
      const int64_t row = task / groups * row_step, column = task % groups * group * width;
      const int64_t end_column = std::min(p.n, column + group * width);
      for (int64_t k0 = 0; k0 < p.k; k0 += depth_step) {
        const int64_t depth = std::min(depth_step, p.k - k0);
        if (group > 1) pack_panels(p, k0, depth, column, end_column, packed);
        Panel panel;
        for (panel.column = column; panel.column < end_column; panel.column += width) {
          panel.k0 = k0;
          panel.depth = depth;
          panel.count = std::min(width, p.n - panel.column);
          panel.vectors = (panel.count + v.lanes - 1) / v.lanes;
          panel.b_stride = group > 1 ? width : panel.vectors * v.lanes;
          panel.b = packed + (panel.column - column) * depth;
          if (!p.c_transposed) find_pieces(p, &panel);
          if (direct && panel.count == width) {
            panel.b = p.b + k0 * p.b_stride + panel.column;
            panel.b_stride = p.b_stride;
          } else if (group == 1) {
            pack_columns(p, k0, depth, panel.column, panel.b_stride, packed);
          }
          multiply_panel(p, panel, row, std::min(p.m, row + row_step));
        }
      }
    }
  });
}

/// One row by B as it lies, read from its first element to its last.
void multiply_row(const Product& p) {
  const int64_t grain = 65536 / p.k / 64 * 64 + 64;
  parallel_for(0, p.n, grain, [&](int64_t begin, int64_t end) {
    for (int64_t j = begin; j < end; ++j) {
      p.c[j] = p.row_bias ? p.row_bias[0] : p.column_bias ? p.column_bias[j] : 0.0f;
    }
    // A part of C that stays in the nearest cache.
    constexpr int64_t most = 2048;
    for (int64_t j = begin; j < end; j += most) {
      vectors().add_rows(p.k, std::min(most, end - j), p.a, p.b + j, p.b_stride, p.c + j);
    }
  });
}

void fill_with_bias(const Product& p) {
  for (int64_t i = 0; i < p.m; ++i) {
    for (int64_t j = 0; j < p.n; ++j) {
      const float bias = p.row_bias ? p.row_bias[i] : p.column_bias ? p.column_bias[j] : 0.0f;
      p.c[i * p.c_stride + j] = bias;
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

void multiply(const Product& p) {
  if (p.m == 0 || p.n == 0) return;
  if (p.k == 0) return fill_with_bias(p);
  if (p.b_transposed && (p.m <= 4 || p.k * p.n < 4096)) {
    if (p.k < 8) {
      for (int64_t i = 0; i < p.m; ++i) {
        for (int64_t j = 0; j < p.n; ++j) {
          float sum = p.column_bias ? p.column_bias[j] : 0.0f;
          for (int64_t q = 0; q < p.k; ++q) sum += p.a[i * p.k + q] * p.b[j * p.k + q];
          p.c[i * p.c_stride + j] = sum;
        }
      }
      return;
    }
    const Vectors& v = vectors();
    // Rows of B that stay in the cache for all rows of A.
    const int64_t group = p.m > 2 ? std::max<int64_t>(4096 / p.k, 1) * 4 : p.n;
    parallel_for(0, p.n, 131072 / (p.m * p.k) + 1, [&](int64_t begin, int64_t end) {
      for (int64_t j = begin; j < end; j += group) {
        const int64_t count = std::min(group, end - j);
        v.dots(p.m, count, p.k, p.a, p.b + j * p.k, p.c + j, p.c_stride);
        for (int64_t i = 0; i < p.m && p.column_bias; ++i) {
          for (int64_t x = j; x < j + count; ++x) p.c[i * p.c_stride + x] += p.column_bias[x];
        }
      }
    });
    return;
  }
  if (p.b_transposed && p.m <= 48) {
    // The smaller matrix is the one to pack; so the product is turned around.
    Product turned = p;
    std::swap(turned.m, turned.n);
    std::swap(turned.a, turned.b);
    std::swap(turned.a_stride, turned.b_stride);
    std::swap(turned.row_bias, turned.column_bias);
    turned.c_transposed = true;
    return multiply_blocked(turned);
  }
  const bool as_it_lies = !p.b_transposed && !p.b_offsets && !p.line && !p.c_transposed;
  if (p.m == 1 && as_it_lies) return multiply_row(p);
  multiply_blocked(p);
}

template <>
void gemm<float>(const float* a, const float* b, float* c, int64_t m, int64_t k, int64_t n,
                 bool b_transposed) {
  if (n == 1 && !b_transposed) {
    // A matrix by a vector: the vector by the matrix that lies transposed.
    multiply({1, k, m, b, k, a, k, c, m, true});
    return;
  }
  multiply({m, k, n, a, k, b, b_transposed ? k : n, c, n, b_transposed});
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
