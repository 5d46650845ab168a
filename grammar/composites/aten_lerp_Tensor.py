def aten_lerp_Tensor(self0: Tensor,
    end: Tensor,
    weight: Tensor) -> Tensor:
  __torch__.errors.check_dtype("end", end, ops.prim.dtype(self0))
  if weight.dim() == 0:
    d = torch.result_type(self0, weight)
  else:
    d = ops.prim.dtype(self0)
    __torch__.errors.check_dtype("weight", weight, d)
  a, b, c = self0.to(d), end.to(d), weight.to(d)
  if not torch.is_floating_point(a) and not torch.is_complex(a):
    __torch__.errors.not_implemented("lerp_kernel_tensor", d)
  x, y, w = __torch__.halves.computed(a), __torch__.halves.computed(b), __torch__.halves.computed(c)
  below = torch.add(x, torch.mul(w, torch.sub(y, x)))
  above = torch.sub(y, torch.mul(torch.sub(y, x), torch.add(torch.neg(w), 1.)))
  return __torch__.halves.rounded(torch.where(torch.lt(torch.abs(w), 0.5), below, above), d)
