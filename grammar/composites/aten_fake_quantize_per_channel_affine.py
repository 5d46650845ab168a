def aten_fake_quantize_per_channel_affine(self: Tensor,
    scale: Tensor,
    zero_point: Tensor,
    axis: int,
    quant_min: int,
    quant_max: int) -> Tensor:
  __torch__.fake_quantize.check(scale, zero_point, quant_min, quant_max)
  if torch.ne(torch.numel(scale), torch.size(self, axis)):
    ops.prim.RaiseException("dimensions of scale and zero-point are not consistent with input tensor", "operator.RuntimeError")
  else:
    pass
  shape = torch.mul([1], torch.dim(self))
  _0 = torch._set_item(shape, axis, -1)
  return __torch__.fake_quantize.rounded(self, torch.reshape(scale, shape), torch.reshape(zero_point, shape), quant_min, quant_max)
