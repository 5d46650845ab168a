def aten_linalg_pinv_atol_rtol_float(self0: Tensor,
    atol: Optional[float],
    rtol: Optional[float],
    hermitian: bool) -> Tensor:
  low, share = __torch__.thresholds.number(atol), __torch__.thresholds.number(rtol)
  return torch.linalg_pinv(self0, atol=low, rtol=share, hermitian=hermitian)
