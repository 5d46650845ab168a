#include "tensor/copy.h"

#include <algorithm>
#include <cstring>

#include "minijit/error.h"
#include "tensor/squares.h"
#include "tensor/views.h"

namespace minijit {

namespace {

struct Axis {
  int64_t size;
  int64_t to;  // strides, in bytes
  int64_t from;
};

/// The loops of a copy: dimensions of one element dropped, the target's order, neighbours joined
/// where both sides lie without gaps. Never empty.
struct Loops {
  Axis axes[TensorImpl::max_dims];
  size_t count = 0;

  Loops(const Tensor& target, const Tensor& source) {
    for (size_t i = 0; i < target.sizes().size(); ++i) {
      if (target.sizes()[i] == 1) continue;
      axes[count++] = {target.sizes()[i], target.strides()[i] * target.element_size(),
                       source.strides()[i] * source.element_size()};
    }
    if (count == 0) axes[count++] = {1, target.element_size(), source.element_size()};
    std::stable_sort(axes, axes + count, [](const Axis& a, const Axis& b) { return a.to > b.to; });
    size_t last = 0;
    for (size_t i = 1; i < count; ++i) {
      Axis& outer = axes[last];
      const Axis& inner = axes[i];
      if (outer.to == inner.size * inner.to && outer.from == inner.size * inner.from) {
        outer = {outer.size * inner.size, inner.to, inner.from};
      } else {
        axes[++last] = inner;
      }
    }
    count = last + 1;
  }
};

/// Moves `count` elements; strides are in bytes.

template <class T>
T load(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof(T));
  return value;
}

template <class To, class From>
void convert_row(char* to, int64_t to_stride, const char* from, int64_t from_stride,
                 int64_t count) {
  for (; count > 0; --count, to += to_stride, from += from_stride) {
    const To value = convert<To>(load<From>(from));
    std::memcpy(to, &value, sizeof(To));
  }
}

/// The conversions worth a loop of their own for rows without gaps.
template <class T>
constexpr bool is_common =
    std::is_same_v<T, float> || std::is_same_v<T, double> || std::is_same_v<T, int64_t> ||
    std::is_same_v<T, uint8_t> || std::is_same_v<T, BFloat16>;
/// Common only together with float.
template <class T>
constexpr bool is_less_common = std::is_same_v<T, bool> || std::is_same_v<T, int32_t>;
template <class To, class From>
constexpr bool is_common_pair =
    (is_common<To> && is_common<From>) || (std::is_same_v<To, float> && is_less_common<From>) ||
    (is_less_common<To> && std::is_same_v<From, float>);

template <class To, class From>
inline __attribute__((always_inline)) void convert_elements(char* to, int64_t to_stride,
                                                            const char* from, int64_t from_stride,
                                                            int64_t count) {
  if (to_stride != sizeof(To) || from_stride != sizeof(From)) {
    convert_row<To, From>(to, to_stride, from, from_stride, count);
    return;
  }
  To* const target = reinterpret_cast<To*>(to);
  const From* const source = reinterpret_cast<const From*>(from);
  for (int64_t i = 0; i < count; ++i) target[i] = convert<To>(source[i]);
}

template <class To, class From>
void convert_common_row(char* to, int64_t to_stride, const char* from, int64_t from_stride,
                        int64_t count) {
  convert_elements<To, From>(to, to_stride, from, from_stride, count);
}

#if defined(__x86_64__)
/// The same, with vectors of twice the length.
template <class To, class From>
__attribute__((target("avx2"))) void convert_long_row(char* to, int64_t to_stride, const char* from,
                                                      int64_t from_stride, int64_t count) {
  convert_elements<To, From>(to, to_stride, from, from_stride, count);
}

typedef float EightFloats __attribute__((vector_size(32), aligned(4), may_alias));
typedef int16_t EightHalves __attribute__((vector_size(16), aligned(2), may_alias));

/// With the processor's own conversions.
__attribute__((target("avx2,f16c"))) void convert_to_half(char* to, int64_t to_stride,
                                                          const char* from, int64_t from_stride,
                                                          int64_t count) {
  const bool whole = to_stride == sizeof(Half) && from_stride == sizeof(float);
  for (; whole && count >= 8; count -= 8, to += 8 * to_stride, from += 8 * from_stride) {
    const EightFloats x = *reinterpret_cast<const EightFloats*>(from);
    *reinterpret_cast<EightHalves*>(to) =
        reinterpret_cast<EightHalves>(__builtin_ia32_vcvtps2ph256(x, 0));
  }
  convert_row<Half, float>(to, to_stride, from, from_stride, count);
}

__attribute__((target("avx2,f16c"))) void convert_from_half(char* to, int64_t to_stride,
                                                            const char* from, int64_t from_stride,
                                                            int64_t count) {
  const bool whole = to_stride == sizeof(float) && from_stride == sizeof(Half);
  for (; whole && count >= 8; count -= 8, to += 8 * to_stride, from += 8 * from_stride) {
    typedef int16_t Halves __attribute__((vector_size(16)));
    const Halves x = *reinterpret_cast<const EightHalves*>(from);
    *reinterpret_cast<EightFloats*>(to) = __builtin_ia32_vcvtph2ps256(x);
  }
  convert_row<float, Half>(to, to_stride, from, from_stride, count);
}
#endif

template <size_t Size>
void move_row(char* to, int64_t to_stride, const char* from, int64_t from_stride, int64_t count) {
  if (to_stride == Size && from_stride == Size) {
    std::memmove(to, from, static_cast<size_t>(count) * Size);
    return;
  }
  if (to_stride == Size && from_stride == 0 && count > 0) {
    // What was written is what is written again, in ever longer pieces.
    std::memmove(to, from, Size);
    for (int64_t filled = 1; filled < count; filled *= 2) {
      std::memcpy(to + filled * to_stride, to,
                  static_cast<size_t>(std::min(filled, count - filled)) * Size);
    }
    return;
  }
  for (; count > 0; --count, to += to_stride, from += from_stride) std::memcpy(to, from, Size);
}

CopyRow* mover(size_t size) {
  switch (size) {
    case 1:
      return move_row<1>;
    case 2:
      return move_row<2>;
    case 4:
      return move_row<4>;
    case 8:
      return move_row<8>;
    default:
      return move_row<16>;
  }
}

CopyRow* converter(DType to, DType from) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {  // whoever has it has f16c
    if (to == kHalf && from == kFloat32) return convert_to_half;
    if (to == kFloat32 && from == kHalf) return convert_from_half;
  }
#endif
  return visit_dtype(to, [&](auto to_tag) {
    return visit_dtype(from, [&](auto from_tag) -> CopyRow* {
      using To = typename decltype(to_tag)::type;
      using From = typename decltype(from_tag)::type;
#if defined(__x86_64__)
      if constexpr (is_common_pair<To, From> &&
                    (std::is_same_v<To, float> || std::is_same_v<From, float>)) {
        if (__builtin_cpu_supports("avx2")) return convert_long_row<To, From>;
      }
#endif
      if constexpr (is_common_pair<To, From>) return convert_common_row<To, From>;
      return convert_row<To, From>;
    });
  });
}

/// Where the target runs along one axis and the source along another: in tiles that stay in the
/// cache.
void copy_tiles(CopyRow* row, char* to, const char* from, const Axis& rows, const Axis& columns) {
  constexpr int64_t tile = 16;
  for (int64_t r = 0; r < rows.size; r += tile) {
    const int64_t r_end = std::min(rows.size, r + tile);
    for (int64_t c = 0; c < columns.size; c += tile) {
      const int64_t count = std::min(columns.size - c, tile);
      for (int64_t i = r; i < r_end; ++i) {
        row(to + i * rows.to + c * columns.to, columns.to, from + i * rows.from + c * columns.from,
            columns.from, count);
      }
    }
  }
}

/// A tile of 16 by 16 elements of four bytes. Its lines, which may all go to the same few places of
/// the cache, are read and written once each, as a whole.
void turn_tile(char* to, int64_t to_stride, const char* from, int64_t from_stride) {
  constexpr int64_t tile = 16;
  alignas(64) float lines[tile * tile];
  for (int64_t i = 0; i < tile; ++i) {
    std::memcpy(lines + i * tile, from + i * from_stride, tile * sizeof(float));
  }
  for (int64_t r = 0; r < tile; r += 4) {
    for (int64_t c = 0; c < tile; c += 4) {
      turn_square(lines + c * tile + r, tile, reinterpret_cast<float*>(to + r * to_stride) + c,
                  to_stride / static_cast<int64_t>(sizeof(float)));
    }
  }
}

/// The same for a whole matrix, whose target runs along `columns` and whose source along `rows`.
void turn_matrix(CopyRow* row, char* to, const char* from, const Axis& rows, const Axis& columns) {
  constexpr int64_t tile = 16;
  const int64_t whole_rows = rows.size / tile * tile, whole_columns = columns.size / tile * tile;
  for (int64_t c = 0; c < whole_columns; c += tile) {
    for (int64_t r = 0; r < whole_rows; r += tile) {
      turn_tile(to + r * rows.to + c * columns.to, rows.to, from + r * rows.from + c * columns.from,
                columns.from);
    }
  }
  const auto rest = [&](int64_t r, int64_t row_count, int64_t c, int64_t column_count) {
    copy_tiles(row, to + r * rows.to + c * columns.to, from + r * rows.from + c * columns.from,
               {row_count, rows.to, rows.from}, {column_count, columns.to, columns.from});
  };
  rest(0, whole_rows, whole_columns, columns.size - whole_columns);
  rest(whole_rows, rows.size - whole_rows, 0, columns.size);
}

void copy_loops(CopyRow* row, char* to, const char* from, const Axis* axes, size_t count) {
  if (count == 1) {
    row(to, axes[0].to, from, axes[0].from, axes[0].size);
  } else if (count == 2 && axes[0].from < axes[1].from) {
    const bool by_lines = row == move_row<4> && axes[0].from == 4 && axes[1].to == 4;
    (by_lines ? turn_matrix : copy_tiles)(row, to, from, axes[0], axes[1]);
  } else {
    for (int64_t i = 0; i < axes[0].size; ++i) {
      copy_loops(row, to + i * axes[0].to, from + i * axes[0].from, axes + 1, count - 1);
    }
  }
}

}  // namespace

CopyRow* row_copier(DType to, DType from) {
  return to == from ? mover(itemsize(to)) : converter(to, from);
}

void copy_elements(const Tensor& target, const Tensor& source) {
  if (target.numel() == 0) return;
  if (target.dtype() == source.dtype() && target.is_contiguous() && source.is_contiguous()) {
    std::memmove(target.data(), source.data(), target.nbytes());
    return;
  }
  const Loops loops(target, source);
  CopyRow* const row = row_copier(target.dtype(), source.dtype());
  copy_loops(row, static_cast<char*>(target.data()), static_cast<const char*>(source.data()),
             loops.axes, loops.count);
}

Tensor Tensor::clone() const {
  Tensor result;
  // A permutation of a row-major tensor keeps its order of elements in memory.
  if (!is_contiguous() &&
      storage_need(sizes(), strides(), 0, 1) == static_cast<uint64_t>(numel()) &&
      !has_internal_overlap(*this)) {
    result = empty_strided(sizes(), strides(), dtype());
  } else {
    result = empty_like(*this);
  }
  copy_elements(result, *this);
  return result;
}

Tensor Tensor::contiguous() const {
  if (is_contiguous()) return *this;
  Tensor result = empty_like(*this);
  copy_elements(result, *this);
  return result;
}

Tensor Tensor::to(DType wanted) const {
  if (dtype() == wanted) return *this;
  Tensor result = empty(sizes(), wanted);
  copy_elements(result, *this);
  return result;
}

const Tensor& Tensor::copy_(const Tensor& source) const {
  if (is_same(source)) return *this;
  if (has_internal_overlap(*this)) throw Error(Diag::MJ3036);
  copy_elements(*this, source.sizes() == sizes() ? source : source.expand(sizes()));
  return *this;
}

}  // namespace minijit
