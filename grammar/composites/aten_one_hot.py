def aten_one_hot(self0: Tensor,
    num_classes: int) -> Tensor:
  if torch.ne(ops.prim.dtype(self0), 4):
    ops.prim.RaiseException("one_hot is only applicable to index tensor of type LongTensor.", "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.numel(self0), 0):
    if torch.le(num_classes, 0):
      ops.prim.RaiseException("Can not infer total number of classes from empty tensor.", "operator.RuntimeError")
    else:
      pass
    classes = num_classes
  else:
    if torch.lt(int(torch.min(self0)), 0):
      ops.prim.RaiseException("Class values must be non-negative.", "operator.RuntimeError")
    else:
      pass
    greatest = int(torch.max(self0))
    if torch.eq(num_classes, -1):
      classes0 = torch.add(greatest, 1)
    else:
      if torch.le(num_classes, greatest):
        ops.prim.RaiseException("Class values must be smaller than num_classes.", "operator.RuntimeError")
      else:
        pass
      classes0 = num_classes
    classes = classes0
  _0 = torch.zeros(torch.add(torch.size(self0), [classes]), dtype=4)
  if torch.gt(torch.numel(self0), 0):
    _1 = torch.scatter_(_0, -1, torch.unsqueeze(self0, -1), 1)
  else:
    pass
  return _0
