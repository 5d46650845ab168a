def aten_log_sigmoid(self0: Tensor) -> Tensor:
  _0 = torch.neg(torch.softplus(torch.neg(self0)))
  return torch.contiguous(_0)
