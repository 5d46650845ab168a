def aten__upsample_nearest_exact2d_vec(input: Tensor,
    output_size: Optional[List[int]],
    scale_factors: Optional[List[float]]) -> Tensor:
  sizes = __torch__.resize.sizes(input, output_size, scale_factors, 2)
  return torch._upsample_nearest_exact2d(input, sizes, __torch__.resize.factor(scale_factors, 0), __torch__.resize.factor(scale_factors, 1))
