def aten__softmax_backward_data(grad_output: Tensor,
    output: Tensor,
    dim: int,
    input_dtype: int) -> Tensor:
  grad = output * (grad_output - (grad_output * output).sum([dim], True))
  return grad.contiguous().to(input_dtype)
