def aten_upsample_bilinear2d(self0: Tensor,
    output_size: List[int],
    align_corners: bool,
    scales_h: Optional[float],
    scales_w: Optional[float]) -> Tensor:
  h = torch.size(self0, 2)
  w = torch.size(self0, 3)
  if align_corners:
    if torch.gt(output_size[0], 1):
      _0 = float(torch.sub(h, 1))
      _1 = float(torch.sub(output_size[0], 1))
      sh = torch.div(_0, _1)
    else:
      sh = 0.
    if torch.gt(output_size[1], 1):
      _2 = float(torch.sub(w, 1))
      _3 = float(torch.sub(output_size[1], 1))
      sw = torch.div(_2, _3)
    else:
      sw = 0.
    _4 = torch.arange(output_size[0], dtype=6)
    y0 = torch.mul(_4, sh)
    _5 = torch.arange(output_size[1], dtype=6)
    y, x = y0, torch.mul(_5, sw)
  else:
    if torch.__is__(scales_h, None):
      _6 = torch.div(float(h), float(output_size[0]))
      sh0 = _6
    else:
      scales_h0 = unchecked_cast(float, scales_h)
      sh0 = torch.div(1., scales_h0)
    if torch.__is__(scales_w, None):
      _7 = torch.div(float(w), float(output_size[1]))
      sw0 = _7
    else:
      scales_w0 = unchecked_cast(float, scales_w)
      sw0 = torch.div(1., scales_w0)
    _8 = torch.arange(output_size[0], dtype=6)
    _9 = torch.sub(torch.mul(torch.add(_8, 0.5), sh0), 0.5)
    y1 = torch.clamp_min(_9, 0)
    _10 = torch.arange(output_size[1], dtype=6)
    _11 = torch.add(_10, 0.5)
    _12 = torch.sub(torch.mul(torch.add(_10, 0.5), sw0), 0.5)
    y, x = y1, torch.clamp_min(_12, 0)
  top = torch.clamp_max(torch.to(torch.floor(y), 4), torch.sub(h, 1))
  left = torch.clamp_max(torch.to(torch.floor(x), 4), torch.sub(w, 1))
  bottom = torch.clamp_max(torch.add(top, 1), torch.sub(h, 1))
  right = torch.clamp_max(torch.add(left, 1), torch.sub(w, 1))
  down = torch.to(torch.unsqueeze(torch.sub(y, top), 1), ops.prim.dtype(self0))
  across = torch.to(torch.sub(x, left), ops.prim.dtype(self0))
  above = torch.index_select(self0, 2, top)
  below = torch.index_select(self0, 2, bottom)
  _13 = torch.mul(torch.index_select(above, 3, left), torch.add(torch.neg(across), 1))
  _14 = torch.mul(torch.index_select(above, 3, right), across)
  upper = torch.add(_13, _14)
  _15 = torch.mul(torch.index_select(below, 3, left), torch.add(torch.neg(across), 1))
  _16 = torch.mul(torch.index_select(below, 3, right), across)
  lower = torch.add(_15, _16)
  _17 = torch.mul(upper, torch.add(torch.neg(down), 1))
  _18 = torch.add(_17, torch.mul(lower, down))
  return _18
