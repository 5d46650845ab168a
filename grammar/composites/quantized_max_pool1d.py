def quantized_max_pool1d(qx: Tensor,
    kernel_size: List[int],
    stride: List[int],
    padding: List[int],
    dilation: List[int],
    ceil_mode: bool) -> Tensor:
  return torch.max_pool1d(qx, kernel_size, stride, padding, dilation, ceil_mode)
