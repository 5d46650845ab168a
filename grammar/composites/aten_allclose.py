def aten_allclose(self0: Tensor,
    other: Tensor,
    rtol: float,
    atol: float,
    equal_nan: bool) -> bool:
  _0 = torch.isclose(self0, other, rtol, atol, equal_nan)
  return bool(torch.all(_0))
