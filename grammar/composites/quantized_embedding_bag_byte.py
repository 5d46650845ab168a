def quantized_embedding_bag_byte(weight: __torch__.torch.classes.quantized.EmbeddingPackedParamsBase,
    indices: Tensor,
    offsets: Optional[Tensor],
    scale_grad_by_freq: bool,
    mode: int,
    pruned_weights: bool,
    per_sample_weights: Optional[Tensor],
    compressed_indices_mapping: Optional[Tensor],
    include_last_offset: bool) -> Tensor:
  if torch.__is__(offsets, None):
    if torch.eq(torch.dim(indices), 2):
      starts = torch.arange(0, torch.numel(indices), torch.size(indices, 1))
    else:
      ops.prim.RaiseException("embedding_bag_byte operator supports 1D or 2D indices with offsets", "operator.RuntimeError")
      starts = uninitialized(Tensor)
  else:
    starts = unchecked_cast(Tensor, offsets)
  _0, _1, _2, _3 = torch.embedding_bag(torch.dequantize(weight.weight), torch.reshape(indices, [-1]), starts, scale_grad_by_freq, 0, False, per_sample_weights, include_last_offset)
  return _0
