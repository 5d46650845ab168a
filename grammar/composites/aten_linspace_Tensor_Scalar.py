def aten_linspace_Tensor_Scalar(start: Tensor,
    end: number,
    steps: int,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  __torch__.errors.check_end("linspace", "start", start.dim())
  return torch.linspace(start.item(), end, steps, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory)
