def aten_swapdims(self0: Tensor,
    dim0: int,
    dim1: int) -> Tensor:
  return torch.transpose(self0, dim0, dim1)
