#include "kernels/iterator.h"

#include <algorithm>

namespace minijit::kernels {

Ints broadcast_sizes(IntSpan a, IntSpan b) {
  if (a == b) return Ints(a.begin(), a.end());
  const size_t dims = std::max(a.size(), b.size());
  Ints result(dims);
  for (size_t i = 0; i < dims; ++i) {
    const size_t back = dims - i;
    const int64_t x = back <= a.size() ? a[a.size() - back] : 1;
    const int64_t y = back <= b.size() ? b[b.size() - back] : 1;
    if (x != y && x != 1 && y != 1) {
      throw Error(Diag::MJ3105, {{"a", x}, {"b", y}, {"dim", static_cast<int64_t>(i)}});
    }
    result[i] = x == 1 ? y : x;
  }
  return result;
}

Loop::Loop(IntSpan sizes, Span<const Tensor> operands)
    : operands_(static_cast<int>(operands.size())) {
  for (int k = 0; k < operands_; ++k) {
    data_[k] = static_cast<char*>(operands[static_cast<size_t>(k)].data());
  }
  const int dims = static_cast<int>(sizes.size());
  for (int d = dims - 1; d >= 0; --d) {
    const int64_t size = sizes[static_cast<size_t>(d)];
    numel_ *= size;
    if (size == 1) continue;
    int64_t strides[max_operands];
    for (int k = 0; k < operands_; ++k) {
      const Tensor& t = operands[static_cast<size_t>(k)];
      const int own = d - (dims - static_cast<int>(t.dim()));
      strides[k] = own < 0 || t.sizes()[static_cast<size_t>(own)] == 1
                       ? 0
                       : t.strides()[static_cast<size_t>(own)] * t.element_size();
    }
    bool merges = ndim_ > 0;
    for (int k = 0; merges && k < operands_; ++k) {
      merges = strides[k] == strides_[ndim_ - 1][k] * sizes_[ndim_ - 1];
    }
    if (merges) {
      sizes_[ndim_ - 1] *= size;
      continue;
    }
    sizes_[ndim_] = size;
    std::copy(strides, strides + operands_, strides_[ndim_]);
    ++ndim_;
  }
}

Tensor like_inputs(IntSpan sizes, DType dtype, Span<const Tensor> inputs) {
  const Tensor* model = nullptr;
  for (const Tensor& input : inputs) {
    if (!(input.sizes() == sizes)) continue;
    if (input.is_contiguous()) return empty(sizes, dtype);
    if (model && !(model->strides() == input.strides())) return empty(sizes, dtype);
    model = &input;
  }
  if (!model) return empty(sizes, dtype);
  // Keep the order of the dimensions in memory, without gaps.
  const size_t dims = sizes.size();
  Ints order(dims);
  for (size_t i = 0; i < dims; ++i) order[i] = static_cast<int64_t>(i);
  const IntSpan strides = model->strides();
  for (size_t i = 0; i < dims; ++i) {
    if (strides[i] == 0 && sizes[i] > 1) return empty(sizes, dtype);
  }
  std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    return strides[static_cast<size_t>(a)] > strides[static_cast<size_t>(b)];
  });
  Ints made(dims);
  int64_t step = 1;
  for (size_t i = dims; i-- > 0;) {
    const size_t d = static_cast<size_t>(order[i]);
    made[d] = step;
    step *= std::max<int64_t>(sizes[d], 1);
  }
  return empty_strided(sizes, made, dtype);
}

namespace {

void channels_last_strides(IntSpan sizes, int64_t* strides) {
  int64_t step = 1;
  for (const size_t d : {1, 3, 2, 0}) {
    strides[d] = step;
    step *= std::max<int64_t>(sizes[d], 1);
  }
}

}  // namespace

bool is_channels_last(const Tensor& tensor) {
  if (tensor.dim() != 4 || tensor.is_contiguous()) return false;
  int64_t wanted[4];
  channels_last_strides(tensor.sizes(), wanted);
  for (size_t d = 0; d < 4; ++d) {
    if (tensor.sizes()[d] != 1 && tensor.strides()[d] != wanted[d]) return false;
  }
  return true;
}

Tensor to_channels_last(const Tensor& tensor) {
  int64_t strides[4];
  channels_last_strides(tensor.sizes(), strides);
  Tensor result = empty_strided(tensor.sizes(), strides, tensor.dtype());
  result.copy_(tensor);
  return result;
}

}  // namespace minijit::kernels
