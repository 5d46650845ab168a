def aten_einsum(equation: str,
    tensors: List[Tensor],
    path: Optional[List[int]]) -> Tensor:
  text = torch.replace(equation, " ", "")
  arrow = torch.find(text, "->")
  if torch.ge(arrow, 0):
    left = torch.slice(text, None, arrow)
  else:
    left = text
  names = torch.split(left, ",")
  if torch.eq(torch.len(tensors), 0):
    ops.prim.RaiseException("einsum(): must provide at least one operand", "operator.RuntimeError")
  else:
    pass
  _0 = torch.ne(torch.len(names), torch.len(tensors))
  if _0:
    _1 = torch.gt(torch.len(names), torch.len(tensors))
    if _1:
      ops.prim.RaiseException("einsum(): more subscripts in equation than operands", "operator.RuntimeError")
    else:
      pass
    ops.prim.RaiseException("einsum(): fewer subscripts in equation than operands", "operator.RuntimeError")
  else:
    pass
  hidden = 0
  for i in range(torch.len(tensors)):
    dots = torch.find(names[i], "...")
    if torch.ge(dots, 0):
      _2 = torch.sub(torch.dim(tensors[i]), torch.sub(torch.len(names[i]), 3))
      hidden0 = ops.prim.max(hidden, _2)
    else:
      hidden0 = hidden
    hidden = hidden0
  counts = torch.mul([0], torch.add(52, hidden))
  labels = annotate(List[List[int]], [])
  for i0 in range(torch.len(tensors)):
    found = annotate(List[int], [])
    name = names[i0]
    dots0 = torch.find(name, "...")
    if torch.ge(dots0, 0):
      here0 = torch.sub(torch.dim(tensors[i0]), torch.sub(torch.len(name), 3))
      here = here0
    else:
      here = 0
    _3 = torch.len(name)
    if torch.ge(dots0, 0):
      _4 = 3
    else:
      _4 = 0
    _5 = torch.add(torch.sub(_3, _4), ops.prim.max(here, 0))
    _6 = torch.ne(_5, torch.dim(tensors[i0]))
    if _6:
      _7 = True
    else:
      _7 = torch.lt(here, 0)
    if _7:
      _8 = torch.format("einsum(): the number of subscripts in the equation ({}) does not match the number of dimensions ({}) for operand {} and no ellipsis was given", torch.len(name), torch.dim(tensors[i0]), i0)
      ops.prim.RaiseException(_8, "operator.RuntimeError")
    else:
      pass
    j = 0
    _9 = torch.lt(0, torch.len(name))
    while _9:
      if torch.eq(j, dots0):
        for k in range(here):
          _10 = torch.sub(torch.add(52, hidden), here)
          _11 = torch.append(found, torch.add(_10, k))
        j0 = torch.add(j, 3)
      else:
        label = torch.find("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", name[j])
        if torch.lt(label, 0):
          _12 = torch.format("einsum(): invalid subscript given at index {} in the equation string, subscripts must be in [a-zA-Z]", j)
          ops.prim.RaiseException(_12, "operator.RuntimeError")
        else:
          pass
        _13 = torch.append(found, label)
        j0 = torch.add(j, 1)
      _9, j = torch.lt(j0, torch.len(name)), j0
    for _14 in range(torch.len(found)):
      label0 = found[_14]
      _15 = torch._set_item(counts, label0, torch.add(counts[label0], 1))
    _16 = torch.append(labels, found)
  order = annotate(List[int], [])
  if torch.lt(arrow, 0):
    for k0 in range(hidden):
      _17 = torch.append(order, torch.add(52, k0))
    for label1 in range(52):
      if torch.eq(counts[label1], 1):
        _18 = torch.append(order, label1)
      else:
        pass
  else:
    right = torch.slice(text, torch.add(arrow, 2))
    dots1 = torch.find(right, "...")
    j1 = 0
    _19 = torch.lt(0, torch.len(right))
    while _19:
      if torch.eq(j1, dots1):
        for k1 in range(hidden):
          _20 = torch.append(order, torch.add(52, k1))
        j2 = torch.add(j1, 3)
      else:
        label2 = torch.find("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", right[j1])
        if torch.lt(label2, 0):
          _21 = torch.add(torch.add(torch.len(left), 2), j1)
          _22 = torch.format("einsum(): invalid subscript given at index {} in the equation string, subscripts must be in [a-zA-Z]", _21)
          ops.prim.RaiseException(_22, "operator.RuntimeError")
        else:
          pass
        if torch.eq(counts[label2], 0):
          _23 = torch.format("einsum(): output subscript {} does not appear in the equation for any input operand", right[j1])
          ops.prim.RaiseException(_23, "operator.RuntimeError")
        else:
          pass
        _24 = torch.__contains__(order, label2)
        if _24:
          _25 = torch.format("einsum(): output subscript {} appears more than once in the output", right[j1])
          ops.prim.RaiseException(_25, "operator.RuntimeError")
        else:
          pass
        _26 = torch.append(order, label2)
        j2 = torch.add(j1, 1)
      _19, j1 = torch.lt(j2, torch.len(right)), j2
  outs = torch.len(order)
  for label3 in range(torch.add(52, hidden)):
    if torch.gt(counts[label3], 0):
      _28 = torch.__not__(torch.__contains__(order, label3))
      _27 = _28
    else:
      _27 = False
    if _27:
      _29 = torch.append(order, label3)
    else:
      pass
  dims = torch.len(order)
  last = torch.mul([0], dims)
  seen = torch.mul([1], dims)
  operands = annotate(List[Tensor], [])
  for i1 in range(torch.len(tensors)):
    x = tensors[i1]
    mine = annotate(List[int], [])
    _30 = labels[i1]
    x0 = x
    at = 0
    for _31 in range(torch.len(_30)):
      label4 = _30[_31]
      twin = -1
      for k2 in range(torch.len(mine)):
        if torch.eq(mine[k2], label4):
          twin0 = k2
        else:
          twin0 = twin
        twin = twin0
      if torch.ge(twin, 0):
        _32 = torch.ne(torch.size(x0, at), torch.size(x0, twin))
        if _32:
          _33 = ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")[label4]
          _34 = torch.format("einsum(): subscript {} is repeated for operand {} but the sizes don\'t match, {} != {}", _33, i1, torch.size(x0, at), torch.size(x0, twin))
          ops.prim.RaiseException(_34, "operator.RuntimeError")
        else:
          pass
        x2 = torch.diagonal(x0, 0, twin, at)
        x1, at0 = torch.movedim(x2, -1, twin), at
      else:
        _35 = torch.append(mine, label4)
        x1, at0 = x0, torch.add(at, 1)
      x0, at = x1, at0
    perm = annotate(List[int], [])
    for k3 in range(dims):
      for m in range(torch.len(mine)):
        if torch.eq(mine[m], order[k3]):
          _36 = torch.append(perm, m)
          _37 = torch._set_item(last, k3, i1)
          _38 = torch.ne(torch.size(x0, m), 1)
          if _38:
            if torch.ne(seen[k3], 1):
              _40 = torch.ne(seen[k3], torch.size(x0, m))
              _39 = _40
            else:
              _39 = False
            if _39:
              _41 = torch.format("einsum(): operands do not broadcast with remapped shapes [original->remapped]: subscript has size {} for operand {} which does not broadcast with previously seen size {}", torch.size(x0, m), i1, seen[k3])
              ops.prim.RaiseException(_41, "operator.RuntimeError")
            else:
              pass
            _42 = torch._set_item(seen, k3, torch.size(x0, m))
          else:
            pass
        else:
          pass
    x3 = torch.permute(x0, perm)
    x4 = x3
    for k4 in range(dims):
      _43 = torch.__contains__(mine, order[k4])
      if torch.__not__(_43):
        x5 = torch.unsqueeze(x4, k4)
      else:
        x5 = x4
      x4 = x5
    _44 = torch.append(operands, x4)
  total = operands[0]
  total0 = total
  for _45 in range(torch.__range_length(outs, dims, 1)):
    k5 = torch.__derive_index(_45, outs, 1)
    if torch.eq(last[k5], 0):
      total1 = torch.sum(total0, [k5], True)
    else:
      total1 = total0
    total0 = total1
  _46 = torch.__range_length(1, torch.len(operands), 1)
  total2 = total0
  for _47 in range(_46):
    i2 = torch.__derive_index(_47, 1, 1)
    b = operands[i2]
    both = annotate(List[int], [])
    only_a = annotate(List[int], [])
    only_b = annotate(List[int], [])
    summed = annotate(List[int], [])
    a = total2
    b0 = b
    for k6 in range(dims):
      if torch.ge(k6, outs):
        gone = torch.eq(last[k6], i2)
      else:
        gone = False
      if gone:
        if torch.ne(torch.size(a, k6), 1):
          _49 = torch.ne(torch.size(b0, k6), 1)
          _48 = _49
        else:
          _48 = False
        if _48:
          _50 = torch.append(summed, k6)
          a1, b2 = a, b0
        else:
          _51 = torch.ne(torch.size(a, k6), 1)
          if _51:
            a2, b3 = torch.sum(a, [k6], True), b0
          else:
            _52 = torch.ne(torch.size(b0, k6), 1)
            if _52:
              b4 = torch.sum(b0, [k6], True)
            else:
              b4 = b0
            a2, b3 = a, b4
          a1, b2 = a2, b3
        a0, b1 = a1, b2
      else:
        a0, b1 = a, b0
      _53 = torch.__not__(torch.__contains__(summed, k6))
      if _53:
        if torch.ne(torch.size(a0, k6), 1):
          _55 = torch.ne(torch.size(b1, k6), 1)
          _54 = _55
        else:
          _54 = False
        if _54:
          _56 = torch.append(both, k6)
        else:
          _57 = torch.ne(torch.size(a0, k6), 1)
          if _57:
            _58 = torch.append(only_a, k6)
          else:
            _59 = torch.append(only_b, k6)
      else:
        pass
      a, b0 = a0, b1
    if torch.eq(torch.len(summed), 0):
      total3 = torch.mul(a, b0)
    else:
      shape = annotate(List[int], [])
      p = 1
      for _60 in range(torch.len(both)):
        k7 = both[_60]
        p0 = torch.mul(p, torch.size(a, k7))
        _61 = torch.append(shape, torch.size(a, k7))
        p = p0
      q = 1
      for _62 in range(torch.len(only_a)):
        k8 = only_a[_62]
        q0 = torch.mul(q, torch.size(a, k8))
        _63 = torch.append(shape, torch.size(a, k8))
        q = q0
      r = 1
      for _64 in range(torch.len(only_b)):
        k9 = only_b[_64]
        r0 = torch.mul(r, torch.size(b0, k9))
        _65 = torch.append(shape, torch.size(b0, k9))
        r = r0
      s = 1
      for _66 in range(torch.len(summed)):
        k10 = summed[_66]
        s0 = torch.mul(s, torch.size(a, k10))
        _67 = torch.append(shape, 1)
        s = s0
      _68 = torch.add(torch.add(both, only_a), only_b)
      kept = torch.add(_68, summed)
      _69 = torch.add(torch.add(both, only_a), summed)
      _70 = torch.permute(a, torch.add(_69, only_b))
      x6 = torch.reshape(_70, [p, q, s])
      _71 = torch.add(torch.add(both, summed), only_b)
      _72 = torch.permute(b0, torch.add(_71, only_a))
      y = torch.reshape(_72, [p, s, r])
      back = torch.mul([0], dims)
      for k11 in range(dims):
        _73 = torch._set_item(back, kept[k11], k11)
      total5 = torch.permute(torch.view(torch.bmm(x6, y), shape), back)
      total3 = total5
    total2 = total3
  total4 = total2
  for _74 in range(torch.__range_length(outs, dims, 1)):
    total4 = torch.squeeze(total4, outs)
  return total4
