// What the ways to compute a convolution of float have in common. Numbers only, no tensors.
#ifndef MINIJIT_KERNELS_CONVOLUTION_H_
#define MINIJIT_KERNELS_CONVOLUTION_H_

#include <cstdint>

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

/// The tile with which Winograd's convolution is a gain: 2 or 4, or 0 if it is none.
int64_t winograd_tile(const Geometry& g);
/// By 3x3 kernels with stride and dilation 1 and padding up to 2. False, with `out` in any state,
/// if a result is not finite: what infinite and NaN elements give is for the plain sums to say.
bool convolve_winograd(const Geometry& g, int64_t tile, const float* x, const float* w,
                       const float* bias, float* out);

}  // namespace kernels
}  // namespace minijit

#endif  // MINIJIT_KERNELS_CONVOLUTION_H_
