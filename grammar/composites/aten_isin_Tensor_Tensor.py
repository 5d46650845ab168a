def aten_isin_Tensor_Tensor(elements: Tensor,
    test_elements: Tensor,
    assume_unique: bool,
    invert: bool) -> Tensor:
  if torch.is_complex(elements):
    _0 = True
  else:
    _0 = torch.is_complex(test_elements)
  if _0:
    ops.prim.RaiseException("Unsupported input type encountered for isin(): complex", "operator.RuntimeError")
  else:
    pass
  count = torch.numel(test_elements)
  if torch.eq(count, 0):
    found = torch.zeros_like(elements, dtype=11)
  else:
    x = torch.add(elements, 0)
    known, _1 = torch.sort(torch.add(torch.reshape(test_elements, [-1]), 0))
    place = torch.clamp_max(torch.searchsorted(known, x), torch.sub(count, 1))
    near = torch.index_select(known, 0, torch.reshape(place, [-1]))
    found = torch.eq(torch.view(near, torch.size(x)), x)
  if invert:
    result = torch.logical_not(found)
  else:
    result = found
  return result
