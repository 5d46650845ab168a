def aten__choose_qparams_per_tensor(self: Tensor,
    reduce_range: bool) -> Tuple[float, int]:
  top = 127 if reduce_range else 255
  if torch.numel(self) == 0:
    return __torch__.qparams.chosen(0., 0., 0, top, False)
  return __torch__.qparams.chosen(float(torch.min(self)), float(torch.max(self)), 0, top, False)
