def aten_special_spherical_bessel_j0(x: Tensor) -> Tensor:
  wide = __torch__.special.wide(x, "spherical_bessel_j0_cpu")
  value = torch.where(torch.isinf(wide), torch.zeros_like(wide), torch.sinc(wide / 3.141592653589793))
  return __torch__.special.rounded(value, x)
