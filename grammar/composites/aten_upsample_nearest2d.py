def aten_upsample_nearest2d(self0: Tensor,
    output_size: List[int],
    scales_h: Optional[float],
    scales_w: Optional[float]) -> Tensor:
  h = torch.size(self0, 2)
  w = torch.size(self0, 3)
  if torch.__is__(scales_h, None):
    _0 = torch.div(float(h), float(output_size[0]))
    sh = _0
  else:
    scales_h0 = unchecked_cast(float, scales_h)
    sh = torch.div(1., scales_h0)
  if torch.__is__(scales_w, None):
    _1 = torch.div(float(w), float(output_size[1]))
    sw = _1
  else:
    scales_w0 = unchecked_cast(float, scales_w)
    sw = torch.div(1., scales_w0)
  _2 = torch.mul(torch.arange(output_size[0], dtype=6), sh)
  rows = torch.clamp_max(torch.to(torch.floor(_2), 4), torch.sub(h, 1))
  _3 = torch.mul(torch.arange(output_size[1], dtype=6), sw)
  columns = torch.clamp_max(torch.to(torch.floor(_3), 4), torch.sub(w, 1))
  _4 = torch.index_select(torch.index_select(self0, 2, rows), 3, columns)
  return _4
