// The transforms of Winograd's convolution by 3x3 kernels, F(m x m, 3 x 3) (Lavin and Gray, 2015),
// for as many tiles as a vector has lanes.
namespace minijit::kernels {

namespace {

/// Tiles of M by M results: one dimension of each transform.
template <int M>
struct Tiles;

template <>
struct Tiles<2> {
  static MJ_INLINE void input(const Vector* from, Vector* to) {
    const Vector a = from[0], b = from[1], c = from[2], d = from[3];
    to[0] = a - c;
    to[1] = b + c;
    to[2] = c - b;
    to[3] = b - d;
  }
  static MJ_INLINE void weights(const Vector* from, Vector* to) {
    const Vector a = from[0], b = from[1], c = from[2];
    const Vector outer = 0.5f * (a + c), inner = 0.5f * b;
    to[0] = a;
    to[1] = outer + inner;
    to[2] = outer - inner;
    to[3] = c;
  }
  static MJ_INLINE void output(const Vector* from, Vector* to) {
    const Vector sum = from[1] + from[2], difference = from[1] - from[2];
    to[0] = from[0] + sum;
    to[1] = difference - from[3];
  }
};

template <>
struct Tiles<4> {
  static MJ_INLINE void input(const Vector* from, Vector* to) {
    const Vector a = from[0], b = from[1], c = from[2], d = from[3], e = from[4], f = from[5];
    const Vector even = e - 4.0f * c, odd = d - 4.0f * b;
    const Vector near = e - c, far = 2.0f * (d - b);
    to[0] = 4.0f * a - 5.0f * c + e;
    to[1] = even + odd;
    to[2] = even - odd;
    to[3] = near + far;
    to[4] = near - far;
    to[5] = 4.0f * b - 5.0f * d + f;
  }
  static MJ_INLINE void weights(const Vector* from, Vector* to) {
    const Vector a = from[0], b = from[1], c = from[2];
    const Vector outer = (a + c) * (-1.0f / 6), inner = b * (1.0f / 6);
    const Vector sum = a * (1.0f / 24) + c * (1.0f / 6), middle = b * (1.0f / 12);
    to[0] = 0.25f * a;
    to[1] = outer - inner;
    to[2] = outer + inner;
    to[3] = sum + middle;
    to[4] = sum - middle;
    to[5] = c;
  }
  static MJ_INLINE void output(const Vector* from, Vector* to) {
    const Vector sum = from[1] + from[2], difference = from[1] - from[2];
    const Vector far = from[3] + from[4], skew = from[3] - from[4];
    to[0] = from[0] + sum + far;
    to[1] = difference + 2.0f * skew;
    to[2] = sum + 4.0f * far;
    to[3] = difference + 8.0f * skew + from[5];
  }
};

/// Element x of a row goes to part x % M, place x / M.
template <int M>
MJ_TARGET void winograd_split(const float* rows, int64_t count, int64_t part, float* to) {
  for (int64_t r = 0; r < count; ++r, rows += M * part, to += M * part) {
    for (int64_t x = 0; x < part; x += lanes) {
#pragma GCC unroll 4
      for (int p = 0; p < M; ++p) {
        const float* from = rows + x * M + p;
        Vector v = evens(load(from), load(from + lanes));
        if (M == 4) v = evens(v, evens(load(from + 2 * lanes), load(from + 3 * lanes)));
        store(to + p * part + x, v);
      }
    }
  }
}

template <int M>
MJ_TARGET void winograd_input(const float* split, int64_t part, int64_t tiles, float* out,
                              int64_t step) {
  constexpr int side = M + 2;
  for (int64_t x = 0; x < tiles; x += lanes, out += lanes) {
    Vector half[side * side];
#pragma GCC unroll 6
    for (int j = 0; j < side; ++j) {
      Vector column[side];
#pragma GCC unroll 6
      for (int i = 0; i < side; ++i) {
        column[i] = load(split + (i * M + j % M) * part + x + j / M);
      }
      Vector to[side];
      Tiles<M>::input(column, to);
#pragma GCC unroll 6
      for (int i = 0; i < side; ++i) half[i * side + j] = to[i];
    }
#pragma GCC unroll 6
    for (int i = 0; i < side; ++i) {
      Vector to[side];
      Tiles<M>::input(half + i * side, to);
#pragma GCC unroll 6
      for (int j = 0; j < side; ++j) store(out + (i * side + j) * step, to[j]);
    }
  }
}

template <int M>
MJ_TARGET void winograd_weights(const float* weights, int64_t count, float* out, int64_t step) {
  constexpr int side = M + 2;
  for (int64_t c = 0; c < count; c += lanes) {
    const int64_t width = count - c < lanes ? count - c : lanes;
    float taps[9][lanes] = {};
    for (int64_t i = 0; i < width; ++i) {
      for (int t = 0; t < 9; ++t) taps[t][i] = weights[(c + i) * 9 + t];
    }
    Vector half[side * 3];
    for (int j = 0; j < 3; ++j) {
      const Vector column[3] = {load(taps[j]), load(taps[3 + j]), load(taps[6 + j])};
      Vector to[side];
      Tiles<M>::weights(column, to);
      for (int i = 0; i < side; ++i) half[i * 3 + j] = to[i];
    }
    for (int i = 0; i < side; ++i) {
      Vector to[side];
      Tiles<M>::weights(half + i * 3, to);
      for (int j = 0; j < side; ++j) {
        float* place = out + (i * side + j) * step + c;
        if (width == lanes) {
          store(place, to[j]);
        } else {
          store_part(place, to[j], width);
        }
      }
    }
  }
}

/// M vectors, of which element i of all come before element i + 1.
template <int M>
MJ_INLINE void interleave(const Vector* from, Vector* to);
template <>
MJ_INLINE void interleave<2>(const Vector* from, Vector* to) {
  to[0] = zip_low(from[0], from[1]);
  to[1] = zip_high(from[0], from[1]);
}
template <>
MJ_INLINE void interleave<4>(const Vector* from, Vector* to) {
  const Vector even[] = {from[0], from[2]}, odd[] = {from[1], from[3]};
  Vector a[2], b[2];
  interleave<2>(even, a);
  interleave<2>(odd, b);
  to[0] = zip_low(a[0], b[0]);
  to[1] = zip_high(a[0], b[0]);
  to[2] = zip_low(a[1], b[1]);
  to[3] = zip_high(a[1], b[1]);
}

template <int M>
MJ_TARGET bool winograd_output(const float* products, int64_t step, int64_t tiles, float bias,
                               float* out, int64_t out_stride, int64_t rows, int64_t columns) {
  constexpr int side = M + 2;
  Bits beyond{};
  for (int64_t x = 0; x < tiles; x += lanes, products += lanes) {
    Vector half[M * side];
#pragma GCC unroll 6
    for (int j = 0; j < side; ++j) {
      Vector column[side], to[M];
#pragma GCC unroll 6
      for (int i = 0; i < side; ++i) column[i] = load(products + (i * side + j) * step);
      Tiles<M>::output(column, to);
#pragma GCC unroll 4
      for (int i = 0; i < M; ++i) half[i * side + j] = to[i];
    }
    const int64_t left = columns - x * M;
    for (int64_t i = 0; i < rows; ++i) {
      Vector parts[M], to[M];
      Tiles<M>::output(half + i * side, parts);
      interleave<M>(parts, to);
      float* place = out + i * out_stride + x * M;
#pragma GCC unroll 4
      for (int p = 0; p < M; ++p) {
        const Vector result = to[p] + bias;
        const int64_t here = left - p * lanes;
        if (here >= lanes) {
          store(place + p * lanes, result);
          beyond |= result - result != 0.0f;
        } else if (here > 0) {
          store_part(place + p * lanes, result, here);
          const Vector kept = load_part(place + p * lanes, here, 0);
          beyond |= kept - kept != 0.0f;
        }
      }
    }
  }
  for (int64_t l = 0; l < lanes; ++l) {
    if (beyond[l]) return false;
  }
  return true;
}

}  // namespace

}  // namespace minijit::kernels
