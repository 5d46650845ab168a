def aten_logspace_Tensor_Tensor(start: Tensor,
    end: Tensor,
    steps: int,
    base: float,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  __torch__.errors.check_ends("logspace", start.dim(), end.dim())
  return torch.logspace(start.item(), end.item(), steps, base, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory)
