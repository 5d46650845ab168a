def aten_linspace_Tensor_Tensor(start: Tensor,
    end: Tensor,
    steps: int,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  __torch__.errors.check_ends("linspace", start.dim(), end.dim())
  return torch.linspace(start.item(), end.item(), steps, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory)
