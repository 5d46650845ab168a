def aten_complex(real: Tensor,
    imag: Tensor) -> Tensor:
  _0 = torch.ne(ops.prim.dtype(real), ops.prim.dtype(imag))
  if _0:
    _1 = torch.format("Expected object of scalar type {} but got scalar type {} for second argument", ops.prim.dtype(real), ops.prim.dtype(imag))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  if torch.ne(ops.prim.dtype(real), 6):
    _2 = torch.ne(ops.prim.dtype(real), 7)
  else:
    _2 = False
  if _2:
    _3 = torch.format("Expected both inputs to be Half, Float or Double tensors but got {} and {}", ops.prim.dtype(real), ops.prim.dtype(imag))
    ops.prim.RaiseException(_3, "operator.RuntimeError")
  else:
    pass
  a, b, = torch.broadcast_tensors([real, imag])
  _4 = torch.view_as_complex(torch.stack([a, b], -1))
  return _4
