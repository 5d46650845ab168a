def aten_kron(self0: Tensor,
    other: Tensor) -> Tensor:
  n = ops.prim.max(torch.dim(self0), torch.dim(other))
  shape = annotate(List[int], [])
  a = self0
  for i in range(torch.sub(n, torch.dim(self0))):
    a = torch.unsqueeze(a, 0)
  b = other
  for i0 in range(torch.sub(n, torch.dim(other))):
    b = torch.unsqueeze(b, 0)
  a0 = a
  b0 = b
  for i1 in range(n):
    a1 = torch.unsqueeze(a0, torch.add(torch.mul(2, i1), 1))
    b1 = torch.unsqueeze(b0, torch.mul(2, i1))
    a0, b0 = a1, b1
  out = torch.mul(a0, b0)
  for i2 in range(n):
    _0 = torch.size(out, torch.mul(2, i2))
    _1 = torch.size(out, torch.add(torch.mul(2, i2), 1))
    _2 = torch.append(shape, torch.mul(_0, _1))
  return torch.reshape(out, shape)
