op_version_set = 10
def gelu_1_9(self: Tensor) -> Tensor:
  return torch.gelu(self, approximate="none")
