def aten_fill_Scalar(self0: Tensor,
    value: number) -> Tensor:
  _0 = torch.fill_(torch.empty_like(self0), value)
  return _0
