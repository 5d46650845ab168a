def aten_cross_entropy_loss(self0: Tensor,
    target: Tensor,
    weight: Optional[Tensor],
    reduction: int,
    ignore_index: int,
    label_smoothing: float) -> Tensor:
  if torch.eq(torch.size(self0), torch.size(target)):
    if torch.__not__(torch.is_floating_point(target)):
      ops.prim.RaiseException("Expected floating point type for target with class probabilities, got {}".format(__torch__.errors.scalar_type(ops.prim.dtype(target))), "operator.RuntimeError")
    else:
      pass
    if torch.ge(ignore_index, 0):
      ops.prim.RaiseException("ignore_index is not supported for floating point target", "operator.RuntimeError")
    else:
      pass
    if torch.__isnot__(weight, None):
      scales = unchecked_cast(Tensor, weight)
      if torch.eq(torch.dim(self0), 1):
        count = torch.size(self0, 0)
      else:
        count = torch.size(self0, 1)
      if torch.ne(torch.numel(scales), count):
        _13 = torch.format("cross_entropy: weight tensor should be defined either for all {} classes or no classes but got weight tensor of shape: {}", count, torch.size(scales))
        ops.prim.RaiseException(_13, "operator.RuntimeError")
      else:
        pass
    else:
      pass
  else:
    pass
  if torch.gt(label_smoothing, 1.):
    _14 = torch.format("label_smoothing must be between 0.0 and 1.0. Got: {}", label_smoothing)
    ops.prim.RaiseException(_14, "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.dim(self0), 1):
    channel = 0
  else:
    channel = 1
  logs = torch.log_softmax(self0, channel)
  _0 = torch.eq(torch.size(self0), torch.size(target))
  if _0:
    n = torch.size(self0, channel)
    if torch.gt(label_smoothing, 0.):
      _1 = torch.mul(target, torch.sub(1., label_smoothing))
      goal0 = torch.add(_1, torch.div(label_smoothing, n))
      goal = goal0
    else:
      goal = target
    terms = torch.mul(logs, goal)
    if torch.__isnot__(weight, None):
      weight0 = unchecked_cast(Tensor, weight)
      shape = torch.mul([1], torch.dim(self0))
      _2 = torch._set_item(shape, channel, n)
      terms1 = torch.mul(terms, torch.reshape(weight0, shape))
      terms0 = terms1
    else:
      terms0 = terms
    loss = torch.neg(torch.sum(terms0, [channel]))
    if torch.eq(reduction, 0):
      result0 = loss
    else:
      if torch.eq(reduction, 1):
        _3 = torch.sum(loss)
        _4 = torch.floordiv(torch.numel(self0), n)
        result2 = torch.div(_3, ops.prim.max(1, _4))
        result1 = result2
      else:
        result1 = torch.sum(loss)
      result0 = result1
    result = result0
  else:
    result3 = torch.nll_loss_nd(logs, target, weight, reduction, ignore_index)
    if torch.gt(label_smoothing, 0.):
      n0 = torch.size(self0, channel)
      if torch.__isnot__(weight, None):
        weight1 = unchecked_cast(Tensor, weight)
        shape0 = torch.mul([1], torch.dim(self0))
        _5 = torch._set_item(shape0, channel, n0)
        terms3 = torch.mul(logs, torch.reshape(weight1, shape0))
        terms2 = terms3
      else:
        terms2 = logs
      counted = torch.ne(target, ignore_index)
      smooth = torch.neg(torch.sum(terms2, [channel]))
      smooth0 = torch.where(counted, smooth, torch.zeros_like(smooth))
      if torch.eq(reduction, 0):
        extra = smooth0
      else:
        if torch.eq(reduction, 1):
          if torch.__isnot__(weight, None):
            weight2 = unchecked_cast(Tensor, weight)
            _6 = torch.where(counted, target, torch.zeros_like(target))
            classes = torch.reshape(_6, [-1])
            _7 = torch.index_select(weight2, 0, classes)
            _8 = torch.reshape(counted, [-1])
            _9 = torch.to(_8, ops.prim.dtype(logs))
            total0 = torch.sum(torch.mul(_7, _9))
            total = total0
          else:
            _10 = torch.to(counted, ops.prim.dtype(logs))
            total = torch.sum(_10)
          extra1 = torch.div(torch.sum(smooth0), total)
          extra0 = extra1
        else:
          extra0 = torch.sum(smooth0)
        extra = extra0
      _11 = torch.mul(result3, torch.sub(1., label_smoothing))
      _12 = torch.mul(extra, torch.div(label_smoothing, n0))
      result4 = torch.add(_11, _12)
    else:
      result4 = result3
    result = result4
  return result
