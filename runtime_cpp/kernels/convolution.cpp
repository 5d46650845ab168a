// Cross-correlations over one to three dimensions: patches of the input as a matrix, times the
// weights; volumes slice by slice.
#include <algorithm>
#include <limits>

#include "kernels/convolution.h"
#include "kernels/elementwise.h"
#include "kernels/fusions.h"
#include "kernels/gemm.h"
#include "kernels/kernel_list.h"
#include "kernels/vectors.h"
#include "support/blocks.h"
#include "support/checked.h"
#include "support/limits.h"

namespace minijit::kernels {

namespace {

constexpr int64_t largest_setting = std::numeric_limits<int32_t>::max();

struct Settings {
  Ints stride, padding, dilation;
  Ints output_padding;  // transposed only
  int64_t groups = 1;
  bool transposed = false;
  bool same = false;  // padding="same"
};

std::string shape_text(const Tensor& t) { return text(t.sizes()); }
std::string number(int64_t value) { return std::to_string(value); }

Ints spread(Ints values, size_t count, const char* name) {
  if (values.size() == 1) values.assign(count, values[0]);
  if (values.size() != count) {
    fail(std::string("expected ") + name + " to be a single integer value or a list of " +
         std::to_string(count) + " values to match the convolution dimensions, but got " + name +
         "=" + text(values));
  }
  return values;
}

void check(const Tensor& input, const Tensor& weight, const Tensor& bias, const Settings& s) {
  if (s.groups <= 0) fail("non-positive groups is not supported");
  for (const int64_t v : s.stride) {
    if (v <= 0) fail("non-positive stride is not supported");
  }
  for (const int64_t v : s.padding) {
    if (v < 0) fail("negative padding is not supported");
  }
  for (const int64_t v : s.dilation) {
    if (v <= 0) fail("dilation should be greater than zero, but got " + text(s.dilation));
  }
  for (const int64_t v : s.output_padding) {
    if (v < 0) fail("negative output_padding is not supported");
  }
  for (const Ints* list : {&s.stride, &s.padding, &s.dilation, &s.output_padding}) {
    for (const int64_t v : *list) {
      if (v > largest_setting) fail("convolution: integer out of range: " + number(v));
    }
  }
  if (input.dtype() != weight.dtype()) {
    fail(std::string("Input type (torch.") + scalar_type_name(input.dtype()) +
         "Tensor) and weight type (torch." + scalar_type_name(weight.dtype()) +
         "Tensor) should be the same or input should be a MKLDNN tensor and weight is a dense "
         "tensor");
  }
  if (bias.defined() && bias.dtype() != input.dtype()) {
    fail(std::string("Input type (") + cpp_name(input.dtype()) + ") and bias type (" +
         cpp_name(bias.dtype()) + ") should be the same");
  }
  const IntSpan w = weight.sizes();
  bool flat = w[0] == 0;
  for (size_t d = 2; d < w.size(); ++d) {
    flat = flat || w[d] == 0;
    if (w[d] > largest_setting) fail("convolution: kernel size out of range: " + number(w[d]));
  }
  if (flat) {
    fail("weight should have at least one dimension of non-zero size, got " + shape_text(weight));
  }
  if (w[0] < s.groups) {
    fail("Given groups=" + number(s.groups) + ", expected weight to be at least " +
         number(s.groups) + " at dimension 0, but got weight of size " + shape_text(weight) +
         " instead");
  }
  if (w[0] % s.groups) {
    fail("Given groups=" + number(s.groups) + ", expected weight to be divisible by " +
         number(s.groups) + " at dimension 0, but got weight of size [" + shape_text(weight) +
         "] instead");
  }
  // groups is at most w[0] here, but the product may still not fit.
  int64_t all_groups;
  if (__builtin_mul_overflow(w[1], s.groups, &all_groups)) all_groups = -1;
  const int64_t wanted = s.transposed ? w[0] : all_groups;
  if (input.sizes()[1] != wanted) {
    fail((s.transposed ? std::string("Given transposed=1") : "Given groups=" + number(s.groups)) +
         ", weight of size " + shape_text(weight) + ", expected input" + shape_text(input) +
         " to have " + number(wanted) + " channels, but got " + number(input.sizes()[1]) +
         " channels instead");
  }
  const int64_t channels = s.transposed ? all_groups : w[0];
  if (bias.defined() && (bias.dim() != 1 || bias.sizes()[0] != channels)) {
    fail("Given weight of size " + shape_text(weight) +
         ", expected bias to be 1-dimensional with " + number(channels) +
         " elements, but got bias of size " + shape_text(bias) + " instead");
  }
}

/// Rows (channel, kernel position), columns: output pixels [first, last).
template <class T>
void patches(const Geometry& g, const T* image, int64_t first, int64_t last, T* to) {
  for (int64_t c = 0; c < g.in_channels; ++c) {
    const T* plane = image + c * g.height * g.width;
    for (int64_t kh = 0; kh < g.kernel_h; ++kh) {
      for (int64_t kw = 0; kw < g.kernel_w; ++kw) {
        const int64_t shift = kw * g.dilation_w - g.pad_w;
        for (int64_t p = first; p < last;) {
          const int64_t row = p / g.out_w, begin = p % g.out_w;
          const int64_t end = std::min(g.out_w, begin + last - p), count = end - begin;
          const int64_t y = row * g.stride_h - g.pad_h + kh * g.dilation_h;
          if (y < 0 || y >= g.height) {
            std::fill(to, to + count, T(0));
          } else {
            const T* line = plane + y * g.width;
            // Columns whose source lies inside the image.
            const int64_t s = g.stride_w;
            const int64_t low = std::clamp(shift < 0 ? (-shift + s - 1) / s : 0, begin, end);
            const int64_t high =
                std::clamp(g.width > shift ? (g.width - shift + s - 1) / s : 0, low, end);
            std::fill(to, to + (low - begin), T(0));
            if (s == 1) {
              std::copy(line + low + shift, line + high + shift, to + (low - begin));
            } else {
              for (int64_t x = low; x < high; ++x) to[x - begin] = line[x * s + shift];
            }
            std::fill(to + (high - begin), to + count, T(0));
          }
          to += count;
          p += count;
        }
      }
    }
  }
}

template <class T>
void depthwise(const Geometry& g, const T* x, const T* w, const T* bias, T* out) {
  const int64_t multiplier = g.out_channels, planes = g.batch * g.groups * multiplier;
  parallel_for(
      0, planes, 16384 / (g.pixels() * g.kernel_size() + 1) + 1, [&](int64_t begin, int64_t end) {
        for (int64_t p = begin; p < end; ++p) {
          const int64_t channel = p % (g.groups * multiplier);
          const T* image = x + p / multiplier * g.height * g.width;
          const T* kernel = w + channel * g.kernel_size();
          T* to = out + p * g.pixels();
          std::fill(to, to + g.pixels(), bias ? bias[channel] : T(0));
          for (int64_t oh = 0; oh < g.out_h; ++oh, to += g.out_w) {
            for (int64_t kh = 0; kh < g.kernel_h; ++kh) {
              const int64_t y = oh * g.stride_h - g.pad_h + kh * g.dilation_h;
              if (y < 0 || y >= g.height) continue;
              const T* line = image + y * g.width;
              for (int64_t kw = 0; kw < g.kernel_w; ++kw) {
                const int64_t s = g.stride_w, shift = kw * g.dilation_w - g.pad_w;
                const T v = kernel[kh * g.kernel_w + kw];
                const int64_t low = std::min(shift < 0 ? (-shift + s - 1) / s : 0, g.out_w);
                const int64_t high =
                    std::clamp(g.width > shift ? (g.width - shift + s - 1) / s : 0, low, g.out_w);
                if (s == 1) {
                  for (int64_t q = low; q < high; ++q) {
                    to[q] = wrap_add(to[q], wrap_mul(v, line[q + shift]));
                  }
                } else {
                  for (int64_t q = low; q < high; ++q) {
                    to[q] = wrap_add(to[q], wrap_mul(v, line[q * s + shift]));
                  }
                }
              }
            }
          }
        }
      });
}

template <class T>
void convolve(const Geometry& g, const T* x, const T* w, const T* bias, T* out) {
  if (g.in_channels == 1 && g.groups > 1) return depthwise(g, x, w, bias, out);
  const int64_t k = g.in_channels * g.kernel_size(), pixels = g.pixels();
  // A 1x1 kernel reads the image as it lies.
  const bool direct = g.kernel_size() == 1 && g.stride_h == 1 && g.stride_w == 1 && g.pad_h == 0 &&
                      g.pad_w == 0 && g.out_h == g.height && g.out_w == g.width;
  const int64_t fits = (int64_t{1} << 19) / (static_cast<int64_t>(sizeof(T)) * (k + 1));
  const int64_t block = direct ? pixels : std::min(pixels, std::max<int64_t>(fits, 64));
  const int64_t blocks = (pixels + block - 1) / block;
  parallel_for(0, g.batch * g.groups * blocks, 1, [&](int64_t begin, int64_t end) {
    std::vector<T> columns(direct ? 0 : static_cast<size_t>(k * block));
    std::vector<T> part(block == pixels ? 0 : static_cast<size_t>(g.out_channels * block));
    for (int64_t task = begin; task < end; ++task) {
      const int64_t image = task / blocks, group = image % g.groups;
      const int64_t first = task % blocks * block, last = std::min(pixels, first + block);
      const int64_t count = last - first;
      const T* from = x + image * g.in_channels * g.height * g.width;
      T* to = out + image * g.out_channels * pixels;
      const T* source = from;
      if (!direct) {
        patches(g, from, first, last, columns.data());
        source = columns.data();
      }
      T* result = block == pixels ? to : part.data();
      gemm(w + group * g.out_channels * k, source, result, g.out_channels, k, count, false);
      for (int64_t c = 0; c < g.out_channels; ++c) {
        const T shift = bias ? bias[group * g.out_channels + c] : T(0);
        const T* line = result + c * count;
        T* target = to + c * pixels + first;
        if (line == target && !bias) continue;
        for (int64_t p = 0; p < count; ++p) target[p] = wrap_add(line[p], shift);
      }
    }
  });
}

/// Planes of an image as a convolution reads them: with their padding, and split into what lies
/// `stride` apart, so that each tap meets neighbouring elements for neighbouring windows. Windows
/// are counted in lines of `width`, of which the last few may be none.
struct Planes {
  int64_t height, width;     // of one part
  int64_t parts_h, parts_w;  // of a plane
  const Geometry& g;

  explicit Planes(const Geometry& geometry) : g(geometry) {
    const int64_t reach_h = (g.kernel_h - 1) * g.dilation_h,
                  reach_w = (g.kernel_w - 1) * g.dilation_w;
    parts_h = reach_h ? g.stride_h : 1;
    parts_w = reach_w ? g.stride_w : 1;
    height = g.out_h + reach_h / g.stride_h;
    width = g.out_w + reach_w / g.stride_w;
  }
  /// Is it the image itself?
  bool as_it_lies() const {
    return g.stride_h == 1 && g.stride_w == 1 && g.pad_h == 0 && g.pad_w == 0 &&
           height == g.height && width == g.width;
  }
  int64_t size() const { return parts_h * parts_w * height * width; }
  int64_t windows() const { return (g.out_h - 1) * width + g.out_w; }
  /// Where a tap finds the first window's element.
  int64_t offset(int64_t kh, int64_t kw) const {
    const int64_t y = kh * g.dilation_h, x = kw * g.dilation_w;
    const int64_t part = y % g.stride_h * parts_w + x % g.stride_w;
    return (part * height + y / g.stride_h) * width + x / g.stride_w;
  }
  /// Writes what lies inside the image; `to` is zero elsewhere.
  void fill(const float* plane, float* to) const {
    const Vectors& v = vectors();
    const int64_t sh = g.stride_h, sw = g.stride_w;
    const auto low = [](int64_t shift, int64_t s, int64_t count) {
      return std::min(shift < 0 ? (-shift + s - 1) / s : 0, count);
    };
    for (int64_t ph = 0; ph < parts_h; ++ph) {
      const int64_t down = ph - g.pad_h, top = low(down, sh, height);
      const int64_t bottom = std::max(top, low(down - g.height, sh, height));
      for (int64_t pw = 0; pw < parts_w; ++pw, to += height * width) {
        const int64_t right = pw - g.pad_w, first = low(right, sw, width);
        const int64_t count = low(right - g.width, sw, width) - first, rows = bottom - top;
        if (rows <= 0 || count <= 0) continue;
        const float* from = plane + (top * sh + down) * g.width + first * sw + right;
        float* target = to + top * width + first;
        if (sw == 1) {
          v.copy_rows(from, sh * g.width, nullptr, rows, count, target, width, count);
        } else if (sw == 2) {
          v.copy_every_second(from, sh * g.width, rows, count, target, width);
        } else {
          for (int64_t y = 0; y < rows; ++y) {
            for (int64_t x = 0; x < count; ++x)
              target[y * width + x] = from[y * sh * g.width + x * sw];
          }
        }
      }
    }
  }
};

using Floats = std::vector<float, BlockAllocator<float>>;

void depthwise(const Geometry& g, const float* x, const float* w, const float* bias, float* out) {
  const int64_t multiplier = g.out_channels, images = g.batch * g.groups;
  const Planes planes(g);
  const int64_t taps = g.kernel_size(), windows = planes.windows();
  // Windows behind the last one cost less than a row's end.
  const int64_t lanes = vectors().lanes, rounded = (windows + lanes - 1) / lanes * lanes;
  const bool whole = planes.width == g.out_w, copies = !planes.as_it_lies();
  parallel_for(0, images, 16384 / (windows * taps + 1) + 1, [&](int64_t begin, int64_t end) {
    Floats padded(static_cast<size_t>(copies ? planes.size() + lanes : 0));
    Floats lines(static_cast<size_t>(whole ? 0 : rounded));
    std::vector<const float*, BlockAllocator<const float*>> rows(static_cast<size_t>(taps));
    for (int64_t image = begin; image < end; ++image) {
      const float* plane = x + image * g.height * g.width;
      if (copies) {
        planes.fill(plane, padded.data());
        plane = padded.data();
      }
      for (int64_t t = 0; t < taps; ++t) {
        rows[static_cast<size_t>(t)] = plane + planes.offset(t / g.kernel_w, t % g.kernel_w);
      }
      for (int64_t j = 0; j < multiplier; ++j) {
        const int64_t channel = image % g.groups * multiplier + j;
        float* to = out + (image * multiplier + j) * g.pixels();
        float* target = whole ? to : lines.data();
        vectors().weighted(rows.data(), w + channel * taps, taps, bias ? bias[channel] : 0.0f,
                           target, copies && !whole ? rounded : windows);
        if (whole) continue;
        vectors().copy_rows(target, planes.width, nullptr, g.out_h, g.out_w, to, g.out_w, g.out_w);
      }
    }
  });
}

void convolve_float(const Geometry& g, const float* x, const float* w, const float* bias,
                    float* out, KeptKernels* kept) {
  if (g.in_channels == 1 && g.groups > 1) return depthwise(g, x, w, bias, out);
  const int64_t tile = winograd_tile(g, kept);
  if (tile && convolve_winograd(g, tile, x, w, bias, out, kept)) return;
  const Planes planes(g);
  const int64_t taps = g.kernel_size(), k = g.in_channels * taps, plane = g.height * g.width;
  const bool as_it_lies = planes.as_it_lies();
  std::vector<int64_t, BlockAllocator<int64_t>> offsets(static_cast<size_t>(k));
  const int64_t step = as_it_lies ? plane : planes.size();
  for (int64_t i = 0; i < k; ++i) {
    offsets[static_cast<size_t>(i)] =
        i / taps * step + planes.offset(i % taps / g.kernel_w, i % g.kernel_w);
  }
  parallel_for(0, g.batch * g.groups, 1, [&](int64_t begin, int64_t end) {
    Floats padded(static_cast<size_t>(as_it_lies ? 0 : g.in_channels * step));
    for (int64_t image = begin; image < end; ++image) {
      const float* from = x + image * g.in_channels * plane;
      if (!as_it_lies) {
        parallel_for(0, g.in_channels, 16384 / (step + 1) + 1, [&](int64_t first, int64_t last) {
          for (int64_t c = first; c < last; ++c)
            planes.fill(from + c * plane, padded.data() + c * step);
        });
        from = padded.data();
      }
      const int64_t group = image % g.groups;
      Product product{g.out_channels,
                      k,
                      planes.windows(),
                      w + group * g.out_channels * k,
                      k,
                      from,
                      0,
                      out + image * g.out_channels * g.pixels(),
                      g.pixels()};
      product.b_offsets = offsets.data();
      product.row_bias = bias ? bias + group * g.out_channels : nullptr;
      if (planes.width != g.out_w) {
        product.line = planes.width;
        product.kept = g.out_w;
      }
      multiply(product);
    }
  });
}

/// The geometry is that of the convolution which this one turns around: its input is `out`.
template <class T>
void convolve_transposed(const Geometry& g, const T* x, const T* w, const T* bias, T* out) {
  const int64_t rows = g.in_channels * g.kernel_size(), pixels = g.pixels();
  const int64_t plane = g.height * g.width;
  parallel_for(0, g.batch * g.groups, 1, [&](int64_t begin, int64_t end) {
    std::vector<T> turned(static_cast<size_t>(rows * g.out_channels));
    std::vector<T> columns(static_cast<size_t>(rows * pixels));
    for (int64_t task = begin; task < end; ++task) {
      const int64_t group = task % g.groups;
      const T* weights = w + group * g.out_channels * rows;
      for (int64_t c = 0; c < g.out_channels; ++c) {
        for (int64_t r = 0; r < rows; ++r) {
          turned[static_cast<size_t>(r * g.out_channels + c)] = weights[c * rows + r];
        }
      }
      gemm(turned.data(), x + task * g.out_channels * pixels, columns.data(), rows, g.out_channels,
           pixels, false);
      const T* from = columns.data();
      T* image = out + task * g.in_channels * plane;
      for (int64_t c = 0; c < g.in_channels; ++c, image += plane) {
        std::fill(image, image + plane, bias ? bias[group * g.in_channels + c] : T(0));
        for (int64_t kh = 0; kh < g.kernel_h; ++kh) {
          for (int64_t kw = 0; kw < g.kernel_w; ++kw) {
            for (int64_t oh = 0; oh < g.out_h; ++oh) {
              const int64_t y = oh * g.stride_h - g.pad_h + kh * g.dilation_h;
              for (int64_t ow = 0; ow < g.out_w; ++ow, ++from) {
                const int64_t column = ow * g.stride_w - g.pad_w + kw * g.dilation_w;
                if (y < 0 || y >= g.height || column < 0 || column >= g.width) continue;
                T& cell = image[y * g.width + column];
                cell = wrap_add(cell, *from);
              }
            }
          }
        }
      }
    }
  });
}

Tensor convolution(const OpInfo& op, Tensor input, const Tensor& weight, const Tensor& bias,
                   Settings s, size_t dims, const char* name, KeptKernels* kept = nullptr);

/// Volumes: every slice of the input meets every slice of the kernel. All was checked.
Tensor by_slices(const OpInfo& op, const Tensor& input, const Tensor& weight, const Tensor& bias,
                 const Settings& s, const int64_t* low, const int64_t* out) {
  const DType dtype = input.dtype(), wide = compute_dtype(dtype);
  const int64_t channels = s.transposed ? weight.sizes()[1] * s.groups : weight.sizes()[0];
  Tensor result = zeros({input.sizes()[0], channels, out[0], out[1], out[2]}, wide);
  if (bias.defined()) {
    result.copy_(bias.reshape({1, channels, 1, 1, 1}).expand(result.sizes()));
  }
  if (result.numel() == 0) return result.to(dtype);
  const Tensor x = input.to(wide), w = weight.to(wide);
  Settings flat;
  flat.stride = {s.stride[1], s.stride[2]};
  flat.dilation = {s.dilation[1], s.dilation[2]};
  flat.padding = {low[1], low[2]};
  flat.groups = s.groups;
  flat.transposed = s.transposed;
  flat.same = s.same;
  flat.output_padding = {0};
  if (s.transposed) flat.output_padding = {s.output_padding[1], s.output_padding[2]};
  // Turned around, the slices of the input are the windows' places.
  const int64_t places = s.transposed ? x.sizes()[2] : out[0];
  const int64_t depth = s.transposed ? out[0] : x.sizes()[2];
  for (int64_t place = 0; place < places; ++place) {
    for (int64_t tap = 0; tap < w.sizes()[2]; ++tap) {
      const int64_t other = place * s.stride[0] - low[0] + tap * s.dilation[0];
      if (other < 0 || other >= depth) continue;
      const Tensor slice = x.select(2, s.transposed ? place : other).contiguous();
      const Tensor part =
          convolution(op, slice, w.select(2, tap).contiguous(), Tensor(), flat, 2, "convolution");
      const Tensor target = result.select(2, s.transposed ? other : place);
      visit_real(op, wide, [&](auto tag) {
        using T = typename decltype(tag)::type;
        binary_loop<T, T>(target, target, part, [](auto a, auto b) { return wrap_add(a, b); });
      });
    }
  }
  return result.to(dtype);
}

Tensor convolution(const OpInfo& op, Tensor input, const Tensor& weight, const Tensor& bias,
                   Settings s, size_t dims, const char* name, KeptKernels* kept) {
  if (weight.dim() != static_cast<int64_t>(dims) + 2) {
    fail(std::string(name) + ": expected weight to have " + std::to_string(dims + 2) +
         " dimensions, but got weight of size " + shape_text(weight));
  }
  const bool batched = input.dim() == static_cast<int64_t>(dims) + 2;
  if (!batched) {
    if (input.dim() != static_cast<int64_t>(dims) + 1) {
      fail("Expected " + std::to_string(dims + 1) + "D (unbatched) or " + std::to_string(dims + 2) +
           "D (batched) input to " + name + ", but got input of size: " + shape_text(input));
    }
    input = input.unsqueeze(0);
  }
  s.stride = spread(std::move(s.stride), dims, "stride");
  s.padding = spread(std::move(s.padding), dims, "padding");
  s.dilation = spread(std::move(s.dilation), dims, "dilation");
  s.output_padding = spread(std::move(s.output_padding), dims, "output_padding");
  check(input, weight, bias, s);
  const DType dtype = input.dtype();
  if (dtype == kBool || dtype == kUInt64) not_implemented(op, dtype);
  if (is_complex(dtype)) {
    Tensor result = complex_product(input, weight, [&](const Tensor& x, const Tensor& y) {
      return convolution(op, x, y, Tensor(), s, dims, name);
    });
    if (bias.defined()) {
      Ints shape(static_cast<size_t>(result.dim()), 1);
      shape[1] = bias.numel();
      binary_loop<Complex, Complex>(result, result, bias.reshape(shape).expand(result.sizes()),
                                    [](Complex a, Complex b) { return a + b; });
    }
    return batched ? result : result.select(0, 0);
  }

  int64_t low[3] = {0, 0, 0}, out[3] = {1, 1, 1};
  std::string padded, wanted;
  bool too_large = false;
  for (size_t d = 0; d < dims; ++d) {
    const size_t at = d + 3 - dims;
    const int64_t size = input.sizes()[d + 2], kernel = weight.sizes()[d + 2];
    const int64_t reach = s.dilation[d] * (kernel - 1);
    if (s.transposed) {
      low[at] = s.padding[d];
      const int64_t steps = size - 1;
      int64_t length;
      if (__builtin_mul_overflow(steps, s.stride[d], &length) ||
          __builtin_add_overflow(length, reach + 1 - 2 * s.padding[d] + s.output_padding[d],
                                 &length)) {
        fail("convolution: output size out of range");
      }
      if (length <= 0) {
        fail("Given input size per channel: " + text(input.sizes().subspan(2)) +
             ". Calculated output size per channel: [" + number(length) +
             "]. Output size is too small");
      }
      out[at] = length;
      continue;
    }
    low[at] = s.same ? reach / 2 : s.padding[d];
    const int64_t total = size + (s.same ? reach : 2 * s.padding[d]);
    too_large = too_large || reach + 1 > total;
    padded += (d ? " x " : "") + number(total);
    wanted += (d ? " x " : "") + number(reach + 1);
    out[at] = (total - reach - 1) / s.stride[d] + 1;
  }
  if (too_large) {
    fail("Calculated padded input size per channel: (" + padded + "). Kernel size: (" + wanted +
         "). Kernel size can't be greater than actual input size");
  }
  // Each element of a result, or of what is transposed, meets the kernels of one channel.
  int64_t met =
      s.transposed ? input.numel() / std::max<int64_t>(1, input.sizes()[1]) : input.sizes()[0];
  for (int64_t d = 0; d < 3 && !s.transposed; ++d) {
    if (!checked_mul(met, out[d], &met)) check_alloc(UINT64_MAX);
  }
  spend_product({met, weight.numel()});
  if (dims == 3) {
    const Tensor volume = by_slices(op, input, weight, bias, s, low, out);
    const bool last = is_channels_last(input) || is_channels_last(weight);
    const Tensor made = last ? to_channels_last(volume) : volume;
    return batched ? made : made.select(0, 0);
  }
  Geometry g{};
  g.batch = input.sizes()[0];
  g.groups = s.groups;
  const bool flat = dims == 1;
  const int64_t in_h = flat ? 1 : input.sizes()[2], in_w = input.sizes()[dims + 1];
  g.kernel_h = flat ? 1 : weight.sizes()[2];
  g.kernel_w = weight.sizes()[dims + 1];
  g.stride_h = flat ? 1 : s.stride[0];
  g.stride_w = s.stride[dims - 1];
  g.dilation_h = flat ? 1 : s.dilation[0];
  g.dilation_w = s.dilation[dims - 1];
  g.pad_h = low[1];
  g.pad_w = low[2];
  int64_t channels;
  if (s.transposed) {
    channels = weight.sizes()[1] * s.groups;
    g.in_channels = weight.sizes()[1];
    g.out_channels = weight.sizes()[0] / s.groups;
    g.height = out[1];
    g.width = out[2];
    g.out_h = in_h;
    g.out_w = in_w;
  } else {
    channels = weight.sizes()[0];
    g.in_channels = weight.sizes()[1];
    g.out_channels = channels / s.groups;
    g.height = in_h;
    g.width = in_w;
    g.out_h = out[1];
    g.out_w = out[2];
  }
  Ints sizes{g.batch, channels};
  sizes.insert(sizes.end(), out + (flat ? 2 : 1), out + 3);
  const bool last = is_channels_last(input) || is_channels_last(weight);
  const DType wide = compute_dtype(dtype);
  Tensor result = empty(sizes, wide);
  if (result.numel()) {
    const Tensor x = input.to(wide).contiguous(), w = weight.to(wide).contiguous();
    const Tensor b = bias.defined() ? bias.to(wide).contiguous() : Tensor();
    visit_real(op, wide, [&](auto tag) {
      using T = typename decltype(tag)::type;
      const T* shift = b.defined() ? b.template unchecked<T>() : nullptr;
      const T *from = x.template unchecked<T>(), *by = w.template unchecked<T>();
      T* to = result.template unchecked<T>();
      if (s.transposed) return convolve_transposed<T>(g, from, by, shift, to);
      if constexpr (std::is_same_v<T, float>) {
        convolve_float(g, from, by, shift, to, w.is_same(weight) ? kept : nullptr);
      } else {
        convolve<T>(g, from, by, shift, to);
      }
    });
  }
  if (wide != dtype) result = result.to(dtype);
  if (last) result = to_channels_last(result);
  return batched ? result : result.select(0, 0);
}

void convolution(const KernelCall& call, size_t dims, const char* name,
                 KeptKernels* kept = nullptr) {
  Settings s;
  s.stride = call.ints(3);
  s.padding = call.ints(4);
  s.dilation = call.ints(5);
  s.output_padding = {0};
  s.groups = call.integer(6);
  call.set(convolution(call.op, call.tensor(0), call.tensor(1), call.optional_tensor(2),
                       std::move(s), dims, name, kept));
}

constexpr const char* names[] = {"conv1d", "conv2d", "conv3d"};
constexpr const char* transposed_names[] = {"conv_transpose1d", "conv_transpose2d",
                                            "conv_transpose3d"};

void transposed(KernelCall& call, size_t dims) {
  Settings s;
  s.stride = call.ints(3);
  s.padding = call.ints(4);
  s.output_padding = call.ints(5);
  s.groups = call.integer(6);
  s.dilation = call.ints(7);
  s.transposed = true;
  call.set(convolution(call.op, call.tensor(0), call.tensor(1), call.optional_tensor(2),
                       std::move(s), dims, transposed_names[dims - 1]));
}

void named_padding(KernelCall& call, size_t dims, const char* name) {
  Settings s;
  s.stride = call.ints(3);
  s.dilation = call.ints(5);
  s.padding = s.output_padding = {0};
  s.groups = call.integer(6);
  const std::string& padding = call.string(4);
  if (padding == "same") {
    s.same = true;
    for (const int64_t v : s.stride) {
      if (v != 1) fail("padding='same' is not supported for strided convolutions");
    }
  } else if (padding != "valid") {
    fail("Invalid padding string: '" + padding + "'");
  }
  call.set(convolution(call.op, call.tensor(0), call.tensor(1), call.optional_tensor(2),
                       std::move(s), dims, name));
}

/// A convolution whose settings are arguments 3 on, transposed among them.
void general(const KernelCall& call, KeptKernels* kept = nullptr) {
  Settings s;
  s.stride = call.ints(3);
  s.padding = call.ints(4);
  s.dilation = call.ints(5);
  s.transposed = call.boolean(6);
  s.output_padding = call.ints(7);
  s.groups = call.integer(8);
  const Tensor& weight = call.tensor(1);
  if (weight.dim() < 3 || weight.dim() > 5) {
    fail("convolution over " + number(weight.dim() - 2) +
         " dimensions is not supported: weight of size " + shape_text(weight));
  }
  if (!s.transposed || s.output_padding.empty()) s.output_padding = {0};
  const size_t dims = static_cast<size_t>(weight.dim()) - 2;
  call.set(convolution(call.op, call.tensor(0), weight, call.optional_tensor(2), std::move(s), dims,
                       names[dims - 1], kept));
}

class PackedConvolution final : public Fusion {
 public:
  explicit PackedConvolution(const OpInfo& op)
      : op_(op), general_(op.kernel == aten__convolution) {}

  bool run(const IValue* const* in, IValue* out) const override {
    if (!in[1]->isTensor()) return false;
    const Tensor& weight = in[1]->toTensor();
    if (!weight.defined() || weight.dtype() != kFloat32 || weight.storage().use_count() != 1)
      return false;
    const KernelCall call{op_, in, out, op_.n_args};
    try {
      if (general_) {
        general(call, &kept_);
      } else {
        convolution(call, 2, "conv2d", &kept_);
      }
    } catch (const Error&) {
      // The operator itself, which knows where it stands, fails again.
      return false;
    }
    return true;
  }

 private:
  const OpInfo& op_;
  const bool general_;
  mutable KeptKernels kept_;
};

}  // namespace

std::shared_ptr<const Fusion> packed(const OpInfo& op) {
  if (op.kernel != aten_conv2d && op.kernel != aten__convolution) return nullptr;
  return std::make_shared<PackedConvolution>(op);
}

void aten_conv1d(KernelCall& call) { convolution(call, 1, "conv1d"); }
void aten_conv2d(KernelCall& call) { convolution(call, 2, "conv2d"); }
void aten_conv1d_padding(KernelCall& call) { named_padding(call, 1, "conv1d"); }
void aten_conv2d_padding(KernelCall& call) { named_padding(call, 2, "conv2d"); }

void aten_conv3d(KernelCall& call) { convolution(call, 3, "conv3d"); }
void aten_conv3d_padding(KernelCall& call) { named_padding(call, 3, "conv3d"); }
void aten_conv_transpose1d(KernelCall& call) { transposed(call, 1); }
void aten_conv_transpose2d_input(KernelCall& call) { transposed(call, 2); }
void aten_conv_transpose3d_input(KernelCall& call) { transposed(call, 3); }

void aten__convolution_mode(KernelCall& call) {
  const int64_t dim = call.tensor(1).dim();
  if (dim < 3 || dim > 5) {
    fail("convolution over " + number(dim - 2) + " dimensions is not supported: weight of size " +
         shape_text(call.tensor(1)));
  }
  named_padding(call, static_cast<size_t>(dim) - 2, names[dim - 3]);
}

void aten__convolution(KernelCall& call) { general(call); }
void aten__convolution_deprecated(KernelCall& call) { aten__convolution(call); }

}  // namespace minijit::kernels
