def aten__transformer_encoder_layer_fwd(src: Tensor,
    embed_dim: int,
    num_heads: int,
    qkv_weight: Tensor,
    qkv_bias: Tensor,
    proj_weight: Tensor,
    proj_bias: Tensor,
    use_gelu: bool,
    norm_first: bool,
    eps: float,
    norm_weight_1: Tensor,
    norm_bias_1: Tensor,
    norm_weight_2: Tensor,
    norm_bias_2: Tensor,
    ffn_weight_1: Tensor,
    ffn_bias_1: Tensor,
    ffn_weight_2: Tensor,
    ffn_bias_2: Tensor,
    mask: Optional[Tensor],
    mask_type: Optional[int]) -> Tensor:
  shape = [embed_dim]
  if norm_first:
    x0 = torch.layer_norm(src, shape, norm_weight_1, norm_bias_1, eps)
    x = x0
  else:
    x = src
  x1, _0 = torch._native_multi_head_attention(x, x, x, embed_dim, num_heads, qkv_weight, qkv_bias, proj_weight, proj_bias, mask, False, True, mask_type)
  x2 = torch.add(x1, src)
  if torch.__not__(norm_first):
    x4 = torch.layer_norm(x2, shape, norm_weight_1, norm_bias_1, eps)
    x3 = x4
  else:
    x3 = x2
  if norm_first:
    x6 = torch.layer_norm(x3, shape, norm_weight_2, norm_bias_2, eps)
    x5 = x6
  else:
    x5 = x3
  x7 = torch.linear(x5, ffn_weight_1, ffn_bias_1)
  if use_gelu:
    x8 = torch.gelu(x7)
  else:
    x8 = torch.relu(x7)
  _1 = torch.linear(x8, ffn_weight_2, ffn_bias_2)
  x9 = torch.add(_1, x3)
  if torch.__not__(norm_first):
    x11 = torch.layer_norm(x9, shape, norm_weight_2, norm_bias_2, eps)
    x10 = x11
  else:
    x10 = x9
  return x10
