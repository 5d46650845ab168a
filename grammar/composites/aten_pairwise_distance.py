def aten_pairwise_distance(x1: Tensor,
    x2: Tensor,
    p: float,
    eps: float,
    keepdim: bool) -> Tensor:
  _0 = torch.norm(torch.add(torch.sub(x1, x2), eps), p, [-1], keepdim)
  return _0
