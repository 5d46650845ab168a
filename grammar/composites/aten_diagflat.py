def aten_diagflat(self0: Tensor,
    offset: int) -> Tensor:
  _0 = torch.diag_embed(torch.reshape(self0, [-1]), offset)
  return _0
