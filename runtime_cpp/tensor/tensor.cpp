#include "minijit/tensor.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <ostream>

#include "minijit/error.h"
#include "support/blocks.h"
#include "support/checked.h"
#include "support/limits.h"
#include "tensor/copy.h"
#include "tensor/views.h"

namespace minijit {

namespace {

constexpr uint64_t alignment = 64;

[[noreturn]] void fail_sizes(const char* what, IntSpan sizes) {
  throw Error(Diag::MJ9006, {{"what", what}, {"sizes", dims_text(sizes)}});
}

/// A row-major tensor whose storage and offset are still to be set. Throws MJ9006.
intrusive_ptr<TensorImpl> make_row_major(IntSpan sizes, DType dtype) {
  auto impl = make_intrusive<TensorImpl>();
  impl->dtype = dtype;
  impl->set_ndim(static_cast<int32_t>(std::min<size_t>(sizes.size(), INT32_MAX)));
  int64_t count = 1;
  bool bad = false;
  for (size_t i = sizes.size(); i-- > 0;) {
    const int64_t size = sizes[i];
    impl->sizes[i] = size;
    impl->strides[i] = count;
    bad |= size < 0 || !checked_mul(count, std::max<int64_t>(size, 1), &count);
  }
  if (bad) {
    const std::optional<int64_t> exact = element_count(sizes);
    if (exact != 0) {
      for (const int64_t size : sizes) {
        if (size < 0) throw Error(Diag::MJ3096, {{"dim", size}, {"sizes", dims_text(sizes)}});
      }
      fail_sizes("more elements than can be counted", sizes);
    }
  }
  impl->numel = count;
  for (int64_t size : sizes) {
    if (size == 0) impl->numel = 0;
  }
  return impl;
}

uint64_t byte_count(const TensorImpl& impl) {
  uint64_t bytes;
  if (!checked_mul(static_cast<uint64_t>(impl.numel), uint64_t{itemsize(impl.dtype)}, &bytes)) {
    throw_out_of_memory(UINT64_MAX);
  }
  return bytes;
}

Tensor row_major_on(Storage storage, IntSpan sizes, DType dtype) {
  auto impl = make_row_major(sizes, dtype);
  impl->storage = std::move(storage);
  impl->data = static_cast<char*>(impl->storage.data());
  return Tensor(std::move(impl));
}

template <class To, class From>
Tensor vector_tensor(Span<const From> values) {
  const int64_t sizes[] = {static_cast<int64_t>(values.size())};
  const Tensor result = empty(sizes, dtype_of<To>);
  std::transform(values.begin(), values.end(), result.unchecked<To>(),
                 [](From value) { return static_cast<To>(value); });
  return result;
}

/// The first element in the widest type of its category.
template <class Wide>
[[gnu::noinline]] Wide widest(const Tensor& tensor) {
  return visit_dtype(tensor.dtype(), [&](auto tag) {
    return convert<Wide>(*tensor.unchecked<typename decltype(tag)::type>());
  });
}

}  // namespace

void* RefCounted::operator new(size_t size) {
  if (void* block = take_block(size)) return block;
  throw_out_of_memory(size);
}

void RefCounted::operator delete(void* block) { give_block(block); }

Storage Storage::allocate(uint64_t nbytes) {
  check_alloc(nbytes);
  // The memory lies behind the header, in the same block.
  void* block = take_block(sizeof(StorageImpl) + alignment + static_cast<size_t>(nbytes));
  if (!block) throw_out_of_memory(nbytes);
  const auto after = reinterpret_cast<uintptr_t>(block) + sizeof(StorageImpl);
  char* data = static_cast<char*>(block) + sizeof(StorageImpl) + (-after & (alignment - 1));
  return Storage(
      intrusive_ptr<StorageImpl>::adopt(new (block) StorageImpl(data, nbytes, nullptr, nullptr)));
}

Storage Storage::borrow(void* data, uint64_t nbytes, StorageImpl::Release* release, void* context) {
  return Storage(
      intrusive_ptr<StorageImpl>::adopt(new StorageImpl(data, nbytes, release, context)));
}

void TensorImpl::set_ndim(int32_t count) {
  if (static_cast<uint64_t>(count) > limits::max_dims) {
    throw Error(Diag::MJ9006, {{"what", "more than 64 dimensions"}, {"sizes", count}});
  }
  ndim = count;
  if (count > inline_dims) {
    sizes = new int64_t[2 * static_cast<size_t>(count)];
    strides = sizes + count;
  }
}

void TensorImpl::reshape_in_place(IntSpan new_sizes, IntSpan new_strides) {
  if (sizes != inline_) delete[] sizes;
  sizes = inline_;
  strides = inline_ + inline_dims;
  set_ndim(static_cast<int32_t>(new_sizes.size()));
  std::copy(new_sizes.begin(), new_sizes.end(), sizes);
  std::copy(new_strides.begin(), new_strides.end(), strides);
  finish();
}

void TensorImpl::finish() {
  const IntSpan all_sizes(sizes, static_cast<size_t>(ndim));
  const std::optional<int64_t> count = element_count(all_sizes);
  if (!count) fail_sizes("more elements than can be counted", all_sizes);
  numel = *count;
  contiguous = minijit::is_contiguous(all_sizes, IntSpan(strides, static_cast<size_t>(ndim)));
  data = static_cast<char*>(storage.data());
  // Without elements the offset may point anywhere: nothing is read there.
  if (numel != 0) data += offset * static_cast<int64_t>(itemsize(dtype));
}

int64_t Tensor::size(int64_t dim_) const {
  if (dim() == 0) throw Error(Diag::MJ3001, {{"low", -1}, {"high", 0}, {"dim", dim_}});
  return impl_->sizes[wrap_dim(dim_, dim())];
}

int64_t Tensor::stride(int64_t dim_) const {
  if (dim() == 0) throw Error(Diag::MJ3001, {{"low", -1}, {"high", 0}, {"dim", dim_}});
  return impl_->strides[wrap_dim(dim_, dim())];
}

void Tensor::throw_dtype(DType wanted) const {
  throw Error(Diag::MJ9004,
              {{"expected", scalar_type_name(wanted)}, {"found", scalar_type_name(dtype())}});
}

template <class T>
T Tensor::item() const {
  if (numel() != 1) throw Error(Diag::MJ3017, {{"numel", numel()}});
  // By the widest type of each category, so that there are few conversions to compile.
  if (is_complex()) return convert<T>(widest<std::complex<double>>(*this));
  if (is_floating_point()) return convert<T>(widest<double>(*this));
  if (dtype() == kUInt64) return convert<T>(*unchecked<uint64_t>());
  return convert<T>(widest<int64_t>(*this));
}

#define MJ_DTYPE(name, value, size, type, is_float, is_complex, is_signed) \
  template cpp_type<DType::k##name> Tensor::item<cpp_type<DType::k##name>>() const;
#include "minijit/dtype.inc"
#undef MJ_DTYPE

Tensor Tensor::detach() const {
  Tensor result = make_view(*this, sizes(), strides(), storage_offset());
  result.set_requires_grad(false);
  return result;
}

Tensor empty(IntSpan sizes, DType dtype) {
  auto impl = make_row_major(sizes, dtype);
  impl->storage = Storage::allocate(byte_count(*impl));
  impl->data = static_cast<char*>(impl->storage.data());
  return Tensor(std::move(impl));
}

Tensor empty_like(const Tensor& like) { return empty(like.sizes(), like.dtype()); }

Tensor empty_strided(IntSpan sizes, IntSpan strides, DType dtype) {
  const std::optional<uint64_t> needed = storage_need(sizes, strides, 0, itemsize(dtype));
  if (needed) return tensor_on(Storage::allocate(*needed), dtype, 0, sizes, strides);
  return tensor_on(Storage(), dtype, 0, sizes, strides);
}

Tensor zeros(IntSpan sizes, DType dtype) {
  Tensor result = empty(sizes, dtype);
  if (result.numel() != 0) std::memset(result.data(), 0, result.nbytes());
  return result;
}

Tensor ones(IntSpan sizes, DType dtype) { return full(sizes, 1, dtype); }

Tensor full(IntSpan sizes, double value, DType dtype) {
  Tensor result = empty(sizes, dtype);
  visit_dtype(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    std::fill_n(result.unchecked<T>(), result.numel(), convert<T>(value));
  });
  return result;
}

Tensor from_blob(void* data, IntSpan sizes, DType dtype) {
  auto impl = make_row_major(sizes, dtype);
  impl->storage = Storage::borrow(data, byte_count(*impl), nullptr, nullptr);
  impl->data = static_cast<char*>(data);
  return Tensor(std::move(impl));
}

Tensor from_blob(void* data, IntSpan sizes, std::function<void(void*)> release, DType dtype) {
  struct Context {
    std::function<void(void*)> release;
    void* data;
  };
  auto context = std::make_unique<Context>(Context{std::move(release), data});
  const std::optional<int64_t> count = element_count(sizes);
  const uint64_t bytes = count ? static_cast<uint64_t>(*count) * itemsize(dtype) : 0;
  const auto run = [](void* pointer) {
    const std::unique_ptr<Context> owned(static_cast<Context*>(pointer));
    if (owned->release) owned->release(owned->data);
  };
  Storage storage = Storage::borrow(data, bytes, run, context.get());
  context.release();
  return row_major_on(std::move(storage), sizes, dtype);
}

Tensor from_blob(void* data, IntSpan sizes, IntSpan strides, DType dtype) {
  const std::optional<uint64_t> needed = storage_need(sizes, strides, 0, itemsize(dtype));
  return tensor_on(Storage::borrow(data, needed.value_or(0), nullptr, nullptr), dtype, 0, sizes,
                   strides);
}

Tensor scalar_tensor(double value, DType dtype) { return full({}, value, dtype); }

Tensor scalar_tensor(int64_t value, DType dtype) {
  Tensor result = empty({}, dtype);
  visit_dtype(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    *result.unchecked<T>() = convert<T>(value);
  });
  return result;
}

Tensor tensor(Span<const float> values) { return vector_tensor<float>(values); }
Tensor tensor(Span<const double> values) { return vector_tensor<float>(values); }
Tensor tensor(Span<const int64_t> values) { return vector_tensor<int64_t>(values); }
Tensor tensor(std::initializer_list<float> values) {
  return vector_tensor<float>(Span<const float>(values));
}
Tensor tensor(std::initializer_list<double> values) {
  return vector_tensor<float>(Span<const double>(values));
}
Tensor tensor(std::initializer_list<int64_t> values) {
  return vector_tensor<int64_t>(Span<const int64_t>(values));
}
Tensor tensor(std::initializer_list<int> values) {
  return vector_tensor<int64_t>(Span<const int>(values));
}

const char* scalar_type_name(DType dtype) {
  switch (dtype) {
    case DType::kuint8:
      return "Byte";
    case DType::kint8:
      return "Char";
    case DType::kint16:
      return "Short";
    case DType::kint32:
      return "Int";
    case DType::kint64:
      return "Long";
    case DType::kfloat16:
      return "Half";
    case DType::kfloat32:
      return "Float";
    case DType::kfloat64:
      return "Double";
    case DType::kcomplex64:
      return "ComplexFloat";
    case DType::kcomplex128:
      return "ComplexDouble";
    case DType::kbool:
      return "Bool";
    case DType::kbfloat16:
      return "BFloat16";
    case DType::kuint16:
      return "UInt16";
    case DType::kuint32:
      return "UInt32";
    case DType::kuint64:
      return "UInt64";
  }
  return "Undefined";
}

std::ostream& operator<<(std::ostream& out, DType dtype) { return out << scalar_type_name(dtype); }

}  // namespace minijit
