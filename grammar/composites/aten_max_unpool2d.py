def aten_max_unpool2d(self0: Tensor,
    indices: Tensor,
    output_size: List[int]) -> Tensor:
  if torch.ne(ops.prim.dtype(indices), 4):
    _0 = torch.add("elements in indices should be type int64 but got: ", str(ops.prim.dtype(indices)))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.len(output_size), 2):
    _1 = torch.format("There should be exactly two elements (height, width) in output_size, but got {} elements.", torch.len(output_size))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.dim(self0), 3):
    _2 = torch.ne(torch.dim(self0), 4)
  else:
    _2 = False
  if _2:
    _3 = torch.format("Input to max_unpooling2d should be a 3d or 4d Tensor, but got a tensor with {} dimensions.", torch.dim(self0))
    ops.prim.RaiseException(_3, "operator.RuntimeError")
  else:
    pass
  _4 = torch.ne(torch.size(self0), torch.size(indices))
  if _4:
    _5 = torch.format("Expected shape of indices to be same as that of the input tensor ({}) but got indices tensor with shape: {}", torch.size(self0), torch.size(indices))
    ops.prim.RaiseException(_5, "operator.RuntimeError")
  else:
    pass
  sizes = torch.slice(torch.size(self0), None, -2)
  area = torch.mul(output_size[0], output_size[1])
  if torch.numel(self0) == 0:
    return torch.zeros(torch.add(sizes, output_size), dtype=ops.prim.dtype(self0))
  flat = torch.zeros(torch.add(sizes, [area]), dtype=ops.prim.dtype(self0))
  _6 = torch.reshape(indices, torch.add(sizes, [-1]))
  _7 = torch.reshape(self0, torch.add(sizes, [-1]))
  flat0 = torch.scatter(flat, -1, _6, _7)
  _8 = torch.view(flat0, torch.add(sizes, output_size))
  return __torch__.resize.like(_8, self0)
