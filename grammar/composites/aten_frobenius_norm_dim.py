def aten_frobenius_norm_dim(self0: Tensor,
    dim: List[int],
    keepdim: bool) -> Tensor:
  _0 = torch.linalg_vector_norm(self0, 2, dim, keepdim)
  return _0
