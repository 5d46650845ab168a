def aten_atleast_1d(self0: Tensor) -> Tensor:
  if torch.eq(torch.dim(self0), 0):
    self1 = torch.reshape(self0, [1])
  else:
    self1 = self0
  return self1
