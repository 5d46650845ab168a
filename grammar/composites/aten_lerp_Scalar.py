def aten_lerp_Scalar(self0: Tensor,
    end: Tensor,
    weight: number) -> Tensor:
  w = float(weight)
  d = ops.prim.dtype(self0)
  x, y = __torch__.halves.computed(self0), __torch__.halves.computed(end)
  if w < 0.5 and w > -0.5:
    return __torch__.halves.rounded(torch.add(x, torch.mul(torch.sub(y, x), w)), d)
  return __torch__.halves.rounded(torch.sub(y, torch.mul(torch.sub(y, x), 1. - w)), d)
