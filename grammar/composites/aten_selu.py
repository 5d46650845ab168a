def aten_selu(self0: Tensor) -> Tensor:
  _0 = torch.elu(self0, 1.6732632423543772, 1.0507009873554805)
  return _0
