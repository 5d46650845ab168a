def aten_upsample_linear1d_vec(input: Tensor,
    output_size: Optional[List[int]],
    align_corners: bool,
    scale_factors: Optional[List[float]]) -> Tensor:
  if torch.__isnot__(output_size, None):
    output_size0 = unchecked_cast(List[int], output_size)
    _0 = torch.__isnot__(scale_factors, None)
    if _0:
      ops.prim.RaiseException("Must specify exactly one of output_size and scale_factors")
    else:
      pass
    sizes = output_size0
    s0 : Optional[float] = None
  else:
    _1 = torch.__isnot__(scale_factors, None)
    if _1:
      scale_factors0 = unchecked_cast(List[float], scale_factors)
      _2 = torch.ne(torch.len(scale_factors0), 1)
      if _2:
        _3 = True
      else:
        _3 = torch.ne(torch.dim(input), 3)
      if _3:
        ops.prim.RaiseException("Must specify exactly one of output_size and scale_factors")
      else:
        pass
      s01 = scale_factors0[0]
      _4 = torch.mul(torch.size(input, 2), scale_factors0[0])
      s00, sizes0 = s01, [int(_4)]
    else:
      ops.prim.RaiseException("Must specify exactly one of output_size and scale_factors")
      _5 = uninitialized(float)
      _6 = uninitialized(List[int])
      s00, sizes0 = _5, _6
    sizes, s0 = sizes0, s00
  _7 = torch.upsample_linear1d(input, sizes, align_corners, s0)
  return _7
