def aten_slice_scatter(self0: Tensor,
    src: Tensor,
    dim: int,
    start: Optional[int],
    end: Optional[int],
    step: int) -> Tensor:
  result = torch.clone(self0)
  _0 = torch.slice(result, dim, start, end, step)
  _1 = torch.copy_(_0, src)
  return result
