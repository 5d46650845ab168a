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

template <bool Squares>
MJ_TARGET double sum_of(const float* x, int64_t count, float center) {
  double sum = 0;
  int64_t i = 0;
  while (i + 4 * lanes <= count) {
    Vector partial[4] = {};
    const int64_t most = i + 4 * lanes * flush;
    for (; i + 4 * lanes <= count && i < most; i += 4 * lanes) {
#pragma GCC unroll 4
      for (int u = 0; u < 4; ++u) partial[u] += summand<Squares>(load(x + i + u * lanes), center);
    }
    sum += static_cast<double>(total((partial[0] + partial[1]) + (partial[2] + partial[3])));
  }
  Vector partial{};
  for (; i + lanes <= count; i += lanes) partial += summand<Squares>(load(x + i), center);
  if (i < count) partial += summand<Squares>(load_part(x + i, count - i, center), center);
  return sum + static_cast<double>(total(partial));
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

MJ_TARGET float largest(const float* x, int64_t count, float sign) {
  Vector best[4];
  for (Vector& b : best) b = all(x[0]);
  int64_t i = 0;
  for (; i + 4 * lanes <= count; i += 4 * lanes) {
#pragma GCC unroll 4
    for (int u = 0; u < 4; ++u) best[u] = better(best[u], load(x + i + u * lanes), sign);
  }
  for (; i + lanes <= count; i += lanes) best[0] = better(best[0], load(x + i), sign);
  if (i < count) best[1] = better(best[1], load_part(x + i, count - i, x[0]), sign);
  float parts[lanes];
  store(parts, better(better(best[0], best[1], sign), better(best[2], best[3], sign), sign));
  float found = parts[0];
  for (const float part : parts) {
    if (part * sign > found * sign || part != part) found = part;
  }
  return found;
}

MJ_TARGET void merge_largest(float* best, const float* x, int64_t count, float sign) {
  int64_t i = 0;
  for (; i + lanes <= count; i += lanes) store(best + i, better(load(best + i), load(x + i), sign));
  for (; i < count; ++i) {
    if (x[i] * sign > best[i] * sign || x[i] != x[i]) best[i] = x[i];
  }
}

MJ_TARGET void accumulate(float* sum, const float* x, int64_t count) {
  int64_t i = 0;
  for (; i + lanes <= count; i += lanes) store(sum + i, load(sum + i) + load(x + i));
  for (; i < count; ++i) sum[i] += x[i];
}

}  // namespace

}  // namespace minijit::kernels
