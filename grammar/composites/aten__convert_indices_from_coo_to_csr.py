def aten__convert_indices_from_coo_to_csr(self0: Tensor,
    size: int,
    out_int32: bool) -> Tensor:
  rows = torch.arange(torch.add(size, 1), dtype=ops.prim.dtype(self0))
  return torch.searchsorted(self0, rows, out_int32=out_int32)
