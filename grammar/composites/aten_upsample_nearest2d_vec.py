def aten_upsample_nearest2d_vec(input: Tensor,
    output_size: Optional[List[int]],
    scale_factors: Optional[List[float]]) -> Tensor:
  sizes = annotate(List[int], [])
  if torch.__isnot__(output_size, None):
    output_size0 = unchecked_cast(List[int], output_size)
    sizes0 = output_size0
    sh : Optional[float] = None
    sw : Optional[float] = None
  else:
    _0 = torch.__isnot__(scale_factors, None)
    if _0:
      scale_factors0 = unchecked_cast(List[float], scale_factors)
      sh1 = scale_factors0[0]
      sw1 = scale_factors0[1]
      _1 = torch.mul(torch.size(input, 2), scale_factors0[0])
      _2 = int(_1)
      _3 = torch.mul(torch.size(input, 3), scale_factors0[1])
      sh0 : Optional[float] = sh1
      sw0 : Optional[float] = sw1
      sizes1 = [_2, int(_3)]
    else:
      sh0, sw0, sizes1 = None, None, sizes
    sizes0, sh, sw = sizes1, sh0, sw0
  _4 = torch.upsample_nearest2d(input, sizes0, sh, sw)
  return _4
