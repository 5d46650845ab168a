def aten_isin_Scalar_Tensor(element: number,
    test_elements: Tensor,
    assume_unique: bool,
    invert: bool) -> Tensor:
  found = torch.any(torch.eq(test_elements, element))
  if invert:
    result = torch.logical_not(found)
  else:
    result = found
  return result
