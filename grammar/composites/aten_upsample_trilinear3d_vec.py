def aten_upsample_trilinear3d_vec(input: Tensor,
    output_size: Optional[List[int]],
    align_corners: bool,
    scale_factors: Optional[List[float]]) -> Tensor:
  sizes = __torch__.resize.sizes(input, output_size, scale_factors, 3)
  return torch.upsample_trilinear3d(input, sizes, align_corners, __torch__.resize.factor(scale_factors, 0), __torch__.resize.factor(scale_factors, 1), __torch__.resize.factor(scale_factors, 2))
