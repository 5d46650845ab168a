def aten_broadcast_shapes(a: List[int],
    b: List[int]) -> List[int]:
  n = ops.prim.max(torch.len(a), torch.len(b))
  out = annotate(List[int], [])
  for i in range(n):
    _0 = torch.ge(i, torch.sub(n, torch.len(a)))
    if _0:
      _1 = torch.add(torch.sub(i, n), torch.len(a))
      p = a[_1]
    else:
      p = 1
    _2 = torch.ge(i, torch.sub(n, torch.len(b)))
    if _2:
      _3 = torch.add(torch.sub(i, n), torch.len(b))
      q = b[_3]
    else:
      q = 1
    if torch.ne(p, q):
      _4 = torch.ne(p, 1)
    else:
      _4 = False
    if _4:
      _5 = torch.ne(q, 1)
    else:
      _5 = False
    if _5:
      _6 = torch.format("The size of tensor a ({}) must match the size of tensor b ({}) at non-singleton dimension {}", p, q, i)
      ops.prim.RaiseException(_6, "operator.RuntimeError")
    else:
      pass
    if torch.eq(p, 1):
      _7 = torch.append(out, q)
    else:
      _8 = torch.append(out, p)
  return out
