def aten_lerp_Tensor(self0: Tensor,
    end: Tensor,
    weight: Tensor) -> Tensor:
  x, y = __torch__.halves.computed(self0), __torch__.halves.computed(end)
  w = __torch__.halves.computed(weight)
  below = torch.add(x, torch.mul(w, torch.sub(y, x)))
  above = torch.sub(y, torch.mul(torch.sub(y, x), torch.add(torch.neg(w), 1.)))
  return __torch__.halves.rounded(torch.where(torch.lt(torch.abs(w), 0.5), below, above), ops.prim.dtype(self0))
