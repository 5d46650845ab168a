def prim_nbytes(a: Tensor) -> int:
  return torch.mul(torch.element_size(a), torch.numel(a))
