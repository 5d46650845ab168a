// Convolutions by 3x3 kernels in fewer multiplications: tiles of the input and the kernels are
// transformed, multiplied element by element, that is as one matrix product for each element of a
// tile, and transformed back.
#include <algorithm>
#include <atomic>
#include <vector>

#include "kernels/convolution.h"
#include "kernels/vectors.h"
#include "support/blocks.h"
#include "support/parallel.h"

#ifndef MINIJIT_WINOGRAD
#define MINIJIT_WINOGRAD 2
#endif

namespace minijit {

namespace {

std::atomic<int>& largest_tile() {
  static std::atomic<int> value{MINIJIT_WINOGRAD};
  return value;
}

}  // namespace

void set_winograd(int tile) { largest_tile().store(tile < 2 ? 0 : tile < 4 ? 2 : 4); }
int get_winograd() { return largest_tile().load(std::memory_order_relaxed); }

namespace kernels {

namespace {

using Floats = std::vector<float, BlockAllocator<float>>;

/// Between the matrices of neighbouring elements: a multiple of a page would put all of them into
/// the same few places of the cache.
int64_t apart(int64_t size) { return size / 16 * 16 + 32; }

int64_t up(int64_t value, int64_t step) { return (value + step - 1) / step * step; }

class Winograd {
 public:
  Winograd(const Geometry& geometry, int64_t size)
      : g(geometry),
        v(vectors()),
        loops(size == 2 ? v.winograd2 : v.winograd4),
        tile(size),
        elements(loops.side * loops.side),
        lines((g.out_h + tile - 1) / tile),
        columns((g.out_w + tile - 1) / tile),
        part(up(columns, v.lanes) + v.lanes) {}

  /// In multiplications and additions of the plain sums; measured.
  int64_t cost(bool kept) const {
    constexpr int64_t of_input = 10;
    const int64_t of_weights = kept ? 0 : 28;
    const int64_t pairs = g.in_channels * g.out_channels, tiles = lines * columns;
    const int64_t of_image =
        pairs * up(tiles, v.lanes) + of_input * (g.in_channels + g.out_channels) * tiles;
    return elements * (g.batch * of_image + of_weights * pairs) * g.groups;
  }

  bool run(const float* x, const float* w, const float* bias, float* out, KeptKernels* kept) {
    const int64_t of_group = elements * apart(g.in_channels * g.out_channels);
    const auto transform = [&](int64_t group, float* to) {
      transform_weights(w + group * g.out_channels * g.in_channels * 9, to);
    };
    std::shared_ptr<const KeptKernels::Floats> ready;
    if (kept) {
      ready = kept->get(tile, w, [&] {
        KeptKernels::Floats made(static_cast<size_t>(of_group * g.groups));
        for (int64_t group = 0; group < g.groups; ++group) {
          transform(group, made.data() + group * of_group);
        }
        return made;
      });
    }
    const Scratch<float> memory(static_cast<size_t>(kept ? 1 : of_group));
    for (int64_t group = 0; group < g.groups; ++group) {
      const float* kernels = ready ? ready->data() + group * of_group : memory.data();
      if (!ready) transform(group, memory.data());
      std::atomic<bool> finite{true};
      const int64_t per_block = lines_of_block(), blocks = (lines + per_block - 1) / per_block;
      parallel_for(0, g.batch * blocks, 1, [&](int64_t begin, int64_t end) {
        for (int64_t task = begin; task < end && finite; ++task) {
          const int64_t image = task / blocks * g.groups + group, first = task % blocks * per_block;
          const Block block{first, std::min(lines, first + per_block),
                            x + image * g.in_channels * g.height * g.width,
                            bias ? bias + group * g.out_channels : nullptr,
                            out + image * g.out_channels * g.pixels()};
          if (!multiply(block, kernels)) finite = false;
        }
      });
      if (!finite) return false;
    }
    return true;
  }

 private:
  struct Block {
    int64_t first, last;  // lines of tiles
    const float* x;
    const float* bias;
    float* out;
  };

  const Geometry& g;
  const Vectors& v;
  const Vectors::Winograd& loops;
  const int64_t tile, elements, lines, columns, part;

  void transform_weights(const float* w, float* to) const {
    const int64_t step = apart(g.in_channels * g.out_channels);
    parallel_for(0, g.out_channels, 4096 / g.in_channels + 1, [&](int64_t begin, int64_t end) {
      for (int64_t c = begin; c < end; ++c) {
        loops.weights(w + c * g.in_channels * 9, g.in_channels, to + c * g.in_channels, step);
      }
    });
  }

  /// As many as stay in the cache, and enough that the kernels, which do not, are worth their way.
  int64_t lines_of_block() const {
    constexpr int64_t cache = int64_t{1} << 19, enough = 48;
    const int64_t tiles = cache / (elements * (g.in_channels + g.out_channels) * 4);
    const int64_t most = std::max(std::max(tiles, enough) / columns, int64_t{1});
    const int64_t blocks = (lines + most - 1) / most;
    return (lines + blocks - 1) / blocks;
  }

  bool multiply(const Block& block, const float* kernels) const {
    const int64_t tiles = (block.last - block.first) * columns, panel = v.lanes * v.tile_vectors;
    const int64_t rounded = up(tiles, v.lanes);
    // An odd number of cache lines: rows spread over all sets of the cache.
    const int64_t stride = (up(rounded + v.lanes, 16) / 16 | 1) * 16;
    const int64_t inputs = apart(g.in_channels * stride), outputs = apart(g.out_channels * stride);
    const Scratch<float> memory(static_cast<size_t>(elements * (inputs + outputs)));
    float* const transformed = memory.data();
    float* const products = transformed + elements * inputs;
    transform_input(block, stride, transformed);
    parallel_for(0, elements, 1, [&](int64_t begin, int64_t end) {
      for (int64_t e = begin; e < end; ++e) {
        for (int64_t p = 0; p < rounded; p += panel) {
          v.tile(g.out_channels, std::min(panel, rounded - p) / v.lanes, g.in_channels,
                 kernels + e * apart(g.in_channels * g.out_channels), g.in_channels,
                 transformed + e * inputs + p, stride, products + e * outputs + p, stride, false);
        }
      }
    });
    std::atomic<bool> finite{true};
    parallel_for(0, g.out_channels, 8, [&](int64_t begin, int64_t end) {
      for (int64_t c = begin; c < end; ++c) {
        for (int64_t line = block.first; line < block.last; ++line) {
          const int64_t row = line * tile;
          if (!loops.output(products + c * stride + (line - block.first) * columns, outputs,
                            columns, block.bias ? block.bias[c] : 0.0f,
                            block.out + c * g.pixels() + row * g.out_w, g.out_w,
                            std::min(tile, g.out_h - row), g.out_w)) {
            finite = false;
          }
        }
      }
    });
    return finite;
  }

  void transform_input(const Block& block, int64_t stride, float* to) const {
    const int64_t count = block.last - block.first, rows = count * tile + 2, row_size = part * tile;
    const int64_t top = block.first * tile - g.pad_h, first = std::max(-top, int64_t{0});
    const int64_t inside = std::min(rows, g.height - top) - first;
    const int64_t width = std::min(g.width, row_size - g.pad_w);
    // The last line fills up the last vector, so that the products meet numbers only.
    const int64_t rest = up(count * columns, v.lanes) - count * columns;
    parallel_for(0, g.in_channels, 8, [&](int64_t begin, int64_t end) {
      // Padding stays zero in all channels.
      Floats padded(static_cast<size_t>(rows * row_size + v.lanes));
      Floats split(padded.size());
      for (int64_t c = begin; c < end; ++c) {
        const float* from = block.x + (c * g.height + top + first) * g.width;
        v.copy_rows(from, g.width, nullptr, inside, width,
                    padded.data() + first * row_size + g.pad_w, row_size, width);
        loops.split(padded.data(), rows, part, split.data());
        for (int64_t line = 0; line < count; ++line) {
          loops.input(split.data() + line * tile * row_size, part,
                      columns + (line + 1 == count ? rest : 0), to + c * stride + line * columns,
                      apart(g.in_channels * stride));
        }
      }
    });
  }
};

bool fits(const Geometry& g) {
  return g.kernel_h == 3 && g.kernel_w == 3 && g.stride_h == 1 && g.stride_w == 1 &&
         g.dilation_h == 1 && g.dilation_w == 1 && g.pad_h <= 2 && g.pad_w <= 2;
}

}  // namespace

std::shared_ptr<const KeptKernels::Floats> KeptKernels::get(int64_t tile, const float* weights,
                                                            const std::function<Floats()>& make) {
  const std::lock_guard<std::mutex> guard(lock_);
  if (!kernels_ || tile_ != tile || weights_ != weights) {
    kernels_ = std::make_shared<const Floats>(make());
    tile_ = tile;
    weights_ = weights;
  }
  return kernels_;
}

int64_t winograd_tile(const Geometry& g, bool kept) {
  if (!fits(g)) return 0;
  const int64_t pairs = g.in_channels * g.out_channels * g.groups;
  int64_t best = 9 * pairs * g.batch * g.out_h * (g.out_w + 2) / 10 * 9, tile = 0;
  for (int64_t size = 2; size <= get_winograd(); size += 2) {
    const int64_t cost = Winograd(g, size).cost(kept);
    if (cost < best) {
      best = cost;
      tile = size;
    }
  }
  return tile;
}

bool convolve_winograd(const Geometry& g, int64_t tile, const float* x, const float* w,
                       const float* bias, float* out, KeptKernels* kept) {
  return Winograd(g, tile).run(x, w, bias, out, kept);
}

}  // namespace kernels
}  // namespace minijit
