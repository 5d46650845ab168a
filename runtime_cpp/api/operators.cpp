// Operators called from C++ programs: each goes to the row of the table that an archive's program
// would reach.
#include "minijit/ops.h"

#include <cstring>
#include <iostream>
#include <string_view>
#include <unordered_map>

#include "kernels/devices.h"
#include "kernels/generator.h"
#include "kernels/run.h"
#include "kernels/text.h"
#include "passes/compile.h"

namespace minijit {

namespace {

const OpInfo& find_row(const char* kind, std::string_view overload) {
  for (const OpInfo& row : find_operators(kind)) {
    if (row.until < 0 && std::string_view(row.overload) == overload) return row;
  }
  throw Error(Diag::MJ3113, {{"name", kind}});
}

IValue ints(IntSpan values) { return IValue(values.vec()); }

Tensor tensor_of(const char* kind, const char* overload, std::vector<IValue> args) {
  return call_op(kind, overload, std::move(args)).toTensor();
}

/// dtype, layout, device, pin_memory: the tail of every factory.
std::vector<IValue> with_options(std::vector<IValue> args, const TensorOptions& options) {
  args.push_back(detail::value(options));
  return args;
}

Tensor finish(Tensor made, const TensorOptions& options) {
  if (options.requires_grad()) made.set_requires_grad(true);
  return made;
}

}  // namespace

IValue call_op(const char* kind, const char* overload, std::vector<IValue> args) {
  const OpInfo& row = find_row(kind, overload);
  if (!row.vararg && args.size() < static_cast<size_t>(row.n_args)) {
    args.resize(static_cast<size_t>(row.n_args));
  }
  std::vector<IValue> results = run_row(row, args);
  if (results.size() == 1) return std::move(results[0]);
  return results.empty() ? IValue() : IValue(make_intrusive<TupleImpl>(std::move(results)));
}

namespace detail {

void throw_accessor(int64_t wanted, int64_t found) {
  throw Error(Diag::MJ3100, {{"detail", "TensorAccessor expected " + std::to_string(wanted) +
                                            " dims but tensor has " + std::to_string(found)}});
}

IValue value(const TensorOptions& options) {
  kernels::check_cpu(options.device());
  return options.has_dtype() ? IValue(options.dtype()) : IValue();
}

Tensor from_values(const void* data, IntSpan sizes, DType stored, DType inferred,
                   const TensorOptions& options) {
  kernels::check_cpu(options.device());
  const Tensor made = empty(sizes, stored);
  if (made.numel()) std::memcpy(made.data(), data, made.nbytes());
  return finish(made.to(options.has_dtype() ? options.dtype() : inferred), options);
}

}  // namespace detail

Tensor Tensor::to(const TensorOptions& options, bool, bool copy) const {
  kernels::check_cpu(options.device());
  const Tensor result = to(options.has_dtype() ? options.dtype() : dtype());
  return copy && result.is_same(*this) ? clone() : result;
}

Tensor Tensor::to(Device device, DType dtype, bool non_blocking, bool copy) const {
  return to(TensorOptions(dtype).device(device), non_blocking, copy);
}

Tensor Tensor::to(DType dtype, bool non_blocking, bool copy) const {
  return to(TensorOptions(dtype), non_blocking, copy);
}

std::string Tensor::toString() const {
  return std::string("CPU") + scalar_type_name(dtype()) + "Type";
}

void Tensor::print() const { std::cout << *this << '\n'; }

Scalar Tensor::item() const { return call_op("aten::item", "", {*this}).toScalar(); }

Tensor Tensor::operator~() const { return tensor_of("aten::bitwise_not", "", {*this}); }
Tensor Tensor::operator[](const Tensor& index) const {
  if (index.dim() == 0 && is_integral(index.dtype(), false))
    return select(0, index.item<int64_t>());
  return this->index({indexing::TensorIndex(index)});
}

namespace {

struct Indexed {
  Tensor view;
  std::vector<IValue> tensors;  // one for each dimension of the view; None: all of it
  bool any = false;
};

/// Integers, slices, None and "..." are views; what is left are tensors for `aten::index`.
Indexed apply_views(const Tensor& self, Span<const indexing::TensorIndex> indices) {
  using Kind = indexing::TensorIndex::Kind;
  int64_t used = 0;
  for (const indexing::TensorIndex& each : indices) {
    if (each.kind == Kind::IsTensor && each.tensor.dtype() == kBool) {
      used += each.tensor.dim();
    } else if (each.kind != Kind::IsNone && each.kind != Kind::IsEllipsis) {
      ++used;
    }
  }
  if (used > self.dim()) {
    throw Error(Diag::MJ3100, {{"detail", "too many indices for tensor of dimension " +
                                              std::to_string(self.dim())}});
  }
  Indexed result{self, {}};
  int64_t dim = 0;
  for (const indexing::TensorIndex& each : indices) {
    switch (each.kind) {
      case Kind::IsNone:
        result.view = result.view.unsqueeze(dim++);
        result.tensors.emplace_back();
        break;
      case Kind::IsEllipsis:
        for (int64_t i = used; i < self.dim(); ++i, ++dim) result.tensors.emplace_back();
        break;
      case Kind::IsInteger:
        result.view = result.view.select(dim, each.integer);
        break;
      case Kind::IsSlice:
        result.view = tensor_of(
            "aten::slice", "Tensor",
            {result.view, dim++, each.slice.start, each.slice.stop, each.slice.step.value_or(1)});
        result.tensors.emplace_back();
        break;
      case Kind::IsTensor:
        dim += each.tensor.dtype() == kBool ? each.tensor.dim() : 1;
        result.tensors.emplace_back(each.tensor);
        result.any = true;
        break;
    }
  }
  return result;
}

IValue index_list(std::vector<IValue> tensors) {
  return IValue(make_intrusive<ListImpl>(optional_type(tensor_type()), std::move(tensors)));
}

}  // namespace

Tensor Tensor::index(Span<const indexing::TensorIndex> indices) const {
  Indexed parts = apply_views(*this, indices);
  if (!parts.any) return parts.view;
  return tensor_of("aten::index", "Tensor", {parts.view, index_list(std::move(parts.tensors))});
}

const Tensor& Tensor::index_put_(Span<const indexing::TensorIndex> indices,
                                 const Tensor& value) const {
  Indexed parts = apply_views(*this, indices);
  if (parts.any) {
    call_op("aten::index_put_", "",
            {parts.view, index_list(std::move(parts.tensors)), value, false});
  } else {
    parts.view.copy_(value);
  }
  return *this;
}

const Tensor& Tensor::index_put_(Span<const indexing::TensorIndex> indices,
                                 const Scalar& value) const {
  return index_put_(indices, full({}, value, TensorOptions(dtype())));
}

Tensor operator-(const Scalar& a, const Tensor& b) {
  return tensor_of("aten::rsub", "Scalar", {b, a, 1});
}
Tensor operator&(const Tensor& a, const Tensor& b) {
  return tensor_of("aten::bitwise_and", "Tensor", {a, b});
}
Tensor operator|(const Tensor& a, const Tensor& b) {
  return tensor_of("aten::bitwise_or", "Tensor", {a, b});
}
Tensor operator^(const Tensor& a, const Tensor& b) {
  return tensor_of("aten::bitwise_xor", "Tensor", {a, b});
}

Tensor empty(IntSpan sizes, const TensorOptions& options) {
  kernels::check_cpu(options.device());
  return finish(empty(sizes, options.dtype()), options);
}
Tensor zeros(IntSpan sizes, const TensorOptions& options) {
  kernels::check_cpu(options.device());
  return finish(zeros(sizes, options.dtype()), options);
}
Tensor ones(IntSpan sizes, const TensorOptions& options) {
  kernels::check_cpu(options.device());
  return finish(ones(sizes, options.dtype()), options);
}
Tensor full(IntSpan sizes, const Scalar& value, const TensorOptions& options) {
  return finish(tensor_of("aten::full", "", with_options({ints(sizes), value}, options)), options);
}
Tensor rand(IntSpan sizes, const TensorOptions& options) {
  return finish(tensor_of("aten::rand", "", with_options({ints(sizes)}, options)), options);
}
Tensor randn(IntSpan sizes, const TensorOptions& options) {
  return finish(tensor_of("aten::randn", "", with_options({ints(sizes)}, options)), options);
}
Tensor randint(int64_t high, IntSpan sizes, const TensorOptions& options) {
  return randint(0, high, sizes, options);
}
Tensor randint(int64_t low, int64_t high, IntSpan sizes, const TensorOptions& options) {
  const TensorOptions full = options.has_dtype() ? options : options.dtype(kInt64);
  return tensor_of("aten::randint", "low", with_options({low, high, ints(sizes)}, full));
}
Tensor arange(const Scalar& end, const TensorOptions& options) {
  return finish(tensor_of("aten::arange", "", with_options({end}, options)), options);
}
Tensor arange(const Scalar& start, const Scalar& end, const TensorOptions& options) {
  return finish(tensor_of("aten::arange", "start", with_options({start, end}, options)), options);
}
Tensor arange(const Scalar& start, const Scalar& end, const Scalar& step,
              const TensorOptions& options) {
  return finish(tensor_of("aten::arange", "start_step", with_options({start, end, step}, options)),
                options);
}
Tensor linspace(const Scalar& start, const Scalar& end, int64_t steps,
                const TensorOptions& options) {
  return finish(tensor_of("aten::linspace", "", with_options({start, end, steps}, options)),
                options);
}
Tensor eye(int64_t n, const TensorOptions& options) {
  return finish(tensor_of("aten::eye", "", with_options({n}, options)), options);
}
Tensor from_blob(void* data, IntSpan sizes, const TensorOptions& options) {
  kernels::check_cpu(options.device());
  return finish(from_blob(data, sizes, options.dtype()), options);
}
Tensor from_blob(void* data, IntSpan sizes, IntSpan strides, const TensorOptions& options) {
  kernels::check_cpu(options.device());
  return finish(from_blob(data, sizes, strides, options.dtype()), options);
}
Tensor from_blob(void* data, IntSpan sizes, std::function<void(void*)> release,
                 const TensorOptions& options) {
  kernels::check_cpu(options.device());
  return finish(from_blob(data, sizes, std::move(release), options.dtype()), options);
}
Tensor from_blob(void* data, IntSpan sizes, IntSpan strides, std::function<void(void*)> release,
                 const TensorOptions& options) {
  kernels::check_cpu(options.device());
  // The memory reaches as far as the strides say.
  int64_t extent = 1;
  for (size_t i = 0; i < sizes.size() && i < strides.size(); ++i) {
    extent = sizes[i] == 0 ? 0 : extent + (sizes[i] - 1) * strides[i];
    if (sizes[i] == 0) break;
  }
  const Tensor memory = from_blob(data, {extent}, std::move(release), options.dtype());
  return finish(memory.as_strided(sizes, strides, 0), options);
}

void manual_seed(uint64_t seed) {
  Generator& generator = default_generator();
  const std::lock_guard<std::mutex> guard(generator.lock);
  generator.manual_seed(seed);
}

std::ostream& operator<<(std::ostream& out, Device device) { return out << device.str(); }

std::string IValue::str() const { return kernels::printed(*this); }

std::ostream& operator<<(std::ostream& out, const IValue& value) { return out << value.str(); }

namespace {

IValue copy_deeply(const IValue& value, std::unordered_map<const void*, IValue>& memo,
                   std::unordered_map<const void*, Storage>& storages) {
  if (!value.is_shared() || value.isString() || value.isEnum() || value.isComplexDouble() ||
      value.isGenerator()) {
    return value;
  }
  const auto known = memo.find(value.opaque_pointer());
  if (known != memo.end()) return known->second;
  const auto copy_all = [&](const std::vector<IValue>& from, std::vector<IValue>& to) {
    for (const IValue& each : from) to.push_back(copy_deeply(each, memo, storages));
  };
  IValue made;
  if (value.isTensor()) {
    const Tensor& from = value.toTensor();
    Storage& storage = storages[from.storage().get()];
    if (!storage.defined()) {
      storage = Storage::allocate(from.storage().nbytes());
      if (storage.nbytes()) std::memcpy(storage.data(), from.storage().data(), storage.nbytes());
    }
    Tensor to =
        tensor_on(storage, from.dtype(), from.storage_offset(), from.sizes(), from.strides());
    to.set_requires_grad(from.requires_grad());
    to.impl()->is_parameter = from.is_parameter();
    made = IValue(std::move(to));
  } else if (value.isList()) {
    auto list = make_intrusive<ListImpl>(value.toListImpl().element_type, std::vector<IValue>());
    memo[value.opaque_pointer()] = IValue(list);
    copy_all(value.toListImpl().values, list->values);
    return IValue(std::move(list));
  } else if (value.isGenericDict()) {
    const DictImpl& from = value.toDictImpl();
    auto dict = make_intrusive<DictImpl>(from.key_type, from.value_type);
    memo[value.opaque_pointer()] = IValue(dict);
    for (const DictEntry& entry : from) {
      dict->insert_or_assign(copy_deeply(entry.key(), memo, storages),
                             copy_deeply(entry.value(), memo, storages));
    }
    return IValue(std::move(dict));
  } else if (value.isTuple()) {
    std::vector<IValue> values;
    copy_all(value.toTupleRef().values, values);
    made = IValue(make_intrusive<TupleImpl>(std::move(values), value.toTupleRef().type));
  } else {
    auto object = make_intrusive<ObjectImpl>(value.toObjectRef().type, std::vector<IValue>());
    memo[value.opaque_pointer()] = IValue(object);
    copy_all(value.toObjectRef().slots, object->slots);
    return IValue(std::move(object));
  }
  memo[value.opaque_pointer()] = made;
  return made;
}

}  // namespace

IValue IValue::deepcopy() const {
  std::unordered_map<const void*, IValue> memo;
  std::unordered_map<const void*, Storage> storages;
  return copy_deeply(*this, memo, storages);
}

}  // namespace minijit
