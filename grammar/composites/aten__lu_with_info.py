def aten__lu_with_info(self0: Tensor,
    pivot: bool,
    check_errors: bool) -> Tuple[Tensor, Tensor, Tensor]:
  return torch.linalg_lu_factor_ex(self0, pivot=pivot, check_errors=check_errors)
