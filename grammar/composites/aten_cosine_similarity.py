def aten_cosine_similarity(x1: Tensor,
    x2: Tensor,
    dim: int,
    eps: float) -> Tensor:
  n1 = torch.clamp_min(torch.norm(x1, 2, [dim], True), eps)
  n2 = torch.clamp_min(torch.norm(x2, 2, [dim], True), eps)
  _0 = torch.mul(torch.div(x1, n1), torch.div(x2, n2))
  return torch.sum(_0, [dim])
