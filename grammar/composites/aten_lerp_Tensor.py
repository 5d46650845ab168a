def aten_lerp_Tensor(self0: Tensor,
    end: Tensor,
    weight: Tensor) -> Tensor:
  _0 = torch.lt(torch.abs(weight), 0.5)
  _1 = torch.mul(weight, torch.sub(end, self0))
  _2 = torch.add(self0, _1)
  _3 = torch.mul(torch.sub(end, self0), torch.add(torch.neg(weight), 1.))
  _4 = torch.where(_0, _2, torch.sub(end, _3))
  return _4
