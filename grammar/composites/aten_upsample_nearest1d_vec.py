def aten_upsample_nearest1d_vec(input: Tensor,
    output_size: Optional[List[int]],
    scale_factors: Optional[List[float]]) -> Tensor:
  sizes = __torch__.resize.sizes(input, output_size, scale_factors, 1)
  return torch.upsample_nearest1d(input, sizes, __torch__.resize.factor(scale_factors, 0))
