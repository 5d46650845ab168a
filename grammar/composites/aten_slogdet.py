def aten_slogdet(self0: Tensor) -> Tuple[Tensor, Tensor]:
  sign, size = torch.linalg_slogdet(self0)
  return (sign, size)
