def aten_nonzero_numpy(self0: Tensor) -> List[Tensor]:
  if torch.eq(torch.dim(self0), 0):
    x = torch.unsqueeze(self0, 0)
  else:
    x = self0
  return torch.unbind(torch.nonzero(x), 1)
