def aten_normal_Tensor_float(mean: Tensor,
    std: float,
    generator: Optional[Generator]) -> Tensor:
  x = torch.normal_(torch.empty_like(mean, memory_format=0), 0., std, generator=generator)
  return torch.add(x, mean)
