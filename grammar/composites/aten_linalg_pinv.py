def aten_linalg_pinv(self0: Tensor,
    rcond: float,
    hermitian: bool) -> Tensor:
  return torch.linalg_pinv(self0, atol=0., rtol=rcond, hermitian=hermitian)
