// What the ways to compute a convolution of float have in common. Numbers only, no tensors.
#ifndef MINIJIT_KERNELS_CONVOLUTION_H_
#define MINIJIT_KERNELS_CONVOLUTION_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace minijit {

/// The largest tile of Winograd's convolution that may be used where it is faster: 0 for none, 2,
/// as exact as plain sums, or 4, whose errors are a few times larger. Part of the closed list of
/// process-wide state.
[[gnu::visibility("default")]] void set_winograd(int tile);
[[gnu::visibility("default")]] int get_winograd();

namespace kernels {

/// Everything as two dimensions; one dimension is an image of height 1.
struct Geometry {
  int64_t batch, groups, in_channels, out_channels;  // channels of one group
  int64_t height, width, kernel_h, kernel_w, out_h, out_w;
  int64_t stride_h, stride_w, pad_h, pad_w, dilation_h, dilation_w;

  int64_t kernel_size() const { return kernel_h * kernel_w; }
  int64_t pixels() const { return out_h * out_w; }
};

/// Kernels transformed for Winograd's convolution, made when they are first needed and kept for
/// calls with the same. Used by many threads at once.
class KeptKernels {
 public:
  using Floats = std::vector<float>;
  std::shared_ptr<const Floats> get(int64_t tile, const float* weights,
                                    const std::function<Floats()>& make);

 private:
  std::mutex lock_;
  std::shared_ptr<const Floats> kernels_;
  int64_t tile_ = 0;
  const float* weights_ = nullptr;
};

/// The tile with which Winograd's convolution is a gain: 2 or 4, or 0 if it is none. `kept`: the
/// transformed kernels are there already.
int64_t winograd_tile(const Geometry& g, bool kept);
/// By 3x3 kernels with stride and dilation 1 and padding up to 2. False, with `out` in any state,
/// if a result is not finite: what infinite and NaN elements give is for the plain sums to say.
/// `kept` may be null.
bool convolve_winograd(const Geometry& g, int64_t tile, const float* x, const float* w,
                       const float* bias, float* out, KeptKernels* kept);

}  // namespace kernels
}  // namespace minijit

#endif  // MINIJIT_KERNELS_CONVOLUTION_H_
