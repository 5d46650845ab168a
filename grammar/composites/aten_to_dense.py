def aten_to_dense(self0: Tensor,
    dtype: Optional[int],
    masked_grad: Optional[bool]) -> Tensor:
  if torch.__is__(dtype, None):
    result = self0
  else:
    result = torch.to(self0, unchecked_cast(int, dtype))
  return result
