def rounded(x: Tensor, scale: Tensor, zero_point: Tensor, quant_min: int, quant_max: int) -> Tensor:
  # Rounded is the product with 1 / scale, as in quantizing; real zero points are added before.
  level = torch.mul(x, torch.reciprocal(scale))
  if torch.is_floating_point(zero_point):
    level = torch.round(torch.add(level, zero_point))
  else:
    level = torch.add(torch.round(level), zero_point)
  result = torch.mul(torch.sub(torch.clamp(level, quant_min, quant_max), zero_point), scale)
  return torch.to(result, ops.prim.dtype(x))
