def aten_atleast_3d(self0: Tensor) -> Tensor:
  if torch.eq(torch.dim(self0), 0):
    result = torch.reshape(self0, [1, 1, 1])
  else:
    if torch.eq(torch.dim(self0), 1):
      result1 = torch.unsqueeze(torch.unsqueeze(self0, 0), -1)
      result0 = result1
    else:
      if torch.eq(torch.dim(self0), 2):
        result2 = torch.unsqueeze(self0, -1)
      else:
        result2 = self0
      result0 = result2
    result = result0
  return result
