// Maxima and means of windows over the last one or two dimensions.
#include <algorithm>
#include <limits>

#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"
#include "kernels/vectors.h"
#include "support/limits.h"

namespace minijit::kernels {

namespace {

/// One dimension that windows slide over.
struct Axis {
  int64_t size = 1, kernel = 1, stride = 1, pad = 0, dilation = 1, out = 1;

  /// Positions [low, high) whose element at offset `tap` of the window lies inside the input.
  int64_t low(int64_t tap) const {
    const int64_t shift = tap * dilation - pad;
    return std::min(out, shift < 0 ? (-shift + stride - 1) / stride : 0);
  }
  int64_t high(int64_t tap) const {
    const int64_t shift = tap * dilation - pad;
    return std::clamp(size > shift ? (size - shift + stride - 1) / stride : 0, low(tap), out);
  }
};

struct Windows {
  Axis h, w;
  int64_t planes = 1;
  Ints sizes;  // of the result
};

std::string shape_text(const Tensor& t) { return text(t.sizes()); }

Ints spread(Ints values, size_t dims, const char* name, const char* what) {
  if (values.size() == 1) values.assign(dims, values[0]);
  if (values.size() != dims) {
    fail(std::string(name) + ": " + what + " must either be a single int, or a tuple of " +
         std::to_string(dims) + " ints");
  }
  for (const int64_t v : values) {
    if (v > std::numeric_limits<int32_t>::max()) {
      fail(std::string(name) + ": integer out of range: " + std::to_string(v));
    }
  }
  return values;
}

void check_one_size(const KernelCall& call, const char* name, size_t dims) {
  const size_t given = call.ints(1).size();
  if (dims == 1 && given != 1) {
    fail(std::string(name) + "() argument 'output_size' should contain one int (got " +
         std::to_string(given) + ")");
  }
}

void check_one_dimensional(const Tensor& self, const char* name) {
  if (self.dim() != 2 && self.dim() != 3) {
    fail("Expected 2 to 3 dimensions, but got " + std::to_string(self.dim()) +
         "-dimensional tensor for argument #1 'self' (while checking arguments for " + name + ")");
  }
}

std::string joined(const Ints& sizes, size_t first, bool flat) {
  std::string result = std::to_string(sizes[first]) + (flat ? "x1" : "");
  for (size_t i = first + 1; i < sizes.size(); ++i) result += "x" + std::to_string(sizes[i]);
  return result;
}

struct Settings {
  Ints kernel, stride, pad, dilation;
};

Settings settings(size_t dims, const char* name, Ints kernel, Ints stride, Ints pad,
                  Ints dilation) {
  Settings s;
  s.kernel = spread(std::move(kernel), dims, name, "kernel_size");
  s.stride = stride.empty() ? s.kernel : spread(std::move(stride), dims, name, "stride");
  s.pad = spread(std::move(pad), dims, name, "padding");
  s.dilation = spread(std::move(dilation), dims, name, "dilation");
  for (const Ints* list : {&s.kernel, &s.stride, &s.pad, &s.dilation}) {
    for (const int64_t v : *list) {
      if (v != static_cast<int32_t>(v)) {
        fail("value cannot be converted to type int without overflow");
      }
    }
  }
  return s;
}

void check(const Settings& s) {
  bool wrong = false;
  for (const int64_t v : s.stride) {
    if (v == 0) fail("stride should not be zero");
    wrong = wrong || v < 0;
  }
  for (const int64_t v : s.kernel) wrong = wrong || v <= 0;
  if (wrong) {
    std::string shown = "kH: " + std::to_string(s.kernel[0]);
    if (s.kernel.size() > 1) shown += " kW: " + std::to_string(s.kernel[1]);
    fail("kernel size should be greater than zero, but got " + shown);
  }
  for (const int64_t v : s.dilation) {
    if (v <= 0) fail("dilation should be greater than zero, but got " + text(s.dilation));
  }
  for (size_t d = 0; d < s.pad.size(); ++d) {
    if (s.pad[d] < 0) fail("pad must be non-negative, but got pad: " + std::to_string(s.pad[d]));
    if (s.pad[d] > ((s.kernel[d] - 1) * s.dilation[d] + 1) / 2) {
      fail("pad should be at most half of effective kernel size, but got pad=" +
           std::to_string(s.pad[d]) + ", kernel_size=" + std::to_string(s.kernel[d]) +
           " and dilation=" + std::to_string(s.dilation[d]));
    }
  }
}

/// The settings were checked before.
Windows windows(const Tensor& self, size_t dims, const Settings& s, bool ceil_mode, bool max_pool) {
  Windows made;
  const size_t before = self.sizes().size() - dims;
  Ints out;
  bool too_small = false;
  for (size_t d = 0; d < dims; ++d) {
    Axis& axis = d + 1 == dims ? made.w : made.h;
    axis = {self.sizes()[before + d], s.kernel[d], s.stride[d], s.pad[d], s.dilation[d], 1};
    const int64_t span = axis.size + 2 * axis.pad - axis.dilation * (axis.kernel - 1) - 1;
    axis.out = floor_div(span + (ceil_mode ? axis.stride - 1 : 0), axis.stride) + 1;
    // The last window must start inside the input or its left padding.
    if (ceil_mode && (axis.out - 1) * axis.stride >= axis.size + axis.pad) --axis.out;
    out.push_back(axis.out);
    too_small = too_small || axis.out < 1;
  }
  if (too_small && dims == 1 && max_pool) {
    fail("max_pool1d() Invalid computed output size: " + std::to_string(out[0]));
  }
  if (too_small) {
    const Ints sizes(self.sizes().begin(), self.sizes().end());
    Ints after{sizes[before - 1]};
    after.insert(after.end(), out.begin(), out.end());
    fail("Given input size: (" + joined(sizes, before - 1, dims == 1) +
         "). Calculated output size: (" + joined(after, 0, dims == 1) +
         "). Output size is too small");
  }
  made.sizes.assign(self.sizes().begin(), self.sizes().end() - dims);
  for (const int64_t size : made.sizes) made.planes *= size;
  made.sizes.insert(made.sizes.end(), out.begin(), out.end());
  return made;
}

/// The result in the memory format of the input if it follows that; `finished`: in its dtype too.
Tensor formatted(const Tensor& self, const Tensor& result, bool follows) {
  if (!follows) return result;
  if (self.dim() == 3) {
    // Rows are images of one line.
    return formatted(self.unsqueeze(2), result.unsqueeze(2), follows).squeeze(2);
  }
  return is_channels_last(self) ? to_channels_last(result) : result;
}

Tensor finished(const Tensor& self, const Tensor& out, bool follows) {
  return formatted(self, out.to(self.dtype()), follows);
}

/// Runs `combine(accumulators, elements, first, last, step)` for every row of windows and every
/// line of their taps.
template <class T, class A, class Begin, class Combine, class End>
void slide(const Windows& v, const T* x, T* out, Begin begin_row, Combine combine, End end_row) {
  const Axis &h = v.h, &w = v.w;
  spend_product({v.planes, h.out, w.out, h.kernel, w.kernel});
  const int64_t work = w.out * h.kernel * w.kernel;
  parallel_for(0, v.planes * h.out, 16384 / (work + 1) + 1, [&](int64_t begin, int64_t end) {
    std::vector<A> row(static_cast<size_t>(w.out));
    for (int64_t r = begin; r < end; ++r) {
      const T* plane = x + r / h.out * h.size * w.size;
      const int64_t oh = r % h.out;
      begin_row(row.data());
      for (int64_t kh = 0; kh < h.kernel; ++kh) {
        const int64_t y = oh * h.stride - h.pad + kh * h.dilation;
        if (y < 0) continue;
        if (y >= h.size) break;
        for (int64_t kw = 0; kw < w.kernel; ++kw) {
          const int64_t shift = kw * w.dilation - w.pad;
          if (shift >= w.size) break;
          const int64_t low = w.low(kw), high = w.high(kw);
          if (low >= high) continue;
          combine(row.data(), plane + y * w.size + low * w.stride + shift, low, high);
        }
      }
      end_row(row.data(), out + r * w.out, oh);
    }
  });
}

void max_pool(KernelCall& call, size_t dims, const Settings& s) {
  const Tensor& self = call.tensor(0);
  const Windows v = windows(self, dims, s, call.boolean(5), true);
  if (dims == 1 && !is_floating_point(self.dtype())) not_implemented(call.op, self.dtype());
  const Tensor x = self.to(compute_dtype(self.dtype())).contiguous();
  Tensor out = empty(v.sizes, x.dtype());
  if (out.numel()) {
    visit_real(call.op, self.dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      using A = T;
      const T lowest = std::is_floating_point_v<T> ? -std::numeric_limits<T>::infinity()
                                                   : std::numeric_limits<T>::lowest();
      const int64_t width = v.w.out, stride = v.w.stride;
      slide<T, A>(
          v, x.template unchecked<T>(), out.template unchecked<T>(),
          [=](A* row) { std::fill(row, row + width, lowest); },
          [=](A* row, const T* from, int64_t low, int64_t high) {
            if (stride == 1) {
              for (int64_t i = low; i < high; ++i) {
                const A e = from[i - low];
                row[i] = row[i] < e || e != e ? e : row[i];
              }
            } else {
              for (int64_t i = low; i < high; ++i) {
                const A e = from[(i - low) * stride];
                row[i] = row[i] < e || e != e ? e : row[i];
              }
            }
          },
          [=](const A* row, T* to, int64_t) { std::copy(row, row + width, to); });
    });
  }
  call.set(finished(self, out, dims > 1 && self.dim() == static_cast<int64_t>(dims) + 2));
}

void avg_pool(KernelCall& call, size_t dims, const char* name) {
  const Tensor& self = call.tensor(0);
  const bool include_pad = call.boolean(5);
  const bool has_divisor = call.op.n_args > 6 && call.has(6);
  const int64_t divisor = has_divisor ? call.integer(6) : 0;
  if (has_divisor && divisor == 0) fail("divisor must be not zero");
  const Settings s = settings(dims, name, call.ints(1), call.ints(2), call.ints(3), {1});
  check(s);
  const Windows v = windows(self, dims, s, call.boolean(4), false);
  if (self.dtype() == kBool || is_complex(self.dtype())) not_implemented(call.op, self.dtype());
  const Tensor x = self.to(compute_dtype(self.dtype())).contiguous();
  Tensor out = empty(v.sizes, x.dtype());
  // Elements of the window at position i: those of the padding count only where asked.
  const auto extent = [include_pad](const Axis& axis, int64_t i) {
    const int64_t start = i * axis.stride - axis.pad;
    if (include_pad) return std::min(start + axis.kernel, axis.size + axis.pad) - start;
    return std::min(start + axis.kernel, axis.size) - std::max<int64_t>(start, 0);
  };
  if (out.numel()) {
    visit_real(call.op, self.dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      using A = T;
      const int64_t width = v.w.out, stride = v.w.stride;
      slide<T, A>(
          v, x.template unchecked<T>(), out.template unchecked<T>(),
          [=](A* row) { std::fill(row, row + width, A(0)); },
          [=](A* row, const T* from, int64_t low, int64_t high) {
            if (stride == 1) {
              for (int64_t i = low; i < high; ++i) {
                row[i] = wrap_add(row[i], from[i - low]);
              }
            } else {
              for (int64_t i = low; i < high; ++i) {
                row[i] = wrap_add(row[i], from[(i - low) * stride]);
              }
            }
          },
          [&](const A* row, T* to, int64_t oh) {
            for (int64_t i = 0; i < width; ++i) {
              const int64_t count = has_divisor ? divisor : extent(v.h, oh) * extent(v.w, i);
              if constexpr (std::is_integral_v<A>) {
                to[i] = static_cast<T>(count == -1  ? wrap_sub(A(0), row[i])
                                       : count == 0 ? 0
                                                    : row[i] / count);
              } else {
                to[i] = static_cast<T>(row[i] / static_cast<A>(count));
              }
            }
          });
    });
  }
  // PyTorch lays means of volumes out row-major.
  call.set(finished(self, out, dims < 3));
}

void adaptive(KernelCall& call, size_t dims) {
  const std::string name = "adaptive_avg_pool2d";
  const Tensor& self = call.tensor(0);
  Ints wanted = call.ints(1);
  if (wanted.size() == 1) wanted.assign(dims, wanted[0]);
  if (wanted.size() != dims) {
    fail("adaptive_avg_pool" + std::to_string(dims) + "d: output_size must be " +
         std::to_string(dims));
  }
  bool all_one = true, nothing = false;
  for (const int64_t v : wanted) {
    all_one = all_one && v == 1;
    nothing = nothing || v == 0;
    if (v < 0) {
      std::string shown = text(dims == 1 ? Ints{1, wanted[0]} : wanted);
      shown.front() = '{';
      shown.back() = '}';
      fail(name + ": elements of output_size must be greater than or equal to 0 but received " +
           shown);
    }
  }
  if (!is_floating_point(self.dtype())) {
    if (all_one) {
      // One cell is a mean, with the mean's own complaints.
      fail(
          "mean(): could not infer output dtype. Input dtype must be either a floating point or "
          "complex "
          "dtype. Got: " +
          std::string(scalar_type_name(self.dtype())));
    }
    if (!nothing) not_implemented(name.c_str(), self.dtype());
  }
  const size_t before = self.sizes().size() - dims;
  Ints sizes(self.sizes().begin(), self.sizes().begin() + before);
  int64_t planes = 1;
  for (const int64_t size : sizes) planes *= size;
  for (size_t d = 0; d < dims; ++d) {
    if (self.sizes()[before + d] == 0 && !all_one) {
      fail(name +
           "(): Expected input to have non-zero size for non-batch dimensions, but input has "
           "sizes " +
           shape_text(self) + " with dimension " + std::to_string(before + d) + " being empty");
    }
    sizes.push_back(wanted[d]);
  }
  Tensor out = empty(sizes, compute_dtype(self.dtype()));
  if (out.numel()) {
    const int64_t height = dims == 2 ? self.sizes()[before] : 1,
                  width = self.sizes()[before + dims - 1];
    const int64_t out_h = dims == 2 ? wanted[0] : 1, out_w = wanted[dims - 1];
    const Tensor x = self.to(out.dtype()).contiguous();
    visit_floating(call.op, self.dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      const T* from = x.template unchecked<T>();
      T* to = out.template unchecked<T>();
      const int64_t cell = height * width;
      if constexpr (std::is_same_v<T, float>) {
        if (out_h * out_w == 1) {
          parallel_for(0, planes, 16384 / (cell + 1) + 1, [&](int64_t begin, int64_t end) {
            const double count = static_cast<double>(cell);
            for (int64_t p = begin; p < end; ++p) {
              to[p] = static_cast<float>(vectors().sum(from + p * cell, cell) / count);
            }
          });
          return;
        }
      }
      const auto first = [](int64_t i, int64_t n, int64_t o) { return i * n / o; };
      const auto last = [](int64_t i, int64_t n, int64_t o) { return ((i + 1) * n + o - 1) / o; };
      parallel_for(0, planes, 16384 / (cell + out_h * out_w + 1) + 1,
                   [&](int64_t begin, int64_t end) {
                     for (int64_t p = begin; p < end; ++p) {
                       for (int64_t i = 0; i < out_h; ++i) {
                         const int64_t y0 = first(i, height, out_h), y1 = last(i, height, out_h);
                         for (int64_t j = 0; j < out_w; ++j) {
                           const int64_t x0 = first(j, width, out_w), x1 = last(j, width, out_w);
                           double total = 0;
                           const bool whole = std::is_same_v<T, float> && x1 - x0 == width;
                           if constexpr (std::is_same_v<T, float>) {
                             if (whole) {
                               const float* start = from + (p * height + y0) * width;
                               total = vectors().sum(start, (y1 - y0) * width);
                             }
                           }
                           for (int64_t y = whole ? y1 : y0; y < y1; ++y) {
                             const T* line = from + (p * height + y) * width;
                             for (int64_t c = x0; c < x1; ++c) total += line[c];
                           }
                           to[(p * out_h + i) * out_w + j] =
                               static_cast<T>(total / static_cast<double>((y1 - y0) * (x1 - x0)));
                         }
                       }
                     }
                   });
    });
  }
  call.set(finished(self, out, dims < 3));
}

/// The elements of one dimension that each window sees: [first, last) in steps.
struct Cells {
  int64_t size = 0, step = 1;
  Ints first, last;
  int64_t count() const { return static_cast<int64_t>(first.size()); }
  /// Elements that all windows see together.
  int64_t seen() const {
    int64_t elements = 0;
    for (size_t i = 0; i < first.size(); ++i) {
      elements += std::max<int64_t>(0, last[i] - first[i] + step - 1) / step;
    }
    return elements;
  }
};

/// The largest element of each cell over the last dimensions, and its place in the plane.
void largest(KernelCall& call, const std::vector<Cells>& cells, bool follows) {
  const Tensor& self = call.tensor(0);
  const size_t dims = cells.size(), before = self.sizes().size() - dims;
  Ints sizes(self.sizes().begin(), self.sizes().begin() + before);
  int64_t planes = 1, plane = 1, outs = 1;
  for (const int64_t size : sizes) planes *= size;
  spend_product(
      {planes, cells[0].seen(), dims > 1 ? cells[1].seen() : 1, dims > 2 ? cells[2].seen() : 1});
  for (const Cells& c : cells) {
    plane *= c.size;
    outs *= c.count();
    sizes.push_back(c.count());
  }
  const Tensor x = self.to(compute_dtype(self.dtype())).contiguous();
  Tensor out = empty(sizes, x.dtype()), places = empty(sizes, kInt64);
  visit_real(call.op, self.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    T* to = out.template unchecked<T>();
    int64_t* where = places.unchecked<int64_t>();
    parallel_for(0, planes * outs, 1024, [&](int64_t begin, int64_t end) {
      int64_t low[3] = {0, 0, 0}, high[3] = {1, 1, 1}, step[3] = {1, 1, 1}, size[3] = {1, 1, 1};
      for (int64_t i = begin; i < end; ++i) {
        int64_t rest = i % outs;
        for (size_t d = dims; d-- > 0;) {
          const Cells& c = cells[d];
          const size_t at = static_cast<size_t>(rest % c.count()), k = d + 3 - dims;
          rest /= c.count();
          low[k] = c.first[at];
          high[k] = c.last[at];
          step[k] = c.step;
          size[k] = c.size;
        }
        const T* from = x.template unchecked<T>() + i / outs * plane;
        int64_t best = (low[0] * size[1] + low[1]) * size[2] + low[2];
        for (int64_t a = low[0]; a < high[0]; a += step[0]) {
          for (int64_t b = low[1]; b < high[1]; b += step[1]) {
            for (int64_t c = low[2]; c < high[2]; c += step[2]) {
              const int64_t at = (a * size[1] + b) * size[2] + c;
              if (from[at] > from[best] || from[at] != from[at]) best = at;
            }
          }
        }
        to[i] = from[best];
        where[i] = best;
      }
    });
  });
  call.set(0, finished(self, out, follows));
  call.set(1, formatted(self, places, follows));
}

void max_pool_with_indices(KernelCall& call, size_t dims) {
  const Tensor& self = call.tensor(0);
  const std::string name = "max_pool" + std::to_string(dims) + "d";
  const int64_t spatial = static_cast<int64_t>(dims);
  bool nothing = self.dim() != spatial + 1 && self.dim() != spatial + 2;
  for (size_t d = self.sizes().size() - std::min(self.sizes().size(), dims + 1);
       d < self.sizes().size(); ++d) {
    nothing = nothing || self.sizes()[d] == 0;
  }
  if (nothing) {
    fail(name + ": Expected " + std::to_string(dims + 1) + "D or " + std::to_string(dims + 2) +
         "D (batch mode) tensor with optional 0 dim batch size for input, but got: " +
         shape_text(self));
  }
  const Settings s =
      settings(dims, name.c_str(), call.ints(1), call.ints(2), call.ints(3), call.ints(4));
  check(s);
  std::vector<Cells> cells(dims);
  for (size_t d = 0; d < dims; ++d) {
    Cells& c = cells[d];
    c.size = self.sizes()[self.sizes().size() - dims + d];
    c.step = s.dilation[d];
    const int64_t span = c.size + 2 * s.pad[d] - c.step * (s.kernel[d] - 1) - 1;
    int64_t out = floor_div(span + (call.boolean(5) ? s.stride[d] - 1 : 0), s.stride[d]) + 1;
    if (call.boolean(5) && (out - 1) * s.stride[d] >= c.size + s.pad[d]) --out;
    if (out < 1) {
      fail(name + ": Given input size " + shape_text(self) + ". Output size is too small");
    }
    check_alloc(static_cast<uint64_t>(out), itemsize(self.dtype()));
    for (int64_t i = 0; i < out; ++i) {
      const int64_t start = i * s.stride[d] - s.pad[d];
      c.last.push_back(std::min(start + (s.kernel[d] - 1) * c.step + 1, c.size));
      c.first.push_back(start < 0 ? start + (-start + c.step - 1) / c.step * c.step : start);
    }
  }
  largest(call, cells, self.dim() == spatial + 2);
}

void adaptive_max(KernelCall& call, size_t dims) {
  const Tensor& self = call.tensor(0);
  const std::string name = "adaptive_max_pool" + std::to_string(dims) + "d()";
  const int64_t spatial = static_cast<int64_t>(dims);
  if (self.dim() != spatial + 1 && self.dim() != spatial + 2) {
    fail(name + ": Expected " + std::to_string(dims + 1) + "D or " + std::to_string(dims + 2) +
         "D tensor, but got: " + shape_text(self));
  }
  const Ints wanted = call.ints(1, dims);
  if (wanted.size() != dims) {
    check_one_size(call, "adaptive_max_pool1d", dims);
    fail(name + ": internal error: output_size.size() must be " + std::to_string(dims));
  }
  std::vector<Cells> cells(dims);
  for (size_t d = 0; d < dims; ++d) {
    Cells& c = cells[d];
    c.size = self.sizes()[self.sizes().size() - dims + d];
    if (c.size == 0) {
      fail(name +
           ": Expected input to have non-zero size for non-batch dimensions, but input has sizes " +
           shape_text(self));
    }
    if (wanted[d] < 0) {
      fail(name + ": elements of output_size must be greater than or equal to 0 but received " +
           text(wanted));
    }
    check_alloc(static_cast<uint64_t>(wanted[d]), itemsize(self.dtype()));
    for (int64_t i = 0; i < wanted[d]; ++i) {
      c.first.push_back(i * c.size / wanted[d]);
      c.last.push_back(((i + 1) * c.size + wanted[d] - 1) / wanted[d]);
    }
  }
  largest(call, cells, dims < 3);
}

}  // namespace

void aten_max_pool1d_with_indices(KernelCall& call) { max_pool_with_indices(call, 1); }
void aten_max_pool2d_with_indices(KernelCall& call) { max_pool_with_indices(call, 2); }
void aten_max_pool3d_with_indices(KernelCall& call) { max_pool_with_indices(call, 3); }
void aten_adaptive_max_pool1d(KernelCall& call) { adaptive_max(call, 1); }
void aten_adaptive_max_pool2d(KernelCall& call) { adaptive_max(call, 2); }
void aten_adaptive_max_pool3d(KernelCall& call) { adaptive_max(call, 3); }

void aten_max_pool1d(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const bool ranked = self.dim() == 2 || self.dim() == 3;
  if (!ranked || self.size(-1) == 0 || self.size(-2) == 0) {
    fail(
        "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for "
        "input, but "
        "got:" +
        shape_text(self));
  }
  const Settings s =
      settings(1, "max_pool1d()", call.ints(1), call.ints(2), call.ints(3), call.ints(4));
  const std::string name = "max_pool1d() ";
  const auto number = [](int64_t value) { return std::to_string(value); };
  if (s.kernel[0] <= 0)
    fail(name + "kernel_size must be greater than zero, but got " + number(s.kernel[0]));
  if (s.stride[0] <= 0)
    fail(name + "stride must be greater than zero, but got " + number(s.stride[0]));
  if (s.pad[0] < 0) fail(name + "padding must be non-negative, but got " + number(s.pad[0]));
  if (s.pad[0] > s.kernel[0] / 2) {
    fail(name + "padding should be at most half of kernel size, but got padding=" +
         number(s.pad[0]) + " and kernel_size=" + number(s.kernel[0]));
  }
  if (s.dilation[0] <= 0) {
    fail(name + "dilation must be greater than zero, but got " + number(s.dilation[0]));
  }
  max_pool(call, 1, s);
}

void aten_max_pool2d(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  bool filled = self.dim() == 3 || self.dim() == 4;
  for (int64_t d = 1; filled && d <= 3; ++d) filled = self.size(-d) != 0;
  if (!filled) fail("non-empty 3D or 4D (batch mode) tensor expected for input");
  if (self.dtype() == kBool || is_complex(self.dtype())) not_implemented(call.op, self.dtype());
  const Settings s =
      settings(2, "max_pool2d", call.ints(1), call.ints(2), call.ints(3), call.ints(4));
  check(s);
  max_pool(call, 2, s);
}

void aten_avg_pool1d(KernelCall& call) {
  check_one_dimensional(call.tensor(0), "avg_pool1d");
  avg_pool(call, 1, "avg_pool1d");
}
void aten_avg_pool2d(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  wrap_dim(-3, self.dim());
  if (self.dim() != 3 && self.dim() != 4) {
    fail("avg_pool2d: Expected 3D or 4D (batch mode) tensor, but got input of size: " +
         shape_text(self));
  }
  avg_pool(call, 2, "avg_pool2d");
}
void aten_adaptive_avg_pool1d(KernelCall& call) {
  check_one_dimensional(call.tensor(0), "adaptive_avg_pool1d");
  check_one_size(call, "adaptive_avg_pool1d", 1);
  adaptive(call, 1);
}
void aten_adaptive_avg_pool2d(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (self.dim() != 3 && self.dim() != 4) {
    fail("adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got " + shape_text(self));
  }
  adaptive(call, 2);
}

}  // namespace minijit::kernels
