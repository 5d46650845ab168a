def aten_index_put(self0: Tensor,
    indices: List[Optional[Tensor]],
    values: Tensor,
    accumulate: bool) -> Tensor:
  _0 = torch.index_put_(torch.clone(self0), indices, values, accumulate)
  return _0
