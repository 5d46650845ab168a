def aten_isin_Tensor_Scalar(elements: Tensor,
    test_element: number,
    assume_unique: bool,
    invert: bool) -> Tensor:
  elements = elements.contiguous()
  if invert:
    result = torch.ne(elements, test_element)
  else:
    result = torch.eq(elements, test_element)
  return result
