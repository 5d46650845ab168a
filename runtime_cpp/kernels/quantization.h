// Quantized tensors under operators. In: calls whose arguments are quantized; out: what the rules
// of grammar/quantized.table make of them.
#ifndef MINIJIT_KERNELS_QUANTIZATION_H_
#define MINIJIT_KERNELS_QUANTIZATION_H_

#include "kernels/kernel_call.h"
#include "tensor/quantizer.h"

namespace minijit {

/// The dtype as programs see it.
int64_t dtype_number(const Tensor& tensor);

namespace kernels {

/// Whether any argument is a quantized tensor, or a list that begins with one.
inline bool takes_quantized(const OpInfo& op, const IValue* const* in) {
  for (int i = 0; i < op.n_args; ++i) {
    const IValue& value = *in[i];
    if (value.isTensor()) {
      if (value.toTensorImpl()->quantizer) return true;
    } else if (value.isList()) {
      const auto& items = value.toListRef();
      if (!items.empty() && items[0].isTensor() && items[0].toTensorImpl()->quantizer) return true;
    }
  }
  return false;
}

Tensor dequantize(const Tensor& tensor);
/// Numbers as integers of `dtype` (int8, uint8 or int32).
Tensor quantize(const Tensor& numbers, DType dtype, intrusive_ptr<Quantizer> quantizer);

}  // namespace kernels
}  // namespace minijit

#endif  // MINIJIT_KERNELS_QUANTIZATION_H_
