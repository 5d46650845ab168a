def aten__fused_moving_avg_obs_fq_helper(self: Tensor,
    observer_on: Tensor,
    fake_quant_on: Tensor,
    running_min: Tensor,
    running_max: Tensor,
    scale: Tensor,
    zero_point: Tensor,
    averaging_const: float,
    quant_min: int,
    quant_max: int,
    ch_axis: int,
    per_row_fake_quant: bool,
    symmetric_quant: bool) -> Tuple[Tensor, Tensor]:
  if per_row_fake_quant and running_min.numel() == 0:
    size = self.size(ch_axis)
    running_min.resize_([size]).fill_(inf)
    running_max.resize_([size]).fill_(-inf)
    scale.resize_([size]).fill_(1.)
    zero_point.resize_([size]).zero_()
  if bool(observer_on):
    if per_row_fake_quant:
      if ch_axis != 0:
        ops.prim.RaiseException("Per-channel FakeQuant in fused_moving_avg_obs_fake_quant is only supported on axis == 0", "operator.RuntimeError")
      rows = self.flatten(1)
      low, high = torch.amin(rows, [1]), torch.amax(rows, [1])
    else:
      low, high = torch.min(self), torch.max(self)
    # What is infinite starts with this batch.
    running_min.copy_(torch.where(torch.isinf(running_min), low, running_min + averaging_const * (low - running_min)))
    running_max.copy_(torch.where(torch.isinf(running_max), high, running_max + averaging_const * (high - running_max)))
  if bool(fake_quant_on):
    for i in range(scale.numel() if per_row_fake_quant else 1):
      factor, zero = __torch__.qparams.chosen(float(running_min.view(-1)[i]), float(running_max.view(-1)[i]), quant_min, quant_max, symmetric_quant)
      scale.view(-1)[i] = factor
      zero_point.view(-1)[i] = zero
    if per_row_fake_quant:
      shape = [-1 if d == ch_axis else 1 for d in range(self.dim())]
      along, zeros = scale.view(shape), zero_point.view(shape)
    else:
      along, zeros = scale.view(-1)[0], zero_point.view(-1)[0]
    level = torch.round(self * torch.reciprocal(along)) + zeros
    mask = (level >= quant_min) & (level <= quant_max)
    return (__torch__.fake_quantize.rounded(self, along, zeros, quant_min, quant_max), mask)
  return (self.clone(), torch.ones_like(self, dtype=11))
