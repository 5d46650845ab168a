// The dtype of a result (rows of grammar/types.table).
#ifndef MINIJIT_KERNELS_PROMOTION_H_
#define MINIJIT_KERNELS_PROMOTION_H_

#include "kernels/kernel_call.h"

namespace minijit::kernels {

/// Throws MJ3025 for unsigned types that have no common one.
DType promote_types(DType a, DType b);
/// May an in-place result of `from` be written to `to`?
bool can_cast(DType from, DType to);
/// The dtype of the parts of complex numbers; any other dtype itself.
DType real_dtype(DType dtype);
/// int64, bool or the default dtype.
DType scalar_dtype(const IValue& number);

/// Tensors with dimensions decide, then 0-d ones, then numbers; a lower priority counts only if its
/// category (bool, integer, floating, complex) is higher.
class ResultType {
 public:
  ResultType& add(const Tensor& tensor);
  ResultType& add(const IValue& number);
  DType get() const;

 private:
  static void join(std::optional<DType>* slot, DType dtype);
  std::optional<DType> dimensioned_;
  std::optional<DType> zero_dim_;
  std::optional<DType> wrapped_;
};

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_PROMOTION_H_
