def aten_lerp_Scalar(self0: Tensor,
    end: Tensor,
    weight: number) -> Tensor:
  w = float(weight)
  if torch.lt(w, 0.5):
    _0 = torch.gt(w, -0.5)
  else:
    _0 = False
  if _0:
    result0 = torch.add(self0, torch.mul(torch.sub(end, self0), w))
    result = result0
  else:
    _1 = torch.mul(torch.sub(end, self0), torch.sub(1., w))
    result = torch.sub(end, _1)
  return result
