def aten_inverse(self0: Tensor) -> Tensor:
  _0, _1 = torch.linalg_inv_ex(self0, check_errors=True)
  return _0
