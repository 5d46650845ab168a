def aten_replication_pad1d(self0: Tensor,
    padding: List[int]) -> Tensor:
  return torch.pad(self0, padding, "replicate")
