def aten_linalg_matrix_rank_tol_tensor(input: Tensor,
    tol: Tensor,
    hermitian: bool) -> Tensor:
  if hermitian:
    values, _0 = torch.linalg_eigh(input)
    s = torch.abs(values)
  else:
    _1, s, _2 = torch.linalg_svd(input, False)
  return torch.sum(torch.gt(s, torch.unsqueeze(tol, -1)), [-1])
