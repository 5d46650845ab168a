def aten_logit(self0: Tensor,
    eps: Optional[float]) -> Tensor:
  if torch.__is__(eps, None):
    x = self0
  else:
    eps0 = unchecked_cast(float, eps)
    x0 = torch.clamp(self0, eps0, torch.sub(1, eps0))
    x = x0
  _0 = torch.log(torch.div(x, torch.rsub(x, 1)))
  return _0
