def aten_normal_float_Tensor(mean: float,
    std: Tensor,
    generator: Optional[Generator]) -> Tensor:
  x = torch.normal_(torch.empty_like(std), 0., 1., generator=generator)
  return torch.add(torch.mul(x, std), mean)
