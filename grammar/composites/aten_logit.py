def aten_logit(self0: Tensor,
    eps: Optional[float]) -> Tensor:
  if torch.is_complex(self0):
    __torch__.errors.not_implemented("logit_cpu", ops.prim.dtype(self0))
  x = self0 if torch.is_floating_point(self0) else torch.div(self0, 1)
  if torch.__is__(eps, None):
    x0 = x
  else:
    # Below the lower bound first: they may cross.
    low = unchecked_cast(float, eps)
    high = 1. - low
    x0 = torch.where(torch.lt(x, low), low, torch.where(torch.gt(x, high), high, x))
  return torch.log(torch.div(x0, torch.rsub(x0, 1)))
