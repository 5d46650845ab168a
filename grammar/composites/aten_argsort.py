def aten_argsort(self0: Tensor,
    dim: int,
    descending: bool) -> Tensor:
  _0, _1 = torch.sort(self0, dim, descending)
  return _1
