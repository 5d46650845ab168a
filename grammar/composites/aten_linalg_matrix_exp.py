def aten_linalg_matrix_exp(self0: Tensor) -> Tensor:
  if torch.lt(torch.dim(self0), 2):
    ops.prim.RaiseException("linalg.matrix_exp: The input tensor A must have at least 2 dimensions.", "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.size(self0, -1), torch.size(self0, -2)):
    _0 = torch.format("linalg.matrix_exp: A must be batches of square matrices, but they are {} by {} matrices", torch.size(self0, -2), torch.size(self0, -1))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.numel(self0), 0):
    result = torch.clone(self0)
  else:
    size = float(torch.max(torch.sum(torch.abs(self0), [-1])))
    halvings = 0
    while torch.gt(size, 0.5):
      size = torch.mul(size, 0.5)
      halvings = torch.add(halvings, 1)
    x = torch.mul(self0, torch.pow(0.5, halvings))
    eye = torch.eye(torch.size(self0, -1), dtype=ops.prim.dtype(self0))
    result = torch.expand(eye, torch.size(self0))
    for i in range(16):
      result = torch.add(eye, torch.div(torch.matmul(x, result), torch.sub(16, i)))
    for i0 in range(halvings):
      result = torch.matmul(result, result)
  return result
