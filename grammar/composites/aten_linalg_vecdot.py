def aten_linalg_vecdot(x: Tensor,
    y: Tensor,
    dim: int) -> Tensor:
  if torch.is_floating_point(x):
    pass
  else:
    if torch.__not__(torch.is_complex(x)):
      ops.prim.RaiseException("linalg.vecdot: Expected a floating point or complex tensor as input.", "operator.RuntimeError")
    else:
      pass
  return torch.sum(torch.mul(torch.conj_physical(x), y), [dim], False, dtype=ops.prim.dtype(x))
