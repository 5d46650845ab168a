def aten_upsample_trilinear3d(self0: Tensor,
    output_size: List[int],
    align_corners: bool,
    scales_d: Optional[float],
    scales_h: Optional[float],
    scales_w: Optional[float]) -> Tensor:
  return __torch__.resize.linear(self0, output_size, align_corners, [scales_d, scales_h, scales_w])
