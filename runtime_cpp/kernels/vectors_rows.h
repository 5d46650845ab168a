// Softmax, sums, extremes and normalisation of rows.
namespace minijit::kernels {

namespace {

/// Floats are added in vectors for so many steps, and then in double.
constexpr int64_t flush = 32;

MJ_INLINE Vector larger(Vector a, Vector b) { return a > b ? a : b; }

MJ_TARGET void softmax_row(const float* x, float* out, int64_t count, bool log) {
  constexpr float lowest = -std::numeric_limits<float>::infinity();
  const int64_t full = count / lanes * lanes;
  Vector best[4] = {all(lowest), all(lowest), all(lowest), all(lowest)};
  int64_t i = 0;
  for (; i + 4 * lanes <= count; i += 4 * lanes) {
#pragma GCC unroll 4
    for (int u = 0; u < 4; ++u) best[u] = larger(load(x + i + u * lanes), best[u]);
  }
  for (; i < full; i += lanes) best[0] = larger(load(x + i), best[0]);
  if (i < count) best[1] = larger(load_part(x + i, count - i, lowest), best[1]);
  float parts[lanes], top = lowest;
  store(parts, larger(larger(best[0], best[1]), larger(best[2], best[3])));
  for (const float part : parts) top = part > top ? part : top;

  double sum = 0;
  for (i = 0; i < count;) {
    Vector partial{};
    const int64_t end = i + flush * lanes < count ? i + flush * lanes : count;
    for (; i < end; i += lanes) {
      const bool whole = count - i >= lanes;
      const Vector e = exp_of((whole ? load(x + i) : load_part(x + i, count - i, lowest)) - top);
      partial += e;
      if (log) continue;
      if (whole) {
        store(out + i, e);
      } else {
        store_part(out + i, e, count - i);
      }
    }
    sum += static_cast<double>(total(partial));
  }
  if (log) {
    const float shift = static_cast<float>(std::log(sum));
    for (i = 0; i < full; i += lanes) store(out + i, load(x + i) - top - shift);
    for (; i < count; ++i) out[i] = x[i] - top - shift;
  } else {
    const float scale = static_cast<float>(1 / sum);
    for (i = 0; i < full; i += lanes) store(out + i, load(out + i) * scale);
    for (; i < count; ++i) out[i] *= scale;
  }
}

/// `Count` vectors of columns, or one of which `width` lanes are meant.
template <int Count>
MJ_INLINE void softmax_vectors(const float* x, float* out, int64_t count, int64_t width,
                               int64_t stride, bool log) {
  const bool whole = width == Count * lanes;
  Vector best[Count], sum[Count];
  for (int v = 0; v < Count; ++v) {
    best[v] = all(-std::numeric_limits<float>::infinity());
    sum[v] = Vector{};
  }
  for (int64_t k = 0; k < count; ++k) {
    for (int v = 0; v < Count; ++v) {
      const float* from = x + k * stride + v * lanes;
      best[v] = larger(whole ? load(from) : load_part(from, width, 0), best[v]);
    }
  }
  for (int64_t first = 0; first < count; first += flush) {
    const int64_t end = first + flush < count ? first + flush : count;
    Vector partial[Count];
    for (int v = 0; v < Count; ++v) partial[v] = Vector{};
    for (int64_t k = first; k < end; ++k) {
      for (int v = 0; v < Count; ++v) {
        const int64_t at = k * stride + v * lanes;
        const Vector e = exp_of((whole ? load(x + at) : load_part(x + at, width, 0)) - best[v]);
        partial[v] += e;
        if (log) continue;
        if (whole) {
          store(out + at, e);
        } else {
          store_part(out + at, e, width);
        }
      }
    }
    for (int v = 0; v < Count; ++v) sum[v] += partial[v];
  }
  for (int v = 0; v < Count; ++v) sum[v] = log ? best[v] + log_of(sum[v]) : 1.0f / sum[v];
  for (int64_t k = 0; k < count; ++k) {
    for (int v = 0; v < Count; ++v) {
      const int64_t at = k * stride + v * lanes;
      const float* from = (log ? x : out) + at;
      const Vector value = whole ? load(from) : load_part(from, width, 0);
      const Vector result = log ? value - sum[v] : value * sum[v];
      if (whole) {
        store(out + at, result);
      } else {
        store_part(out + at, result, width);
      }
    }
  }
}

MJ_TARGET void softmax_columns(const float* x, float* out, int64_t count, int64_t width,
                               int64_t stride, bool log) {
  int64_t c = 0;
  for (; c + 4 * lanes <= width; c += 4 * lanes) {
    softmax_vectors<4>(x + c, out + c, count, 4 * lanes, stride, log);
  }
  for (; c < width; c += lanes) {
    const int64_t left = width - c < lanes ? width - c : lanes;
    softmax_vectors<1>(x + c, out + c, count, left, stride, log);
  }
}

template <bool Squares>
MJ_INLINE Vector summand(Vector x, float center) {
  if (!Squares) return x;
  const Vector away = x - center;
  return away * away;
}

/// The last `count` lanes; zeros for the others.
MJ_INLINE Vector last_lanes(Vector v, int64_t count) {
  Bits lane;
  for (int64_t l = 0; l < lanes; ++l) lane[l] = static_cast<int32_t>(l);
  return numbers(bits(v) & (lane >= static_cast<int32_t>(lanes - count)));
}

template <bool Squares>
MJ_TARGET double sum_of(const float* x, int64_t count, float center) {
  double sum = 0;
  int64_t i = 0;
  Vector partial[4] = {};
  while (true) {
    const int64_t most = i + 4 * lanes * flush;
    for (; i + 4 * lanes <= count && i < most; i += 4 * lanes) {
#pragma GCC unroll 4
      for (int u = 0; u < 4; ++u) partial[u] += summand<Squares>(load(x + i + u * lanes), center);
    }
    if (i + 4 * lanes > count) break;
    sum += static_cast<double>(total((partial[0] + partial[1]) + (partial[2] + partial[3])));
    for (Vector& part : partial) part = Vector{};
  }
  for (; i + lanes <= count; i += lanes) partial[0] += summand<Squares>(load(x + i), center);
  if (i < count) {
    partial[1] += count < lanes
                      ? summand<Squares>(load_part(x + i, count - i, center), center)
                      : last_lanes(summand<Squares>(load(x + count - lanes), center), count - i);
  }
  return sum + static_cast<double>(total((partial[0] + partial[1]) + (partial[2] + partial[3])));
}

MJ_TARGET double sum(const float* x, int64_t count) { return sum_of<false>(x, count, 0); }
MJ_TARGET double squares(const float* x, int64_t count, float center) {
  return sum_of<true>(x, count, center);
}

MJ_TARGET void normalize(const float* x, float* out, int64_t count, float center, float scale,
                         const float* weight, const float* bias) {
  int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    Vector v = (load(x + i) - center) * scale;
    if (weight) v *= load(weight + i);
    if (bias) v += load(bias + i);
    store(out + i, v);
  }
  for (; i < count; ++i) {
    const float v = (x[i] - center) * scale;
    out[i] = (weight ? v * weight[i] : v) + (bias ? bias[i] : 0.0f);
  }
}

/// NaN is beyond every number.
MJ_INLINE Vector better(Vector best, Vector x, float sign) {
  return ((x * sign > best * sign) | (x != x)) ? x : best;
}

template <bool Largest>
MJ_INLINE Vector farther(Vector x, Vector best) {
  return Largest ? (x > best ? x : best) : (x < best ? x : best);
}

/// NaN is noted apart: comparisons never choose one.
template <bool Largest>
MJ_INLINE void take(Vector* best, Bits* strange, Vector x) {
  *best = farther<Largest>(x, *best);
  *strange |= x != x;
}

template <bool Largest>
MJ_TARGET float extreme_of(const float* x, int64_t count) {
  Vector best[4];
  Bits strange[4] = {};
  for (Vector& b : best) b = all(x[0]);
  int64_t i = 0;
  for (; i + 4 * lanes <= count; i += 4 * lanes) {
#pragma GCC unroll 4
    for (int u = 0; u < 4; ++u) take<Largest>(&best[u], &strange[u], load(x + i + u * lanes));
  }
  for (; i + lanes <= count; i += lanes) take<Largest>(&best[0], &strange[0], load(x + i));
  if (i < count) take<Largest>(&best[1], &strange[1], load_part(x + i, count - i, x[0]));
  const Bits any = (strange[0] | strange[1]) | (strange[2] | strange[3]);
  for (int64_t l = 0; l < lanes; ++l) {
    if (any[l]) return std::numeric_limits<float>::quiet_NaN();
  }
  float parts[lanes];
  store(parts,
        farther<Largest>(farther<Largest>(best[0], best[1]), farther<Largest>(best[2], best[3])));
  float found = parts[0];
  for (const float part : parts) {
    if (Largest ? part > found : part < found) found = part;
  }
  return found;
}

MJ_TARGET float largest(const float* x, int64_t count, float sign) {
  return sign > 0 ? extreme_of<true>(x, count) : extreme_of<false>(x, count);
}

MJ_TARGET void merge_largest(float* best, const float* x, int64_t count, float sign) {
  int64_t i = 0;
  for (; i + lanes <= count; i += lanes) store(best + i, better(load(best + i), load(x + i), sign));
  for (; i < count; ++i) {
    if (x[i] * sign > best[i] * sign || x[i] != x[i]) best[i] = x[i];
  }
}

typedef double Wide __attribute__((vector_size(MJ_LANES * 4)));
typedef float Narrow __attribute__((vector_size(MJ_LANES * 2)));
constexpr int64_t wide_lanes = lanes / 2;

MJ_INLINE Wide widened(const float* from) {
  Narrow v;
  std::memcpy(&v, from, sizeof(v));
  return __builtin_convertvector(v, Wide);
}

MJ_TARGET double product(const float* x, int64_t count) {
  Wide parts[4];
  for (Wide& part : parts) part = 1.0 + Wide{};
  int64_t i = 0;
  for (; i + 4 * wide_lanes <= count; i += 4 * wide_lanes) {
#pragma GCC unroll 4
    for (int u = 0; u < 4; ++u) parts[u] *= widened(x + i + u * wide_lanes);
  }
  const Wide joined = (parts[0] * parts[1]) * (parts[2] * parts[3]);
  double found = 1;
  for (int64_t l = 0; l < wide_lanes; ++l) found *= joined[l];
  for (; i < count; ++i) found *= static_cast<double>(x[i]);
  return found;
}

MJ_TARGET void multiply_into(double* products, const float* x, int64_t count) {
  int64_t i = 0;
  for (; i + wide_lanes <= count; i += wide_lanes) {
    Wide v;
    std::memcpy(&v, products + i, sizeof(v));
    v *= widened(x + i);
    std::memcpy(products + i, &v, sizeof(v));
  }
  for (; i < count; ++i) products[i] *= static_cast<double>(x[i]);
}

MJ_TARGET void accumulate(float* sum, const float* x, int64_t count) {
  int64_t i = 0;
  for (; i + lanes <= count; i += lanes) store(sum + i, load(sum + i) + load(x + i));
  for (; i < count; ++i) sum[i] += x[i];
}

}  // namespace

}  // namespace minijit::kernels
