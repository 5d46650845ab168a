def aten_logspace_Tensor_Scalar(start: Tensor,
    end: number,
    steps: int,
    base: float,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  __torch__.errors.check_end("logspace", "start", start.dim())
  return torch.logspace(start.item(), end, steps, base, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory)
