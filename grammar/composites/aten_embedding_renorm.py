def aten_embedding_renorm(self0: Tensor,
    indices: Tensor,
    max_norm: float,
    norm_type: float) -> Tensor:
  rows, _0, _1 = torch._unique2(indices)
  chosen = torch.index_select(self0, 0, rows)
  norms = torch.norm(chosen, norm_type, [1], True)
  _2 = torch.add(norms, 9.9999999999999995e-08)
  scale = torch.mul(torch.reciprocal(_2), max_norm)
  scaled = torch.where(torch.gt(norms, max_norm), torch.mul(chosen, scale), chosen)
  _3 = torch.index_copy(self0, 0, rows, scaled)
  return _3
