def aten_complex(real: Tensor,
    imag: Tensor) -> Tensor:
  __torch__.errors.check_parts(real, imag)
  if ops.prim.dtype(real) == 5:
    __torch__.errors.not_implemented("complex_cpu", 5)
  a, b, = torch.broadcast_tensors([real, imag])
  return torch.view_as_complex(torch.stack([a, b], -1))
