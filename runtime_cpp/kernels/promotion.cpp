#include "kernels/promotion.h"

namespace minijit::kernels {

namespace {

int category(DType dtype) {
  if (dtype == kBool) return 0;
  if (is_complex(dtype)) return 3;
  return is_floating_point(dtype) ? 2 : 1;
}

struct Row {
  DType a, b, result;
};

std::optional<DType> combine(std::optional<DType> higher, std::optional<DType> lower) {
  if (!higher) return lower;
  if (!lower || category(*higher) >= category(*lower)) return higher;
  if (is_complex(*lower)) return promote_types(*higher, *lower);
  return lower;
}

}  // namespace

DType promote_types(DType a, DType b) {
  if (a == b) return a;
  static constexpr Row rows[] = {
#define MJ_PROMOTE(a_, b_, c_) {DType::k##a_, DType::k##b_, DType::k##c_},
#include "generated/promotion.inc"
#undef MJ_PROMOTE
  };
  for (const Row& row : rows) {
    if (row.a == a && row.b == b) return row.result;
  }
  throw Error(Diag::MJ3025, {{"a", scalar_type_name(a)}, {"b", scalar_type_name(b)}});
}

bool can_cast(DType from, DType to) {
  if (is_complex(from) && !is_complex(to)) return false;
  if (is_floating_point(from) && category(to) < 2) return false;
  return !(category(from) == 1 && to == kBool);
}

DType real_dtype(DType dtype) {
  return dtype == kComplexFloat ? kFloat32 : dtype == kComplexDouble ? kFloat64 : dtype;
}

DType scalar_dtype(const IValue& number) {
  if (number.isInt()) return kInt64;
  if (number.isBool()) return kBool;
  if (number.isComplexDouble()) return default_dtype() == kFloat64 ? kComplexDouble : kComplexFloat;
  return default_dtype();
}

void ResultType::join(std::optional<DType>* slot, DType dtype) {
  *slot = *slot ? promote_types(**slot, dtype) : dtype;
}

ResultType& ResultType::add(const Tensor& tensor) {
  join(tensor.dim() ? &dimensioned_ : &zero_dim_, tensor.dtype());
  return *this;
}

ResultType& ResultType::add(const IValue& number) {
  join(&wrapped_, scalar_dtype(number));
  return *this;
}

DType ResultType::get() const {
  return combine(combine(dimensioned_, zero_dim_), wrapped_).value_or(default_dtype());
}

}  // namespace minijit::kernels
