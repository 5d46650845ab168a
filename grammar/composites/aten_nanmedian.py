def aten_nanmedian(self0: Tensor) -> Tensor:
  flat = torch.reshape(self0, [-1])
  return torch.median(torch.masked_select(flat, torch.logical_not(torch.isnan(flat))))
