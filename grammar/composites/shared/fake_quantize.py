def rounded(x: Tensor, scale: Tensor, zero_point: Tensor, quant_min: int, quant_max: int) -> Tensor:
  # Rounded is the product with 1 / scale, as in quantizing; real zero points are added before.
  level = torch.mul(x, torch.reciprocal(scale))
  if torch.is_floating_point(zero_point):
    level = torch.round(torch.add(level, zero_point))
  else:
    level = torch.add(torch.round(level), zero_point)
  result = torch.mul(torch.sub(torch.clamp(level, quant_min, quant_max), zero_point), scale)
  return torch.to(result, ops.prim.dtype(x))
def check(scale: Tensor, zero_point: Tensor, quant_min: int, quant_max: int) -> None:
  if scale.dim() != 1:
    ops.prim.RaiseException("scale should be a 1-D tensor", "operator.RuntimeError")
  if zero_point.dim() != 1:
    ops.prim.RaiseException("zero point should be a 1-D tensor", "operator.RuntimeError")
  if scale.numel() != zero_point.numel():
    ops.prim.RaiseException("scale and zero-point need to have the same dimensions", "operator.RuntimeError")
  if quant_min > quant_max:
    ops.prim.RaiseException("`quant_min` should be less than or equal to `quant_max`.", "operator.RuntimeError")
  if not zero_point.is_floating_point() and bool(torch.any((zero_point < quant_min) | (zero_point > quant_max))):
    ops.prim.RaiseException("`zero_point` must be between `quant_min` and `quant_max`.", "operator.RuntimeError")
