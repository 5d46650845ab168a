def quantized_embedding_bag_unpack(W_prepack: __torch__.torch.classes.quantized.EmbeddingPackedParamsBase) -> Tensor:
  return W_prepack.weight
