def aten_linalg_tensorinv(self0: Tensor,
    ind: int) -> Tensor:
  if torch.le(ind, 0):
    ops.prim.RaiseException("Expected a strictly positive integer for 'ind'", "operator.RuntimeError")
  else:
    pass
  sizes = torch.size(self0)
  rows = 1
  columns = 1
  for i in range(torch.len(sizes)):
    if torch.lt(i, ind):
      rows = torch.mul(rows, sizes[i])
    else:
      columns = torch.mul(columns, sizes[i])
  if torch.ne(rows, columns):
    _0 = torch.format("Expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), but got {} != {}", columns, rows)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  inverse = torch.linalg_inv(torch.reshape(self0, [rows, columns]))
  shape = torch.add(torch.slice(sizes, ind), torch.slice(sizes, 0, ind))
  return torch.reshape(inverse, shape)
