def aten_nextafter(self0: Tensor,
    other: Tensor) -> Tensor:
  dtype = (self0 + other).dtype
  if dtype != 5 and dtype != 6 and dtype != 7 and dtype != 15:
    __torch__.errors.not_implemented("nextafter_cpu", dtype)
  x, y = torch.broadcast_tensors([self0.to(dtype), other.to(dtype)])
  whole = 3 if dtype == 6 else 4 if dtype == 7 else 2
  bits = torch.view(x.contiguous(), dtype=whole)
  # Neighbours differ by one in their bits, that count away from 0 on either side.
  away = torch.where((y > x) == (x > 0), torch.ones_like(bits), -torch.ones_like(bits))
  least = torch.view(torch.ones_like(bits), dtype=dtype)
  moved = torch.where(x == 0, torch.copysign(least, y), torch.view(bits + away, dtype=dtype))
  return torch.where(torch.isnan(x), x, torch.where(torch.isnan(y) | (x == y), y, moved))
