def aten_dequantize_tensors(tensors: List[Tensor]) -> List[Tensor]:
  result = annotate(List[Tensor], [])
  for i in range(torch.len(tensors)):
    _0 = torch.append(result, torch.dequantize(tensors[i]))
  return result
