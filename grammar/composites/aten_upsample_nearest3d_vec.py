def aten_upsample_nearest3d_vec(input: Tensor,
    output_size: Optional[List[int]],
    scale_factors: Optional[List[float]]) -> Tensor:
  sizes = __torch__.resize.sizes(input, output_size, scale_factors, 3)
  return torch.upsample_nearest3d(input, sizes, __torch__.resize.factor(scale_factors, 0), __torch__.resize.factor(scale_factors, 1), __torch__.resize.factor(scale_factors, 2))
