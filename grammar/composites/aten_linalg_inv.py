def aten_linalg_inv(A: Tensor) -> Tensor:
  _0, _1 = torch.linalg_inv_ex(A, check_errors=True)
  return _0
