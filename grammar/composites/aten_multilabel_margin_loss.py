def aten_multilabel_margin_loss(self0: Tensor,
    target: Tensor,
    reduction: int) -> Tensor:
  if self0.dim() > 2 or self0.dim() == 2 and self0.size(1) == 0 or self0.dim() == 1 and self0.numel() == 0:
    ops.prim.RaiseException("Expected non-empty vector or matrix with optional 0-dim batch size, but got: {}".format(torch.size(self0)), "operator.RuntimeError")
  if torch.size(self0) != torch.size(target):
    ops.prim.RaiseException("inconsistent target size: {} for input of size: {}".format(torch.size(target), torch.size(self0)), "operator.RuntimeError")
  __torch__.losses.check_labels(target)
  if torch.lt(torch.dim(self0), 2):
    x = torch.reshape(self0, [1, -1])
  else:
    x = self0
  t = torch.reshape(target, torch.size(x))
  losses = annotate(List[Tensor], [])
  for b in range(torch.size(x, 0)):
    row = torch.select(x, 0, b)
    labels = annotate(List[int], [])
    _2 = torch.size(t, 1)
    j = 0
    _3 = torch.gt(_2, 0)
    while _3:
      _4 = torch.select(torch.select(t, 0, b), 0, j)
      label = int(_4)
      if torch.lt(label, 0):
        _5 = False
      else:
        _6 = torch.ge(label, torch.size(t, 1))
        if _6:
          ops.prim.RaiseException("argument #2 'target' is out of range", "operator.RuntimeError")
        else:
          pass
        _7 = torch.append(labels, label)
        _5 = True
      _8 = torch.add(j, 1)
      _9 = torch.__and__(torch.lt(_8, _2), _5)
      _3, j = _9, _8
    picked = torch.tensor(labels, dtype=4)
    other = torch.ones([torch.size(row, 0)], dtype=11)
    total = torch.zeros(annotate(List[int], []), dtype=ops.prim.dtype(self0))
    if torch.gt(torch.len(labels), 0):
      other0 = torch.scatter(other, 0, picked, 0)
      _10 = torch.index_select(row, 0, picked)
      _11 = torch.neg(torch.unsqueeze(_10, 1))
      _12 = torch.add(_11, 1.)
      _13 = torch.unsqueeze(torch.masked_select(row, other0), 0)
      gaps = torch.clamp_min(torch.add(_12, _13), 0)
      total1 = torch.div(torch.sum(gaps), torch.size(row, 0))
      total0 = total1
    else:
      total0 = total
    _14 = torch.append(losses, total0)
  if torch.eq(torch.size(x, 0), 0):
    loss0 = torch.zeros([0], dtype=ops.prim.dtype(self0))
    loss = loss0
  else:
    loss = torch.stack(losses)
  if torch.eq(reduction, 1):
    _15 = torch.mean(loss)
  else:
    if torch.eq(reduction, 2):
      _16 = torch.sum(loss)
    else:
      if torch.lt(torch.dim(self0), 2):
        _18 = torch.reshape(loss, annotate(List[int], []))
        _17 = _18
      else:
        _17 = loss
      _16 = _17
    _15 = _16
  return _15
