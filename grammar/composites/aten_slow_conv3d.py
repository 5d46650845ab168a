def aten_slow_conv3d(self0: Tensor,
    weight: Tensor,
    kernel_size: List[int],
    bias: Optional[Tensor],
    stride: List[int],
    padding: List[int]) -> Tensor:
  return torch.conv3d(self0, weight, bias, stride, padding)
