def aten_normal_Tensor_Tensor(mean: Tensor,
    std: Tensor,
    generator: Optional[Generator]) -> Tensor:
  shape = torch.broadcast_shapes(torch.size(mean), torch.size(std))
  x = torch.normal_(torch.empty(shape, dtype=ops.prim.dtype(mean)), 0., 1., generator=generator)
  return torch.add(torch.mul(x, std), mean)
