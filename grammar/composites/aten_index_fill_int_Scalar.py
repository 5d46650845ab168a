def aten_index_fill_int_Scalar(self0: Tensor,
    dim: int,
    index: Tensor,
    value: number) -> Tensor:
  x = torch.clone(self0)
  if torch.eq(torch.dim(self0), 0):
    target = torch.unsqueeze(x, 0)
  else:
    target = x
  n = torch.size(target, dim)
  _0 = torch.where(torch.lt(index, 0), torch.add(index, n), index)
  wrapped = torch.reshape(_0, [-1])
  shape = torch.size(target)
  _1 = torch._set_item(shape, dim, torch.numel(wrapped))
  view = torch.mul([1], torch.dim(target))
  _2 = torch._set_item(view, dim, torch.numel(wrapped))
  _3 = torch.expand(torch.view(wrapped, view), shape)
  _4 = torch.scatter_(target, dim, _3, value)
  return x
