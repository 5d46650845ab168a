def aten_fake_quantize_per_tensor_affine(self: Tensor,
    scale: float,
    zero_point: int,
    quant_min: int,
    quant_max: int) -> Tensor:
  level = torch.add(torch.round(torch.mul(self, torch.div(1., scale))), zero_point)
  return torch.mul(torch.sub(torch.clamp(level, quant_min, quant_max), zero_point), scale)
