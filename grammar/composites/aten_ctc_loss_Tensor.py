def aten_ctc_loss_Tensor(log_probs: Tensor,
    targets: Tensor,
    input_lengths: Tensor,
    target_lengths: Tensor,
    blank: int,
    reduction: int,
    zero_infinity: bool) -> Tensor:
  first = annotate(List[int], [])
  second = annotate(List[int], [])
  a = torch.reshape(input_lengths, [-1])
  b = torch.reshape(target_lengths, [-1])
  for i in range(torch.numel(a)):
    _0 = torch.append(first, int(torch.select(a, 0, i)))
  for i0 in range(torch.numel(b)):
    _1 = torch.append(second, int(torch.select(b, 0, i0)))
  _2 = torch.ctc_loss(log_probs, targets, first, second, blank, reduction, zero_infinity)
  return _2
