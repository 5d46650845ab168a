def aten_rad2deg(self0: Tensor) -> Tensor:
  return torch.mul(self0, 57.295779513082323)
