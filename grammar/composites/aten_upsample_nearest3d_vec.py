def aten_upsample_nearest3d_vec(input: Tensor,
    output_size: Optional[List[int]],
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
    s1 : Optional[float] = None
    s2 : Optional[float] = None
  else:
    _1 = torch.__isnot__(scale_factors, None)
    if _1:
      scale_factors0 = unchecked_cast(List[float], scale_factors)
      _2 = torch.ne(torch.len(scale_factors0), 3)
      if _2:
        _3 = True
      else:
        _3 = torch.ne(torch.dim(input), 5)
      if _3:
        ops.prim.RaiseException("Must specify exactly one of output_size and scale_factors")
      else:
        pass
      s01 = scale_factors0[0]
      s11 = scale_factors0[1]
      s21 = scale_factors0[2]
      _4 = torch.mul(torch.size(input, 2), scale_factors0[0])
      _5 = int(_4)
      _6 = torch.mul(torch.size(input, 3), scale_factors0[1])
      _7 = int(_6)
      _8 = torch.mul(torch.size(input, 4), scale_factors0[2])
      s00, s10, s20, sizes0 = s01, s11, s21, [_5, _7, int(_8)]
    else:
      ops.prim.RaiseException("Must specify exactly one of output_size and scale_factors")
      _9 = uninitialized(float)
      _10 = uninitialized(float)
      _11 = uninitialized(float)
      _12 = uninitialized(List[int])
      s00, s10, s20, sizes0 = _9, _10, _11, _12
    sizes, s0, s1, s2 = sizes0, s00, s10, s20
  _13 = torch.upsample_nearest3d(input, sizes, s0, s1, s2)
  return _13
