op_version_set = 10
def gelu_out_1_9(self: Tensor,
    out: Tensor) -> Tensor:
  return torch.gelu(self, approximate="none", out=out)
