def aten_threshold(self0: Tensor,
    threshold: number,
    value: number) -> Tensor:
  _0 = torch.masked_fill(self0, torch.le(self0, threshold), value)
  return _0
