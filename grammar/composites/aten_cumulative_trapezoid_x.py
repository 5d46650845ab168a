def aten_cumulative_trapezoid_x(y: Tensor,
    x: Tensor,
    dim: int) -> Tensor:
  n = torch.size(y, dim)
  if torch.eq(torch.dim(x), 1):
    shape = torch.mul([1], torch.dim(y))
    _0 = torch._set_item(shape, dim, torch.size(x, 0))
    places = torch.reshape(x, shape)
  else:
    places = x
  if torch.eq(n, 0):
    result = torch.zeros_like(y)
  else:
    m = torch.size(places, dim)
    widths = torch.sub(torch.narrow(places, dim, 1, torch.sub(m, 1)), torch.narrow(places, dim, 0, torch.sub(m, 1)))
    heights = torch.add(torch.narrow(y, dim, 1, torch.sub(n, 1)), torch.narrow(y, dim, 0, torch.sub(n, 1)))
    result = torch.div(torch.cumsum(torch.mul(widths, heights), dim), 2.)
  return result
