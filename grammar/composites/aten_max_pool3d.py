def aten_max_pool3d(self0: Tensor,
    kernel_size: List[int],
    stride: List[int],
    padding: List[int],
    dilation: List[int],
    ceil_mode: bool) -> Tensor:
  _0, _1 = torch.max_pool3d_with_indices(self0, kernel_size, stride, padding, dilation, ceil_mode)
  return _0
