def aten_hardsigmoid(self0: Tensor) -> Tensor:
  _0 = torch.clamp(torch.add(self0, 3), 0, 6)
  return torch.div(_0, 6)
