def aten_scaled_dot_product_attention(query: Tensor,
    key: Tensor,
    value: Tensor,
    attn_mask: Optional[Tensor],
    dropout_p: float,
    is_causal: bool,
    scale: Optional[float],
    enable_gqa: bool) -> Tensor:
  if query.dim() < 2 or key.dim() < 2 or value.dim() < 2:
    ops.prim.RaiseException("Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: {} key.dim: {} and value.dim: {} instead.".format(query.dim(), key.dim(), value.dim()), "operator.RuntimeError")
  if torch.__is__(scale, None):
    _0 = torch.pow(float(torch.size(query, -1)), -0.5)
    factor = _0
  else:
    factor = unchecked_cast(float, scale)
  if enable_gqa:
    groups = torch.floordiv(torch.size(query, -3), torch.size(key, -3))
    k0 = torch.repeat_interleave(key, groups, -3)
    v0 = torch.repeat_interleave(value, groups, -3)
    k, v = k0, v0
  else:
    k, v = key, value
  scores = torch.matmul(torch.mul(query, factor), torch.transpose(k, -2, -1))
  if is_causal:
    if torch.__isnot__(attn_mask, None):
      ops.prim.RaiseException("_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True", "operator.RuntimeError")
    else:
      pass
    _1 = [torch.size(query, -2), torch.size(key, -2)]
    future = torch.triu(torch.ones(_1, dtype=11), 1)
    scores1 = torch.masked_fill(scores, future, torch.neg(float("inf")))
    scores0 = scores1
  else:
    scores0 = scores
  if torch.__isnot__(attn_mask, None):
    attn_mask0 = unchecked_cast(Tensor, attn_mask)
    _2 = torch.eq(ops.prim.dtype(attn_mask0), 11)
    if _2:
      scores4 = torch.masked_fill(scores0, torch.logical_not(attn_mask0), torch.neg(float("inf")))
      scores3 = scores4
    else:
      scores3 = torch.add(scores0, attn_mask0)
    scores2 = scores3
  else:
    scores2 = scores0
  weights = torch.softmax(scores2, -1)
  if torch.__isnot__(attn_mask, None):
    nothing = torch.all(torch.eq(scores2, torch.neg(float("inf"))), -1, True)
    _3 = torch.masked_fill(weights, nothing, 0)
    weights0 = _3
  else:
    weights0 = weights
  if torch.gt(dropout_p, 0.):
    weights2 = torch.dropout(weights0, dropout_p, True)
    weights1 = weights2
  else:
    weights1 = weights0
  return torch.matmul(weights1, v)
