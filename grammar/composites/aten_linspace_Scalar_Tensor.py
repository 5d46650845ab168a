def aten_linspace_Scalar_Tensor(start: number,
    end: Tensor,
    steps: int,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  __torch__.errors.check_end("linspace", "end", end.dim())
  return torch.linspace(start, end.item(), steps, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory)
