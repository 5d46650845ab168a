def aten_cov(self0: Tensor,
    correction: int,
    fweights: Optional[Tensor],
    aweights: Optional[Tensor]) -> Tensor:
  if torch.gt(torch.dim(self0), 2):
    ops.prim.RaiseException("cov(): expected input to have two or fewer dimensions but got an input with {} dimensions".format(self0.dim()), "operator.RuntimeError")
  else:
    pass
  if torch.lt(torch.dim(self0), 2):
    x = torch.reshape(self0, [1, -1])
  else:
    x = self0
  count = torch.size(x, 1)
  w = torch.ones([count], dtype=3)
  weighted = False
  if torch.__isnot__(fweights, None):
    w = unchecked_cast(Tensor, fweights)
    if torch.gt(torch.dim(w), 1):
      ops.prim.RaiseException(torch.format("cov(): expected fweights to have one or fewer dimensions but got fweights with {} dimensions", torch.dim(w)), "operator.RuntimeError")
    else:
      pass
    if torch.is_floating_point(w):
      ops.prim.RaiseException("cov(): expected fweights to have integral dtype but got fweights with {} dtype".format(__torch__.errors.scalar_type(ops.prim.dtype(w))), "operator.RuntimeError")
    else:
      pass
    if torch.ne(torch.numel(w), count):
      ops.prim.RaiseException(torch.format("cov(): expected fweights to have the same numel as there are observations in the input but got {} != {}", torch.numel(w), count), "operator.RuntimeError")
    else:
      pass
    if bool(torch.any(torch.lt(w, 0))):
      ops.prim.RaiseException("cov(): fweights cannot be negative", "operator.RuntimeError")
    else:
      pass
    weighted = True
  else:
    pass
  if torch.__isnot__(aweights, None):
    a = unchecked_cast(Tensor, aweights)
    if torch.gt(torch.dim(a), 1):
      ops.prim.RaiseException(torch.format("cov(): expected aweights to have one or fewer dimensions but got aweights with {} dimensions", torch.dim(a)), "operator.RuntimeError")
    else:
      pass
    if torch.__not__(torch.is_floating_point(a)):
      ops.prim.RaiseException("cov(): expected aweights to have floating point dtype but got aweights with {} dtype".format(__torch__.errors.scalar_type(ops.prim.dtype(a))), "operator.RuntimeError")
    else:
      pass
    if torch.ne(torch.numel(a), count):
      ops.prim.RaiseException(torch.format("cov(): expected aweights to have the same numel as there are observations in the input but got {} != {}", torch.numel(a), count), "operator.RuntimeError")
    else:
      pass
    if bool(torch.any(torch.lt(a, 0))):
      ops.prim.RaiseException("cov(): aweights cannot be negative", "operator.RuntimeError")
    else:
      pass
    if weighted:
      w1 = torch.mul(w, a)
    else:
      w1 = a
    total = torch.sum(w1)
    average = torch.div(torch.sum(torch.mul(x, w1), [1]), total)
    if torch.eq(correction, 0):
      norm = total
    else:
      norm = torch.sub(total, torch.mul(torch.div(torch.sum(torch.mul(w1, a)), total), correction))
    w = w1
  else:
    total0 = torch.sum(w)
    average = torch.div(torch.sum(torch.mul(x, w), [1]), total0)
    norm = torch.sub(total0, correction)
  if torch.le(float(norm), 0.):
    torch.warn("cov(): degrees of freedom is <= 0. Correction should be strictly less than the number of observations.", 2)
  else:
    pass
  safe = torch.clamp_min(norm, 0)
  centred = torch.sub(x, torch.unsqueeze(average, 1))
  scaled = torch.mul(centred, w)
  _0 = torch.mm(centred, torch.mH(torch.to(scaled, ops.prim.dtype(centred))))
  return torch.squeeze(torch.true_divide(_0, safe))
