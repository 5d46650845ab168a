def aten_fill_Tensor(self0: Tensor,
    value: Tensor) -> Tensor:
  _0 = torch.fill_(torch.empty_like(self0), value)
  return _0
