// Operators called from C++ programs: each goes to the row of the table that an archive's program
// would reach.
#include "minijit/ops.h"

#include <cstring>
#include <iostream>
#include <string_view>
#include <unordered_map>

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

IValue number(const std::optional<Scalar>& value) { return value ? IValue(*value) : IValue(); }

IValue dtype_value(const std::optional<DType>& dtype) { return dtype ? IValue(*dtype) : IValue(); }

Tensor tensor_of(const char* kind, const char* overload, std::vector<IValue> args) {
  return call_op(kind, overload, std::move(args)).toTensor();
}

std::tuple<Tensor, Tensor> pair_of(const char* kind, const char* overload,
                                   std::vector<IValue> args) {
  const IValue result = call_op(kind, overload, std::move(args));
  const std::vector<IValue>& values = result.toTupleRef().values;
  return {values[0].toTensor(), values[1].toTensor()};
}

void check_device(const TensorOptions& options) {
  if (!options.device().is_cpu()) {
    throw Error(Diag::MJ3039, {{"device", options.device().str()}});
  }
}

/// dtype, layout, device, pin_memory: the tail of every factory.
std::vector<IValue> with_options(std::vector<IValue> args, const TensorOptions& options) {
  check_device(options);
  args.push_back(options.has_dtype() ? IValue(options.dtype()) : IValue());
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

Tensor from_values(const void* data, IntSpan sizes, DType stored, DType inferred,
                   const TensorOptions& options) {
  check_device(options);
  const Tensor made = empty(sizes, stored);
  if (made.numel()) std::memcpy(made.data(), data, made.nbytes());
  return finish(made.to(options.has_dtype() ? options.dtype() : inferred), options);
}

}  // namespace detail

Tensor Tensor::to(const TensorOptions& options, bool, bool copy) const {
  check_device(options);
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

Tensor Tensor::neg() const { return tensor_of("aten::neg", "", {*this}); }
Tensor Tensor::abs() const { return tensor_of("aten::abs", "", {*this}); }
Tensor Tensor::exp() const { return tensor_of("aten::exp", "", {*this}); }
Tensor Tensor::log() const { return tensor_of("aten::log", "", {*this}); }
Tensor Tensor::sqrt() const { return tensor_of("aten::sqrt", "", {*this}); }
Tensor Tensor::rsqrt() const { return tensor_of("aten::rsqrt", "", {*this}); }
Tensor Tensor::sin() const { return tensor_of("aten::sin", "", {*this}); }
Tensor Tensor::cos() const { return tensor_of("aten::cos", "", {*this}); }
Tensor Tensor::tan() const { return tensor_of("aten::tan", "", {*this}); }
Tensor Tensor::tanh() const { return tensor_of("aten::tanh", "", {*this}); }
Tensor Tensor::sigmoid() const { return tensor_of("aten::sigmoid", "", {*this}); }
Tensor Tensor::relu() const { return tensor_of("aten::relu", "", {*this}); }
Tensor Tensor::floor() const { return tensor_of("aten::floor", "", {*this}); }
Tensor Tensor::ceil() const { return tensor_of("aten::ceil", "", {*this}); }
Tensor Tensor::round() const { return tensor_of("aten::round", "", {*this}); }
Tensor Tensor::sign() const { return tensor_of("aten::sign", "", {*this}); }
Tensor Tensor::square() const { return tensor_of("aten::square", "", {*this}); }
Tensor Tensor::reciprocal() const { return tensor_of("aten::reciprocal", "", {*this}); }
Tensor Tensor::isnan() const { return tensor_of("aten::isnan", "", {*this}); }
Tensor Tensor::isfinite() const { return tensor_of("aten::isfinite", "", {*this}); }
Tensor Tensor::logical_not() const { return tensor_of("aten::logical_not", "", {*this}); }
Tensor Tensor::nonzero() const { return tensor_of("aten::nonzero", "", {*this}); }
Tensor Tensor::add(const Tensor& other) const {
  return tensor_of("aten::add", "Tensor", {*this, other, 1});
}
Tensor Tensor::add(const Scalar& other) const {
  return tensor_of("aten::add", "Scalar", {*this, other, 1});
}
Tensor Tensor::sub(const Tensor& other) const {
  return tensor_of("aten::sub", "Tensor", {*this, other, 1});
}
Tensor Tensor::sub(const Scalar& other) const {
  return tensor_of("aten::sub", "Scalar", {*this, other, 1});
}
Tensor Tensor::mul(const Tensor& other) const {
  return tensor_of("aten::mul", "Tensor", {*this, other});
}
Tensor Tensor::mul(const Scalar& other) const {
  return tensor_of("aten::mul", "Scalar", {*this, other});
}
Tensor Tensor::div(const Tensor& other) const {
  return tensor_of("aten::div", "Tensor", {*this, other});
}
Tensor Tensor::div(const Scalar& other) const {
  return tensor_of("aten::div", "Scalar", {*this, other});
}
Tensor Tensor::pow(const Tensor& other) const {
  return tensor_of("aten::pow", "Tensor_Tensor", {*this, other});
}
Tensor Tensor::pow(const Scalar& other) const {
  return tensor_of("aten::pow", "Tensor_Scalar", {*this, other});
}
Tensor Tensor::eq(const Tensor& other) const {
  return tensor_of("aten::eq", "Tensor", {*this, other});
}
Tensor Tensor::eq(const Scalar& other) const {
  return tensor_of("aten::eq", "Scalar", {*this, other});
}
Tensor Tensor::ne(const Tensor& other) const {
  return tensor_of("aten::ne", "Tensor", {*this, other});
}
Tensor Tensor::ne(const Scalar& other) const {
  return tensor_of("aten::ne", "Scalar", {*this, other});
}
Tensor Tensor::lt(const Tensor& other) const {
  return tensor_of("aten::lt", "Tensor", {*this, other});
}
Tensor Tensor::lt(const Scalar& other) const {
  return tensor_of("aten::lt", "Scalar", {*this, other});
}
Tensor Tensor::le(const Tensor& other) const {
  return tensor_of("aten::le", "Tensor", {*this, other});
}
Tensor Tensor::le(const Scalar& other) const {
  return tensor_of("aten::le", "Scalar", {*this, other});
}
Tensor Tensor::gt(const Tensor& other) const {
  return tensor_of("aten::gt", "Tensor", {*this, other});
}
Tensor Tensor::gt(const Scalar& other) const {
  return tensor_of("aten::gt", "Scalar", {*this, other});
}
Tensor Tensor::ge(const Tensor& other) const {
  return tensor_of("aten::ge", "Tensor", {*this, other});
}
Tensor Tensor::ge(const Scalar& other) const {
  return tensor_of("aten::ge", "Scalar", {*this, other});
}
Tensor Tensor::remainder(const Tensor& other) const {
  return tensor_of("aten::remainder", "Tensor", {*this, other});
}
Tensor Tensor::remainder(const Scalar& other) const {
  return tensor_of("aten::remainder", "Scalar", {*this, other});
}
const Tensor& Tensor::add_(const Tensor& other) const {
  call_op("aten::add_", "Tensor", {*this, other, 1});
  return *this;
}
const Tensor& Tensor::add_(const Scalar& other) const {
  call_op("aten::add_", "Scalar", {*this, other, 1});
  return *this;
}
const Tensor& Tensor::sub_(const Tensor& other) const {
  call_op("aten::sub_", "Tensor", {*this, other, 1});
  return *this;
}
const Tensor& Tensor::sub_(const Scalar& other) const {
  call_op("aten::sub_", "Scalar", {*this, other, 1});
  return *this;
}
const Tensor& Tensor::mul_(const Tensor& other) const {
  call_op("aten::mul_", "Tensor", {*this, other});
  return *this;
}
const Tensor& Tensor::mul_(const Scalar& other) const {
  call_op("aten::mul_", "Scalar", {*this, other});
  return *this;
}
const Tensor& Tensor::div_(const Tensor& other) const {
  call_op("aten::div_", "Tensor", {*this, other});
  return *this;
}
const Tensor& Tensor::div_(const Scalar& other) const {
  call_op("aten::div_", "Scalar", {*this, other});
  return *this;
}

const Tensor& Tensor::fill_(const Scalar& value) const {
  call_op("aten::fill_", "Scalar", {*this, value});
  return *this;
}
const Tensor& Tensor::fill_(const Tensor& value) const {
  call_op("aten::fill_", "Tensor", {*this, value});
  return *this;
}
const Tensor& Tensor::zero_() const {
  call_op("aten::zero_", "", {*this});
  return *this;
}
const Tensor& Tensor::normal_(double mean, double std) const {
  call_op("aten::normal_", "", {*this, mean, std});
  return *this;
}
const Tensor& Tensor::uniform_(double from, double to) const {
  call_op("aten::uniform_", "", {*this, from, to});
  return *this;
}
Tensor Tensor::clamp(const std::optional<Scalar>& min, const std::optional<Scalar>& max) const {
  return tensor_of("aten::clamp", "", {*this, number(min), number(max)});
}
Tensor Tensor::clamp_min(const Scalar& min) const { return clamp(min, std::nullopt); }
Tensor Tensor::clamp_max(const Scalar& max) const { return clamp(std::nullopt, max); }
const Tensor& Tensor::clamp_(const std::optional<Scalar>& min,
                             const std::optional<Scalar>& max) const {
  return copy_(clamp(min, max));
}
Tensor Tensor::sum(std::optional<DType> dtype) const {
  return tensor_of("aten::sum", "", {*this, dtype_value(dtype)});
}
Tensor Tensor::sum(IntSpan dims, bool keepdim) const {
  return tensor_of("aten::sum", "dim_IntList", {*this, ints(dims), keepdim});
}
Tensor Tensor::mean(std::optional<DType> dtype) const {
  return tensor_of("aten::mean", "", {*this, dtype_value(dtype)});
}
Tensor Tensor::mean(IntSpan dims, bool keepdim) const {
  return tensor_of("aten::mean", "dim", {*this, ints(dims), keepdim});
}
Tensor Tensor::std(bool unbiased) const { return tensor_of("aten::std", "", {*this, unbiased}); }
Tensor Tensor::std(IntSpan dims, bool unbiased, bool keepdim) const {
  return tensor_of("aten::std", "dim", {*this, ints(dims), unbiased, keepdim});
}
Tensor Tensor::var(bool unbiased) const { return tensor_of("aten::var", "", {*this, unbiased}); }
Tensor Tensor::var(IntSpan dims, bool unbiased, bool keepdim) const {
  return tensor_of("aten::var", "dim", {*this, ints(dims), unbiased, keepdim});
}
Tensor Tensor::norm() const { return norm(Scalar(2)); }
Tensor Tensor::norm(const Scalar& p) const { return tensor_of("aten::norm", "Scalar", {*this, p}); }
Tensor Tensor::norm(const std::optional<Scalar>& p, IntSpan dims, bool keepdim) const {
  return tensor_of("aten::norm", "ScalarOpt_dim", {*this, number(p), ints(dims), keepdim});
}
Tensor Tensor::any() const { return tensor_of("aten::any", "", {*this}); }
Tensor Tensor::any(int64_t dim, bool keepdim) const {
  return tensor_of("aten::any", "dim", {*this, dim, keepdim});
}
Tensor Tensor::all() const { return tensor_of("aten::all", "", {*this}); }
Tensor Tensor::all(int64_t dim, bool keepdim) const {
  return tensor_of("aten::all", "dim", {*this, dim, keepdim});
}
Tensor Tensor::cumsum(int64_t dim) const { return tensor_of("aten::cumsum", "", {*this, dim}); }
Tensor Tensor::softmax(int64_t dim, std::optional<DType> dtype) const {
  return tensor_of("aten::softmax", "int", {*this, dim, dtype_value(dtype)});
}
Tensor Tensor::log_softmax(int64_t dim, std::optional<DType> dtype) const {
  return tensor_of("aten::log_softmax", "int", {*this, dim, dtype_value(dtype)});
}
std::tuple<Tensor, Tensor> Tensor::topk(int64_t k, int64_t dim, bool largest, bool sorted) const {
  return pair_of("aten::topk", "", {*this, k, dim, largest, sorted});
}
std::tuple<Tensor, Tensor> Tensor::sort(int64_t dim, bool descending) const {
  return pair_of("aten::sort", "", {*this, dim, descending});
}
Tensor Tensor::argsort(int64_t dim, bool descending) const {
  return tensor_of("aten::argsort", "", {*this, dim, descending});
}
Tensor Tensor::repeat(IntSpan repeats) const {
  return tensor_of("aten::repeat", "", {*this, ints(repeats)});
}
Tensor Tensor::flip(IntSpan dims) const { return tensor_of("aten::flip", "", {*this, ints(dims)}); }
Tensor Tensor::index_select(int64_t dim, const Tensor& index) const {
  return tensor_of("aten::index_select", "", {*this, dim, index});
}
Tensor Tensor::gather(int64_t dim, const Tensor& index) const {
  return tensor_of("aten::gather", "", {*this, dim, index, false});
}
Tensor Tensor::masked_select(const Tensor& mask) const {
  return tensor_of("aten::masked_select", "", {*this, mask});
}
Tensor Tensor::masked_fill(const Tensor& mask, const Scalar& value) const {
  return tensor_of("aten::masked_fill", "Scalar", {*this, mask, value});
}
bool Tensor::equal(const Tensor& other) const {
  return call_op("aten::equal", "", {*this, other}).toBool();
}
bool Tensor::allclose(const Tensor& other, double rtol, double atol, bool equal_nan) const {
  return call_op("aten::allclose", "", {*this, other, rtol, atol, equal_nan}).toBool();
}
Tensor Tensor::flatten(int64_t start_dim, int64_t end_dim) const {
  return tensor_of("aten::flatten", "using_ints", {*this, start_dim, end_dim});
}
std::vector<Tensor> Tensor::split(int64_t size, int64_t dim) const {
  return call_op("aten::split", "Tensor", {*this, size, dim}).toTensorVector();
}
std::vector<Tensor> Tensor::chunk(int64_t chunks, int64_t dim) const {
  return call_op("aten::chunk", "", {*this, chunks, dim}).toTensorVector();
}
std::vector<Tensor> Tensor::unbind(int64_t dim) const {
  return call_op("aten::unbind", "int", {*this, dim}).toTensorVector();
}
Tensor Tensor::operator~() const { return tensor_of("aten::bitwise_not", "", {*this}); }
Tensor Tensor::operator[](const Tensor& index) const {
  if (index.dim() == 0 && is_integral(index.dtype(), false))
    return select(0, index.item<int64_t>());
  return this->index({indexing::TensorIndex(index)});
}

Tensor Tensor::max() const { return tensor_of("aten::max", "", {*this}); }
Tensor Tensor::max(const Tensor& other) const {
  return tensor_of("aten::max", "other", {*this, other});
}
std::tuple<Tensor, Tensor> Tensor::max(int64_t dim, bool keepdim) const {
  return pair_of("aten::max", "dim", {*this, dim, keepdim});
}
Tensor Tensor::argmax(std::optional<int64_t> dim, bool keepdim) const {
  return tensor_of("aten::argmax", "", {*this, dim, keepdim});
}
Tensor Tensor::min() const { return tensor_of("aten::min", "", {*this}); }
Tensor Tensor::min(const Tensor& other) const {
  return tensor_of("aten::min", "other", {*this, other});
}
std::tuple<Tensor, Tensor> Tensor::min(int64_t dim, bool keepdim) const {
  return pair_of("aten::min", "dim", {*this, dim, keepdim});
}
Tensor Tensor::argmin(std::optional<int64_t> dim, bool keepdim) const {
  return tensor_of("aten::argmin", "", {*this, dim, keepdim});
}
Tensor Tensor::matmul(const Tensor& other) const {
  return tensor_of("aten::matmul", "", {*this, other});
}
Tensor Tensor::mm(const Tensor& other) const { return tensor_of("aten::mm", "", {*this, other}); }
Tensor Tensor::bmm(const Tensor& other) const { return tensor_of("aten::bmm", "", {*this, other}); }
Tensor Tensor::dot(const Tensor& other) const { return tensor_of("aten::dot", "", {*this, other}); }

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

Tensor cat(const std::vector<Tensor>& tensors, int64_t dim) {
  return tensor_of("aten::cat", "", {tensors, dim});
}
Tensor stack(const std::vector<Tensor>& tensors, int64_t dim) {
  return tensor_of("aten::stack", "", {tensors, dim});
}
Tensor where(const Tensor& condition, const Tensor& self, const Tensor& other) {
  return tensor_of("aten::where", "self", {condition, self, other});
}

Tensor einsum(std::string_view equation, const std::vector<Tensor>& operands) {
  return tensor_of("aten::einsum", "", {std::string(equation), operands});
}

Tensor empty(IntSpan sizes, const TensorOptions& options) {
  check_device(options);
  return finish(empty(sizes, options.dtype()), options);
}
Tensor zeros(IntSpan sizes, const TensorOptions& options) {
  check_device(options);
  return finish(zeros(sizes, options.dtype()), options);
}
Tensor ones(IntSpan sizes, const TensorOptions& options) {
  check_device(options);
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
Tensor randperm(int64_t n) { return tensor_of("aten::randperm", "", {n, kInt64}); }
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
Tensor zeros_like(const Tensor& like) { return tensor_of("aten::zeros_like", "", {like}); }
Tensor ones_like(const Tensor& like) { return tensor_of("aten::ones_like", "", {like}); }
Tensor full_like(const Tensor& like, const Scalar& value) {
  return tensor_of("aten::full_like", "", {like, value});
}
Tensor rand_like(const Tensor& like) { return rand(like.sizes(), like.options()); }
Tensor randn_like(const Tensor& like) { return randn(like.sizes(), like.options()); }
Tensor from_blob(void* data, IntSpan sizes, const TensorOptions& options) {
  check_device(options);
  return finish(from_blob(data, sizes, options.dtype()), options);
}
Tensor from_blob(void* data, IntSpan sizes, IntSpan strides, const TensorOptions& options) {
  check_device(options);
  return finish(from_blob(data, sizes, strides, options.dtype()), options);
}
Tensor from_blob(void* data, IntSpan sizes, std::function<void(void*)> release,
                 const TensorOptions& options) {
  check_device(options);
  return finish(from_blob(data, sizes, std::move(release), options.dtype()), options);
}
Tensor from_blob(void* data, IntSpan sizes, IntSpan strides, std::function<void(void*)> release,
                 const TensorOptions& options) {
  check_device(options);
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
