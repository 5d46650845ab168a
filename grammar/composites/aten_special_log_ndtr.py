def aten_special_log_ndtr(self0: Tensor) -> Tensor:
  x = __torch__.special.wide(self0, "log_ndtr")
  return __torch__.special.rounded(__torch__.special.log_ndtr(x), self0)
