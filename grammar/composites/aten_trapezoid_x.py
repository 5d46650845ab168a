def aten_trapezoid_x(y: Tensor,
    x: Tensor,
    dim: int) -> Tensor:
  if torch.eq(torch.dim(x), 1):
    widths0 = torch.diff(x)
    sizes = annotate(List[int], [])
    for i in range(torch.dim(y)):
      _0 = torch.append(sizes, 1)
    _1 = torch._set_item(sizes, dim, torch.size(widths0, 0))
    widths = torch.view(widths0, sizes)
  else:
    widths = torch.diff(x, 1, dim)
  n = torch.size(y, dim)
  _2 = torch.narrow(y, dim, 0, torch.sub(n, 1))
  _3 = torch.narrow(y, dim, 1, torch.sub(n, 1))
  pairs = torch.add(_2, _3)
  _4 = torch.sum(torch.mul(widths, pairs), [dim])
  return torch.div(_4, 2.)
