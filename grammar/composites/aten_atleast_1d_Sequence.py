def aten_atleast_1d_Sequence(tensors: List[Tensor]) -> List[Tensor]:
  _0 = annotate(List[Tensor], [])
  for _1 in range(torch.len(tensors)):
    t = tensors[_1]
    _2 = torch.append(_0, torch.atleast_1d(t))
  return _0
