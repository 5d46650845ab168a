def aten_atleast_2d(self0: Tensor) -> Tensor:
  if torch.eq(torch.dim(self0), 0):
    result = torch.reshape(self0, [1, 1])
  else:
    if torch.eq(torch.dim(self0), 1):
      result0 = torch.unsqueeze(self0, 0)
    else:
      result0 = self0
    result = result0
  return result
