def aten_upsample_linear1d(self0: Tensor,
    output_size: List[int],
    align_corners: bool,
    scales: Optional[float]) -> Tensor:
  return __torch__.resize.linear(self0, output_size, align_corners, [scales])
