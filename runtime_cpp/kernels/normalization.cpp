// Softmax, normalisations, embedding, recurrent cells.
#include <algorithm>
#include <cmath>

#include "kernels/along.h"
#include "kernels/elementwise.h"
#include "kernels/gemm.h"
#include "kernels/kernel_list.h"

namespace minijit::kernels {

namespace {

template <bool Log>
void softmax(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const DType dtype = call.dtype_or(2, self.dtype());
  const int64_t dim = wrap_dim(call.integer(1), self.dim());
  if (!is_floating_point(dtype)) not_implemented(call.op, dtype);
  const Tensor x = self.to(dtype).to(compute_dtype(dtype)).contiguous();
  Tensor out = empty(x.sizes(), x.dtype());
  if (out.numel() == 0) {
    call.set(out.to(dtype));
    return;
  }
  const Along along(x, dim);
  const int64_t n = along.count, inner = along.inner;
  if (x.dtype() == kFloat32) {
    const float* from = x.unchecked<float>();
    float* to = out.unchecked<float>();
    const Vectors& v = vectors();
    if (inner == 1) {
      parallel_for(0, along.outer, 16384 / n + 1, [&](int64_t begin, int64_t end) {
        for (int64_t r = begin; r < end; ++r) v.softmax_row(from + r * n, to + r * n, n, Log);
      });
    } else {
      // Columns enough for whole cache lines, few enough for the cache.
      constexpr int64_t width = 64;
      const int64_t blocks = (inner + width - 1) / width;
      parallel_for(0, along.outer * blocks, 256 / n + 1, [&](int64_t begin, int64_t end) {
        for (int64_t b = begin; b < end; ++b) {
          const int64_t first = b % blocks * width, start = b / blocks * n * inner + first;
          v.softmax_columns(from + start, to + start, n, std::min(width, inner - first), inner,
                            Log);
        }
      });
    }
    call.set(out.to(dtype));
    return;
  }
  const double* from = x.unchecked<double>();
  double* to = out.unchecked<double>();
  parallel_for(0, along.outer * inner, 4096 / n + 1, [&](int64_t begin, int64_t end) {
    for (int64_t r = begin; r < end; ++r) {
      const int64_t start = r / inner * n * inner + r % inner;
      const double* row = from + start;
      double* result = to + start;
      double largest = row[0];
      for (int64_t k = 1; k < n; ++k) {
        const double v = row[k * inner];
        largest = largest < v || v != v ? v : largest;
      }
      double total = 0;
      for (int64_t k = 0; k < n; ++k) {
        const double e = std::exp(row[k * inner] - largest);
        total += e;
        if constexpr (!Log) result[k * inner] = e;
      }
      const double shift = std::log(total), scale = 1 / total;
      for (int64_t k = 0; k < n; ++k) {
        double& cell = result[k * inner];
        cell = Log ? row[k * inner] - largest - shift : cell * scale;
      }
    }
  });
  call.set(out);
}

/// The elements of an optional vector as C; `otherwise` where there is none.
template <class C>
std::vector<C> numbers(const Tensor& t, int64_t count, C otherwise) {
  std::vector<C> result(static_cast<size_t>(count), otherwise);
  if (!t.defined()) return result;
  const Tensor wide = t.to(dtype_of<C>).contiguous();
  std::copy(wide.unchecked<C>(), wide.unchecked<C>() + count, result.begin());
  return result;
}

std::string shape_text(const Tensor& t) { return text(t.sizes()); }

/// Mean and 1 / sqrt(variance + eps) of `count` numbers.
void moments(const float* x, int64_t count, double eps, double* mean, double* scale) {
  const Vectors& v = vectors();
  const double n = static_cast<double>(count);
  *mean = v.sum(x, count) / n;
  // The center is a float: what that leaves over is taken back.
  const float center = static_cast<float>(*mean);
  const double rest = *mean - static_cast<double>(center);
  *scale = 1 / std::sqrt(v.squares(x, count, center) / n - rest * rest + eps);
}

void moments(const double* x, int64_t count, double eps, double* mean, double* scale) {
  double total = 0, squares = 0;
  for (int64_t k = 0; k < count; ++k) total += x[k];
  *mean = total / static_cast<double>(count);
  for (int64_t k = 0; k < count; ++k) squares += (x[k] - *mean) * (x[k] - *mean);
  *scale = 1 / std::sqrt(squares / static_cast<double>(count) + eps);
}

[[noreturn]] void out_of_range() { fail_index("index out of range in self"); }

}  // namespace

void aten_softmax_int(KernelCall& call) { softmax<false>(call); }
void aten_log_softmax_int(KernelCall& call) { softmax<true>(call); }

void aten_batch_norm(KernelCall& call) {
  const Tensor& input = call.tensor(0);
  const Tensor weight = call.optional_tensor(1), bias = call.optional_tensor(2);
  const Tensor running_mean = call.optional_tensor(3), running_var = call.optional_tensor(4);
  const bool training = call.boolean(5);
  const double momentum = call.has(6) ? call.number(6) : 0.0, eps = call.number(7);
  if (!input.numel()) return call.set(like(input, input.dtype()));
  if (input.dim() < 2) {
    fail("batch_norm: expected an input with at least 2 dimensions, got " +
         std::to_string(input.dim()));
  }
  if (!is_floating_point(input.dtype())) not_implemented(call.op, input.dtype());
  const int64_t channels = input.sizes()[1];
  const std::pair<const Tensor*, const char*> vectors[] = {{&running_mean, "running_mean"},
                                                           {&running_var, "running_var"},
                                                           {&weight, "weight"},
                                                           {&bias, "bias"}};
  for (const auto& [vector, name] : vectors) {
    if (vector->defined() && vector->numel() != channels) {
      fail(std::string(name) + " should contain " + std::to_string(channels) + " elements not " +
           std::to_string(vector->numel()));
    }
  }
  if (!training && !(running_mean.defined() && running_var.defined())) {
    fail("running_mean must be defined in evaluation mode");
  }
  int64_t inner = 1;
  for (size_t d = 2; d < input.sizes().size(); ++d) inner *= input.sizes()[d];
  const int64_t batch = input.sizes()[0], count = batch * inner;
  if (training && count == 1) {
    throw Error(Diag::MJ3103,
                {{"detail",
                  "Expected more than 1 value per channel when training, got input size "
                  "torch.Size(" +
                      shape_text(input) + ")"}});
  }
  const DType wide = compute_dtype(input.dtype());
  std::vector<double> mean, var;
  if (training) {
    const Tensor x = input.to(wide).contiguous();
    mean.assign(static_cast<size_t>(channels), 0.0);
    var.assign(static_cast<size_t>(channels), 0.0);
    visit_floating(call.op, input.dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      using C = T;
      const T* from = x.template unchecked<T>();
      parallel_for(0, channels, 32768 / (count + 1) + 1, [&](int64_t begin, int64_t end) {
        for (int64_t c = begin; c < end; ++c) {
          double total = 0, squares = 0;
          const auto each = [&](auto f) {
            for (int64_t b = 0; b < batch; ++b) {
              const T* row = from + (b * channels + c) * inner;
              for (int64_t k = 0; k < inner; ++k) f(static_cast<double>(static_cast<C>(row[k])));
            }
          };
          each([&](double v) { total += v; });
          const double m = total / static_cast<double>(count);
          each([&](double v) { squares += (v - m) * (v - m); });
          mean[static_cast<size_t>(c)] = m;
          var[static_cast<size_t>(c)] = squares / static_cast<double>(count);
        }
      });
    });
    const auto update = [&](const Tensor& running, const std::vector<double>& found,
                            double factor) {
      if (!running.defined()) return;
      const std::vector<double> old = numbers<double>(running, channels, 0);
      Tensor next = empty(running.sizes(), kFloat64);
      for (size_t c = 0; c < found.size(); ++c) {
        next.unchecked<double>()[c] = momentum * found[c] * factor + (1 - momentum) * old[c];
      }
      running.copy_(next);
    };
    update(running_mean, mean, 1.0);
    update(running_var, var,
           static_cast<double>(count) / static_cast<double>(std::max<int64_t>(count - 1, 1)));
  } else {
    mean = numbers<double>(running_mean, channels, 0);
    var = numbers<double>(running_var, channels, 0);
  }
  const std::vector<double> w = numbers<double>(weight, channels, 1),
                            b = numbers<double>(bias, channels, 0);
  Tensor out = like(input, wide);
  // Channels last is a row-major matrix of pixels by channels.
  const bool last =
      !out.is_contiguous() && out.strides()[1] == 1 && out.strides() == input.strides();
  if (!last && !out.is_contiguous()) out = empty(input.sizes(), wide);
  const Tensor x = last ? convert(input, wide) : input.to(wide).contiguous();
  visit_floating(call.op, input.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    using C = T;
    std::vector<C> scale(static_cast<size_t>(channels)), shift(static_cast<size_t>(channels));
    for (size_t c = 0; c < scale.size(); ++c) {
      const double s = w[c] / std::sqrt(var[c] + eps);
      scale[c] = static_cast<C>(s);
      shift[c] = static_cast<C>(b[c] - mean[c] * s);
    }
    const T* from = x.template unchecked<T>();
    T* to = out.template unchecked<T>();
    if (last || inner == 1) {
      parallel_for(0, count, 32768 / (channels + 1) + 1, [&](int64_t begin, int64_t end) {
        for (int64_t r = begin; r < end; ++r) {
          for (int64_t c = 0; c < channels; ++c) {
            const size_t i = static_cast<size_t>(c);
            to[r * channels + c] =
                static_cast<T>(static_cast<C>(from[r * channels + c]) * scale[i] + shift[i]);
          }
        }
      });
      return;
    }
    parallel_for(0, batch * channels, 32768 / (inner + 1) + 1, [&](int64_t begin, int64_t end) {
      for (int64_t r = begin; r < end; ++r) {
        const size_t c = static_cast<size_t>(r % channels);
        const C s = scale[c], t = shift[c];
        const T* row = from + r * inner;
        T* result = to + r * inner;
        for (int64_t k = 0; k < inner; ++k) {
          result[k] = static_cast<T>(static_cast<C>(row[k]) * s + t);
        }
      }
    });
  });
  call.set(convert(out, input.dtype()));
}

void aten_layer_norm(KernelCall& call) {
  const Tensor& input = call.tensor(0);
  const Ints shape = call.ints(1);
  const Tensor weight = call.optional_tensor(2), bias = call.optional_tensor(3);
  const double eps = call.number(4);
  if (shape.empty()) {
    fail(
        "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one "
        "element, "
        "but got normalized_shape = []");
  }
  const std::pair<const Tensor*, const char*> vectors[] = {{&weight, "weight"}, {&bias, "bias"}};
  for (const auto& [vector, name] : vectors) {
    if (vector->defined() && !(vector->sizes() == IntSpan(shape))) {
      fail(std::string("Expected ") + name + " to be of same shape as normalized_shape, but got " +
           name + " of shape " + shape_text(*vector) + " and normalized_shape = " + text(shape));
    }
  }
  const size_t dims = input.sizes().size();
  if (dims < shape.size() || !(input.sizes().subspan(dims - shape.size()) == IntSpan(shape))) {
    std::string wanted = text(shape);
    fail("Given normalized_shape=" + wanted + ", expected input with shape [*, " +
         wanted.substr(1) + ", but got input of size" + shape_text(input));
  }
  if (!is_floating_point(input.dtype())) not_implemented(call.op, input.dtype());
  const Tensor x = input.to(compute_dtype(input.dtype())).contiguous();
  Tensor out = empty(input.sizes(), x.dtype());
  int64_t count = 1;
  for (const int64_t size : shape) count *= size;
  if (out.numel()) {
    visit_floating(call.op, input.dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      using C = T;
      const Tensor w = weight.defined() ? weight.to(dtype_of<C>).contiguous() : Tensor();
      const Tensor b = bias.defined() ? bias.to(dtype_of<C>).contiguous() : Tensor();
      const C* pw = w.defined() ? w.template unchecked<C>() : nullptr;
      const C* pb = b.defined() ? b.template unchecked<C>() : nullptr;
      const T* from = x.template unchecked<T>();
      T* to = out.template unchecked<T>();
      parallel_for(0, out.numel() / count, 16384 / count + 1, [&](int64_t begin, int64_t end) {
        for (int64_t r = begin; r < end; ++r) {
          const T* row = from + r * count;
          T* result = to + r * count;
          double mean, scale;
          moments(row, count, eps, &mean, &scale);
          if constexpr (std::is_same_v<T, float>) {
            kernels::vectors().normalize(row, result, count, static_cast<float>(mean),
                                         static_cast<float>(scale), pw, pb);
          } else {
            for (int64_t k = 0; k < count; ++k) {
              const T v = (row[k] - mean) * scale;
              result[k] = (pw ? v * pw[k] : v) + (pb ? pb[k] : 0);
            }
          }
        }
      });
    });
  }
  call.set(out.to(input.dtype()));
}

void aten_group_norm(KernelCall& call) {
  const Tensor& input = call.tensor(0);
  const int64_t groups = call.integer(1);
  const Tensor weight = call.optional_tensor(2), bias = call.optional_tensor(3);
  const double eps = call.number(4);
  wrap_dim(1, input.dim());
  if (input.dim() < 2) fail("Expected at least 2 dimensions for input tensor but received 1");
  const int64_t batch = input.sizes()[0], channels = input.sizes()[1];
  if (groups <= 0 || channels % groups) {
    fail(
        "Expected number of channels in input to be divisible by num_groups, but got input of "
        "shape " +
        shape_text(input) + " and num_groups=" + std::to_string(groups));
  }
  const std::pair<const Tensor*, const char*> vectors[] = {{&weight, "weight"}, {&bias, "bias"}};
  for (const auto& [vector, name] : vectors) {
    if (vector->defined() && (vector->dim() != 1 || vector->numel() != channels)) {
      fail(std::string("Expected ") + name +
           " to be a vector of size equal to the number of channels in input, but got " + name +
           " of shape " + shape_text(*vector) + " and input of shape " + shape_text(input));
    }
  }
  if (!is_floating_point(input.dtype())) not_implemented(call.op, input.dtype());
  const Tensor x = input.to(compute_dtype(input.dtype())).contiguous();
  Tensor out = empty(input.sizes(), x.dtype());
  if (out.numel()) {
    const int64_t inner = out.numel() / (batch * channels), per_group = channels / groups;
    const std::vector<double> w = numbers<double>(weight, channels, 1),
                              b = numbers<double>(bias, channels, 0);
    visit_floating(call.op, input.dtype(), [&](auto tag) {
      using T = typename decltype(tag)::type;
      using C = T;
      const T* from = x.template unchecked<T>();
      T* to = out.template unchecked<T>();
      const int64_t count = per_group * inner;
      parallel_for(0, batch * groups, 16384 / count + 1, [&](int64_t begin, int64_t end) {
        for (int64_t r = begin; r < end; ++r) {
          double mean, scale;
          moments(from + r * count, count, eps, &mean, &scale);
          for (int64_t p = 0; p < per_group; ++p) {
            const size_t c = static_cast<size_t>(r % groups * per_group + p);
            const C s = static_cast<C>(scale * w[c]),
                    t = static_cast<C>(b[c] - mean * scale * w[c]);
            const T* row = from + r * count + p * inner;
            T* result = to + r * count + p * inner;
            for (int64_t k = 0; k < inner; ++k) {
              result[k] = static_cast<T>(static_cast<C>(row[k]) * s + t);
            }
          }
        }
      });
    });
  }
  const Tensor result = out.to(input.dtype());
  call.set(is_channels_last(input) ? to_channels_last(result) : result);
}

void aten_embedding(KernelCall& call) {
  const Tensor &weight = call.tensor(0), &indices = call.tensor(1);
  if (weight.dim() != 2) fail("'weight' must be 2-D");
  if (indices.dtype() != kInt64 && indices.dtype() != kInt32) {
    const std::string name = scalar_type_name(indices.dtype());
    fail(
        "Expected tensor for argument #1 'indices' to have one of the following scalar types: "
        "Long, "
        "Int; but got " +
        (name == "BFloat16" ? "CPUBFloat16Type" : "torch." + name + "Tensor") +
        " instead (while checking arguments for embedding)");
  }
  const Tensor index = indices.to(kInt64).contiguous();
  const Tensor rows = weight.contiguous();
  Ints sizes(indices.sizes().begin(), indices.sizes().end());
  sizes.push_back(weight.sizes()[1]);
  Tensor out = empty(sizes, weight.dtype());
  const int64_t* at = index.unchecked<int64_t>();
  const int64_t count = weight.sizes()[0];
  const size_t bytes = static_cast<size_t>(weight.sizes()[1] * weight.element_size());
  if (!count && index.numel()) fail("index_select(): self indexing axis dim should be positive");
  for (int64_t i = 0; i < index.numel(); ++i) {
    if (at[i] < 0 || at[i] >= count) out_of_range();
    if (bytes) {
      std::memcpy(static_cast<char*>(out.data()) + static_cast<size_t>(i) * bytes,
                  static_cast<const char*>(rows.data()) + static_cast<size_t>(at[i]) * bytes,
                  bytes);
    }
  }
  call.set(std::move(out));
}

void aten_lstm_cell(KernelCall& call) {
  const Tensor& input = call.tensor(0);
  const std::vector<Tensor> hx = call.tensors(1);
  const Tensor &w_ih = call.tensor(2), &w_hh = call.tensor(3);
  const Tensor b_ih = call.optional_tensor(4), b_hh = call.optional_tensor(5);
  if (hx.size() != 2) fail("lstm_cell expects two hidden states");
  for (const Tensor* t : {&input, &hx[0], &hx[1]}) {
    if (!t->defined()) fail("lstm_cell expects two hidden states");
    wrap_dim(1, t->dim());
  }
  for (const Tensor* t : {&w_ih, &w_hh}) {
    if (t->dim() != 2) fail("lstm_cell: weights must be matrices, but got " + shape_text(*t));
  }
  const auto number = [](int64_t value) { return std::to_string(value); };
  if (input.dim() != 2 || input.sizes()[1] != w_ih.sizes()[1]) {
    fail("input has inconsistent input_size: got " + number(input.size(1)) + " expected " +
         number(w_ih.sizes()[1]));
  }
  const int64_t batch = input.sizes()[0], hidden = w_hh.sizes()[1];
  for (const Tensor& state : hx) {
    if (state.size(0) != batch) {
      fail("Input batch size " + number(batch) + " doesn't match hidden0 batch size " +
           number(state.size(0)));
    }
    if (state.dim() != 2 || state.sizes()[1] != hidden) {
      fail("hidden0 has inconsistent hidden_size: got " + number(state.size(1)) + ", expected " +
           number(hidden));
    }
  }
  const DType dtype = input.dtype();
  for (const Tensor* t : {&hx[0], &hx[1], &w_ih, &w_hh, &b_ih, &b_hh}) {
    if (t->defined() && t->dtype() != dtype) {
      fail(std::string("expected m1 and m2 to have the same dtype, but got: ") + dtype_name(dtype) +
           " != " + dtype_name(t->dtype()));
    }
  }
  if (w_ih.sizes()[0] != 4 * hidden || w_hh.sizes()[0] != 4 * hidden) {
    fail("lstm_cell: weights must have " + number(4 * hidden) + " rows, but got " +
         shape_text(w_ih) + " and " + shape_text(w_hh));
  }
  for (const Tensor* t : {&b_ih, &b_hh}) {
    if (t->defined() && (t->dim() != 1 || t->numel() != 4 * hidden)) {
      fail("lstm_cell: biases must have " + number(4 * hidden) + " elements, but got " +
           shape_text(*t));
    }
  }
  if (!is_floating_point(dtype)) not_implemented(call.op, dtype);
  const DType wide = compute_dtype(dtype);
  const Tensor from_input = matmul(call.op, input, w_ih.t()).to(wide);
  const Tensor from_hidden = matmul(call.op, hx[0], w_hh.t()).to(wide);
  const Tensor old = hx[1].to(wide).contiguous();
  Tensor h = empty({batch, hidden}, wide), c = empty({batch, hidden}, wide);
  visit_floating(call.op, dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    using C = T;
    const std::vector<C> bias_i = numbers<C>(b_ih, 4 * hidden, 0),
                         bias_h = numbers<C>(b_hh, 4 * hidden, 0);
    const T* x = from_input.template unchecked<T>();
    const T* y = from_hidden.template unchecked<T>();
    for (int64_t b = 0; b < batch; ++b) {
      for (int64_t k = 0; k < hidden; ++k) {
        C gate[4];
        for (int64_t g = 0; g < 4; ++g) {
          const int64_t j = g * hidden + k;
          const size_t s = static_cast<size_t>(j);
          gate[g] = x[b * 4 * hidden + j] + bias_i[s] +
                    (static_cast<C>(y[b * 4 * hidden + j]) + bias_h[s]);
        }
        const auto sigmoid = [](C v) { return C(1) / (C(1) + std::exp(-v)); };
        const C cell =
            sigmoid(gate[1]) * static_cast<C>(old.template unchecked<T>()[b * hidden + k]) +
            sigmoid(gate[0]) * std::tanh(gate[2]);
        c.template unchecked<T>()[b * hidden + k] = static_cast<T>(cell);
        h.template unchecked<T>()[b * hidden + k] =
            static_cast<T>(sigmoid(gate[3]) * std::tanh(cell));
      }
    }
  });
  call.set(0, h.to(dtype));
  call.set(1, c.to(dtype));
}

}  // namespace minijit::kernels
