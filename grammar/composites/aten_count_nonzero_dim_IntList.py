def aten_count_nonzero_dim_IntList(self0: Tensor,
    dim: List[int]) -> Tensor:
  return torch.sum(torch.ne(self0, 0), dim)
