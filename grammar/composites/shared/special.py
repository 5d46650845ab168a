def wide(x: Tensor, operator: str) -> Tensor:
  # The functions are computed in double precision and rounded once.
  if x.is_complex():
    __torch__.errors.not_implemented(operator, x.dtype)
  return x.to(7)
def rounded(y: Tensor, x: Tensor) -> Tensor:
  return y.to(x.dtype if x.is_floating_point() else 6)
def polynomial(z: Tensor, factors: List[float]) -> Tensor:
  total = torch.full_like(z, factors[0])
  for factor in factors[1:]:
    total = total * z + factor
  return total
def ratio(z: Tensor, above: List[float], below: List[float]) -> Tensor:
  return __torch__.special.polynomial(z, above) / __torch__.special.polynomial(z, below)
def chebyshev(y: Tensor, factors: List[float]) -> Tensor:
  # Half of the first factor, and all others, times Chebyshev's polynomials of y / 2: Clenshaw's sum.
  a, b, c = torch.full_like(y, factors[0]), torch.zeros_like(y), torch.zeros_like(y)
  for factor in factors[1:]:
    a, b, c = y * a - b + factor, a, b
  return (a - c) * 0.5
def waves(x: Tensor, phase: float, second: bool, p: List[List[float]], q: List[List[float]]) -> Tensor:
  # Hankel's form of Bessel's functions, for x above 5.
  step = 5. / x
  z = step * step
  even, odd = __torch__.special.ratio(z, p[0], p[1]), step * __torch__.special.ratio(z, q[0], q[1])
  c, s = torch.cos(x - phase), torch.sin(x - phase)
  wave = even * s + odd * c if second else even * c - odd * s
  return wave * 0.7978845608028654 / torch.sqrt(x)
def positive(y: Tensor, x: Tensor, at_zero: float) -> Tensor:
  # y where x is above 0.
  edge = torch.where(x < 0, torch.full_like(x, float("nan")), torch.full_like(x, at_zero))
  return torch.where(x <= 0, edge, y)
def scaled_i(x: Tensor, order: int) -> Tensor:
  # exp(-|x|) times the modified function of the first kind.
  if order == 0:
    a = [-4.4153416464793395e-18, 3.3307945188222384e-17, -2.431279846547955e-16, 1.715391285555133e-15,
      -1.1685332877993451e-14, 7.676185498604936e-14, -4.856446783111929e-13, 2.95505266312964e-12,
      -1.726826291441556e-11, 9.675809035373237e-11, -5.189795601635263e-10, 2.6598237246823866e-09,
      -1.300025009986248e-08, 6.046995022541919e-08, -2.670793853940612e-07, 1.1173875391201037e-06,
      -4.4167383584587505e-06, 1.6448448070728896e-05, -5.754195010082104e-05, 0.00018850288509584165,
      -0.0005763755745385824, 0.0016394756169413357, -0.004324309995050576, 0.010546460394594998,
      -0.02373741480589947, 0.04930528423967071, -0.09490109704804764, 0.17162090152220877, -0.3046826723431984,
      0.6767952744094761]
    b = [-7.233180487874754e-18, -4.830504485944182e-18, 4.46562142029676e-17, 3.461222867697461e-17,
      -2.8276239805165836e-16, -3.425485619677219e-16, 1.7725601330565263e-15, 3.8116806693526224e-15,
      -9.554846698828307e-15, -4.150569347287222e-14, 1.54008621752141e-14, 3.8527783827421426e-13,
      7.180124451383666e-13, -1.7941785315068062e-12, -1.3215811840447713e-11, -3.1499165279632416e-11,
      1.1889147107846439e-11, 4.94060238822497e-10, 3.3962320257083865e-09, 2.266668990498178e-08,
      2.0489185894690638e-07, 2.8913705208347567e-06, 6.889758346916825e-05, 0.0033691164782556943,
      0.8044904110141088]
  else:
    a = [2.7779141127610464e-18, -2.111421214358166e-17, 1.5536319577362005e-16, -1.1055969477353862e-15,
      7.600684294735408e-15, -5.042185504727912e-14, 3.223793365945575e-13, -1.9839743977649436e-12,
      1.1736186298890901e-11, -6.663489723502027e-11, 3.625590281552117e-10, -1.8872497517228294e-09,
      9.381537386495773e-09, -4.445059128796328e-08, 2.0032947535521353e-07, -8.568720264695455e-07,
      3.4702513081376785e-06, -1.3273163656039436e-05, 4.781565107550054e-05, -0.00016176081582589674,
      0.0005122859561685758, -0.0015135724506312532, 0.004156422944312888, -0.010564084894626197,
      0.024726449030626516, -0.05294598120809499, 0.1026436586898471, -0.17641651835783406, 0.25258718644363365]
    b = [7.517296310842105e-18, 4.414348323071708e-18, -4.6503053684893586e-17, -3.209525921993424e-17,
      2.96262899764595e-16, 3.3082023109209285e-16, -1.8803547755107825e-15, -3.8144030724370075e-15,
      1.0420276984128802e-14, 4.272440016711951e-14, -2.1015418427726643e-14, -4.0835511110921974e-13,
      -7.198551776245908e-13, 2.0356285441470896e-12, 1.4125807436613782e-11, 3.2526035830154884e-11,
      -1.8974958123505413e-11, -5.589743462196584e-10, -3.835380385964237e-09, -2.6314688468895196e-08,
      -2.512236237870209e-07, -3.882564808877691e-06, -0.00011058893876262371, -0.009761097491361469,
      0.7785762350182801]
  size = torch.abs(x)
  near = __torch__.special.chebyshev(size / 2 - 2, a)
  far = __torch__.special.chebyshev(32. / torch.clamp_min(size, 8.) - 2, b) / torch.sqrt(size)
  if order == 0:
    return torch.where(size <= 8, near, far)
  return torch.where(size <= 8, near * size, far) * torch.sign(x)
def scaled_k(x: Tensor, order: int) -> Tensor:
  # exp(x) times the modified function of the second kind.
  if order == 0:
    a = [1.374465435613523e-16, 4.25981614279661e-14, 1.0349695257633842e-11, 1.904516377220209e-09,
      2.5347910790261494e-07, 2.286212103119452e-05, 0.001264615411446926, 0.0359799365153615, 0.3442898999246285,
      -0.5353273932339028]
    b = [5.300433772686263e-18, -1.6475804301524212e-17, 5.2103915050390274e-17, -1.678231096805412e-16,
      5.512055978524319e-16, -1.848593377343779e-15, 6.3400764774050706e-15, -2.2275133269916698e-14,
      8.032890775363575e-14, -2.9800969231727303e-13, 1.140340588208475e-12, -4.514597883373944e-12,
      1.8559491149547177e-11, -7.957489244477107e-11, 3.577397281400301e-10, -1.69753450938906e-09,
      8.574034017414225e-09, -4.660489897687948e-08, 2.766813639445015e-07, -1.8317555227191195e-06,
      1.39498137188765e-05, -0.00012849549581627802, 0.0015698838857300533, -0.0314481013119645, 2.4403030820659555]
  else:
    a = [-7.023863479386288e-18, -2.427449850519366e-15, -6.666901694199329e-13, -1.4114883926335278e-10,
      -2.213387630734726e-08, -2.4334061415659684e-06, -0.0001730288957513052, -0.006975723859639864,
      -0.12261118082265715, -0.3531559607765449, 1.5253002273389478]
    b = [-5.756744483665017e-18, 1.7940508731475592e-17, -5.689462558442859e-17, 1.838093544366639e-16,
      -6.057047248373319e-16, 2.038703165624334e-15, -7.019837090418314e-15, 2.4771544244813043e-14,
      -8.976705182324994e-14, 3.3484196660784293e-13, -1.2891739609510289e-12, 5.13963967348173e-12,
      -2.1299678384275683e-11, 9.218315187605006e-11, -4.1903547593418965e-10, 2.015049755197033e-09,
      -1.0345762465678097e-08, 5.7410841254500495e-08, -3.5019606030878126e-07, 2.406484947837217e-06,
      -1.936197974166083e-05, 0.00019521551847135162, -0.002857816859622779, 0.10392373657681724, 2.7206261904844427]
  small = torch.clamp(x, 0., 2.)
  near = __torch__.special.chebyshev(small * small - 2, a)
  whole = __torch__.special.scaled_i(small, order) * torch.exp(small) * torch.log(small / 2)
  near = near - whole if order == 0 else near / small + whole
  far = __torch__.special.chebyshev(8. / torch.clamp_min(x, 2.) - 2, b) / torch.sqrt(x)
  return __torch__.special.positive(torch.where(x <= 2, near * torch.exp(small), far), x, float("inf"))
def erfcx(x: Tensor) -> Tensor:
  # The asymptotic series where erfc is near its least numbers.
  far = torch.clamp_min(x, 20.)
  z = 0.5 / (far * far)
  series = (1 - z * (1 - 3 * z * (1 - 5 * z * (1 - 7 * z * (1 - 9 * z))))) / (far * 1.772453850905516)
  return torch.where(x < 20, torch.exp(x * x) * torch.erfc(x), series)
def log_ndtr(x: Tensor) -> Tensor:
  t = x * 0.7071067811865476
  low = torch.log(__torch__.special.erfcx(-t) / 2) - t * t
  return torch.where(x < -1, low, torch.log1p(torch.erfc(t) * -0.5))
def gamma_share(order: Tensor, bound: Tensor, upper: bool, operator: str) -> Tensor:
  # The share of the gamma function's integral that lies below `bound`, or above it.
  kind = torch.result_type(order, bound)
  if kind < 5 or kind > 8 and kind != 15:
    __torch__.errors.not_implemented(operator, kind)
  given, until = torch.broadcast_tensors([order.to(7), bound.to(7)])
  plain = (given > 0) & (until > 0) & torch.isfinite(given) & torch.isfinite(until)
  one = torch.ones_like(given)
  a, x = torch.where(plain, given, one), torch.where(plain, until, one)
  scale = torch.exp(a * torch.log(x) - x - torch.lgamma(a))
  near = x < a + 1.
  # A power series below the order, a continued fraction above it.
  s, t = torch.where(near, x, one), 1. / a
  total, n = t, a
  going = True
  while going:
    n = n + 1.
    t = t * s / n
    total = total + t
    going = bool(torch.any(t > total * 1e-17))
  below = total * scale
  f = torch.where(near, a + 1., x)
  b = f + 1. - a
  c, d = torch.full_like(f, 1e300), 1. / b
  h = d
  i = 0.
  going = True
  while going:
    i = i + 1.
    by = (a - i) * i
    b = b + 2.
    d = by * d + b
    d = 1. / torch.where(torch.abs(d) < 1e-300, torch.full_like(d, 1e-300), d)
    c = b + by / c
    c = torch.where(torch.abs(c) < 1e-300, torch.full_like(c, 1e-300), c)
    h = h * d * c
    going = i < 20000. and bool(torch.any(torch.abs(d * c - 1.) > 1e-15))
  above = h * scale
  result = torch.where(near, 1. - below, above) if upper else torch.where(near, below, 1. - above)
  # At the edges: all of it, nothing of it, or no number.
  whole, none = (0., 1.) if upper else (1., 0.)
  nan = torch.full_like(given, float("nan"))
  result = torch.where(plain, result, nan)
  result = torch.where((until == 0) & (given > 0) | torch.isinf(given) & torch.isfinite(until), torch.full_like(given, none), result)
  result = torch.where((given == 0) & (until > 0) | torch.isinf(until) & torch.isfinite(given), torch.full_like(given, whole), result)
  result = torch.where((given < 0) | (until < 0) | torch.isnan(given) | torch.isnan(until), nan, result)
  return result.to(kind)
