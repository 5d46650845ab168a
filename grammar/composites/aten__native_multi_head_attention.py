def aten__native_multi_head_attention(query: Tensor,
    key: Tensor,
    value: Tensor,
    embed_dim: int,
    num_head: int,
    qkv_weight: Tensor,
    qkv_bias: Tensor,
    proj_weight: Tensor,
    proj_bias: Tensor,
    mask: Optional[Tensor],
    need_weights: bool,
    average_attn_weights: bool,
    mask_type: Optional[int]) -> Tuple[Tensor, Tensor]:
  width = torch.floordiv(embed_dim, num_head)
  if torch.ne(torch.dim(query), 3):
    _0 = torch.format("expected 3-D `query`, got {}-D tensor", torch.dim(query))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  _1 = torch.ne(torch.remainder(embed_dim, num_head), 0)
  if _1:
    ops.prim.RaiseException("`embed_dim` must divide evenly by `num_heads`", "operator.RuntimeError")
  else:
    pass
  batch = torch.size(query, 0)
  w = torch.chunk(qkv_weight, 3)
  c = torch.chunk(qkv_bias, 3)
  _2 = torch.view(torch.linear(query, w[0], c[0]), [batch, -1, num_head, width])
  q = torch.div(torch.transpose(_2, 1, 2), torch.sqrt(width))
  _3 = torch.view(torch.linear(key, w[1], c[1]), [batch, -1, num_head, width])
  k = torch.transpose(_3, 1, 2)
  _4 = torch.view(torch.linear(value, w[2], c[2]), [batch, -1, num_head, width])
  v = torch.transpose(_4, 1, 2)
  scores = torch.matmul(q, torch.transpose(k, -2, -1))
  if torch.__isnot__(mask, None):
    mask0 = unchecked_cast(Tensor, mask)
    if torch.__isnot__(mask_type, None):
      mask_type0 = unchecked_cast(int, mask_type)
      if torch.eq(mask_type0, 1):
        hidden1 = torch.view(mask0, [batch, 1, 1, -1])
        hidden0 = hidden1
      else:
        hidden0 = mask0
      hidden = hidden0
    else:
      hidden = mask0
    _5 = torch.eq(ops.prim.dtype(hidden), 11)
    if _5:
      scores2 = torch.masked_fill(scores, hidden, torch.neg(float("inf")))
      scores1 = scores2
    else:
      scores1 = torch.add(scores, hidden)
    scores0 = scores1
  else:
    scores0 = scores
  weights = torch.softmax(scores0, -1)
  _6 = torch.transpose(torch.matmul(weights, v), 1, 2)
  joined = torch.reshape(_6, [batch, -1, embed_dim])
  out = torch.linear(joined, proj_weight, proj_bias)
  if torch.__not__(need_weights):
    _8 = torch.zeros([0], dtype=ops.prim.dtype(out))
    _7 = (out, _8)
  else:
    if average_attn_weights:
      weights0 = torch.mean(weights, [1])
    else:
      weights0 = weights
    _7 = (out, weights0)
  return _7
