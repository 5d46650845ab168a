def aten_special_modified_bessel_k0(self0: Tensor) -> Tensor:
  x = __torch__.special.wide(self0, "modified_bessel_k0_cpu")
  return __torch__.special.rounded(__torch__.special.scaled_k(x, 0) * torch.exp(-x), self0)
