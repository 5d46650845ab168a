// Activations. Formulas are those of the functions' papers; constants as PyTorch spells them.
#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"
#include "tensor/copy.h"

namespace minijit::kernels {

namespace {

void hardtanh(KernelCall& call, double low, double high) {
  const DType dtype = call.tensor(0).dtype();
  if (dtype == kBool) fail("Bool inputs not supported for hardtanh");
  if (dtype == kUInt8 && (low < 0 || high < 0)) {
    fail("cannot do hardtanh on an unsigned type with negative limits");
  }
  call.set(clamped(call, low, high));
}

}  // namespace

void aten_relu(KernelCall& call) {
  if (call.tensor(0).dtype() == kBool) fail("Boolean inputs not supported for relu");
  call.set(unary_same(call, [](auto x) {
    using T = decltype(x);
    return x < T(0) ? T(0) : x;
  }));
}

void aten_relu6(KernelCall& call) { hardtanh(call, 0, 6); }

void aten_elu(KernelCall& call) {
  const double alpha = call.number(1), scale = call.number(2), input_scale = call.number(3);
  const double negative = alpha * scale;
  const FunctionSettings settings{static_cast<float>(negative), static_cast<float>(input_scale),
                                  static_cast<float>(scale)};
  const auto exact = [=](double x) {
    return x <= 0 ? std::expm1(x * input_scale) * negative : x * scale;
  };
  call.set(unary_only_floating(call, Function::Elu, exact, settings));
}

void aten_leaky_relu(KernelCall& call) {
  const double slope = call.number(1);
  call.set(unary_only_floating(
      call, Function::LeakyRelu, [=](double x) { return x > 0 ? x : x * slope; },
      FunctionSettings{static_cast<float>(slope)}));
}

void aten_hardtanh(KernelCall& call) { hardtanh(call, call.number(1), call.number(2)); }

void aten_hardswish(KernelCall& call) {
  call.set(unary_only_floating(call, [](auto x) {
    using T = decltype(x);
    const T y = x + T(3);
    return x * (y < T(0) ? T(0) : (y > T(6) ? T(6) : y)) / T(6);
  }));
}

void aten_hardsigmoid(KernelCall& call) {
  call.set(unary_only_floating(call, [](auto x) {
    using T = decltype(x);
    const T y = x + T(3);
    return (y < T(0) ? T(0) : (y > T(6) ? T(6) : y)) / T(6);
  }));
}

void aten_silu(KernelCall& call) {
  if (is_complex(call.tensor(0).dtype())) {
    const auto plain = [](const Complex& x) { return x / (Complex(1) + std::exp(-x)); };
    call.set(unary_complex(call.tensor(0), plain));
    return;
  }
  call.set(
      unary_only_floating(call, Function::Silu, [](double x) { return x / (1 + std::exp(-x)); }));
}

void aten_gelu(KernelCall& call) {
  const std::string& mode = call.string(1);
  if (mode == "tanh") {
    call.set(unary_only_floating(call, Function::GeluTanh, [](double x) {
      constexpr double beta = 0.7978845608028654;  // sqrt(2 / pi)
      return 0.5 * x * (1 + std::tanh(beta * (x + 0.044715 * x * x * x)));
    }));
    return;
  }
  if (mode != "none") fail("approximate argument must be either none or tanh.");
  call.set(unary_only_floating(call, Function::Gelu, [](double x) {
    return x * 0.5 * (1 + std::erf(x * 0.7071067811865476));
  }));
}

void aten_softplus(KernelCall& call) {
  const double beta = call.number(1), threshold = call.number(2);
  const FunctionSettings settings{static_cast<float>(beta), static_cast<float>(threshold)};
  const auto exact = [=](double x) {
    const double scaled = x * beta;
    return scaled > threshold ? x : std::log1p(std::exp(scaled)) / beta;
  };
  call.set(unary_only_floating(call, Function::Softplus, exact, settings));
}

void aten_prelu(KernelCall& call) {
  const Tensor &self = call.tensor(0), &weight = call.tensor(1);
  if (weight.dtype() != self.dtype()) {
    fail("prelu: Type promoting not supported. Got " + std::string(scalar_type_name(self.dtype())) +
         " and " + scalar_type_name(weight.dtype()));
  }
  if (weight.dim() > 1) {
    fail("prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = " +
         std::to_string(weight.dim()));
  }
  Tensor slope = weight;
  if (weight.numel() != 1) {
    if (self.dim() == 0) fail("Not allow zero-dim input tensor.");
    const int64_t channels = self.dim() >= 2 ? self.size(1) : 1;
    if (channels != weight.numel()) {
      fail("Mismatch of parameter numbers and input channel size. Found parameter numbers = " +
           std::to_string(weight.numel()) + " and channel size = " + std::to_string(channels) +
           ".");
    }
    Ints shape(static_cast<size_t>(self.dim()), 1);
    shape[self.dim() >= 2 ? 1 : 0] = channels;
    slope = weight.reshape(shape);
  } else {
    slope = weight.reshape({});
  }
  Tensor out = like(self, self.dtype());
  visit_floating(call.op, self.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    binary_loop<T, T>(out, self, slope,
                      [](auto x, auto w) { return x > decltype(x)(0) ? x : x * w; });
  });
  call.set(out);
}

}  // namespace minijit::kernels
