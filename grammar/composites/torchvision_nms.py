def torchvision_nms(dets: Tensor,
    scores: Tensor,
    iou_threshold: float) -> Tensor:
  if torch.ne(torch.dim(dets), 2):
    _0 = torch.format("boxes should be a 2d tensor, got {}D", torch.dim(dets))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.size(dets, 1), 4):
    _1 = torch.format("boxes should have 4 elements in dimension 1, got {}", torch.size(dets, 1))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.dim(scores), 1):
    _2 = torch.format("scores should be a 1d tensor, got {}D", torch.dim(scores))
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  _3 = torch.ne(torch.size(dets, 0), torch.size(scores, 0))
  if _3:
    _4 = torch.format("boxes and scores should have same number of elements in dimension 0, got {} and {}", torch.size(dets, 0), torch.size(scores, 0))
    ops.prim.RaiseException(_4, "operator.RuntimeError")
  else:
    pass
  _5, order = torch.sort(scores, stable=True, dim=0, descending=True)
  boxes = torch.index_select(dets, 0, order)
  _6 = torch.sub(torch.select(boxes, 1, 2), torch.select(boxes, 1, 0))
  _7 = torch.sub(torch.select(boxes, 1, 3), torch.select(boxes, 1, 1))
  area = torch.mul(_6, _7)
  kept = annotate(List[int], [])
  rest = torch.arange(torch.size(boxes, 0))
  rest0 = rest
  _8 = torch.gt(torch.numel(rest), 0)
  while _8:
    i = int(torch.select(rest0, 0, 0))
    _9 = torch.append(kept, i)
    rest1 = torch.slice(rest0, 0, 1)
    other = torch.index_select(boxes, 0, rest1)
    _10 = torch.select(other, 1, 2)
    _11 = torch.select(torch.select(boxes, 0, i), 0, 2)
    _12 = torch.minimum(_10, _11)
    _13 = torch.select(other, 1, 0)
    _14 = torch.select(torch.select(boxes, 0, i), 0, 0)
    _15 = torch.sub(_12, torch.maximum(_13, _14))
    width = torch.clamp_min(_15, 0)
    _16 = torch.select(other, 1, 3)
    _17 = torch.select(torch.select(boxes, 0, i), 0, 3)
    _18 = torch.minimum(_16, _17)
    _19 = torch.select(other, 1, 1)
    _20 = torch.select(torch.select(boxes, 0, i), 0, 1)
    _21 = torch.sub(_18, torch.maximum(_19, _20))
    height = torch.clamp_min(_21, 0)
    shared = torch.mul(width, height)
    _22 = torch.add(torch.select(area, 0, i), torch.index_select(area, 0, rest1))
    overlap = torch.div(shared, torch.sub(_22, shared))
    _23 = torch.logical_not(torch.gt(overlap, iou_threshold))
    rest2 = torch.masked_select(rest1, _23)
    _8, rest0 = torch.gt(torch.numel(rest2), 0), rest2
  _24 = torch.index_select(order, 0, torch.tensor(kept, dtype=4))
  return _24
