def aten_lerp_Scalar(self0: Tensor,
    end: Tensor,
    weight: number) -> Tensor:
  d = ops.prim.dtype(self0)
  __torch__.errors.check_dtype("end", end, d)
  if torch.is_complex(self0):
    return torch.lerp(self0, end, torch.full([], weight, dtype=d))
  if not torch.is_floating_point(self0):
    __torch__.errors.not_implemented("lerp_kernel_scalar", d)
  w = float(weight)
  x, y = __torch__.halves.computed(self0), __torch__.halves.computed(end)
  if w < 0.5 and w > -0.5:
    return __torch__.halves.rounded(torch.add(x, torch.mul(torch.sub(y, x), w)), d)
  return __torch__.halves.rounded(torch.sub(y, torch.mul(torch.sub(y, x), 1. - w)), d)
