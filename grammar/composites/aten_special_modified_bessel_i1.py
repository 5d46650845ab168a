def aten_special_modified_bessel_i1(self0: Tensor) -> Tensor:
  x = __torch__.special.wide(self0, "modified_bessel_i1_cpu")
  return __torch__.special.rounded(__torch__.special.scaled_i(x, 1) * torch.exp(torch.abs(x)), self0)
