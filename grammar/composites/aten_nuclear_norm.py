def aten_nuclear_norm(self0: Tensor,
    keepdim: bool) -> Tensor:
  _0 = torch.nuclear_norm(self0, [-2, -1], keepdim)
  return _0
