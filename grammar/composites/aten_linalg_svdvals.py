def aten_linalg_svdvals(A: Tensor,
    driver: Optional[str]) -> Tensor:
  _0, _1, _2 = torch.linalg_svd(A, False)
  return _1
