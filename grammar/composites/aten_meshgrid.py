def aten_meshgrid(tensors: List[Tensor]) -> List[Tensor]:
  out = annotate(List[Tensor], [])
  shape = annotate(List[int], [])
  for i in range(torch.len(tensors)):
    if torch.gt(torch.dim(tensors[i]), 1):
      _0 = torch.format("torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: {}", torch.size(tensors[i]))
      ops.prim.RaiseException(_0, "operator.RuntimeError")
    else:
      pass
    _1 = torch.append(shape, torch.numel(tensors[i]))
  for i0 in range(torch.len(tensors)):
    view = torch.mul([1], torch.len(tensors))
    _2 = torch._set_item(view, i0, torch.numel(tensors[i0]))
    _3 = torch.expand(torch.reshape(tensors[i0], view), shape)
    _4 = torch.append(out, _3)
  return out
