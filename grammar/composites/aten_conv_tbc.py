def aten_conv_tbc(self0: Tensor,
    weight: Tensor,
    bias: Tensor,
    pad: int) -> Tensor:
  x = torch.permute(self0, [1, 2, 0])
  _0 = torch.conv1d(x, torch.permute(weight, [2, 1, 0]), bias, [1], [pad])
  return torch.contiguous(torch.permute(_0, [2, 0, 1]))
