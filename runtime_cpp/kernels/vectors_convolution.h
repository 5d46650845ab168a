// The inner loops of convolution.
namespace minijit::kernels {

namespace {

template <int Count>
MJ_INLINE void weighted_vectors(const float* const* rows, const float* weights, int64_t taps,
                                float bias, float* out, int64_t i) {
  Vector sums[Count];
#pragma GCC unroll 4
  for (int v = 0; v < Count; ++v) sums[v] = all(bias);
  for (int64_t t = 0; t < taps; ++t) {
#pragma GCC unroll 4
    for (int v = 0; v < Count; ++v) sums[v] += weights[t] * load(rows[t] + i + v * lanes);
  }
#pragma GCC unroll 4
  for (int v = 0; v < Count; ++v) store(out + i + v * lanes, sums[v]);
}

MJ_TARGET void weighted(const float* const* rows, const float* weights, int64_t taps, float bias,
                        float* out, int64_t count) {
  int64_t i = 0;
  for (; i + 4 * lanes <= count; i += 4 * lanes) {
    weighted_vectors<4>(rows, weights, taps, bias, out, i);
  }
  for (; i + lanes <= count; i += lanes) {
    weighted_vectors<1>(rows, weights, taps, bias, out, i);
  }
  for (; i < count; ++i) {
    float sum = bias;
    for (int64_t t = 0; t < taps; ++t) sum += weights[t] * rows[t][i];
    out[i] = sum;
  }
}

}  // namespace

}  // namespace minijit::kernels
