def aten_logspace_Scalar_Tensor(start: number,
    end: Tensor,
    steps: int,
    base: float,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  __torch__.errors.check_end("logspace", "end", end.dim())
  return torch.logspace(start, end.item(), steps, base, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory)
