def aten_index_fill_int_Scalar(self0: Tensor,
    dim: int,
    index: Tensor,
    value: number) -> Tensor:
  kind = ops.prim.dtype(self0)
  if torch.is_complex(torch.full([1], value)) and not torch.is_complex(self0):
    ops.prim.RaiseException("index_fill_(): Converting complex Scalar to non-complex type is not supported", "operator.RuntimeError")
  if ops.prim.dtype(index) != 4:
    ops.prim.RaiseException("index_fill_(): Expected dtype int64 for index.", "operator.IndexError")
  if index.dim() > 1:
    ops.prim.RaiseException("Index has to be a vector/scalar", "operator.RuntimeError")
  filling = torch.full([1], value, dtype=kind)
  x = torch.clone(self0)
  target = torch.unsqueeze(x, 0) if self0.dim() == 0 else x
  __torch__.errors.check_dim(target, dim)
  n = target.size(dim)
  strays = torch.masked_select(index, torch.__or__(torch.lt(index, -n), torch.ge(index, n)))
  if strays.numel() > 0:
    ops.prim.RaiseException("index {} is out of bounds for dimension {} with size {}".format(int(strays[0]), dim, n), "operator.IndexError")
  wrapped = torch.reshape(torch.where(torch.lt(index, 0), index + n, index), [-1])
  shape = torch.size(target)
  shape[dim] = wrapped.numel()
  view = [1] * target.dim()
  view[dim] = wrapped.numel()
  places = torch.expand(torch.view(wrapped, view), shape)
  torch.scatter_(target, dim, places, torch.expand(torch.reshape(filling, [1] * target.dim()), shape))
  return x
