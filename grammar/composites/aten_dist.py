def aten_dist(self0: Tensor,
    other: Tensor,
    p: number) -> Tensor:
  _0 = torch.norm(torch.sub(self0, other), p)
  return _0
