def aten_special_i1(self0: Tensor) -> Tensor:
  x = __torch__.special.wide(self0, "i1")
  return __torch__.special.rounded(__torch__.special.scaled_i(x, 1) * torch.exp(torch.abs(x)), self0)
