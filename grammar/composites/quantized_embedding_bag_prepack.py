def quantized_embedding_bag_prepack(weight: Tensor) -> __torch__.torch.classes.quantized.EmbeddingPackedParamsBase:
  made = __torch__.torch.classes.quantized.EmbeddingPackedParamsBase.__new__(__torch__.torch.classes.quantized.EmbeddingPackedParamsBase)
  _0 = (made).__setstate__((1, [weight], annotate(List[float], []), [8]), )
  return made
