// The rules of views. In: sizes, strides and what is asked; out: new sizes and strides, with
// PyTorch's checks. They never touch elements.
#ifndef MINIJIT_TENSOR_VIEWS_H_
#define MINIJIT_TENSOR_VIEWS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "minijit/tensor.h"

namespace minijit {

/// Sizes or strides of one tensor, on the stack while there are few.
class Dims {
 public:
  Dims() = default;
  explicit Dims(size_t count, int64_t value = 0) { resize(count, value); }
  Dims(IntSpan values) {
    resize(values.size(), 0);
    for (size_t i = 0; i < values.size(); ++i) (*this)[i] = values[i];
  }

  size_t size() const { return size_; }
  int64_t* data() { return size_ <= small ? inline_ : heap_.data(); }
  const int64_t* data() const { return size_ <= small ? inline_ : heap_.data(); }
  int64_t& operator[](size_t i) { return data()[i]; }
  int64_t operator[](size_t i) const { return data()[i]; }
  operator IntSpan() const { return IntSpan(data(), size_); }

 private:
  static constexpr size_t small = 8;

  void resize(size_t count, int64_t value) {
    size_ = count;
    if (count > small) heap_.assign(count, value);
    for (size_t i = 0; i < count && count <= small; ++i) inline_[i] = value;
  }

  size_t size_ = 0;
  int64_t inline_[small] = {};
  std::vector<int64_t> heap_;
};

/// "[2, 3]".
std::string dims_text(IntSpan values);
/// A dimension counted from the front; a 0-d tensor has one. Throws MJ3001.
int64_t wrap_dim(int64_t dim, int64_t dims);
/// Number of elements; nothing if a size is negative or the product overflows.
std::optional<int64_t> element_count(IntSpan sizes);
/// Row-major strides, without gaps.
Dims contiguous_strides(IntSpan sizes);
bool is_contiguous(IntSpan sizes, IntSpan strides);
/// Bytes of storage that a tensor with elements reaches; 0 without elements; nothing on overflow or
/// for negative numbers.
std::optional<uint64_t> storage_need(IntSpan sizes, IntSpan strides, int64_t offset,
                                     size_t itemsize);
/// The shape with its -1 filled in. Throws MJ3005, MJ3006, MJ3007, MJ3016.
Dims infer_size(IntSpan shape, int64_t numel);
/// Strides of `shape` over the same memory, or nothing where that needs a copy.
std::optional<Dims> view_strides(IntSpan sizes, IntSpan strides, IntSpan shape);
/// A tensor on the memory of `base`. The caller has made sure that it stays inside.
Tensor make_view(const Tensor& base, IntSpan sizes, IntSpan strides, int64_t offset);
/// May two different indices mean the same element, as after expand()? (Conservative for exotic
/// strides: no.)
bool has_internal_overlap(const Tensor& tensor);

}  // namespace minijit

#endif  // MINIJIT_TENSOR_VIEWS_H_
