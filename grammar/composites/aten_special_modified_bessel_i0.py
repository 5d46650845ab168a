def aten_special_modified_bessel_i0(self0: Tensor) -> Tensor:
  x = __torch__.special.wide(self0, "modified_bessel_i0_cpu")
  return __torch__.special.rounded(__torch__.special.scaled_i(x, 0) * torch.exp(torch.abs(x)), self0)
