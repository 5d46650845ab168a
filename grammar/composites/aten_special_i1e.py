def aten_special_i1e(self0: Tensor) -> Tensor:
  x = __torch__.special.wide(self0, "i1e")
  return __torch__.special.rounded(__torch__.special.scaled_i(x, 1), self0)
