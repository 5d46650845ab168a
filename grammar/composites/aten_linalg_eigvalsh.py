def aten_linalg_eigvalsh(self0: Tensor,
    UPLO: str) -> Tensor:
  _0, _1 = torch.linalg_eigh(self0, UPLO)
  return _0
