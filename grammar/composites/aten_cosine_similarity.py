def aten_cosine_similarity(x1: Tensor,
    x2: Tensor,
    dim: int,
    eps: float) -> Tensor:
  a, b, = torch.broadcast_tensors([x1, x2])
  n1 = torch.clamp_min(torch.norm(a, 2, [dim], True), eps)
  n2 = torch.clamp_min(torch.norm(b, 2, [dim], True), eps)
  _0 = torch.mul(torch.div(a, n1), torch.div(b, n2))
  return torch.sum(_0, [dim])
