def aten_ctc_loss_IntList(log_probs: Tensor,
    targets: Tensor,
    input_lengths: List[int],
    target_lengths: List[int],
    blank: int,
    reduction: int,
    zero_infinity: bool) -> Tensor:
  if torch.eq(torch.dim(log_probs), 2):
    x = torch.unsqueeze(log_probs, 1)
  else:
    x = log_probs
  batch = torch.size(x, 1)
  if torch.lt(blank, 0):
    _0 = True
  else:
    _0 = torch.ge(blank, torch.size(x, 2))
  if _0:
    ops.prim.RaiseException("blank must be in label range", "operator.RuntimeError")
  else:
    pass
  _1 = torch.ne(torch.len(input_lengths), batch)
  if _1:
    ops.prim.RaiseException("input_lengths must be of size batch_size", "operator.RuntimeError")
  else:
    pass
  _2 = torch.ne(torch.len(target_lengths), batch)
  if _2:
    ops.prim.RaiseException("target_lengths must be of size batch_size", "operator.RuntimeError")
  else:
    pass
  losses = annotate(List[Tensor], [])
  offset = 0
  for b in range(batch):
    steps = input_lengths[b]
    if torch.lt(steps, 0):
      _3 = True
    else:
      _3 = torch.gt(steps, torch.size(x, 0))
    if _3:
      _4 = torch.format("Expected input_lengths to have value at most {}, but got value {}", torch.size(x, 0), steps)
      ops.prim.RaiseException(_4, "operator.RuntimeError")
    else:
      pass
    n = target_lengths[b]
    if torch.lt(n, 0):
      _5 = torch.format("Expected target_lengths to have value at least 0, but got value {}", n)
      ops.prim.RaiseException(_5, "operator.RuntimeError")
    else:
      pass
    if torch.eq(torch.dim(targets), 1):
      _6 = torch.slice(targets, 0, offset, torch.add(offset, n))
      labels, offset0 = torch.to(_6, 4), torch.add(offset, n)
    else:
      _7 = torch.slice(torch.select(targets, 0, b), 0, None, n)
      labels, offset0 = torch.to(_7, 4), offset
    if torch.ne(torch.size(labels, 0), n):
      ops.prim.RaiseException("Expected targets to hold all labels", "operator.RuntimeError")
    else:
      pass
    extended = torch.full([torch.add(torch.mul(2, n), 1)], blank, dtype=4)
    _8 = torch.slice(extended, 0, 1, None, 2)
    _9 = torch.copy_(_8, labels)
    lowest = torch.neg(float("inf"))
    alpha = torch.full([torch.add(torch.mul(2, n), 1)], lowest, dtype=ops.prim.dtype(x))
    skip = torch.zeros([torch.add(torch.mul(2, n), 1)], dtype=11)
    if torch.gt(n, 1):
      _10 = torch.slice(skip, 0, 2)
      _11 = torch.ne(torch.slice(extended, 0, 2), blank)
      _12 = torch.slice(extended, 0, 2)
      _13 = torch.slice(extended, 0, None, -2)
      _14 = torch.ne(_12, _13)
      _15 = torch.logical_and(_11, torch.ne(_12, _13))
      _16 = torch.copy_(_10, _15)
    else:
      pass
    if torch.eq(steps, 0):
      if torch.eq(n, 0):
        _17 = torch.zeros(annotate(List[int], []), dtype=ops.prim.dtype(x))
        _18 = torch.append(losses, _17)
      else:
        _19 = torch.full(annotate(List[int], []), float("inf"), dtype=ops.prim.dtype(x))
        _20 = torch.append(losses, _19)
    else:
      _21 = torch.select(alpha, 0, 0)
      _22 = torch.select(torch.select(x, 0, 0), 0, b)
      _23 = torch.copy_(_21, torch.select(_22, 0, blank))
      if torch.gt(n, 0):
        _24 = torch.select(alpha, 0, 1)
        _25 = int(torch.select(labels, 0, 0))
        _26 = torch.select(torch.select(x, 0, 0), 0, b)
        _27 = torch.copy_(_24, torch.select(_26, 0, _25))
      else:
        pass
      alpha0 = alpha
      for _28 in range(torch.__range_length(1, steps, 1)):
        t = torch.__derive_index(_28, 1, 1)
        one = torch.full_like(alpha0, lowest)
        two = torch.full_like(alpha0, lowest)
        if torch.gt(n, 0):
          _29 = torch.slice(one, 0, 1)
          _30 = torch.slice(alpha0, 0, None, -1)
          _31 = torch.copy_(_29, _30)
          _32 = torch.slice(two, 0, 2)
          _33 = torch.slice(alpha0, 0, None, -2)
          _34 = torch.copy_(_32, _33)
        else:
          pass
        two0 = torch.where(skip, two, torch.full_like(two, lowest))
        top = torch.maximum(torch.maximum(alpha0, one), two0)
        safe = torch.where(torch.eq(top, lowest), torch.zeros_like(top), top)
        _35 = torch.exp(torch.sub(alpha0, safe))
        _36 = torch.add(_35, torch.exp(torch.sub(one, safe)))
        _37 = torch.exp(torch.sub(two0, safe))
        total = torch.add(_36, _37)
        _38 = torch.add(torch.log(total), safe)
        _39 = torch.select(torch.select(x, 0, t), 0, b)
        _40 = torch.index_select(_39, 0, extended)
        alpha0 = torch.add(_38, _40)
      end = torch.select(alpha0, 0, torch.mul(2, n))
      if torch.gt(n, 0):
        _41 = torch.slice(alpha0, 0, torch.sub(torch.mul(2, n), 1))
        end0 = torch.logsumexp(_41, [0])
      else:
        end0 = end
      _42 = torch.append(losses, torch.neg(end0))
    offset = offset0
  loss = torch.stack(losses)
  if zero_infinity:
    loss1 = torch.where(torch.eq(loss, float("inf")), torch.zeros_like(loss), loss)
    loss0 = loss1
  else:
    loss0 = loss
  if torch.eq(reduction, 1):
    _44 = torch.clamp_min(torch.tensor(target_lengths), 1)
    _45 = torch.to(_44, ops.prim.dtype(loss0))
    _43 = torch.mean(torch.div(loss0, _45))
  else:
    if torch.eq(reduction, 2):
      _46 = torch.sum(loss0)
    else:
      if torch.eq(torch.dim(log_probs), 2):
        _47 = torch.squeeze(loss0, 0)
      else:
        _47 = loss0
      _46 = _47
    _43 = _46
  return _43
