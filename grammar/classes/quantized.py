def rounded(y: Tensor,
    scale: float,
    zero_point: int,
    dtype: int) -> Tensor:
  level = torch.add(torch.round(torch.mul(y, torch.div(1., scale))), zero_point)
  if torch.eq(dtype, 12):
    integers = torch.to(torch.clamp(level, -128, 127), 1)
  else:
    integers = torch.to(torch.clamp(level, 0, 255), 0)
  return torch._make_per_tensor_quantized_tensor(integers, scale, zero_point)
def unpacked(weight: Tensor) -> Tuple[Tensor, Tensor]:
  if ops.prim.is_quantized(weight):
    integers = torch.to(torch.int_repr(weight), 6)
    if torch.eq(torch.qscheme(weight), 0):
      scales = torch.tensor([torch.q_scale(weight)], dtype=6)
      centered = torch.sub(integers, torch.q_zero_point(weight))
    else:
      shape = torch.mul([1], torch.dim(weight))
      _0 = torch._set_item(shape, torch.q_per_channel_axis(weight), -1)
      scales = torch.to(torch.q_per_channel_scales(weight), 6)
      zeros = torch.to(torch.q_per_channel_zero_points(weight), 6)
      centered = torch.sub(integers, torch.reshape(zeros, shape))
  else:
    scales = torch.ones([1])
    centered = torch.to(torch.to(weight, 5), 6)
  return (centered, scales)
class LinearPackedParamsBase:
  weight : Tensor
  bias : Optional[Tensor]
  integers : Tensor
  scales : Tensor
  def __getstate__(self: __torch__.torch.classes.quantized.LinearPackedParamsBase) -> Tuple[Tensor, Optional[Tensor]]:
    return (self.weight, self.bias)
  def __setstate__(self: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    state: Tuple[Tensor, Optional[Tensor]]) -> NoneType:
    weight, bias, = state
    integers, scales, = __torch__.torch.classes.quantized.unpacked(weight, )
    self.weight = weight
    self.bias = bias
    self.integers = integers
    self.scales = scales
    return None
  def apply(self: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    x: Tensor) -> Tensor:
    centered = torch.sub(torch.to(torch.int_repr(x), 6), torch.q_zero_point(x))
    scales = torch.mul(self.scales, torch.q_scale(x))
    product = torch.mul(torch.linear(centered, self.integers), scales)
    bias = self.bias
    if torch.__isnot__(bias, None):
      bias0 = unchecked_cast(Tensor, bias)
      result = torch.add(product, torch.to(bias0, 6))
    else:
      result = product
    return result
  def apply_dynamic(self: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    x: Tensor,
    reduce_range: bool) -> Tensor:
    if ops.prim.is_quantized(self.weight):
      scale, zero_point = torch._choose_qparams_per_tensor(x, reduce_range)
      result = (self).apply(torch.quantize_per_tensor(x, scale, zero_point, 13), )
    else:
      result = torch.linear(x, self.integers, self.bias)
    return result
  def unpack(self: __torch__.torch.classes.quantized.LinearPackedParamsBase) -> Tuple[Tensor, Optional[Tensor]]:
    return (self.weight, self.bias)
  def apply_quantized(self: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    x: Tensor,
    scale: float,
    zero_point: int,
    relu: bool) -> Tensor:
    y = (self).apply(x, )
    if relu:
      y0 = torch.relu(y)
    else:
      y0 = y
    return __torch__.torch.classes.quantized.rounded(y0, scale, zero_point, ops.prim.dtype(x), )
class Conv2dPackedParamsBase:
  weight : Tensor
  bias : Optional[Tensor]
  integers : Tensor
  scales : Tensor
  stride_ : List[int]
  padding_ : List[int]
  dilation_ : List[int]
  output_padding_ : List[int]
  groups_ : int
  transpose_ : bool
  def __getstate__(self: __torch__.torch.classes.quantized.Conv2dPackedParamsBase) -> Tuple[str, List[Tensor], List[Optional[Tensor]]]:
    config = torch.add(torch.add([2], self.stride_), self.padding_)
    config0 = torch.add(torch.add(config, self.dilation_), self.output_padding_)
    config1 = torch.add(config0, [self.groups_, int(self.transpose_)])
    bias = annotate(List[Optional[Tensor]], [self.bias])
    return ("2", [torch.tensor(config1, dtype=2), self.weight], bias)
  def __setstate__(self: __torch__.torch.classes.quantized.Conv2dPackedParamsBase,
    state: Any) -> NoneType:
    config, weight, bias, = __torch__.torch.classes.quantized.convolution(state, )
    n = config[0]
    stride = torch.slice(config, 1, torch.add(1, n))
    padding = torch.slice(config, torch.add(1, n), torch.add(1, torch.mul(2, n)))
    dilation = torch.slice(config, torch.add(1, torch.mul(2, n)), torch.add(1, torch.mul(3, n)))
    output_padding = torch.slice(config, torch.add(1, torch.mul(3, n)), torch.add(1, torch.mul(4, n)))
    groups = config[torch.add(1, torch.mul(4, n))]
    transpose = torch.ne(config[torch.add(2, torch.mul(4, n))], 0)
    _0 = (self).fill(weight, bias, stride, padding, dilation, output_padding, groups, transpose, )
    return None
  def fill(self: __torch__.torch.classes.quantized.Conv2dPackedParamsBase,
    weight: Tensor,
    bias: Optional[Tensor],
    stride: List[int],
    padding: List[int],
    dilation: List[int],
    output_padding: List[int],
    groups: int,
    transpose: bool) -> NoneType:
    integers, scales, = __torch__.torch.classes.quantized.unpacked(weight, )
    self.weight = weight
    self.bias = bias
    self.integers = integers
    self.scales = scales
    self.stride_ = stride
    self.padding_ = padding
    self.dilation_ = dilation
    self.output_padding_ = output_padding
    self.groups_ = groups
    self.transpose_ = transpose
    return None
  def apply(self: __torch__.torch.classes.quantized.Conv2dPackedParamsBase,
    x: Tensor) -> Tensor:
    return __torch__.torch.classes.quantized.convolved(x, self.integers, self.scales, self.bias, self.stride_, self.padding_, self.dilation_, self.output_padding_, self.groups_, self.transpose_, )
  def unpack(self: __torch__.torch.classes.quantized.Conv2dPackedParamsBase) -> Tuple[Tensor, Optional[Tensor]]:
    return (self.weight, self.bias)
  def apply_quantized(self: __torch__.torch.classes.quantized.Conv2dPackedParamsBase,
    x: Tensor,
    scale: float,
    zero_point: int,
    relu: bool) -> Tensor:
    y = (self).apply(x, )
    if relu:
      y0 = torch.relu(y)
    else:
      y0 = y
    return __torch__.torch.classes.quantized.rounded(y0, scale, zero_point, ops.prim.dtype(x), )
  def stride(self: __torch__.torch.classes.quantized.Conv2dPackedParamsBase) -> List[int]:
    return self.stride_
  def padding(self: __torch__.torch.classes.quantized.Conv2dPackedParamsBase) -> List[int]:
    return self.padding_
  def output_padding(self: __torch__.torch.classes.quantized.Conv2dPackedParamsBase) -> List[int]:
    return self.output_padding_
  def dilation(self: __torch__.torch.classes.quantized.Conv2dPackedParamsBase) -> List[int]:
    return self.dilation_
  def groups(self: __torch__.torch.classes.quantized.Conv2dPackedParamsBase) -> int:
    return self.groups_
  def transpose(self: __torch__.torch.classes.quantized.Conv2dPackedParamsBase) -> bool:
    return self.transpose_
class Conv3dPackedParamsBase:
  weight : Tensor
  bias : Optional[Tensor]
  integers : Tensor
  scales : Tensor
  stride_ : List[int]
  padding_ : List[int]
  dilation_ : List[int]
  output_padding_ : List[int]
  groups_ : int
  transpose_ : bool
  def __getstate__(self: __torch__.torch.classes.quantized.Conv3dPackedParamsBase) -> Tuple[str, List[Tensor], List[Optional[Tensor]]]:
    config = torch.add(torch.add([3], self.stride_), self.padding_)
    config0 = torch.add(torch.add(config, self.dilation_), self.output_padding_)
    config1 = torch.add(config0, [self.groups_, int(self.transpose_)])
    bias = annotate(List[Optional[Tensor]], [self.bias])
    return ("2", [torch.tensor(config1, dtype=2), self.weight], bias)
  def __setstate__(self: __torch__.torch.classes.quantized.Conv3dPackedParamsBase,
    state: Any) -> NoneType:
    config, weight, bias, = __torch__.torch.classes.quantized.convolution(state, )
    _0 = (self).fill(weight, bias, torch.slice(config, 1, 4), torch.slice(config, 4, 7), torch.slice(config, 7, 10), torch.slice(config, 10, 13), config[13], torch.ne(config[14], 0), )
    return None
  def fill(self: __torch__.torch.classes.quantized.Conv3dPackedParamsBase,
    weight: Tensor,
    bias: Optional[Tensor],
    stride: List[int],
    padding: List[int],
    dilation: List[int],
    output_padding: List[int],
    groups: int,
    transpose: bool) -> NoneType:
    integers, scales, = __torch__.torch.classes.quantized.unpacked(weight, )
    self.weight = weight
    self.bias = bias
    self.integers = integers
    self.scales = scales
    self.stride_ = stride
    self.padding_ = padding
    self.dilation_ = dilation
    self.output_padding_ = output_padding
    self.groups_ = groups
    self.transpose_ = transpose
    return None
  def apply(self: __torch__.torch.classes.quantized.Conv3dPackedParamsBase,
    x: Tensor) -> Tensor:
    return __torch__.torch.classes.quantized.convolved(x, self.integers, self.scales, self.bias, self.stride_, self.padding_, self.dilation_, self.output_padding_, self.groups_, self.transpose_, )
  def unpack(self: __torch__.torch.classes.quantized.Conv3dPackedParamsBase) -> Tuple[Tensor, Optional[Tensor]]:
    return (self.weight, self.bias)
  def apply_quantized(self: __torch__.torch.classes.quantized.Conv3dPackedParamsBase,
    x: Tensor,
    scale: float,
    zero_point: int,
    relu: bool) -> Tensor:
    y = (self).apply(x, )
    if relu:
      y0 = torch.relu(y)
    else:
      y0 = y
    return __torch__.torch.classes.quantized.rounded(y0, scale, zero_point, ops.prim.dtype(x), )
  def stride(self: __torch__.torch.classes.quantized.Conv3dPackedParamsBase) -> List[int]:
    return self.stride_
  def padding(self: __torch__.torch.classes.quantized.Conv3dPackedParamsBase) -> List[int]:
    return self.padding_
  def output_padding(self: __torch__.torch.classes.quantized.Conv3dPackedParamsBase) -> List[int]:
    return self.output_padding_
  def dilation(self: __torch__.torch.classes.quantized.Conv3dPackedParamsBase) -> List[int]:
    return self.dilation_
  def groups(self: __torch__.torch.classes.quantized.Conv3dPackedParamsBase) -> int:
    return self.groups_
  def transpose(self: __torch__.torch.classes.quantized.Conv3dPackedParamsBase) -> bool:
    return self.transpose_
class EmbeddingPackedParamsBase:
  weight : Tensor
  def __getstate__(self: __torch__.torch.classes.quantized.EmbeddingPackedParamsBase) -> Tuple[int, List[Tensor], List[float], List[int]]:
    return (1, [self.weight], annotate(List[float], []), [8])
  def __setstate__(self: __torch__.torch.classes.quantized.EmbeddingPackedParamsBase,
    state: Tuple[int, List[Tensor], List[float], List[int]]) -> NoneType:
    _0, tensors, _1, _2, = state
    self.weight = tensors[0]
    return None
  def unpack(self: __torch__.torch.classes.quantized.EmbeddingPackedParamsBase) -> Tensor:
    return self.weight
  def bit_rate(self: __torch__.torch.classes.quantized.EmbeddingPackedParamsBase) -> int:
    return 8
def convolution(state: Any) -> Tuple[List[int], Tensor, Optional[Tensor]]:
  _0 = isinstance(state, Tuple[str, List[Tensor], List[Optional[Tensor]]])
  if _0:
    state0 = unchecked_cast(Tuple[str, List[Tensor], List[Optional[Tensor]]], state)
    _1, required, optional, = state0
    config = annotate(List[int], [])
    packed = required[0]
    for i in range(torch.len(packed)):
      _2 = torch.append(config, int(torch.select(packed, 0, i)))
    config0 = config
    weight = required[1]
    bias = optional[0]
  else:
    state1 = unchecked_cast(Tuple[int, List[int], List[Optional[Tensor]]], state)
    _3, config1, optional0, = state1
    config0 = config1
    weight = torch._unwrap_optional(optional0[1])
    bias = optional0[2]
  return (config0, weight, bias)
def convolved(x: Tensor,
    integers: Tensor,
    scales: Tensor,
    bias: Optional[Tensor],
    stride: List[int],
    padding: List[int],
    dilation: List[int],
    output_padding: List[int],
    groups: int,
    transpose: bool) -> Tensor:
  centered = torch.sub(torch.to(torch.int_repr(x), 6), torch.q_zero_point(x))
  n = torch.sub(torch.dim(integers), 2)
  if transpose:
    if torch.eq(n, 1):
      y = torch.conv_transpose1d(centered, integers, None, stride, padding, output_padding, groups, dilation)
    else:
      if torch.eq(n, 2):
        y = torch.conv_transpose2d(centered, integers, None, stride, padding, output_padding, groups, dilation)
      else:
        y = torch.conv_transpose3d(centered, integers, None, stride, padding, output_padding, groups, dilation)
  else:
    if torch.eq(n, 1):
      y = torch.conv1d(centered, integers, None, stride, padding, dilation, groups)
    else:
      if torch.eq(n, 2):
        y = torch.conv2d(centered, integers, None, stride, padding, dilation, groups)
      else:
        y = torch.conv3d(centered, integers, None, stride, padding, dilation, groups)
  shape = torch.mul([1], torch.dim(integers))
  _0 = torch._set_item(shape, 1, -1)
  product = torch.mul(y, torch.reshape(torch.mul(scales, torch.q_scale(x)), shape))
  if torch.__isnot__(bias, None):
    bias0 = unchecked_cast(Tensor, bias)
    result = torch.add(product, torch.reshape(torch.to(bias0, 6), shape))
  else:
    result = product
  return result
