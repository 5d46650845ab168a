def aten_xlogy_Scalar_Self(self0: number,
    other: Tensor) -> Tensor:
  return torch.xlogy(torch.full_like(torch.log(other), self0), other)
