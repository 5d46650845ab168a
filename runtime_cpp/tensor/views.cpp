#include "tensor/views.h"

#include <algorithm>
#include <cstring>

#include "minijit/error.h"
#include "support/checked.h"
#include "support/limits.h"

namespace minijit {

namespace {

// Offsets of tensors without elements may be anything: their arithmetic wraps and is never used.
int64_t wrapping_add(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
}
int64_t wrapping_mul(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) * static_cast<uint64_t>(b));
}

size_t index(int64_t i) { return static_cast<size_t>(i); }

[[noreturn]] void fail_strided(std::string problem) {
  throw Error(Diag::MJ3014, {{"problem", std::move(problem)}});
}

Tensor without_dim(const Tensor& t, size_t dim, int64_t offset) {
  Dims sizes(t.sizes().size() - 1);
  Dims strides(sizes.size());
  for (size_t i = 0, to = 0; i <= sizes.size(); ++i) {
    if (i == dim) continue;
    sizes[to] = t.sizes()[i];
    strides[to++] = t.strides()[i];
  }
  return make_view(t, sizes, strides, offset);
}

}  // namespace

std::string dims_text(IntSpan values) {
  std::string result = "[";
  for (size_t i = 0; i < values.size(); ++i) {
    if (i) result += ", ";
    result += std::to_string(values[i]);
  }
  return result + "]";
}

int64_t wrap_dim(int64_t dim, int64_t dims) {
  const int64_t bound = std::max<int64_t>(dims, 1);
  if (dim < -bound || dim >= bound) {
    throw Error(Diag::MJ3001, {{"low", -bound}, {"high", bound - 1}, {"dim", dim}});
  }
  return dim < 0 ? dim + bound : dim;
}

std::optional<int64_t> element_count(IntSpan sizes) {
  int64_t count = 1;
  bool overflow = false;
  bool none = false;
  for (int64_t size : sizes) {
    if (size < 0) return std::nullopt;
    if (size == 0) none = true;
    if (!checked_mul(count, size, &count)) overflow = true;
  }
  if (none) return 0;
  return overflow ? std::nullopt : std::optional<int64_t>(count);
}

Dims contiguous_strides(IntSpan sizes) {
  Dims strides(sizes.size());
  int64_t next = 1;
  for (size_t i = sizes.size(); i-- > 0;) {
    strides[i] = next;
    next = wrapping_mul(next, std::max<int64_t>(sizes[i], 1));
  }
  return strides;
}

bool is_contiguous(IntSpan sizes, IntSpan strides) {
  int64_t expected = 1;
  for (size_t i = sizes.size(); i-- > 0;) {
    if (sizes[i] == 0) return true;
  }
  for (size_t i = sizes.size(); i-- > 0;) {
    if (sizes[i] == 1) continue;
    if (strides[i] != expected) return false;
    expected = wrapping_mul(expected, sizes[i]);
  }
  return true;
}

std::optional<uint64_t> storage_need(IntSpan sizes, IntSpan strides, int64_t offset,
                                     size_t itemsize) {
  if (offset < 0 || sizes.size() != strides.size()) return std::nullopt;
  uint64_t last = static_cast<uint64_t>(offset);
  bool none = false;
  bool overflow = false;
  for (size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] < 0 || strides[i] < 0) return std::nullopt;
    if (sizes[i] == 0) {
      none = true;
      continue;
    }
    uint64_t reach;
    if (!checked_mul(static_cast<uint64_t>(sizes[i] - 1), static_cast<uint64_t>(strides[i]),
                     &reach) ||
        !checked_add(last, reach, &last)) {
      overflow = true;
    }
  }
  if (none) return 0;
  uint64_t bytes;
  if (overflow || !checked_add(last, uint64_t{1}, &last) ||
      !checked_mul(last, static_cast<uint64_t>(itemsize), &bytes)) {
    return std::nullopt;
  }
  return bytes;
}

Dims infer_size(IntSpan shape, int64_t numel) {
  const auto fail = [&] {
    throw Error(Diag::MJ3005, {{"shape", dims_text(shape)}, {"numel", numel}});
  };
  size_t hole = shape.size();
  int64_t known = 1;
  bool overflow = false;
  for (size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == -1) {
      if (hole != shape.size()) throw Error(Diag::MJ3006);
      hole = i;
    } else if (shape[i] < 0) {
      throw Error(Diag::MJ3007, {{"dim", shape[i]}});
    } else if (!checked_mul(known, shape[i], &known)) {
      overflow = true;
    }
  }
  if (overflow) {
    if (std::find(shape.begin(), shape.end(), 0) == shape.end()) fail();
    known = 0;
  }
  Dims result(shape);
  if (hole == shape.size()) {
    if (known != numel) fail();
    return result;
  }
  if (known == 0 && numel == 0) throw Error(Diag::MJ3016, {{"shape", dims_text(shape)}});
  if (known == 0 || numel % known != 0) fail();
  result[hole] = numel / known;
  return result;
}

std::optional<Dims> view_strides(IntSpan sizes, IntSpan strides, IntSpan shape) {
  if (std::find(sizes.begin(), sizes.end(), 0) != sizes.end()) {
    return sizes == shape ? Dims(strides) : contiguous_strides(shape);
  }
  Dims result(shape.size(), 1);
  if (sizes.empty()) return result;
  // Runs of old dimensions that lie without gaps are matched with runs of new ones, from the last
  // on.
  size_t to = shape.size();
  int64_t base = strides.back();
  int64_t run = 1;
  int64_t covered = 1;
  for (size_t from = sizes.size(); from-- > 0;) {
    run *= sizes[from];
    const bool run_ends =
        from == 0 || (sizes[from - 1] != 1 && strides[from - 1] != wrapping_mul(run, base));
    if (!run_ends) continue;
    while (to > 0 && (covered < run || shape[to - 1] == 1)) {
      --to;
      result[to] = wrapping_mul(covered, base);
      covered *= shape[to];
    }
    if (covered != run) return std::nullopt;
    if (from > 0) {
      base = strides[from - 1];
      run = covered = 1;
    }
  }
  return to == 0 ? std::optional<Dims>(result) : std::nullopt;
}

Tensor make_view(const Tensor& base, IntSpan sizes, IntSpan strides, int64_t offset) {
  auto impl = make_intrusive<TensorImpl>();
  impl->storage = base.storage();
  impl->dtype = base.dtype();
  impl->offset = offset;
  impl->requires_grad = base.requires_grad();
  impl->set_ndim(static_cast<int32_t>(sizes.size()));
  std::copy(sizes.begin(), sizes.end(), impl->sizes);
  std::copy(strides.begin(), strides.end(), impl->strides);
  impl->finish();
  return Tensor(std::move(impl));
}

bool has_internal_overlap(const Tensor& tensor) {
  if (tensor.is_contiguous()) return false;
  for (size_t i = 0; i < tensor.sizes().size(); ++i) {
    if (tensor.sizes()[i] > 1 && tensor.strides()[i] == 0) return true;
  }
  return false;
}

Tensor Tensor::view(IntSpan shape) const {
  const Dims sizes_ = infer_size(shape, numel());
  const std::optional<Dims> strides_ = view_strides(sizes(), strides(), sizes_);
  if (!strides_) throw Error(Diag::MJ3004);
  return make_view(*this, sizes_, *strides_, storage_offset());
}

Tensor Tensor::reshape(IntSpan shape) const {
  const Dims sizes_ = infer_size(shape, numel());
  const std::optional<Dims> strides_ = view_strides(sizes(), strides(), sizes_);
  if (strides_) return make_view(*this, sizes_, *strides_, storage_offset());
  const Tensor copy = contiguous();
  return make_view(copy, sizes_, contiguous_strides(sizes_), copy.storage_offset());
}

Tensor Tensor::select(int64_t dim_, int64_t index_) const {
  if (dim() == 0) throw Error(Diag::MJ3031);
  const int64_t along = wrap_dim(dim_, dim());
  const int64_t count = sizes()[minijit::index(along)];
  if (index_ < -count || index_ >= count) {
    throw Error(Diag::MJ3002, {{"index", index_}, {"sizes", dims_text(sizes())}, {"dim", along}});
  }
  const int64_t position = index_ < 0 ? index_ + count : index_;
  return without_dim(
      *this, minijit::index(along),
      wrapping_add(storage_offset(), wrapping_mul(position, strides()[minijit::index(along)])));
}

Tensor Tensor::slice(int64_t dim_, int64_t start, int64_t end, int64_t step) const {
  if (dim() == 0) throw Error(Diag::MJ3030);
  const size_t along = minijit::index(wrap_dim(dim_, dim()));
  if (step <= 0) throw Error(Diag::MJ3003);
  const int64_t count = sizes()[along];
  const auto clamp = [&](int64_t position, int64_t low) {
    if (position < 0) position += count;
    return std::min(std::max(position, low), count);
  };
  const int64_t first = clamp(start, 0);
  const int64_t last = clamp(end, first);
  Dims sizes_(sizes());
  Dims strides_(strides());
  // Without `+ step - 1`, which may overflow.
  sizes_[along] = last == first ? 0 : (last - first - 1) / step + 1;
  strides_[along] = wrapping_mul(strides_[along], step);
  // A step beyond the end leaves one element, whose stride is never used; keep it in range for
  // later views.
  const int64_t offset = wrapping_add(storage_offset(), wrapping_mul(first, strides()[along]));
  return make_view(*this, sizes_, strides_, offset);
}

Tensor Tensor::narrow(int64_t dim_, int64_t start, int64_t length) const {
  if (dim() == 0) {
    throw Error(Diag::MJ3049);
  }
  if (length < 0) throw Error(Diag::MJ3032);
  const int64_t count = sizes()[minijit::index(wrap_dim(dim_, dim()))];
  if (start < -count || start > count) {
    throw Error(Diag::MJ3033, {{"low", -count}, {"high", count}, {"start", start}});
  }
  const int64_t first = start < 0 ? start + count : start;
  if (first > count - length) {
    throw Error(Diag::MJ3015, {{"start", first}, {"length", length}, {"size", count}});
  }
  return slice(dim_, first, first + length, 1);
}

Tensor Tensor::transpose(int64_t dim0, int64_t dim1) const {
  const int64_t a = wrap_dim(dim0, dim());
  const int64_t b = wrap_dim(dim1, dim());
  Dims sizes_(sizes());
  Dims strides_(strides());
  if (a != b) {
    std::swap(sizes_[minijit::index(a)], sizes_[minijit::index(b)]);
    std::swap(strides_[minijit::index(a)], strides_[minijit::index(b)]);
  }
  return make_view(*this, sizes_, strides_, storage_offset());
}

Tensor Tensor::t() const {
  if (dim() > 2) throw Error(Diag::MJ3012, {{"dims", dim()}});
  return transpose(0, dim() < 2 ? 0 : 1);
}

Tensor Tensor::permute(IntSpan dims) const {
  if (dims.size() != sizes().size()) {
    throw Error(Diag::MJ3010, {{"dims", dim()}, {"count", dims.size()}});
  }
  Dims sizes_(dims.size());
  Dims strides_(dims.size());
  uint64_t seen = 0;
  for (size_t i = 0; i < dims.size(); ++i) {
    const size_t from = minijit::index(wrap_dim(dims[i], dim()));
    if (seen >> from & 1) throw Error(Diag::MJ3011, {{"operator", "permute()"}});
    seen |= uint64_t{1} << from;
    sizes_[i] = sizes()[from];
    strides_[i] = strides()[from];
  }
  return make_view(*this, sizes_, strides_, storage_offset());
}

Tensor Tensor::expand(IntSpan target) const {
  const size_t dims = sizes().size();
  if (target.size() < dims) {
    throw Error(Diag::MJ3009, {{"count", target.size()}, {"dims", dims}});
  }
  const size_t extra = target.size() - dims;
  Dims sizes_(target);
  Dims strides_(target.size());
  for (size_t i = target.size(); i-- > 0;) {
    const bool leading = i < extra;
    const int64_t existing = leading ? 1 : sizes()[i - extra];
    strides_[i] = !leading                ? strides()[i - extra]
                  : i + 1 < target.size() ? wrapping_mul(sizes_[i + 1], strides_[i + 1])
                                          : 1;
    if (target[i] == -1) {
      if (leading) {
        fail_strided(
            "The expanded size of the tensor (-1) isn't allowed in a leading, "
            "non-existing dimension " +
            std::to_string(i));
      }
      sizes_[i] = existing;
    } else if (target[i] != existing) {
      if (existing != 1 || target[i] < 0) {
        throw Error(Diag::MJ3008, {{"wanted", target[i]},
                                   {"existing", existing},
                                   {"dim", i},
                                   {"target", dims_text(target)},
                                   {"sizes", dims_text(sizes())}});
      }
      strides_[i] = 0;
    }
  }
  return make_view(*this, sizes_, strides_, storage_offset());
}

Tensor Tensor::unsqueeze(int64_t dim_) const {
  const size_t at = minijit::index(wrap_dim(dim_, dim() + 1));
  const size_t count = sizes().size();
  Dims sizes_(count + 1, 1);
  Dims strides_(count + 1, at < count ? wrapping_mul(sizes()[at], strides()[at]) : 1);
  for (size_t i = 0; i < count; ++i) {
    const size_t to = i < at ? i : i + 1;
    sizes_[to] = sizes()[i];
    strides_[to] = strides()[i];
  }
  return make_view(*this, sizes_, strides_, storage_offset());
}

Tensor Tensor::squeeze() const {
  size_t kept = 0;
  for (int64_t size_ : sizes()) kept += size_ != 1;
  Dims sizes_(kept);
  Dims strides_(kept);
  for (size_t i = 0, to = 0; i < sizes().size(); ++i) {
    if (sizes()[i] == 1) continue;
    sizes_[to] = sizes()[i];
    strides_[to++] = strides()[i];
  }
  return make_view(*this, sizes_, strides_, storage_offset());
}

Tensor Tensor::squeeze(int64_t dim_) const {
  const size_t along = minijit::index(wrap_dim(dim_, dim()));
  if (dim() == 0 || sizes()[along] != 1) {
    return make_view(*this, sizes(), strides(), storage_offset());
  }
  return without_dim(*this, along, storage_offset());
}

Tensor Tensor::as_strided(IntSpan sizes_, IntSpan strides_, int64_t offset) const {
  Tensor result = tensor_on(storage(), dtype(), offset, sizes_, strides_);
  result.set_requires_grad(requires_grad());
  return result;
}

Tensor tensor_on(const Storage& storage, DType dtype, int64_t offset, IntSpan sizes,
                 IntSpan strides) {
  if (sizes.size() != strides.size()) {
    fail_strided("mismatch in length of strides and shape (" + std::to_string(strides.size()) +
                 " and " + std::to_string(sizes.size()) + ")");
  }
  const auto negative = [](int64_t value) { return value < 0; };
  if (std::any_of(strides.begin(), strides.end(), negative)) {
    fail_strided("Negative strides are not supported, got " + dims_text(strides));
  }
  if (std::any_of(sizes.begin(), sizes.end(), negative)) {
    fail_strided("negative sizes are not allowed, got " + dims_text(sizes));
  }
  if (offset < 0) fail_strided("Tensor: invalid storage offset " + std::to_string(offset));
  const std::optional<uint64_t> needed = storage_need(sizes, strides, offset, itemsize(dtype));
  if (!needed || *needed > storage.nbytes()) {
    throw Error(Diag::MJ3013, {{"sizes", dims_text(sizes)},
                               {"strides", dims_text(strides)},
                               {"offset", offset},
                               {"itemsize", itemsize(dtype)},
                               {"needed", needed ? std::to_string(*needed) : "2^64 or more"},
                               {"nbytes", storage.nbytes()}});
  }
  auto impl = make_intrusive<TensorImpl>();
  impl->storage = storage;
  impl->dtype = dtype;
  impl->offset = offset;
  impl->set_ndim(static_cast<int32_t>(sizes.size()));
  std::copy(sizes.begin(), sizes.end(), impl->sizes);
  std::copy(strides.begin(), strides.end(), impl->strides);
  impl->finish();
  return Tensor(std::move(impl));
}

}  // namespace minijit
