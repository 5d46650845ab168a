def aten_is_inference(self0: Tensor) -> bool:
  return False
