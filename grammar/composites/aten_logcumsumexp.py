def aten_logcumsumexp(self0: Tensor,
    dim: int) -> Tensor:
  if torch.eq(torch.dim(self0), 0):
    _0 = torch.clone(torch.select(torch.reshape(self0, [1]), dim, 0))
  else:
    if torch.eq(torch.size(self0, dim), 0):
      _1 = torch.clone(self0)
    else:
      parts = annotate(List[Tensor], [])
      total = torch.select(self0, dim, 0)
      _2 = torch.append(parts, total)
      _3 = torch.__range_length(1, torch.size(self0, dim), 1)
      total0 = total
      for _4 in range(_3):
        i = torch.__derive_index(_4, 1, 1)
        total1 = torch.logaddexp(total0, torch.select(self0, dim, i))
        _5 = torch.append(parts, total1)
        total0 = total1
      _1 = torch.stack(parts, dim)
    _0 = _1
  return _0
