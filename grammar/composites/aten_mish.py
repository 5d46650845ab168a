def aten_mish(self0: Tensor) -> Tensor:
  _0 = torch.mul(self0, torch.tanh(torch.softplus(self0)))
  return _0
