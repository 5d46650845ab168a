def aten_bucketize_Scalar(self0: number,
    boundaries: Tensor,
    out_int32: bool,
    right: bool) -> Tensor:
  _0 = torch.searchsorted(boundaries, self0, out_int32=out_int32, right=right)
  return _0
