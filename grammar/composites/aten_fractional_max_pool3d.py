def aten_fractional_max_pool3d(self0: Tensor,
    kernel_size: List[int],
    output_size: List[int],
    random_samples: Tensor) -> Tuple[Tensor, Tensor]:
  if self0.dim() != 4 and self0.dim() != 5:
    ops.prim.RaiseException("fractional_max_pool3d_out(): Expected 4D or 5D tensor, but got: {}".format(torch.size(self0)), "operator.RuntimeError")
  if ops.prim.dtype(self0) != ops.prim.dtype(random_samples):
    ops.prim.RaiseException("Expect _random_samples to have the same dtype as input", "operator.RuntimeError")
  x = self0 if self0.dim() == 5 else self0.unsqueeze(0)
  values, places = __torch__.pooling.fractional(x, kernel_size, output_size, random_samples, [0, 1, 2], "fractional_max_pool3d(): pool size")
  if self0.dim() == 5:
    return values, places
  return values.squeeze(0), places.squeeze(0)
