def aten_special_modified_bessel_k1(self0: Tensor) -> Tensor:
  x = __torch__.special.wide(self0, "modified_bessel_k1_cpu")
  return __torch__.special.rounded(__torch__.special.scaled_k(x, 1) * torch.exp(-x), self0)
