def aten_repeat_interleave_Tensor(repeats: Tensor,
    output_size: Optional[int]) -> Tensor:
  if torch.ne(torch.dim(repeats), 1):
    ops.prim.RaiseException("repeat_interleave only accept 1D vector as repeat", "operator.RuntimeError")
  else:
    pass
  places = torch.arange(torch.size(repeats, 0), dtype=ops.prim.dtype(repeats))
  return torch.repeat_interleave(places, repeats, output_size=output_size)
