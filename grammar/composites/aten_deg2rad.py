def aten_deg2rad(self0: Tensor) -> Tensor:
  _0 = torch.mul(self0, 0.017453292519943295)
  return _0
