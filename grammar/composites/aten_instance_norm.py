def aten_instance_norm(input: Tensor,
    weight: Optional[Tensor],
    bias: Optional[Tensor],
    running_mean: Optional[Tensor],
    running_var: Optional[Tensor],
    use_input_stats: bool,
    momentum: float,
    eps: float,
    cudnn_enabled: bool) -> Tensor:
  if torch.__not__(use_input_stats):
    if torch.__is__(running_mean, None):
      _1 = True
    else:
      _1 = torch.__is__(running_var, None)
    _0 = _1
  else:
    _0 = False
  if _0:
    ops.prim.RaiseException("Expected running_mean and running_var to be defined when use_input_stats is false", "operator.RuntimeError")
  else:
    pass
  size = torch.size(input)
  n = size[0]
  c = size[1]
  _2 = torch.add([1, torch.mul(n, c)], torch.slice(size, 2))
  flat = torch.reshape(input, _2)
  if torch.__is__(weight, None):
    w : Optional[Tensor] = None
  else:
    weight0 = unchecked_cast(Tensor, weight)
    w = torch.repeat(weight0, [n])
  if torch.__is__(bias, None):
    b : Optional[Tensor] = None
  else:
    bias0 = unchecked_cast(Tensor, bias)
    b = torch.repeat(bias0, [n])
  if torch.__is__(running_mean, None):
    mean : Optional[Tensor] = None
  else:
    running_mean0 = unchecked_cast(Tensor, running_mean)
    mean = torch.repeat(running_mean0, [n])
  if torch.__is__(running_var, None):
    var : Optional[Tensor] = None
  else:
    running_var0 = unchecked_cast(Tensor, running_var)
    var = torch.repeat(running_var0, [n])
  out = torch.batch_norm(flat, w, b, mean, var, use_input_stats, momentum, eps, cudnn_enabled)
  if torch.__isnot__(running_mean, None):
    _3 = torch.__isnot__(mean, None)
  else:
    _3 = False
  if _3:
    running_mean1 = unchecked_cast(Tensor, running_mean)
    mean0 = unchecked_cast(Tensor, mean)
    _4 = torch.mean(torch.view(mean0, [n, c]), [0])
    _5 = torch.copy_(running_mean1, _4)
  else:
    pass
  if torch.__isnot__(running_var, None):
    _6 = torch.__isnot__(var, None)
  else:
    _6 = False
  if _6:
    running_var1 = unchecked_cast(Tensor, running_var)
    var0 = unchecked_cast(Tensor, var)
    _7 = torch.mean(torch.view(var0, [n, c]), [0])
    _8 = torch.copy_(running_var1, _7)
  else:
    pass
  return torch.view(out, size)
