def aten_argsort_stable(self0: Tensor,
    stable: bool,
    dim: int,
    descending: bool) -> Tensor:
  _0, _1 = torch.sort(self0, stable=stable, dim=dim, descending=descending)
  return _1
