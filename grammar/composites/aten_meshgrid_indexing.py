def aten_meshgrid_indexing(tensors: List[Tensor],
    indexing: str) -> List[Tensor]:
  if torch.ne(indexing, "xy"):
    _0 = torch.ne(indexing, "ij")
  else:
    _0 = False
  if _0:
    _1 = torch.format("torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: {}", indexing)
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  if torch.eq(indexing, "xy"):
    swapped = torch.ge(torch.len(tensors), 2)
  else:
    swapped = False
  if swapped:
    given0 = torch.add([tensors[1], tensors[0]], torch.slice(tensors, 2))
    given = given0
  else:
    given = tensors
  made = torch.meshgrid(given)
  if swapped:
    made1 = torch.add([made[1], made[0]], torch.slice(made, 2))
    made0 = made1
  else:
    made0 = made
  return made0
