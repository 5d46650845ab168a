#include "kernels/quantization.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/run.h"

namespace minijit {

int64_t dtype_number(const Tensor& tensor) {
  if (is_quantized(tensor)) {
    switch (tensor.dtype()) {
#define MJ_QUANTIZED(name, number, stored) \
  case DType::k##stored:                   \
    return number;
#include "generated/quantized.inc"
#undef MJ_QUANTIZED
      default:
        break;
    }
  }
  return static_cast<int64_t>(tensor.dtype());
}

namespace kernels {

namespace {

DType stored_dtype(int64_t number) {
  switch (number) {
#define MJ_QUANTIZED(name, number, stored) \
  case number:                             \
    return DType::k##stored;
#include "generated/quantized.inc"
#undef MJ_QUANTIZED
    default:
      fail("quantized tensors have the dtypes qint8, quint8 and qint32");
  }
}

const Quantizer& quantizer(const Tensor& tensor) {
  const Quantizer* found = quantizer_of(tensor);
  if (!found) fail("the tensor is not quantized");
  return *found;
}

const Quantizer& per_tensor(const KernelCall& call) {
  const Quantizer& found = quantizer(call.tensor(0));
  if (found.scheme != QScheme::PerTensorAffine) {
    fail("Expected quantizer->qscheme() == kPerTensorAffine to be true, but got false.");
  }
  return found;
}

const Quantizer& per_channel(const KernelCall& call) {
  const Quantizer& found = quantizer(call.tensor(0));
  if (found.scheme == QScheme::PerTensorAffine) fail("the tensor is not quantized per channel");
  return found;
}

/// Calls `f(position, scale, zero_point)` for the elements in row-major order.
template <class F>
void each_element(const Tensor& tensor, const Quantizer& by, const F& f) {
  if (by.scheme == QScheme::PerTensorAffine) {
    const float scale = static_cast<float>(by.scale);
    for (int64_t i = 0; i < tensor.numel(); ++i) f(i, scale, static_cast<float>(by.zero_point));
    return;
  }
  const Tensor scales = by.scales.to(kFloat32).contiguous();
  const Tensor zeros = by.zero_points.to(kFloat32).contiguous();
  const int64_t channels = tensor.size(by.axis);
  if (scales.numel() != channels || zeros.numel() != channels) {
    fail("a scale and a zero point are needed for every channel");
  }
  int64_t inner = 1;
  for (int64_t d = by.axis + 1; d < tensor.dim(); ++d) inner *= tensor.size(d);
  for (int64_t i = 0; i < tensor.numel(); ++i) {
    const int64_t channel = i / inner % channels;
    f(i, scales.unchecked<float>()[channel], zeros.unchecked<float>()[channel]);
  }
}

template <class F>
void visit_stored(DType dtype, const F& f) {
  if (dtype == kInt8) {
    f(int8_t());
  } else if (dtype == kUInt8) {
    f(uint8_t());
  } else if (dtype == kInt32) {
    f(int32_t());
  } else {
    fail("quantized tensors are stored as int8, uint8 or int32");
  }
}

void attach(const Tensor& tensor, intrusive_ptr<RefCounted> quantizer) {
  tensor.impl()->quantizer = std::move(quantizer);
}

intrusive_ptr<Quantizer> affine(double scale, int64_t zero_point) {
  auto made = make_intrusive<Quantizer>();
  made->scale = scale;
  made->zero_point = zero_point;
  return made;
}

intrusive_ptr<Quantizer> affine_by_channel(const Tensor& scales, const Tensor& zero_points,
                                           int64_t axis) {
  auto made = make_intrusive<Quantizer>();
  // PyTorch keeps real zero points as they are, and all others as int64.
  const bool real = zero_points.is_floating_point();
  made->scheme = real ? QScheme::PerChannelAffineFloatQParams : QScheme::PerChannelAffine;
  made->scales = real ? scales.to(kFloat32) : scales.to(kFloat64);
  made->zero_points = real ? zero_points.to(kFloat32) : zero_points.to(kInt64);
  made->axis = axis;
  return made;
}

Tensor integers_of(const Tensor& tensor) {
  const Tensor result = tensor.contiguous();
  const Tensor copy = result.is_same(tensor) ? result.clone() : result;
  attach(copy, nullptr);
  return copy;
}

Tensor plain_view(const Tensor& tensor) {
  Tensor view = tensor.detach();
  attach(view, nullptr);
  return view;
}

/// The tensors among values, one after another.
template <class F>
void each_tensor(const IValue& value, const F& f) {
  if (value.isTensor()) {
    f(value.toTensor());
  } else if (value.isList()) {
    for (const IValue& item : value.toListRef()) each_tensor(item, f);
  }
}

Tensor numbers_of(const Tensor& tensor, const Quantizer& by) {
  const Tensor stored = integers_of(tensor);
  Tensor result = empty(tensor.sizes(), kFloat32);
  float* to = result.unchecked<float>();
  visit_stored(tensor.dtype(), [&](auto sample) {
    const auto* from = stored.unchecked<decltype(sample)>();
    each_element(tensor, by, [&](int64_t i, float scale, float zero) {
      to[i] = (static_cast<float>(from[i]) - zero) * scale;
    });
  });
  return result;
}

/// The quantizer by which an operator of this rule counts.
intrusive_ptr<Quantizer> counted(QuantizedRule rule, const Quantizer& own) {
  if (rule == QuantizedRule::Averages && own.scheme == QScheme::PerTensorAffine) {
    return affine(1, own.zero_point);
  }
  return nullptr;
}

IValue dequantized(const IValue& value, QuantizedRule rule) {
  if (value.isTensor() && is_quantized(value.toTensor())) {
    const Quantizer& own = quantizer(value.toTensor());
    const intrusive_ptr<Quantizer> by = counted(rule, own);
    return numbers_of(value.toTensor(), by ? *by : own);
  }
  if (!value.isList()) return value;
  std::vector<IValue> items;
  for (const IValue& item : value.toListRef()) items.push_back(dequantized(item, rule));
  return make_intrusive<ListImpl>(value.toListImpl().element_type, std::move(items));
}

intrusive_ptr<Quantizer> result_quantizer(QuantizedRule rule, const Tensor& first) {
  const bool is_signed = first.dtype() == kInt8;
  if (rule == QuantizedRule::Unit) return affine(1.0 / 256, is_signed ? -128 : 0);
  if (rule == QuantizedRule::Symmetric) return affine(2.0 / 256, is_signed ? 0 : 128);
  return intrusive_ptr<Quantizer>::share(quantizer_of(first));
}

/// Whether the channels of a quantized tensor are still those of `result`, which is made of it.
bool keeps_channels(const Tensor& result, const Tensor& first) {
  const Quantizer& by = *quantizer_of(first);
  if (by.scheme == QScheme::PerTensorAffine) return true;
  if (result.storage() != first.storage()) return result.sizes() == first.sizes();
  return result.dim() > by.axis && result.size(by.axis) == first.size(by.axis) &&
         result.stride(by.axis) == first.stride(by.axis);
}

void run_plainly(const OpInfo& op, const IValue* const* in, IValue* out) {
  if (!op.kernel) not_implemented(op, kByte);
  KernelCall call{op, in, out, op.n_args};
  op.kernel(call);
}

}  // namespace

Tensor dequantize(const Tensor& tensor) { return numbers_of(tensor, quantizer(tensor)); }

Tensor quantize(const Tensor& numbers, DType dtype, intrusive_ptr<Quantizer> by) {
  const Tensor given = numbers.to(kFloat32).contiguous();
  Tensor result = empty(numbers.sizes(), dtype);
  const float* from = given.unchecked<float>();
  visit_stored(dtype, [&](auto sample) {
    using T = decltype(sample);
    T* to = result.unchecked<T>();
    each_element(given, *by, [&](int64_t i, float scale, float zero) {
      const double low = std::numeric_limits<T>::min(), high = std::numeric_limits<T>::max();
      const float value = std::nearbyint(from[i] * (1.0f / scale) + zero);
      to[i] = static_cast<T>(std::isnan(value) ? low : std::clamp<double>(value, low, high));
    });
  });
  attach(result, std::move(by));
  return result;
}

void aten_int_repr(KernelCall& call) {
  quantizer(call.tensor(0));
  call.set(integers_of(call.tensor(0)));
}

void aten_dequantize_self(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  call.set(is_quantized(self) ? dequantize(self) : self.to(kFloat32));
}

void aten_dequantize_tensor(KernelCall& call) { aten_dequantize_self(call); }

void aten_q_scale(KernelCall& call) { call.set(per_tensor(call).scale); }
void aten_q_zero_point(KernelCall& call) { call.set(per_tensor(call).zero_point); }
void aten_q_per_channel_scales(KernelCall& call) { call.set(per_channel(call).scales); }
void aten_q_per_channel_zero_points(KernelCall& call) { call.set(per_channel(call).zero_points); }
void aten_q_per_channel_axis(KernelCall& call) { call.set(per_channel(call).axis); }
void aten_qscheme(KernelCall& call) {
  call.set(static_cast<int64_t>(quantizer(call.tensor(0)).scheme));
}
void prim_is_quantized(KernelCall& call) { call.set(is_quantized(call.tensor(0))); }

void aten__make_per_tensor_quantized_tensor(KernelCall& call) {
  const Tensor result = integers_of(call.tensor(0));
  visit_stored(result.dtype(), [](auto) {});
  attach(result, affine(call.number(1), call.integer(2)));
  call.set(result);
}

void aten__make_per_channel_quantized_tensor(KernelCall& call) {
  const Tensor result = integers_of(call.tensor(0));
  visit_stored(result.dtype(), [](auto) {});
  const int64_t axis = wrap_dim(call.integer(3), result.dim());
  attach(result, affine_by_channel(call.tensor(1), call.tensor(2), axis));
  call.set(result);
}

void aten_quantize_per_tensor(KernelCall& call) {
  const DType dtype = stored_dtype(call.integer(3));
  call.set(quantize(call.tensor(0), dtype, affine(call.number(1), call.integer(2))));
}

void aten_quantize_per_channel(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const int64_t axis = wrap_dim(call.integer(3), self.dim());
  const DType dtype = stored_dtype(call.integer(4));
  call.set(quantize(self, dtype, affine_by_channel(call.tensor(1), call.tensor(2), axis)));
}

}  // namespace kernels

void run_quantized(const OpInfo& op, const IValue* const* in, IValue* out) {
  using namespace kernels;
  Tensor first;
  for (int i = 0; i < op.n_args && !first; ++i) {
    each_tensor(*in[i], [&](const Tensor& t) {
      if (!first && is_quantized(t)) first = t;
    });
  }
  if (op.quantized == QuantizedRule::Refuse) {
    throw Error(Diag::MJ3121, {{"operator", op.kind}});
  }
  if (op.quantized == QuantizedRule::Same) {
    run_plainly(op, in, out);
    for (int i = 0; i < op.n_returns; ++i) {
      each_tensor(out[i], [&](const Tensor& result) {
        if (result.dtype() != first.dtype() || !keeps_channels(result, first)) {
          throw Error(Diag::MJ3121, {{"operator", op.kind}});
        }
        attach(result, first.impl()->quantizer);
      });
    }
    return;
  }
  std::vector<IValue> values;
  std::vector<const IValue*> args;
  values.reserve(static_cast<size_t>(op.n_args));
  for (int i = 0; i < op.n_args; ++i) values.push_back(dequantized(*in[i], op.quantized));
  for (const IValue& value : values) args.push_back(&value);
  run_operator(op, args.data(), out);
  if (op.quantized == QuantizedRule::Real) return;
  for (int i = 0; i < op.n_returns; ++i) {
    if (!out[i].isTensor() || !out[i].toTensor().is_floating_point()) continue;
    const auto kept = result_quantizer(op.quantized, first);
    const auto by = counted(op.quantized, *kept);
    const Tensor result = quantize(out[i].toTensor(), first.dtype(), by ? by : kept);
    attach(result, kept);
    out[i] = result;
  }
  if (op.derive == Derive::Inplace) {
    plain_view(first).copy_(plain_view(out[0].toTensor()));
    attach(first, out[0].toTensor().impl()->quantizer);
    out[0] = *in[0];
  }
}

}  // namespace minijit
