#include "kernels/iterator.h"

#include <algorithm>
#include <cstring>

#include "support/checked.h"
#include "tensor/copy.h"

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

Loop::Loop(IntSpan sizes, Span<const Tensor* const> operands)
    : operands_(static_cast<int>(operands.size())) {
  for (int k = 0; k < operands_; ++k) {
    data_[k] = static_cast<char*>(operands[static_cast<size_t>(k)]->data());
  }
  const int dims = static_cast<int>(sizes.size());
  for (int d = dims - 1; d >= 0; --d) {
    const int64_t size = sizes[static_cast<size_t>(d)];
    numel_ *= size;
    if (size == 1) continue;
    int64_t strides[max_operands];
    for (int k = 0; k < operands_; ++k) {
      const Tensor& t = *operands[static_cast<size_t>(k)];
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

namespace {

/// Dense strides, with the dimensions of `order` from slowest to fastest.
void dense_strides(IntSpan sizes, const int64_t* order, int64_t* strides) {
  int64_t step = 1;
  for (size_t i = sizes.size(); i-- > 0;) {
    const size_t d = static_cast<size_t>(order[i]);
    strides[d] = step;
    if (!checked_mul(step, std::max<int64_t>(sizes[d], 1), &step)) {
      fail("Stride calculation overflowed");
    }
  }
}

/// Does the first input that can tell have dimension `fast` outside `slow`? 1, 0 or -1.
int swapped(size_t slow, size_t fast, IntSpan sizes, Span<const Tensor* const> inputs) {
  for (const Tensor* t : inputs) {
    const size_t offset = sizes.size() - t->sizes().size();
    const auto stride = [&](size_t d) {
      return d >= offset && t->sizes()[d - offset] == sizes[d] ? t->strides()[d - offset] : 0;
    };
    const int64_t a = stride(fast), b = stride(slow);
    if (a == 0 || b == 0) continue;
    if (a != b) return a > b ? 1 : -1;
    if (sizes[fast] > sizes[slow]) return 1;
  }
  return 0;
}

/// Do the elements lie without gaps, with the dimensions in this order? Sizes of 1 do not matter.
bool is_dense_in(const Tensor& t, const int64_t* order) {
  int64_t wanted[TensorImpl::max_dims];
  dense_strides(t.sizes(), order, wanted);
  for (size_t d = 0; d < t.sizes().size(); ++d) {
    if (t.sizes()[d] != 1 && t.strides()[d] != wanted[d]) return false;
  }
  return true;
}

bool is_dense(const Tensor& t) {
  if (t.numel() == 0) return false;
  int64_t order[TensorImpl::max_dims];
  const size_t dims = t.sizes().size();
  for (size_t d = 0; d < dims; ++d) order[d] = static_cast<int64_t>(d);
  const auto key = [&](int64_t d) {
    const size_t at = static_cast<size_t>(d);
    return std::make_pair(t.sizes()[at] == 1, -t.strides()[at]);
  };
  std::stable_sort(order, order + dims, [&](int64_t a, int64_t b) { return key(a) < key(b); });
  return is_dense_in(t, order);
}

/// The dimensions from slowest to fastest, the channels behind all others.
void order_channels_last(size_t dims, int64_t* order) {
  order[0] = 0;
  for (size_t d = 2; d < dims; ++d) order[d - 1] = static_cast<int64_t>(d);
  if (dims > 1) order[dims - 1] = 1;
}

}  // namespace

Ints memory_order(IntSpan sizes, Span<const Tensor* const> inputs) {
  // An insertion sort, from fastest to slowest, that leaves ties where they are.
  Ints order;
  for (size_t d = sizes.size(); d-- > 0;) order.push_back(static_cast<int64_t>(d));
  for (size_t i = 1; i < order.size(); ++i) {
    size_t at = i;
    for (size_t before = i; before-- > 0;) {
      const int verdict = swapped(static_cast<size_t>(order[at]),
                                  static_cast<size_t>(order[before]), sizes, inputs);
      if (verdict > 0) {
        std::swap(order[before], order[at]);
        at = before;
      } else if (verdict < 0) {
        break;
      }
    }
  }
  std::reverse(order.begin(), order.end());
  return order;
}

Tensor like_inputs(IntSpan sizes, DType dtype, Span<const Tensor* const> inputs) {
  bool row_major = sizes.size() < 2, same_sizes = true;
  if (!row_major) {
    row_major = true;
    for (const Tensor* t : inputs) {
      const bool same = t->sizes() == sizes;
      same_sizes = same_sizes && same;
      row_major = row_major && same && t->is_contiguous();
    }
  }
  if (row_major || inputs.empty()) return empty(sizes, dtype);
  int64_t strides[TensorImpl::max_dims];
  const IntSpan made(strides, sizes.size());
  if (same_sizes) {
    const bool all_last = (sizes.size() == 4 || sizes.size() == 5) &&
                          std::all_of(inputs.begin(), inputs.end(),
                                      [](const Tensor* t) { return in_channels_last(*t); });
    if (all_last) return empty_channels_last(sizes, dtype);
    const IntSpan first = inputs[0]->strides();
    if (std::all_of(inputs.begin(), inputs.end(),
                    [&](const Tensor* t) { return t->strides() == first; }) &&
        is_dense(*inputs[0])) {
      return empty_strided(sizes, first, dtype);
    }
  }
  const Ints order = memory_order(sizes, inputs);
  dense_strides(sizes, order.data(), strides);
  return empty_strided(sizes, made, dtype);
}

Tensor like(const Tensor& input, DType dtype) {
  if (input.is_contiguous()) return empty(input.sizes(), dtype);
  const Tensor* const inputs[] = {&input};
  return like_inputs(input.sizes(), dtype, inputs);
}

Tensor convert(const Tensor& self, DType dtype) {
  if (self.dtype() == dtype) return self;
  Tensor out = like(self, dtype);
  copy_elements(out, self);
  return out;
}

void check_apart(const Tensor& target, const Tensor& source, bool strictly) {
  if (!(target.storage() == source.storage())) return;
  if (target.is_same(source) && !strictly) return;
  if (!is_dense(target) || !is_dense(source)) return;
  const auto* first = static_cast<const char*>(target.data());
  const auto* begin = static_cast<const char*>(source.data());
  const char *last = first + target.nbytes(), *end = begin + source.nbytes();
  const bool same = first == begin && last == end && !strictly;
  const bool crossed = same ? !(target.strides() == source.strides()) : first < end && begin < last;
  if (crossed) throw Error(Diag::MJ3038);
}

bool in_channels_last(const Tensor& tensor) {
  int64_t order[TensorImpl::max_dims];
  order_channels_last(tensor.sizes().size(), order);
  return is_dense_in(tensor, order);
}

bool is_channels_last(const Tensor& tensor) {
  const int64_t dims = tensor.dim();
  if (dims != 4 && dims != 5) return false;
  if (tensor.is_contiguous() || !in_channels_last(tensor)) return false;
  // The column that unsqueeze(-1) adds steps less than the channels.
  return tensor.stride(dims - 1) >= tensor.stride(1) * tensor.size(1);
}

Tensor empty_channels_last(IntSpan sizes, DType dtype) {
  int64_t order[TensorImpl::max_dims], strides[TensorImpl::max_dims];
  order_channels_last(sizes.size(), order);
  dense_strides(sizes, order, strides);
  return empty_strided(sizes, IntSpan(strides, sizes.size()), dtype);
}

Tensor to_channels_last(const Tensor& tensor) {
  Tensor result = empty_channels_last(tensor.sizes(), tensor.dtype());
  result.copy_(tensor);
  return result;
}

Tensor in_format(IntSpan sizes, DType dtype, std::optional<int64_t> format, const Tensor& model) {
  if (format == 2 || format == 3) {
    if (sizes.size() != static_cast<size_t>(*format) + 2) {
      fail(format == 2 ? "required rank 4 tensor to use channels_last format"
                       : "required rank 5 tensor to use channels_last_3d format");
    }
    return empty_channels_last(sizes, dtype);
  }
  if (format && (*format < 0 || *format > 1)) {
    fail("unsupported memory format option " + std::to_string(*format));
  }
  if (format == 0) return empty(sizes, dtype);
  const Tensor* const inputs[] = {&model};
  return like_inputs(sizes, dtype, inputs);
}

namespace {

/// One operand of map_rows: where its rows are converted, if they are.
struct Row {
  CopyRow* copy = nullptr;   // to a buffer
  CopyRow* store = nullptr;  // from the buffer; operand 0 only
  bool converts = false;
  int64_t own_size = 0, size = 0;  // of an element, as it lies and as it is computed
};

constexpr int64_t block = 512;

/// Writes the first of `count` elements to all of them.
void repeat(char* row, int64_t size, int64_t count) {
  for (int64_t filled = 1; filled < count; filled *= 2) {
    std::memcpy(row + filled * size, row,
                static_cast<size_t>(std::min(filled, count - filled) * size));
  }
}

void run_rows(const Row* rows, int count, char* const* pointers, const int64_t* strides, int64_t n,
              RowFunction* function, const void* context) {
  alignas(64) char buffers[Loop::max_operands][block * sizeof(std::complex<double>)];
  void* at[Loop::max_operands];
  bool buffered[Loop::max_operands];
  for (int k = 0; k < count; ++k) {
    buffered[k] = rows[k].converts || (strides[k] != rows[k].own_size && n > 1);
    at[k] = buffers[k];
  }
  for (int64_t first = 0; first < n; first += block) {
    const int64_t length = std::min(block, n - first);
    for (int k = 0; k < count; ++k) {
      const Row& row = rows[k];
      if (!buffered[k]) {
        at[k] = pointers[k] + first * row.own_size;
      } else if (k == 0) {
        continue;
      } else if (strides[k] != 0) {
        row.copy(buffers[k], row.size, pointers[k] + first * strides[k], strides[k], length);
      } else if (first == 0) {
        row.copy(buffers[k], row.size, pointers[k], 0, 1);
        repeat(buffers[k], row.size, length);
      }
    }
    function(at, length, context);
    if (buffered[0]) {
      rows[0].store(pointers[0] + first * strides[0], strides[0], buffers[0], rows[0].size, length);
    }
  }
}

}  // namespace

void map_rows(Span<const Tensor* const> operands, const DType* computed, RowFunction* function,
              const void* context) {
  const int count = static_cast<int>(operands.size());
  const Tensor& out = *operands[0];
  if (out.numel() == 0) return;
  bool direct = true;
  for (int k = 0; k < count; ++k) {
    const Tensor& t = *operands[static_cast<size_t>(k)];
    direct = direct && t.dtype() == computed[k] && t.is_contiguous() && t.sizes() == out.sizes();
  }
  if (direct) {
    const auto run = [&](int64_t begin, int64_t end) {
      void* at[Loop::max_operands];
      for (int k = 0; k < count; ++k) {
        const Tensor& t = *operands[static_cast<size_t>(k)];
        at[k] = static_cast<char*>(t.data()) + begin * t.element_size();
      }
      function(at, end - begin, context);
    };
    parallel_for(0, out.numel(), 32768, run);
    return;
  }
  Row rows[Loop::max_operands];
  for (int k = 0; k < count; ++k) {
    const DType own = operands[static_cast<size_t>(k)]->dtype();
    rows[k].own_size = static_cast<int64_t>(itemsize(own));
    rows[k].size = static_cast<int64_t>(itemsize(computed[k]));
    rows[k].copy = row_copier(computed[k], own);
    rows[k].converts = computed[k] != own;
    if (k == 0) rows[k].store = row_copier(own, computed[k]);
  }
  Loop(out.sizes(), operands).each([&](char** pointers, const int64_t* strides, int64_t n) {
    run_rows(rows, count, pointers, strides, n, function, context);
  });
}

}  // namespace minijit::kernels
