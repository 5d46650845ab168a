def aten__grouped_mm(self0: Tensor,
    mat2: Tensor,
    offs: Optional[Tensor],
    bias: Optional[Tensor],
    out_dtype: Optional[int]) -> Tensor:
  if torch.eq(torch.dim(self0), 3):
    _0 = torch.eq(torch.dim(mat2), 3)
  else:
    _0 = False
  if _0:
    result = torch.bmm(self0, mat2)
  else:
    if torch.__is__(offs, None):
      ops.prim.RaiseException("Have to provide offsets if there is a 2d matrix", "operator.RuntimeError")
      _1 = uninitialized(Tensor)
      offs0 = _1
    else:
      offs0 = unchecked_cast(Tensor, offs)
    places = [0]
    for i in range(torch.size(offs0, 0)):
      _2 = torch.append(places, int(torch.select(offs0, 0, i)))
    parts = annotate(List[Tensor], [])
    for i0 in range(torch.size(offs0, 0)):
      start = places[i0]
      length = torch.sub(places[torch.add(i0, 1)], start)
      if torch.eq(torch.dim(self0), 2):
        _3 = torch.eq(torch.dim(mat2), 3)
      else:
        _3 = False
      if _3:
        _4 = torch.narrow(self0, 0, start, length)
        part0 = torch.mm(_4, torch.select(mat2, 0, i0))
        part = part0
      else:
        if torch.eq(torch.dim(self0), 3):
          _5 = torch.select(self0, 0, i0)
          _6 = torch.narrow(mat2, 1, start, length)
          part1 = torch.mm(_5, _6)
        else:
          _7 = torch.narrow(self0, 1, start, length)
          _8 = torch.narrow(mat2, 0, start, length)
          part1 = torch.mm(_7, _8)
        part = part1
      _9 = torch.append(parts, part)
    if torch.eq(torch.dim(self0), 2):
      _10 = torch.eq(torch.dim(mat2), 3)
    else:
      _10 = False
    if _10:
      result0 = torch.cat(parts)
    else:
      if torch.eq(torch.dim(self0), 3):
        result1 = torch.cat(parts, 1)
      else:
        result1 = torch.stack(parts)
      result0 = result1
    result = result0
  if torch.__isnot__(bias, None):
    bias0 = unchecked_cast(Tensor, bias)
    result2 = torch.add(result, bias0)
  else:
    result2 = result
  if torch.__isnot__(out_dtype, None):
    out_dtype0 = unchecked_cast(int, out_dtype)
    result3 = torch.to(result2, out_dtype0)
  else:
    result3 = result2
  return result3
