def aten_narrow_copy(self0: Tensor,
    dim: int,
    start: int,
    length: int) -> Tensor:
  _0 = torch.narrow(self0, dim, start, length)
  return torch.clone(_0, memory_format=0)
