def aten_embedding_bag(weight: Tensor,
    indices: Tensor,
    offsets: Tensor,
    scale_grad_by_freq: bool,
    mode: int,
    sparse: bool,
    per_sample_weights: Optional[Tensor],
    include_last_offset: bool) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
  _0, _1, _2, _3 = torch.embedding_bag(weight, indices, offsets, scale_grad_by_freq, mode, sparse, per_sample_weights, include_last_offset, None)
  return (_0, _1, _2, _3)
