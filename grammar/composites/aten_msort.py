def aten_msort(self0: Tensor) -> Tensor:
  _0, _1 = torch.sort(self0, 0)
  return _0
