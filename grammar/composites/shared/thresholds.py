def singular_values(x: Tensor, hermitian: bool) -> Tensor:
  if hermitian:
    return torch.abs(torch.linalg_eigvalsh(x))
  return torch.linalg_svdvals(x)
def absolute(operator: str, x: Tensor, atol: Optional[Tensor]) -> Tensor:
  # What singular values must exceed: `atol`, or nothing.
  if atol is None:
    return torch.zeros([], dtype=7)
  __torch__.thresholds.check_real(operator, "atol", atol)
  return atol
def relative(operator: str, x: Tensor, atol: Tensor, rtol: Optional[Tensor]) -> Tensor:
  # The share of the largest one that they must exceed: `rtol`, or what rounding explains where `atol` says nothing.
  if rtol is None:
    eps = 2.2204460492503131e-16 if ops.prim.itemsize(torch.abs(x)) == 8 else 1.1920928955078125e-07
    share = eps * float(ops.prim.max(x.size(-1), x.size(-2)))
    return torch.where(torch.gt(atol, 0.), 0., torch.full([], share, dtype=7))
  __torch__.thresholds.check_real(operator, "rtol", rtol)
  return rtol
def check_real(operator: str, name: str, limit: Tensor) -> None:
  if torch.is_complex(limit):
    ops.prim.RaiseException(operator + ": " + name + " tensor of complex type is not supported. Got " + __torch__.errors.scalar_type(ops.prim.dtype(limit)), "operator.RuntimeError")
def number(value: Optional[float]) -> Optional[Tensor]:
  if value is None:
    return None
  return torch.full([], value, dtype=7)
