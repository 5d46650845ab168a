// Views, copies, conversions and questions about a tensor's shape.
#include <algorithm>
#include <cstring>

#include "kernels/quantization.h"
#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"
#include "kernels/run.h"
#include "tensor/copy.h"
#include "tensor/views.h"
#include "support/checked.h"
#include "support/limits.h"

namespace minijit::kernels {

namespace {

bool has_format(const Tensor& self, int64_t format) {
  constexpr int64_t channels_last = 2, channels_last_3d = 3;
  if (format == channels_last) return self.dim() == 4 && in_channels_last(self);
  if (format == channels_last_3d) return self.dim() == 5 && in_channels_last(self);
  return self.is_contiguous();
}

std::optional<int64_t> memory_format(const KernelCall& call, int i) {
  return i >= 0 && call.has(i) ? std::optional<int64_t>(call.integer(i)) : std::nullopt;
}

/// Argument 0 in another dtype; itself if it has that one, and the format, and no copy is wanted.
void convert_to(KernelCall& call, DType dtype, bool copy, int format_index) {
  const Tensor& self = call.tensor(0);
  std::optional<int64_t> format = memory_format(call, format_index);
  const bool keep = !format || format == 1;
  if (self.dtype() == dtype && !copy && (keep || has_format(self, *format))) {
    call.set(self);
    return;
  }
  if (keep) format = 1;
  Tensor out = in_format(self.sizes(), dtype, format, self);
  copy_elements(out, self);
  call.set(std::move(out));
}

/// Gives all elements one value, those that share memory too.
void fill_elements(const Tensor& self, const Tensor& value) {
  copy_elements(self, value.expand(self.sizes()));
}

void writable(const Tensor& self) {
  for (size_t i = 0; i < self.sizes().size(); ++i) {
    if (self.strides()[i] == 0 && self.sizes()[i] > 1) throw Error(Diag::MJ3036);
  }
}

void set_tensors(KernelCall& call, std::vector<Tensor> tensors) {
  call.set(IValue(std::move(tensors)));
}

std::vector<Tensor> pieces(const Tensor& self, const Ints& sizes, int64_t dim_argument) {
  if (self.dim() == 0) throw Error(Diag::MJ3026);
  const int64_t dim = wrap_dim(dim_argument, self.dim());
  int64_t total = 0;
  bool negative = false;
  for (const int64_t size : sizes) {
    negative = negative || size < 0 || size > self.size(dim);
    total = wrap_add(total, size);
  }
  if (negative || total != self.size(dim)) {
    throw Error(Diag::MJ3027, {{"size", self.size(dim)}, {"dim", dim}, {"sizes", text(sizes)}});
  }
  std::vector<Tensor> result;
  int64_t start = 0;
  for (const int64_t size : sizes) {
    result.push_back(self.slice(dim, start, start + size));
    start += size;
  }
  return result;
}

std::vector<Tensor> split(const Tensor& self, int64_t size, int64_t dim_argument) {
  if (self.dim() == 0) throw Error(Diag::MJ3026);
  if (size < 0) throw Error(Diag::MJ3034, {{"size", size}});
  const int64_t dim = wrap_dim(dim_argument, self.dim());
  const int64_t length = self.size(dim);
  if (size == 0) {
    if (length)
      fail("split_size can only be 0 if dimension size is 0, but got dimension size of " +
           std::to_string(length));
    return {self.slice(dim, 0, 0)};
  }
  check_alloc(static_cast<uint64_t>(length / size), sizeof(TensorImpl));
  std::vector<Tensor> result;
  int64_t start = 0;
  do {
    result.push_back(self.slice(dim, start, std::min(start + size, length)));
    start += size;
  } while (start < length);
  return result;
}

}  // namespace

void aten_view(KernelCall& call) { call.set(call.tensor(0).view(call.ints(1))); }

/// The same memory as elements of another dtype; of another size where the last dimension allows.
/// A bool is never made so: a byte that is neither 0 nor 1 would be none.
void aten_view_dtype(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const DType dtype = call.dtype_or(1, self.dtype());
  if (dtype == self.dtype()) return call.set(self);
  if (dtype == kBool) fail("view(dtype): a tensor of another dtype cannot be viewed as Bool");
  const auto before = static_cast<int64_t>(itemsize(self.dtype()));
  const auto after = static_cast<int64_t>(itemsize(dtype));
  Ints sizes(self.sizes().begin(), self.sizes().end());
  Ints strides(self.strides().begin(), self.strides().end());
  int64_t offset = self.storage_offset();
  if (before == after) return call.set(reinterpreted(self, dtype, sizes, strides, offset));
  const std::string names = std::string(" to view ") + scalar_type_name(self.dtype()) + " as " +
                            scalar_type_name(dtype) + " (different element sizes)";
  if (self.dim() == 0) fail("self.dim() cannot be 0" + names);
  const bool narrower = before > after;
  const int64_t ratio = narrower ? before / after : after / before;
  const auto scaled = [&](const std::string& name, int64_t count) {
    int64_t product = 0;
    if (narrower) {
      // The stride of a dimension of one element can be any number.
      if (!checked_mul(count, ratio, &product)) throw Error(Diag::MJ3014, {{"problem", name}});
      return product;
    }
    if (count % ratio) {
      fail("self." + name + " must be divisible by " + std::to_string(ratio) + names +
           ", but got " + std::to_string(count));
    }
    return count / ratio;
  };
  sizes.back() = scaled("size(-1)", sizes.back());
  offset = scaled("storage_offset()", offset);
  if (strides.back() != 1) {
    fail("self.stride(-1) must be 1" + names + ", but got " + std::to_string(strides.back()));
  }
  for (size_t d = 0; d + 1 < strides.size(); ++d) {
    strides[d] = scaled("stride(" + std::to_string(d) + ")", strides[d]);
  }
  call.set(reinterpreted(self, dtype, sizes, strides, offset));
}
void aten_reshape(KernelCall& call) { call.set(call.tensor(0).reshape(call.ints(1))); }
void aten_reshape_as(KernelCall& call) { call.set(call.tensor(0).reshape(call.tensor(1).sizes())); }
void aten_select_int(KernelCall& call) {
  if (call.tensor(0).dim() == 0) throw Error(Diag::MJ3031);
  call.set(call.tensor(0).select(call.integer(1), call.integer(2)));
}
void aten_slice_Tensor(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (self.dim() == 0) throw Error(Diag::MJ3030);
  const int64_t dim = wrap_dim(call.integer(1), self.dim());
  call.set(self.slice(dim, call.integer_or(2, 0), call.integer_or(3, INT64_MAX), call.integer(4)));
}
void aten_narrow(KernelCall& call) {
  if (call.integer(3) < 0) throw Error(Diag::MJ3032);
  call.set(call.tensor(0).narrow(call.integer(1), call.integer(2), call.integer(3)));
}
void aten_transpose_int(KernelCall& call) {
  call.set(call.tensor(0).transpose(call.integer(1), call.integer(2)));
}
void aten_t(KernelCall& call) { call.set(call.tensor(0).t()); }
void aten_permute(KernelCall& call) { call.set(call.tensor(0).permute(call.ints(1))); }
void aten_numpy_T(KernelCall& call) {
  Ints order;
  for (int64_t i = call.tensor(0).dim(); i-- > 0;) order.push_back(i);
  call.set(call.tensor(0).permute(order));
}
void aten_expand(KernelCall& call) { call.set(call.tensor(0).expand(call.ints(1))); }
void aten_expand_as(KernelCall& call) { call.set(call.tensor(0).expand(call.tensor(1).sizes())); }
void aten_unsqueeze(KernelCall& call) { call.set(call.tensor(0).unsqueeze(call.integer(1))); }
void aten_squeeze(KernelCall& call) { call.set(call.tensor(0).squeeze()); }
void aten_squeeze_dim(KernelCall& call) { call.set(call.tensor(0).squeeze(call.integer(1))); }
namespace {

Tensor squeezed(const KernelCall& call) {
  Tensor t = call.tensor(0);
  Ints dims = call.ints(1);
  for (int64_t& d : dims) d = wrap_dim(d, t.dim());
  std::sort(dims.rbegin(), dims.rend());
  for (size_t i = 0; i + 1 < dims.size(); ++i) {
    if (dims[i] == dims[i + 1]) {
      fail("dim " + std::to_string(dims[i]) + " appears multiple times in the list of dims");
    }
  }
  for (const int64_t d : dims) t = t.squeeze(d);
  return t;
}

void resize(KernelCall& call, IntSpan sizes, std::optional<int64_t> format) {
  const Tensor& self = call.tensor(0);
  if (format == 1) fail("Unsupported memory formatPreserve");
  const Tensor wanted = format ? in_format(sizes, self.dtype(), format, self) : Tensor();
  resize_tensor(self, sizes);
  if (format) self.impl()->reshape_in_place(sizes, wanted.strides());
  call.set(self);
}

/// The tensor itself takes the sizes and strides of a view of it.
void become(KernelCall& call, const Tensor& view) {
  const Tensor& self = call.tensor(0);
  self.impl()->offset = view.storage_offset();
  self.impl()->reshape_in_place(view.sizes(), view.strides());
  call.set(self);
}

}  // namespace

void aten_unsqueeze_(KernelCall& call) { become(call, call.tensor(0).unsqueeze(call.integer(1))); }
void aten_squeeze_(KernelCall& call) { become(call, call.tensor(0).squeeze()); }
void aten_squeeze_dims(KernelCall& call) { call.set(squeezed(call)); }
void aten_squeeze__dims(KernelCall& call) { become(call, squeezed(call)); }
void aten_squeeze__dim(KernelCall& call) { become(call, call.tensor(0).squeeze(call.integer(1))); }
void aten_transpose_(KernelCall& call) {
  become(call, call.tensor(0).transpose(call.integer(1), call.integer(2)));
}
void aten_t_(KernelCall& call) { become(call, call.tensor(0).t()); }
void aten_requires_grad_(KernelCall& call) {
  call.set(call.tensor(0).set_requires_grad(call.boolean(1)));
}

void aten_resize_(KernelCall& call) {
  const Ints sizes = call.ints(1);
  resize(call, IntSpan(sizes.data(), sizes.size()), memory_format(call, 2));
}
void aten_resize_as_(KernelCall& call) {
  const Tensor like = call.tensor(1);
  std::optional<int64_t> format = memory_format(call, 2);
  if (format == 1) format = is_channels_last(like) ? like.dim() - 2 : 0;
  resize(call, like.sizes(), format);
}

namespace {

/// The tensor itself takes the memory of another one of its dtype, too.
void share(KernelCall& call, const Tensor& source) {
  const Tensor& self = call.tensor(0);
  if (self.impl() == source.impl()) return call.set(self);
  self.impl()->storage = source.storage();
  self.impl()->quantizer = source.impl()->quantizer;
  become(call, source);
}

}  // namespace

void aten_set__source_Tensor(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const Tensor& source = call.tensor(1);
  if (self.dtype() != source.dtype()) {
    fail(std::string("Could not set tensor of type ") + cpp_name(source.dtype()) +
         " to a tensor of type " + cpp_name(self.dtype()));
  }
  share(call, source);
}
void aten_set_(KernelCall& call) {
  const int64_t none = 0;
  share(call, empty(IntSpan(&none, 1), call.tensor(0).dtype()));
}

namespace {

Tensor strided(const KernelCall& call) {
  const Tensor& self = call.tensor(0);
  for (const int64_t stride : call.ints(2)) {
    if (stride < 0) {
      fail("as_strided: Negative strides are not supported at the moment, got strides: " +
           text(call.ints(2)));
    }
  }
  return self.as_strided(call.ints(1), call.ints(2), call.integer_or(3, self.storage_offset()));
}

}  // namespace

void aten_as_strided(KernelCall& call) { call.set(strided(call)); }
void aten_as_strided_(KernelCall& call) { become(call, strided(call)); }
void aten_flatten_using_ints(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const int64_t start = wrap_dim(call.integer(1), self.dim()),
                end = wrap_dim(call.integer(2), self.dim());
  if (start > end) throw Error(Diag::MJ3029);
  if (self.dim() == 0) {
    call.set(self.reshape({1}));
    return;
  }
  if (start == end) {
    call.set(self);
    return;
  }
  Ints shape;
  int64_t middle = 1;
  for (int64_t i = 0; i < self.dim(); ++i) {
    if (i < start || i > end) {
      shape.push_back(self.size(i));
    } else {
      middle *= self.size(i);
      if (i == end) shape.push_back(middle);
    }
  }
  call.set(self.reshape(shape));
}
void aten_unbind_int(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (self.dim() == 0) {
    fail_index("Dimension specified as " + std::to_string(call.integer(1)) +
               " but tensor has no dimensions");
  }
  const int64_t dim = wrap_dim(call.integer(1), self.dim());
  check_alloc(static_cast<uint64_t>(self.size(dim)), sizeof(TensorImpl));
  std::vector<Tensor> result;
  for (int64_t i = 0; i < self.size(dim); ++i) result.push_back(self.select(dim, i));
  set_tensors(call, std::move(result));
}
void aten_split_Tensor(KernelCall& call) {
  set_tensors(call, split(call.tensor(0), call.integer(1), call.integer(2)));
}
void aten_split_sizes(KernelCall& call) {
  set_tensors(call, pieces(call.tensor(0), call.ints(1), call.integer(2)));
}
void aten_split(KernelCall& call) { aten_split_sizes(call); }
void aten_split_with_sizes(KernelCall& call) { aten_split_sizes(call); }
void aten_chunk(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const int64_t chunks = call.integer(1);
  if (self.dim() == 0) fail("chunk expects at least a 1-dimensional tensor");
  if (chunks <= 0) throw Error(Diag::MJ3028, {{"chunks", chunks}});
  const int64_t size = self.size(call.integer(2));
  const int64_t piece = size / chunks + (size % chunks != 0);
  if (piece == 0) {
    if (chunks > 100000) fail("too many chunks of an empty tensor");
    return set_tensors(call, pieces(self, Ints(static_cast<size_t>(chunks), 0), call.integer(2)));
  }
  set_tensors(call, split(self, piece, call.integer(2)));
}

void aten_unsafe_chunk(KernelCall& call) { aten_chunk(call); }
void aten_broadcast_tensors(KernelCall& call) {
  const std::vector<Tensor> given = call.tensors(0);
  Ints shape;
  for (const Tensor& t : given) shape = broadcast_sizes(shape, t.sizes());
  std::vector<Tensor> made;
  for (const Tensor& t : given) made.push_back(t.expand(shape));
  set_tensors(call, std::move(made));
}

void aten_detach(KernelCall& call) { call.set(call.tensor(0).detach()); }
void prim_data(KernelCall& call) { call.set(call.tensor(0).detach()); }
void aten_contiguous(KernelCall& call) {
  const int64_t format = call.integer(1);
  if (format == 1) fail("preserve memory format is unsupported by the contiguous operator");
  convert_to(call, call.tensor(0).dtype(), false, 1);
}
void aten_clone(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  Tensor out = in_format(self.sizes(), self.dtype(), memory_format(call, 1), self);
  copy_elements(out, self);
  call.set(std::move(out));
}
void aten_to_dtype(KernelCall& call) {
  convert_to(call, call.dtype_or(1, call.tensor(0).dtype()), call.boolean(3), 4);
}
void aten_to_device(KernelCall& call) {
  check_cpu(call, 1);
  convert_to(call, call.dtype_or(2, call.tensor(0).dtype()), call.boolean(4), 5);
}
void aten_to_other(KernelCall& call) {
  convert_to(call, call.tensor(1).dtype(), call.boolean(3), 4);
}
void aten_to_dtype_layout(KernelCall& call) {
  check_cpu(call, 3);
  convert_to(call, call.dtype_or(1, call.tensor(0).dtype()), call.boolean(6), 7);
}
void aten_to_prim_Device(KernelCall& call) {
  check_cpu(call, 1);
  convert_to(call, call.dtype_or(2, call.tensor(0).dtype()), call.boolean(4), -1);
}
void aten_to_prim_dtype(KernelCall& call) {
  convert_to(call, call.dtype_or(1, call.tensor(0).dtype()), call.boolean(3), -1);
}
void aten_type_as(KernelCall& call) { convert_to(call, call.tensor(1).dtype(), false, -1); }
void aten_copy_(KernelCall& call) {
  const Tensor &self = call.tensor(0), &source = call.tensor(1);
  writable(self);
  check_apart(self, source);
  const Ints shape = broadcast_sizes(self.sizes(), source.sizes());
  if (!(self.sizes() == IntSpan(shape))) {
    throw Error(Diag::MJ3108, {{"shape", text(self.sizes())}, {"wanted", text(shape)}});
  }
  if (is_quantized(self) && !is_quantized(source)) {
    auto by = intrusive_ptr<Quantizer>::share(quantizer_of(self));
    self.copy_(quantize(source, self.dtype(), std::move(by)));
    call.set(self);
    return;
  }
  if (is_quantized(source) && !is_quantized(self)) {
    throw Error(Diag::MJ3121, {{"operator", call.op.kind}});
  }
  self.impl()->quantizer = source.impl()->quantizer;
  self.copy_(source.storage() == self.storage() && !source.is_same(self) ? source.clone() : source);
  call.set(self);
}
void aten_fill__Scalar(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (call.arg(1).isTensor() && call.tensor(1).dim() > 0) {
    fail("fill_ only supports 0-dimension value tensor but got tensor with " +
         std::to_string(call.tensor(1).dim()) + " dimensions.");
  }
  check_fits(call.arg(1), self.dtype());
  fill_elements(self, operand(call, 1, self.dtype()));
  call.set(self);
}
void aten_fill__Tensor(KernelCall& call) { aten_fill__Scalar(call); }
void aten_zero_(KernelCall& call) {
  fill_elements(call.tensor(0), number_tensor(IValue(int64_t{0}), call.tensor(0).dtype()));
  call.set(call.tensor(0));
}

void aten_cat(KernelCall& call) {
  const std::vector<Tensor> tensors = call.tensors(0);
  if (tensors.empty())
    throw Error(Diag::MJ3103, {{"detail", "torch.cat(): expected a non-empty list of Tensors"}});
  DType dtype = tensors[0].dtype();
  const Tensor* first = nullptr;
  for (size_t i = 0; i < tensors.size(); ++i) {
    if (!tensors[i].defined()) call.wrong(0, "a list of Tensors");
    if (tensors[i].dim() == 0)
      fail("zero-dimensional tensor (at position " + std::to_string(i) +
           ") cannot be concatenated");
    dtype = promote_types(dtype, tensors[i].dtype());
    const bool nothing = tensors[i].dim() == 1 && tensors[i].numel() == 0;
    if (!nothing && !first) first = &tensors[i];
  }
  if (!first) {
    call.set(tensors[0].to(dtype).clone());
    return;
  }
  const int64_t dim = wrap_dim(call.integer(1), first->dim());
  Ints sizes(first->sizes().begin(), first->sizes().end());
  int64_t total = 0;
  for (size_t i = 0; i < tensors.size(); ++i) {
    const Tensor& t = tensors[i];
    if (t.dim() == 1 && t.numel() == 0) continue;
    if (t.dim() != first->dim()) {
      fail("Tensors must have same number of dimensions: got " + std::to_string(first->dim()) +
           " and " + std::to_string(t.dim()));
    }
    for (int64_t d = 0; d < t.dim(); ++d) {
      if (d != dim && t.size(d) != first->size(d)) {
        fail("Sizes of tensors must match except in dimension " + std::to_string(dim) +
             ". Expected size " + std::to_string(first->size(d)) + " but got size " +
             std::to_string(t.size(d)) + " for tensor number " + std::to_string(i) +
             " in the list.");
      }
    }
    total += t.size(dim);
  }
  sizes[static_cast<size_t>(dim)] = total;
  Tensor out = std::all_of(tensors.begin(), tensors.end(), is_channels_last)
                   ? empty_channels_last(sizes, dtype)
                   : empty(sizes, dtype);
  int64_t start = 0;
  for (const Tensor& t : tensors) {
    if (t.dim() == 1 && t.numel() == 0) continue;
    out.narrow(dim, start, t.size(dim)).copy_(t);
    start += t.size(dim);
  }
  call.set(out);
}

void aten_stack(KernelCall& call) {
  const std::vector<Tensor> tensors = call.tensors(0);
  if (tensors.empty()) fail("stack expects a non-empty TensorList");
  DType dtype = tensors[0].dtype();
  for (size_t i = 0; i < tensors.size(); ++i) {
    if (!(tensors[i].sizes() == tensors[0].sizes())) {
      fail("stack expects each tensor to be equal size, but got " + text(tensors[0].sizes()) +
           " at entry 0 and " + text(tensors[i].sizes()) + " at entry " + std::to_string(i));
    }
    dtype = promote_types(dtype, tensors[i].dtype());
  }
  const int64_t dim = wrap_dim(call.integer(1), tensors[0].dim() + 1);
  Ints sizes(tensors[0].sizes().begin(), tensors[0].sizes().end());
  sizes.insert(sizes.begin() + dim, static_cast<int64_t>(tensors.size()));
  Tensor out;
  if (dim < tensors[0].dim() && std::all_of(tensors.begin(), tensors.end(), is_channels_last)) {
    // The memory format is that of the parts laid end to end.
    Ints joined = sizes;
    joined.erase(joined.begin() + dim);
    joined[static_cast<size_t>(dim)] *= static_cast<int64_t>(tensors.size());
    out = empty_channels_last(joined, dtype).view(sizes);
  } else {
    out = empty(sizes, dtype);
  }
  for (size_t i = 0; i < tensors.size(); ++i)
    out.select(dim, static_cast<int64_t>(i)).copy_(tensors[i]);
  call.set(out);
}

void aten_repeat(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const Ints repeats = call.ints(1);
  if (static_cast<int64_t>(repeats.size()) < self.dim()) {
    fail(
        "Number of dimensions of repeat dims can not be smaller than number of dimensions of "
        "tensor");
  }
  const size_t extra = repeats.size() - static_cast<size_t>(self.dim());
  // Each dimension becomes (repeat, size): the copies are an expanded view.
  Ints sizes, wide, narrow_sizes;
  bool negative = false;
  for (size_t i = 0; i < repeats.size(); ++i) {
    const int64_t size = i < extra ? 1 : self.sizes()[i - extra];
    int64_t product;
    if (__builtin_mul_overflow(size, repeats[i], &product)) fail("repeat: the result is too large");
    sizes.push_back(product);
    negative = negative || repeats[i] < 0;
    wide.push_back(repeats[i]);
    wide.push_back(size);
    narrow_sizes.push_back(1);
    narrow_sizes.push_back(size);
  }
  if (wide.size() > TensorImpl::max_dims) fail("repeat: too many dimensions");
  Tensor out = empty(sizes, self.dtype());
  if (negative || out.numel() == 0) {
    call.set(out);
    return;
  }
  out.view(wide).copy_(self.reshape(narrow_sizes).expand(wide));
  call.set(out);
}

void aten_flip(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  std::vector<bool> flipped(static_cast<size_t>(self.dim()), false);
  for (const int64_t d : call.ints(1)) {
    const size_t at = static_cast<size_t>(wrap_dim(d, self.dim()));
    if (at < flipped.size()) {
      if (flipped[at])
        fail("dim " + std::to_string(at) + " appears multiple times in the list of dims");
      flipped[at] = true;
    }
  }
  Tensor out = result_of(call, {0}, self.dtype());
  Tensor source = self;
  for (size_t d = 0; d < flipped.size(); ++d) {
    if (!flipped[d] || out.numel() == 0) continue;
    const Tensor turned = like(out, out.dtype());
    const int64_t n = out.sizes()[d], dim = static_cast<int64_t>(d);
    for (int64_t i = 0; i < n; ++i) turned.select(dim, i).copy_(source.select(dim, n - 1 - i));
    source = turned;
  }
  copy_elements(out, source);
  call.set(out);
}

void aten_constant_pad_nd(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const Ints pad = call.ints(1);
  if (pad.size() % 2)
    fail("Length of pad must be even but instead it equals " + std::to_string(pad.size()));
  if (static_cast<int64_t>(pad.size() / 2) > self.dim()) {
    fail(
        "Length of pad should be no more than twice the number of dimensions of the input. Pad "
        "length is " +
        std::to_string(pad.size()) + " while the input has " + std::to_string(self.dim()) +
        " dimensions.");
  }
  Ints sizes(self.sizes().begin(), self.sizes().end());
  Tensor source = self;
  std::vector<std::pair<int64_t, int64_t>> starts;  // dimension, where the source goes
  for (size_t i = 0; i < pad.size() / 2; ++i) {
    const int64_t dim = self.dim() - 1 - static_cast<int64_t>(i);
    const int64_t before = pad[2 * i], after = pad[2 * i + 1], size = self.size(dim);
    const int64_t limit = int64_t{1} << 40;
    if (before > limit || after > limit || before < -limit || after < -limit ||
        size + before + after < 0) {
      fail("The input size " + text(self.sizes()) + ", plus negative padding " + text(pad) +
           ", resulted in a negative output size, which is invalid.");
    }
    sizes[static_cast<size_t>(dim)] = size + before + after;
    const int64_t cut = std::max<int64_t>(-before, 0), end = size - std::max<int64_t>(-after, 0);
    source = source.slice(dim, cut, std::max(end, cut));
    starts.emplace_back(dim, std::max<int64_t>(before, 0));
  }
  Tensor out = is_channels_last(self) ? empty_channels_last(sizes, self.dtype())
                                      : empty(sizes, self.dtype());
  out.copy_(operand(call, 2, self.dtype()));
  Tensor inner = out;
  for (const auto& [dim, start] : starts) inner = inner.slice(dim, start, start + source.size(dim));
  if (source.numel()) inner.copy_(source);
  call.set(out);
}

namespace {
template <bool Upper>
void triangle(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (self.dim() < 2)
    fail(std::string(Upper ? "triu" : "tril") + ": input tensor must have at least 2 dimensions");
  const int64_t diagonal = call.integer(1), rows = self.size(-2), columns = self.size(-1);
  const Tensor source = self.contiguous();
  Tensor out = empty(self.sizes(), self.dtype());
  visit_size(self.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* x = source.template unchecked<T>();
    T* y = out.template unchecked<T>();
    for (int64_t i = 0; i < self.numel(); ++i) {
      const int64_t column = i % columns, row = i / columns % rows;
      const bool keep = Upper ? column - row >= diagonal : column - row <= diagonal;
      y[i] = keep ? x[i] : T();
    }
  });
  call.set(out);
}
}  // namespace
void aten_triu(KernelCall& call) { triangle<true>(call); }
void aten_tril(KernelCall& call) { triangle<false>(call); }

static IValue int_list(IntSpan values) { return IValue(values.vec()); }
void aten_size(KernelCall& call) { call.set(int_list(call.tensor(0).sizes())); }
static int64_t existing(const KernelCall& call) {
  if (call.tensor(0).dim() == 0) {
    fail_index("Dimension specified as " + std::to_string(call.integer(1)) +
               " but tensor has no dimensions");
  }
  return wrap_dim(call.integer(1), call.tensor(0).dim());
}
void aten_size_int(KernelCall& call) { call.set(call.tensor(0).size(existing(call))); }
void aten_stride(KernelCall& call) { call.set(int_list(call.tensor(0).strides())); }
void aten_stride_int(KernelCall& call) { call.set(call.tensor(0).stride(existing(call))); }
void aten_dim(KernelCall& call) { call.set(call.tensor(0).dim()); }
void aten_numel(KernelCall& call) { call.set(call.tensor(0).numel()); }
void aten_storage_offset(KernelCall& call) { call.set(call.tensor(0).storage_offset()); }
void aten_is_contiguous(KernelCall& call) { call.set(IValue(call.tensor(0).is_contiguous())); }
void aten_is_contiguous_memory_format(KernelCall& call) {
  call.set(IValue(has_format(call.tensor(0), call.integer(1))));
}
void aten_is_floating_point(KernelCall& call) {
  call.set(IValue(call.tensor(0).is_floating_point()));
}
void aten_is_complex(KernelCall& call) { call.set(IValue(call.tensor(0).is_complex())); }
void aten_item(KernelCall& call) { call.set(only_number(call.tensor(0))); }
void prim_dtype(KernelCall& call) { call.set(dtype_number(call.tensor(0))); }
void prim_device(KernelCall& call) { call.set(IValue(Device())); }
void aten_device(KernelCall& call) { call.set(IValue(Device(call.string(0)))); }
void aten_device_with_index(KernelCall& call) {
  call.set(IValue(Device(call.string(0) + ":" + std::to_string(call.integer(1)))));
}
void aten_cpu(KernelCall& call) { call.set(call.arg(0)); }
void prim_layout(KernelCall& call) { call.set(int64_t{0}); }
void prim_requires_grad(KernelCall& call) { call.set(IValue(call.tensor(0).requires_grad())); }
void prim_is_cuda(KernelCall& call) { call.set(IValue(false)); }
void aten_element_size(KernelCall& call) {
  call.set(static_cast<int64_t>(itemsize(call.tensor(0).dtype())));
}
void prim_grad(KernelCall& call) { call.set(IValue()); }
void prim_type(KernelCall& call) {
  const std::string name = call.arg(0).toDevice().str();
  call.set(IValue(name.substr(0, name.find(':'))));
}
void prim_index(KernelCall& call) {
  const int16_t index = call.arg(0).toDevice().index;
  call.set(index < 0 ? IValue() : IValue(static_cast<int64_t>(index)));
}

}  // namespace minijit::kernels
