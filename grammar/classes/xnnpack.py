def clamped(x: Tensor,
    output_min: Optional[number],
    output_max: Optional[number]) -> Tensor:
  if torch.__isnot__(output_min, None):
    least = unchecked_cast(number, output_min)
    y = torch.clamp_min(x, least)
  else:
    y = x
  if torch.__isnot__(output_max, None):
    most = unchecked_cast(number, output_max)
    z = torch.clamp_max(y, most)
  else:
    z = y
  return z
class LinearOpContext:
  weight : Tensor
  bias : Optional[Tensor]
  output_min : Optional[number]
  output_max : Optional[number]
  def __getstate__(self: __torch__.torch.classes.xnnpack.LinearOpContext) -> Tuple[Tensor, Optional[Tensor], Optional[number], Optional[number]]:
    return (self.weight, self.bias, self.output_min, self.output_max)
  def __setstate__(self: __torch__.torch.classes.xnnpack.LinearOpContext,
    state: Tuple[Tensor, Optional[Tensor], Optional[number], Optional[number]]) -> NoneType:
    weight, bias, output_min, output_max, = state
    self.weight = weight
    self.bias = bias
    self.output_min = output_min
    self.output_max = output_max
    return None
  def unpack(self: __torch__.torch.classes.xnnpack.LinearOpContext) -> Tuple[Tensor, Optional[Tensor], Optional[number], Optional[number]]:
    return (self).__getstate__()
  def run(self: __torch__.torch.classes.xnnpack.LinearOpContext,
    x: Tensor) -> Tensor:
    y = torch.linear(x, self.weight, self.bias)
    return __torch__.torch.classes.xnnpack.clamped(y, self.output_min, self.output_max, )
class Conv2dOpContext:
  weight : Tensor
  bias : Optional[Tensor]
  stride : List[int]
  padding : List[int]
  dilation : List[int]
  groups : int
  output_min : Optional[number]
  output_max : Optional[number]
  def __getstate__(self: __torch__.torch.classes.xnnpack.Conv2dOpContext) -> Tuple[Tensor, Optional[Tensor], List[int], List[int], List[int], int, Optional[number], Optional[number]]:
    return (self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups, self.output_min, self.output_max)
  def __setstate__(self: __torch__.torch.classes.xnnpack.Conv2dOpContext,
    state: Tuple[Tensor, Optional[Tensor], List[int], List[int], List[int], int, Optional[number], Optional[number]]) -> NoneType:
    weight, bias, stride, padding, dilation, groups, output_min, output_max, = state
    self.weight = weight
    self.bias = bias
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
    self.output_min = output_min
    self.output_max = output_max
    return None
  def unpack(self: __torch__.torch.classes.xnnpack.Conv2dOpContext) -> Tuple[Tensor, Optional[Tensor], List[int], List[int], List[int], int, Optional[number], Optional[number]]:
    return (self).__getstate__()
  def run(self: __torch__.torch.classes.xnnpack.Conv2dOpContext,
    x: Tensor) -> Tensor:
    y = torch.conv2d(x, self.weight, self.bias, self.stride, self.padding, self.dilation, self.groups)
    return __torch__.torch.classes.xnnpack.clamped(y, self.output_min, self.output_max, )
class TransposeConv2dOpContext:
  weight : Tensor
  bias : Optional[Tensor]
  stride : List[int]
  padding : List[int]
  output_padding : List[int]
  dilation : List[int]
  groups : int
  output_min : Optional[number]
  output_max : Optional[number]
  def __getstate__(self: __torch__.torch.classes.xnnpack.TransposeConv2dOpContext) -> Tuple[Tensor, Optional[Tensor], List[int], List[int], List[int], List[int], int, Optional[number], Optional[number]]:
    return (self.weight, self.bias, self.stride, self.padding, self.output_padding, self.dilation, self.groups, self.output_min, self.output_max)
  def __setstate__(self: __torch__.torch.classes.xnnpack.TransposeConv2dOpContext,
    state: Tuple[Tensor, Optional[Tensor], List[int], List[int], List[int], List[int], int, Optional[number], Optional[number]]) -> NoneType:
    weight, bias, stride, padding, output_padding, dilation, groups, output_min, output_max, = state
    self.weight = weight
    self.bias = bias
    self.stride = stride
    self.padding = padding
    self.output_padding = output_padding
    self.dilation = dilation
    self.groups = groups
    self.output_min = output_min
    self.output_max = output_max
    return None
  def unpack(self: __torch__.torch.classes.xnnpack.TransposeConv2dOpContext) -> Tuple[Tensor, Optional[Tensor], List[int], List[int], List[int], List[int], int, Optional[number], Optional[number]]:
    return (self).__getstate__()
  def run(self: __torch__.torch.classes.xnnpack.TransposeConv2dOpContext,
    x: Tensor) -> Tensor:
    y = torch.conv_transpose2d(x, self.weight, self.bias, self.stride, self.padding, self.output_padding, self.groups, self.dilation)
    return __torch__.torch.classes.xnnpack.clamped(y, self.output_min, self.output_max, )
