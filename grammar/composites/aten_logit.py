def aten_logit(self0: Tensor,
    eps: Optional[float]) -> Tensor:
  d = ops.prim.dtype(self0)
  if d == 9 or d == 10:
    __torch__.errors.not_implemented("logit_cpu", d)
  x = torch.div(self0, 1) if d < 5 or d == 11 else self0
  if torch.__is__(eps, None):
    x0 = x
  else:
    eps0 = unchecked_cast(float, eps)
    x0 = torch.clamp(x, eps0, torch.sub(1, eps0))
  return torch.log(torch.div(x0, torch.rsub(x0, 1)))
