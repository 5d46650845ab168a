def aten__upsample_lanczos2d_aa_vec(input: Tensor,
    output_size: Optional[List[int]],
    align_corners: bool,
    scale_factors: Optional[List[float]]) -> Tensor:
  sizes = __torch__.resize.sizes(input, output_size, scale_factors, 2)
  return torch._upsample_lanczos2d_aa(input, sizes, align_corners, __torch__.resize.factor(scale_factors, 0), __torch__.resize.factor(scale_factors, 1))
