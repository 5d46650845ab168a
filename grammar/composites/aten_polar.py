def aten_polar(abs: Tensor,
    angle: Tensor) -> Tensor:
  _0 = torch.ne(ops.prim.dtype(abs), ops.prim.dtype(angle))
  if _0:
    _1 = torch.format("Expected object of scalar type {} but got scalar type {} for second argument", ops.prim.dtype(abs), ops.prim.dtype(angle))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  if torch.ne(ops.prim.dtype(abs), 6):
    _2 = torch.ne(ops.prim.dtype(abs), 7)
  else:
    _2 = False
  if _2:
    _3 = torch.format("Expected both inputs to be Half, Float or Double tensors but got {} and {}", ops.prim.dtype(abs), ops.prim.dtype(angle))
    ops.prim.RaiseException(_3, "operator.RuntimeError")
  else:
    pass
  a, b, = torch.broadcast_tensors([abs, angle])
  _4 = [torch.mul(a, torch.cos(b)), torch.mul(a, torch.sin(b))]
  _5 = torch.view_as_complex(torch.stack(_4, -1))
  return _5
