def aten_fill_diagonal_(self0: Tensor,
    fill_value: number,
    wrap: bool) -> Tensor:
  sizes = torch.size(self0)
  if torch.lt(torch.dim(self0), 2):
    ops.prim.RaiseException("dimensions must larger than 1", "operator.RuntimeError")
  else:
    pass
  if torch.gt(torch.dim(self0), 2):
    step = 0
    for d in range(torch.dim(self0)):
      if torch.ne(sizes[d], sizes[0]):
        ops.prim.RaiseException("all dimensions of input must be of equal length", "operator.RuntimeError")
      else:
        pass
      step = torch.add(step, torch.stride(self0, d))
    places = torch.as_strided(self0, [sizes[0]], [step], torch.storage_offset(self0))
    _0 = torch.fill_(places, fill_value)
  else:
    _1 = torch.fill_(torch.diagonal(self0), fill_value)
    # Below a tall matrix's square the diagonal begins again, one row further down.
    period = torch.add(sizes[1], 1)
    if wrap:
      again = torch.floordiv(torch.sub(sizes[0], 1), period)
    else:
      again = 0
    for i in range(again):
      start = torch.mul(torch.add(i, 1), period)
      rest = torch.slice(self0, 0, start)
      _2 = torch.fill_(torch.diagonal(rest), fill_value)
  return self0
