// Winograd's convolution against plain sums in double: sizes that fill no tile, paddings, groups,
// batches, several threads; results that are not finite.
#include <cmath>
#include <limits>
#include <vector>

#include "check.h"
#include "kernels/convolution.h"
#include "support/parallel.h"

using namespace minijit;
using namespace minijit::kernels;

namespace {

/// Numbers without order, from -1 to 1.
std::vector<float> mixed(int64_t count, uint32_t state) {
  std::vector<float> x(static_cast<size_t>(count));
  for (float& value : x) {
    state = state * 1664525u + 1013904223u;
    value = static_cast<float>(state >> 8) / 8388608.0f - 1.0f;
  }
  return x;
}

Geometry geometry(int64_t batch, int64_t groups, int64_t in, int64_t out, int64_t h, int64_t w,
                  int64_t pad) {
  return {batch,           groups,          in, out, h,   w,   3, 3,
          h + 2 * pad - 2, w + 2 * pad - 2, 1,  1,   pad, pad, 1, 1};
}

double plain(const Geometry& g, const float* x, const float* w, int64_t image, int64_t channel,
             int64_t y, int64_t column) {
  double sum = 0;
  const int64_t group = channel / g.out_channels;
  for (int64_t c = 0; c < g.in_channels; ++c) {
    for (int64_t t = 0; t < 9; ++t) {
      const int64_t i = y + t / 3 - g.pad_h, j = column + t % 3 - g.pad_w;
      if (i < 0 || i >= g.height || j < 0 || j >= g.width) continue;
      const int64_t plane = (image * g.groups + group) * g.in_channels + c;
      sum += static_cast<double>(x[(plane * g.height + i) * g.width + j]) *
             static_cast<double>(w[(channel * g.in_channels + c) * 9 + t]);
    }
  }
  return sum;
}

void compare(const Geometry& g) {
  const int64_t channels = g.groups * g.out_channels;
  const std::vector<float> x = mixed(g.batch * g.groups * g.in_channels * g.height * g.width, 1);
  const std::vector<float> w = mixed(channels * g.in_channels * 9, 2), bias = mixed(channels, 3);
  std::vector<float> out(static_cast<size_t>(g.batch * channels * g.pixels()) + 1, 7.0f);
  KeptKernels kept;
  for (const int64_t tile : {2, 4}) {
    for (const bool biased : {false, true}) {
      const float* const shift = biased ? bias.data() : nullptr;
      CHECK(convolve_winograd(g, tile, x.data(), w.data(), shift, out.data(), nullptr));
      std::vector<float> again(out.size());
      // Of one instance, for one tile after the other.
      for (int round = 0; round < 2; ++round) {
        CHECK(convolve_winograd(g, tile, x.data(), w.data(), shift, again.data(), &kept));
        CHECK(std::equal(again.begin(), again.end() - 1, out.begin()));
      }
      CHECK(out.back() == 7.0f);
      const double most = (tile == 2 ? 1e-6 : 1.2e-5) * std::sqrt(g.in_channels * 9.0);
      size_t at = 0;
      for (int64_t image = 0; image < g.batch; ++image) {
        for (int64_t c = 0; c < channels; ++c) {
          for (int64_t y = 0; y < g.out_h; ++y) {
            for (int64_t column = 0; column < g.out_w; ++column, ++at) {
              const double wanted =
                  plain(g, x.data(), w.data(), image, c, y, column) +
                  (biased ? static_cast<double>(bias[static_cast<size_t>(c)]) : 0);
              CHECK(std::fabs(static_cast<double>(out[at]) - wanted) <= most);
            }
          }
        }
      }
    }
  }
}

void not_finite() {
  const Geometry g = geometry(1, 1, 3, 5, 9, 11, 1);
  const std::vector<float> w = mixed(5 * 3 * 9, 2);
  std::vector<float> out(static_cast<size_t>(5 * g.pixels()));
  for (const float odd :
       {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN(), 3e38f}) {
    for (const size_t place : {0, 98, 2 * 99 + 50}) {
      std::vector<float> x = mixed(3 * 99, 1);
      x[place] = odd;
      for (const int64_t tile : {2, 4}) {
        // A number that is too large by itself may do in the small tile.
        const bool done =
            convolve_winograd(g, tile, x.data(), w.data(), nullptr, out.data(), nullptr);
        CHECK(!done || (odd < std::numeric_limits<float>::infinity() && tile == 2));
      }
    }
  }
}

void chosen() {
  const Geometry g = geometry(1, 1, 64, 64, 56, 56, 1);
  CHECK(get_winograd() == 2);
  CHECK(winograd_tile(g, false) == 2);
  set_winograd(4);
  CHECK(winograd_tile(g, false) == 4);
  set_winograd(0);
  CHECK(winograd_tile(g, false) == 0);
  set_winograd(2);
  Geometry strided = g;
  strided.stride_w = 2;
  CHECK(winograd_tile(strided, true) == 0);
  // Where weights weigh more than pixels, it is a gain once they are transformed.
  const Geometry few = geometry(1, 1, 512, 512, 8, 8, 1);
  CHECK(winograd_tile(few, false) == 0 && winograd_tile(few, true) == 2);
}

}  // namespace

int main() {
  for (const int threads : {1, 3}) {
    set_num_threads(threads);
    for (int64_t pad = 0; pad <= 2; ++pad) {
      for (const int64_t size : {3, 4, 5, 8, 13, 34}) {
        compare(geometry(1, 1, 3, 5, size, size + 1, pad));
      }
      compare(geometry(2, 3, 4, 2, 7, 40, pad));
    }
    compare(geometry(1, 1, 70, 33, 37, 20, 1));
    not_finite();
  }
  chosen();
  return 0;
}
