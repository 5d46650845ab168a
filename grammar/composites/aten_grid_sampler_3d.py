def aten_grid_sampler_3d(input: Tensor,
    grid: Tensor,
    interpolation_mode: int,
    padding_mode: int,
    align_corners: bool) -> Tensor:
  batch = torch.size(input, 0)
  if input.dim() != 5:
    ops.prim.RaiseException("grid_sampler_3d(): expected 5D input and grid with same number of dimensions, but got input with sizes {} and grid with sizes {}".format(torch.size(input), torch.size(grid)), "operator.RuntimeError")
  return torch.grid_sampler(input, grid, interpolation_mode, padding_mode, align_corners)
