def aten_logical_xor(self0: Tensor,
    other: Tensor) -> Tensor:
  _0 = torch.ne(torch.to(self0, 11), torch.to(other, 11))
  return _0
