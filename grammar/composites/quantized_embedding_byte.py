def quantized_embedding_byte(weight: __torch__.torch.classes.quantized.EmbeddingPackedParamsBase,
    indices: Tensor,
    pruned_weights: bool) -> Tensor:
  return torch.embedding(torch.dequantize(weight.weight), indices)
