def aten_nuclear_norm_dim(self0: Tensor,
    dim: List[int],
    keepdim: bool) -> Tensor:
  if torch.ne(torch.len(dim), 2):
    ops.prim.RaiseException("nuclear norm requires a \'dim\' argument of size 2", "operator.RuntimeError")
  else:
    pass
  if torch.ge(dim[0], 0):
    a = dim[0]
  else:
    a = torch.add(dim[0], torch.dim(self0))
  if torch.ge(dim[1], 0):
    b = dim[1]
  else:
    b = torch.add(dim[1], torch.dim(self0))
  order = annotate(List[int], [])
  for i in range(torch.dim(self0)):
    if torch.ne(i, a):
      _0 = torch.ne(i, b)
    else:
      _0 = False
    if _0:
      _1 = torch.append(order, i)
    else:
      pass
  _2 = torch.append(order, a)
  _3 = torch.append(order, b)
  _4, _5, _6 = torch.linalg_svd(torch.permute(self0, order), False)
  out = torch.sum(_5, [-1])
  if keepdim:
    _7 = torch.unsqueeze(out, ops.prim.min(a, b))
    out1 = torch.unsqueeze(_7, ops.prim.max(a, b))
    out0 = out1
  else:
    out0 = out
  return out0
