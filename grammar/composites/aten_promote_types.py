def aten_promote_types(type1: int,
    type2: int) -> int:
  _0 = torch.empty([1], dtype=type1)
  _1 = torch.empty([1], dtype=type2)
  return torch.result_type(_0, _1)
