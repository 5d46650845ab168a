def aten_polar(abs: Tensor,
    angle: Tensor) -> Tensor:
  __torch__.errors.check_parts(abs, angle)
  if ops.prim.dtype(abs) == 5:
    __torch__.errors.not_implemented("polar_cpu", 5)
  a, b, = torch.broadcast_tensors([abs, angle])
  return torch.view_as_complex(torch.stack([torch.mul(a, torch.cos(b)), torch.mul(a, torch.sin(b))], -1))
