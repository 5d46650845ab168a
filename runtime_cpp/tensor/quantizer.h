// Integers that stand for real numbers. A quantized tensor is one of int8, uint8 or int32 with a
// Quantizer; PyTorch's dtypes qint8, quint8 and qint32 are such pairs.
#ifndef MINIJIT_TENSOR_QUANTIZER_H_
#define MINIJIT_TENSOR_QUANTIZER_H_

#include "minijit/tensor.h"

namespace minijit {

/// PyTorch's numbers.
enum class QScheme : int8_t {
  PerTensorAffine = 0,
  PerChannelAffine = 1,
  PerChannelAffineFloatQParams = 4,
};

/// How integers mean numbers: (integer - zero_point) * scale.
struct Quantizer final : RefCounted {
  QScheme scheme = QScheme::PerTensorAffine;
  double scale = 1;
  int64_t zero_point = 0;
  // Per channel: one of each for every index of dimension `axis`.
  Tensor scales;
  Tensor zero_points;
  int64_t axis = 0;
};

inline Quantizer* quantizer_of(const Tensor& tensor) {
  return static_cast<Quantizer*>(tensor.impl()->quantizer.get());
}
inline bool is_quantized(const Tensor& tensor) { return tensor.impl()->quantizer.defined(); }

}  // namespace minijit

#endif  // MINIJIT_TENSOR_QUANTIZER_H_
