// Tensors: a shared piece of memory, an element type, sizes, strides and an offset.
#ifndef MINIJIT_TENSOR_H_
#define MINIJIT_TENSOR_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "minijit/dtype.h"
#include "minijit/intrusive_ptr.h"
#include "minijit/options.h"
#include "minijit/span.h"

#pragma GCC visibility push(default)

namespace minijit {

class Scalar;
class Tensor;
template <class T, size_t N>
class TensorAccessor;
namespace indexing {
class TensorIndex;
}

/// Memory and its owner. `release(context)` runs once, when the last tensor on it is gone.
class StorageImpl : public RefCounted {
 public:
  using Release = void(void* context);

  StorageImpl(void* data_, uint64_t nbytes_, Release* release_, void* context_)
      : data(data_), nbytes(nbytes_), release_memory(release_), context(context_) {}
  ~StorageImpl() override {
    if (release_memory) release_memory(context);
  }
  void* data;
  uint64_t nbytes;
  Release* release_memory;
  void* context;
};

/// Shared memory of tensors.
class Storage : public intrusive_ptr<StorageImpl> {
 public:
  Storage() = default;
  explicit Storage(intrusive_ptr<StorageImpl> impl) : intrusive_ptr(std::move(impl)) {}

  /// Uninitialised memory, aligned to 64 bytes. Throws MJ9005 beyond the limit or when there is
  /// none.
  static Storage allocate(uint64_t nbytes);
  /// Memory of somebody else, given back by `release(context)` unless that is null.
  static Storage borrow(void* data, uint64_t nbytes, StorageImpl::Release* release, void* context);

  void* data() const { return get() ? get()->data : nullptr; }
  uint64_t nbytes() const { return get() ? get()->nbytes : 0; }
};

/// The tensor itself. Fields are for the runtime's own rooms; programs use Tensor.
struct TensorImpl : RefCounted {
  static constexpr int32_t inline_dims = 6;
  static constexpr int32_t max_dims = 64;

  Storage storage;
  char* data = nullptr;  // first element: storage.data() + offset * itemsize
  int64_t numel = 0;
  int64_t* sizes = inline_;
  int64_t* strides = inline_ + inline_dims;
  int64_t offset = 0;  // in elements
  int32_t ndim = 0;
  DType dtype = kFloat32;
  bool contiguous = true;  // row-major without gaps
  bool requires_grad = false;
  bool is_parameter = false;
  intrusive_ptr<RefCounted> quantizer;  // of integers that stand for real numbers; else null

  TensorImpl() = default;
  TensorImpl(const TensorImpl&) = delete;
  TensorImpl& operator=(const TensorImpl&) = delete;
  ~TensorImpl() override {
    if (sizes != inline_) delete[] sizes;
  }

  /// Makes room for `count` dimensions. Called once, before sizes and strides are written.
  void set_ndim(int32_t count);
  /// Computes numel, contiguous and data after all other fields are written.
  void finish();
  /// Gives an existing tensor another shape on the memory it has.
  void reshape_in_place(IntSpan new_sizes, IntSpan new_strides);

 private:
  int64_t inline_[2 * inline_dims];
};

class Tensor;
using TensorList = Span<const Tensor>;

/// A shared tensor, or nothing (`defined()` is false). Copying shares; `clone()` copies elements.
class Tensor {
 public:
  Tensor() = default;
  explicit Tensor(intrusive_ptr<TensorImpl> impl) : impl_(std::move(impl)) {}
  Tensor(const Tensor&) = default;
  Tensor(Tensor&&) noexcept = default;
  Tensor& operator=(const Tensor&) & = default;
  Tensor& operator=(Tensor&&) & noexcept = default;
  /// Assigning to a temporary, as in `t[0] = x`, writes elements: it is `copy_`, or `fill_`.
  Tensor& operator=(const Tensor& other) && {
    copy_(other);
    return *this;
  }
  Tensor& operator=(const Scalar& value) && {
    fill_(value);
    return *this;
  }

  bool defined() const { return impl_.defined(); }
  explicit operator bool() const { return defined(); }
  TensorImpl* impl() const { return impl_.get(); }
  const intrusive_ptr<TensorImpl>& pointer() const { return impl_; }
  TensorImpl* detach_impl() { return impl_.detach(); }
  bool is_same(const Tensor& other) const { return impl_ == other.impl_; }
  void reset() { impl_.reset(); }

  int64_t dim() const { return impl_->ndim; }
  int64_t ndimension() const { return impl_->ndim; }
  /// Size of a dimension; negative ones count from the end. Throws MJ3001 out of range.
  int64_t size(int64_t dim) const;
  int64_t stride(int64_t dim) const;
  IntSpan sizes() const { return IntSpan(impl_->sizes, static_cast<size_t>(impl_->ndim)); }
  IntSpan strides() const { return IntSpan(impl_->strides, static_cast<size_t>(impl_->ndim)); }
  int64_t numel() const { return impl_->numel; }
  int64_t storage_offset() const { return impl_->offset; }
  DType dtype() const { return impl_->dtype; }
  DType scalar_type() const { return impl_->dtype; }
  int64_t element_size() const { return static_cast<int64_t>(minijit::itemsize(impl_->dtype)); }
  uint64_t nbytes() const { return static_cast<uint64_t>(numel()) * minijit::itemsize(dtype()); }
  bool is_contiguous() const { return impl_->contiguous; }
  bool is_floating_point() const { return minijit::is_floating_point(dtype()); }
  bool is_complex() const { return minijit::is_complex(dtype()); }
  bool requires_grad() const { return impl_->requires_grad; }
  const Tensor& set_requires_grad(bool value) const {
    impl_->requires_grad = value;
    return *this;
  }
  bool is_parameter() const { return impl_->is_parameter; }
  const Storage& storage() const { return impl_->storage; }

  /// First element, whatever the dtype.
  void* data() const { return impl_->data; }
  void* data_ptr() const { return impl_->data; }
  /// First element. Throws MJ9004 unless T is the element type.
  template <class T>
  T* data_ptr() const {
    check_dtype(dtype_of<T>);
    return reinterpret_cast<T*>(impl_->data);
  }
  template <class T>
  T* data() const {
    return data_ptr<T>();
  }
  template <class T>
  const T* const_data_ptr() const {
    return data_ptr<T>();
  }
  template <class T>
  T* mutable_data_ptr() const {
    return data_ptr<T>();
  }
  /// First element, dtype unchecked: for kernels that have just looked at it.
  template <class T>
  T* unchecked() const {
    return reinterpret_cast<T*>(impl_->data);
  }

  /// The only element, converted to T. Throws MJ3017 unless there is exactly one.
  template <class T>
  T item() const;

  /// A copy with its own memory; strides are kept if the tensor is dense, else row-major.
  Tensor clone() const;
  /// This tensor if it is row-major without gaps, otherwise a copy that is.
  Tensor contiguous() const;
  /// A copy in another dtype; this tensor if it has that dtype already.
  Tensor to(DType dtype) const;
  /// Copies the elements of `source`, expanded and converted. Throws MJ3008, MJ3009 if sizes do not
  /// fit.
  const Tensor& copy_(const Tensor& source) const;
  /// A tensor on the same memory that says nothing about gradients.
  Tensor detach() const;

  // Views, as in PyTorch; they share the memory.
  Tensor view(IntSpan sizes) const;
  Tensor reshape(IntSpan sizes) const;
  Tensor select(int64_t dim, int64_t index) const;
  Tensor slice(int64_t dim, int64_t start, int64_t end, int64_t step = 1) const;
  Tensor narrow(int64_t dim, int64_t start, int64_t length) const;
  Tensor transpose(int64_t dim0, int64_t dim1) const;
  Tensor t() const;
  Tensor permute(IntSpan dims) const;
  Tensor expand(IntSpan sizes) const;
  Tensor unsqueeze(int64_t dim) const;
  Tensor squeeze() const;
  Tensor squeeze(int64_t dim) const;
  Tensor as_strided(IntSpan sizes, IntSpan strides, int64_t storage_offset) const;
  Tensor operator[](int64_t index) const { return select(0, index); }
  Tensor operator[](const Tensor& index) const;
  Tensor view_as(const Tensor& other) const { return view(other.sizes()); }
  Tensor expand_as(const Tensor& other) const { return expand(other.sizes()); }
  /// Integers, slices, None, "..." and tensors, as in Python's brackets.
  Tensor index(Span<const indexing::TensorIndex> indices) const;
  const Tensor& index_put_(Span<const indexing::TensorIndex> indices, const Tensor& value) const;
  const Tensor& index_put_(Span<const indexing::TensorIndex> indices, const Scalar& value) const;

  // Where it lies. All tensors are on the CPU; another is refused with MJ9030, MJ3039.
  Device device() const { return Device(); }
  bool is_cpu() const { return true; }
  bool is_cuda() const { return false; }
  TensorOptions options() const { return TensorOptions(dtype()).device(device()); }
  Tensor to(Device device, DType dtype, bool non_blocking = false, bool copy = false) const;
  Tensor to(const TensorOptions& options, bool non_blocking = false, bool copy = false) const;
  Tensor to(DType dtype, bool non_blocking, bool copy = false) const;
  Tensor cpu() const { return *this; }
  Tensor cuda() const { return to(TensorOptions(kCUDA)); }
  Tensor toType(DType dtype) const { return to(dtype); }
  Tensor type_as(const Tensor& other) const { return to(other.dtype()); }
  const Tensor& requires_grad_(bool value = true) const { return set_requires_grad(value); }
  int64_t itemsize() const { return element_size(); }
  bool is_alias_of(const Tensor& other) const { return storage() == other.storage(); }
  /// "CPUFloatType".
  std::string toString() const;
  /// Writes it to the standard output.
  void print() const;

  /// The only element. Throws MJ3017.
  Scalar item() const;
  /// Elements by indices, unchecked. Throws MJ9004 for another dtype, MJ3100 for other dimensions.
  template <class T, size_t N>
  TensorAccessor<T, N> accessor() const;
  template <class T, size_t N>
  TensorAccessor<T, N> packed_accessor32() const {
    return accessor<T, N>();
  }
  template <class T, size_t N>
  TensorAccessor<T, N> packed_accessor64() const {
    return accessor<T, N>();
  }

  // Operators, each with the meaning of its line in grammar/ops.schema: `ops.h` defines them.
#include "minijit/methods.inc"

  Tensor operator-() const { return neg(); }
  Tensor operator~() const;
  const Tensor& operator+=(const Tensor& other) const { return add_(other); }
  const Tensor& operator+=(const Scalar& other) const;
  const Tensor& operator-=(const Tensor& other) const { return sub_(other); }
  const Tensor& operator-=(const Scalar& other) const;
  const Tensor& operator*=(const Tensor& other) const { return mul_(other); }
  const Tensor& operator*=(const Scalar& other) const;
  const Tensor& operator/=(const Tensor& other) const { return div_(other); }
  const Tensor& operator/=(const Scalar& other) const;

 private:
  void check_dtype(DType wanted) const {
    if (impl_->dtype != wanted) throw_dtype(wanted);
  }
  [[noreturn]] void throw_dtype(DType wanted) const;

  intrusive_ptr<TensorImpl> impl_;
};

/// Uninitialised, row-major. Throws MJ3096 for a negative size, MJ9006 when the product overflows,
/// MJ9005 without memory.
Tensor empty(IntSpan sizes, DType dtype = kFloat32);
/// Uninitialised, with the given strides. Throws like `empty`, and MJ3014 for a negative stride.
Tensor empty_strided(IntSpan sizes, IntSpan strides, DType dtype = kFloat32);
/// Uninitialised and row-major, with sizes and dtype of `like`.
Tensor empty_like(const Tensor& like);
Tensor zeros(IntSpan sizes, DType dtype = kFloat32);
Tensor ones(IntSpan sizes, DType dtype = kFloat32);
Tensor full(IntSpan sizes, double value, DType dtype);
/// A tensor on memory of the caller, which must stay valid. Row-major.
Tensor from_blob(void* data, IntSpan sizes, DType dtype = kFloat32);
/// The same; `release` runs when the last tensor on the memory is gone.
Tensor from_blob(void* data, IntSpan sizes, std::function<void(void*)> release,
                 DType dtype = kFloat32);
Tensor from_blob(void* data, IntSpan sizes, IntSpan strides, DType dtype = kFloat32);
/// A tensor on a storage; everything is checked against its size. Throws MJ3013, MJ3014.
Tensor tensor_on(const Storage& storage, DType dtype, int64_t offset, IntSpan sizes,
                 IntSpan strides);
/// A 0-dimensional tensor.
Tensor scalar_tensor(double value, DType dtype = kFloat32);
Tensor scalar_tensor(int64_t value, DType dtype = kInt64);
/// A 1-dimensional tensor of the values, as `torch::tensor({...})`: float32 for float and double,
/// int64 for integers.
Tensor tensor(Span<const float> values);
Tensor tensor(Span<const double> values);
Tensor tensor(Span<const int64_t> values);
Tensor tensor(std::initializer_list<float> values);
Tensor tensor(std::initializer_list<double> values);
Tensor tensor(std::initializer_list<int64_t> values);
Tensor tensor(std::initializer_list<int> values);

/// As C++ PyTorch prints: the elements, then "[ CPUFloatType{2,3} ]".
std::ostream& operator<<(std::ostream& out, const Tensor& tensor);

}  // namespace minijit

#pragma GCC visibility pop

#endif  // MINIJIT_TENSOR_H_
