def aten__upsample_bilinear2d_aa(self0: Tensor,
    output_size: List[int],
    align_corners: bool,
    scales_h: Optional[float],
    scales_w: Optional[float]) -> Tensor:
  return __torch__.resize.antialiased(self0, output_size, align_corners, [scales_h, scales_w], 1)
