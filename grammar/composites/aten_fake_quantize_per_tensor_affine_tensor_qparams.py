def aten_fake_quantize_per_tensor_affine_tensor_qparams(self: Tensor,
    scale: Tensor,
    zero_point: Tensor,
    quant_min: int,
    quant_max: int) -> Tensor:
  return __torch__.fake_quantize.rounded(self, torch.to(scale, 6), zero_point, quant_min, quant_max)
