#include "minijit/functions.h"

#include <algorithm>
#include <ostream>
#include <string_view>
#include <utility>

#include "code/resolver.h"
#include "kernels/generator.h"
#include "kernels/kernel_call.h"
#include "kernels/run.h"
#include "passes/compile.h"

namespace minijit {

namespace {

const OpInfo& find(const char* kind, const char* overload) {
  for (const OpInfo& op : find_operators(kind)) {
    if (std::string_view(op.overload) == overload && op.until < 0) return op;
  }
  throw Error(Diag::MJ3113, {{"name", kind}});
}

/// One operator on all its schema's arguments.
std::vector<IValue> results(const char* kind, const char* overload, std::vector<IValue> args) {
  const OpInfo& op = find(kind, overload);
  if (op.composite < 0) return call_operator(op, args);
  IValue result = run_function(code::composite(op.composite), std::move(args));
  if (op.n_returns == 1) return {std::move(result)};
  return result.toTupleRef().values;
}

IValue one(const char* kind, const char* overload, std::vector<IValue> args) {
  return std::move(results(kind, overload, std::move(args))[0]);
}

Tensor made(const char* kind, const char* overload, std::vector<IValue> args) {
  return one(kind, overload, std::move(args)).toTensor();
}

std::tuple<Tensor, Tensor> two(const char* kind, const char* overload, std::vector<IValue> args) {
  const std::vector<IValue> found = results(kind, overload, std::move(args));
  return {found[0].toTensor(), found[1].toTensor()};
}

IValue list(IntSpan values) { return IValue(values.vec()); }

const Tensor& in_place(const Tensor& self, const char* kind, const char* overload,
                       std::vector<IValue> args) {
  args.insert(args.begin(), self);
  one(kind, overload, std::move(args));
  return self;
}

void check_device(Device device) {
  if (!device.is_cpu()) throw Error(Diag::MJ3039, {{"device", device.str()}});
}

IValue dtype_of_options(const TensorOptions& options) {
  check_device(options.device());
  return options.has_dtype() ? IValue(static_cast<int64_t>(options.dtype())) : IValue();
}

/// The last four arguments of a factory: dtype, layout, device, pin_memory.
Tensor factory(const char* kind, const char* overload, std::vector<IValue> args,
               const TensorOptions& options) {
  args.push_back(dtype_of_options(options));
  for (int i = 0; i < 3; ++i) args.emplace_back();
  Tensor result = made(kind, overload, std::move(args));
  result.set_requires_grad(options.requires_grad());
  return result;
}

Tensor like(const char* kind, std::vector<IValue> args) {
  for (int i = 0; i < 5; ++i) args.emplace_back();
  return made(kind, "", std::move(args));
}

template <class T>
Tensor of_values(Span<const T> values, const TensorOptions& options) {
  check_device(options.device());
  Tensor result = tensor(values);
  if (options.has_dtype()) result = result.to(options.dtype());
  result.set_requires_grad(options.requires_grad());
  return result;
}

Tensor blob(Tensor result, const TensorOptions& options) {
  check_device(options.device());
  result.set_requires_grad(options.requires_grad());
  return result;
}

}  // namespace

TensorOptions TensorOptions::dtype(DType value) const {
  TensorOptions copy = *this;
  copy.dtype_ = value;
  return copy;
}
TensorOptions TensorOptions::device(Device value) const {
  TensorOptions copy = *this;
  copy.device_ = value;
  return copy;
}
TensorOptions TensorOptions::requires_grad(bool value) const {
  TensorOptions copy = *this;
  copy.requires_grad_ = value;
  return copy;
}

Tensor empty(IntSpan sizes, const TensorOptions& options) {
  return blob(empty(sizes, options.dtype()), options);
}
Tensor zeros(IntSpan sizes, const TensorOptions& options) {
  return blob(zeros(sizes, options.dtype()), options);
}
Tensor ones(IntSpan sizes, const TensorOptions& options) {
  return blob(ones(sizes, options.dtype()), options);
}
Tensor full(IntSpan sizes, Scalar value, const TensorOptions& options) {
  return factory("aten::full", "", {list(sizes), value.value()}, options);
}
Tensor rand(IntSpan sizes, const TensorOptions& options) {
  return factory("aten::rand", "", {list(sizes)}, options);
}
Tensor randn(IntSpan sizes, const TensorOptions& options) {
  return factory("aten::randn", "", {list(sizes)}, options);
}
Tensor randint(int64_t low, int64_t high, IntSpan sizes, const TensorOptions& options) {
  return factory("aten::randint", "low", {low, high, list(sizes)}, options);
}
Tensor randint(int64_t high, IntSpan sizes, const TensorOptions& options) {
  return randint(0, high, sizes, options);
}
Tensor arange(Scalar end, const TensorOptions& options) {
  return factory("aten::arange", "", {end.value()}, options);
}
Tensor arange(Scalar start, Scalar end, const TensorOptions& options) {
  return factory("aten::arange", "start", {start.value(), end.value()}, options);
}
Tensor arange(Scalar start, Scalar end, Scalar step, const TensorOptions& options) {
  return factory("aten::arange", "start_step", {start.value(), end.value(), step.value()}, options);
}
Tensor linspace(Scalar start, Scalar end, int64_t steps, const TensorOptions& options) {
  return factory("aten::linspace", "", {start.value(), end.value(), steps}, options);
}
Tensor eye(int64_t n, const TensorOptions& options) {
  return factory("aten::eye", "", {n}, options);
}
Tensor zeros_like(const Tensor& self) { return like("aten::zeros_like", {self}); }
Tensor ones_like(const Tensor& self) { return like("aten::ones_like", {self}); }
Tensor full_like(const Tensor& self, Scalar value) {
  return like("aten::full_like", {self, value.value()});
}
Tensor rand_like(const Tensor& self) { return like("aten::rand_like", {self}); }
Tensor randn_like(const Tensor& self) { return like("aten::randn_like", {self}); }
Tensor tensor(Span<const double> values, const TensorOptions& options) {
  return of_values(values, options);
}
Tensor tensor(Span<const float> values, const TensorOptions& options) {
  return of_values(values, options);
}
Tensor tensor(Span<const int64_t> values, const TensorOptions& options) {
  return of_values(values, options);
}
Tensor tensor(std::initializer_list<double> values, const TensorOptions& options) {
  return of_values(Span<const double>(values), options);
}
Tensor tensor(std::initializer_list<float> values, const TensorOptions& options) {
  return of_values(Span<const float>(values), options);
}
Tensor tensor(std::initializer_list<int64_t> values, const TensorOptions& options) {
  return of_values(Span<const int64_t>(values), options);
}
Tensor tensor(std::initializer_list<int> values, const TensorOptions& options) {
  const std::vector<int64_t> wide(values.begin(), values.end());
  return of_values(Span<const int64_t>(wide), options);
}
Tensor tensor(Scalar value, const TensorOptions& options) {
  return factory("aten::full", "", {list({}), value.value()}, options);
}
Tensor from_blob(void* data, IntSpan sizes, const TensorOptions& options) {
  return blob(from_blob(data, sizes, options.dtype()), options);
}
Tensor from_blob(void* data, IntSpan sizes, IntSpan strides, const TensorOptions& options) {
  return blob(from_blob(data, sizes, strides, options.dtype()), options);
}
Tensor from_blob(void* data, IntSpan sizes, std::function<void(void*)> release,
                 const TensorOptions& options) {
  return blob(from_blob(data, sizes, std::move(release), options.dtype()), options);
}

Tensor cat(const std::vector<Tensor>& tensors, int64_t dim) {
  return made("aten::cat", "", {tensors, dim});
}
Tensor stack(const std::vector<Tensor>& tensors, int64_t dim) {
  return made("aten::stack", "", {tensors, dim});
}
Tensor where(const Tensor& condition, const Tensor& self, const Tensor& other) {
  return made("aten::where", "self", {condition, self, other});
}
bool equal(const Tensor& a, const Tensor& b) { return a.equal(b); }
bool allclose(const Tensor& a, const Tensor& b, double rtol, double atol, bool equal_nan) {
  return one("aten::allclose", "", {a, b, rtol, atol, equal_nan}).toBool();
}
Tensor operator-(Scalar a, const Tensor& b) {
  return made("aten::rsub", "Scalar", {b, a.value(), int64_t{1}});
}
Tensor operator/(Scalar a, const Tensor& b) {
  return made("aten::mul", "Scalar", {made("aten::reciprocal", "", {b}), a.value()});
}

#define MJ_BINARY(name)                                            \
  Tensor Tensor::name(const Tensor& other) const {                 \
    return made("aten::" #name, "Tensor", {*this, other});         \
  }                                                                \
  Tensor Tensor::name(const Scalar& other) const {                 \
    return made("aten::" #name, "Scalar", {*this, other.value()}); \
  }
MJ_BINARY(mul)
MJ_BINARY(div)
MJ_BINARY(gt)
MJ_BINARY(lt)
MJ_BINARY(ge)
MJ_BINARY(le)
MJ_BINARY(eq)
MJ_BINARY(ne)
#undef MJ_BINARY
#define MJ_SCALED(name)                                                                \
  Tensor Tensor::name(const Tensor& other) const {                                     \
    return made("aten::" #name, "Tensor", {*this, other, int64_t{1}});                 \
  }                                                                                    \
  Tensor Tensor::name(const Scalar& other) const {                                     \
    return made("aten::" #name, "Scalar", {*this, other.value(), int64_t{1}});         \
  }                                                                                    \
  const Tensor& Tensor::name##_(const Tensor& other) const {                           \
    return in_place(*this, "aten::" #name "_", "Tensor", {other, int64_t{1}});         \
  }                                                                                    \
  const Tensor& Tensor::name##_(const Scalar& other) const {                           \
    return in_place(*this, "aten::" #name "_", "Scalar", {other.value(), int64_t{1}}); \
  }
MJ_SCALED(add)
MJ_SCALED(sub)
#undef MJ_SCALED
#define MJ_IN_PLACE(name)                                                  \
  const Tensor& Tensor::name##_(const Tensor& other) const {               \
    return in_place(*this, "aten::" #name "_", "Tensor", {other});         \
  }                                                                        \
  const Tensor& Tensor::name##_(const Scalar& other) const {               \
    return in_place(*this, "aten::" #name "_", "Scalar", {other.value()}); \
  }
MJ_IN_PLACE(mul)
MJ_IN_PLACE(div)
#undef MJ_IN_PLACE
#define MJ_UNARY(name) \
  Tensor Tensor::name() const { return made("aten::" #name, "", {*this}); }
MJ_UNARY(abs)
MJ_UNARY(neg)
MJ_UNARY(exp)
MJ_UNARY(log)
MJ_UNARY(sqrt)
MJ_UNARY(rsqrt)
MJ_UNARY(sin)
MJ_UNARY(cos)
MJ_UNARY(tanh)
MJ_UNARY(sigmoid)
MJ_UNARY(relu)
MJ_UNARY(floor)
MJ_UNARY(ceil)
MJ_UNARY(round)
MJ_UNARY(sign)
MJ_UNARY(isnan)
MJ_UNARY(max)
MJ_UNARY(min)
MJ_UNARY(all)
MJ_UNARY(any)
#undef MJ_UNARY

Tensor Tensor::pow(const Scalar& exponent) const {
  return made("aten::pow", "Tensor_Scalar", {*this, exponent.value()});
}
Tensor Tensor::clamp(const Scalar& min, const Scalar& max) const {
  return made("aten::clamp", "", {*this, min.value(), max.value()});
}
Tensor Tensor::clamp_min(const Scalar& min) const {
  return made("aten::clamp_min", "", {*this, min.value()});
}
Tensor Tensor::clamp_max(const Scalar& max) const {
  return made("aten::clamp_max", "", {*this, max.value()});
}
Tensor Tensor::matmul(const Tensor& other) const {
  return made("aten::matmul", "", {*this, other});
}
Tensor Tensor::sum() const { return made("aten::sum", "", {*this, IValue()}); }
Tensor Tensor::sum(IntSpan dims, bool keepdim) const {
  return made("aten::sum", "dim_IntList", {*this, list(dims), keepdim, IValue()});
}
Tensor Tensor::mean() const { return made("aten::mean", "", {*this, IValue()}); }
Tensor Tensor::mean(IntSpan dims, bool keepdim) const {
  return made("aten::mean", "dim", {*this, list(dims), keepdim, IValue()});
}
std::tuple<Tensor, Tensor> Tensor::max(int64_t dim, bool keepdim) const {
  return two("aten::max", "dim", {*this, dim, keepdim});
}
std::tuple<Tensor, Tensor> Tensor::min(int64_t dim, bool keepdim) const {
  return two("aten::min", "dim", {*this, dim, keepdim});
}
std::tuple<Tensor, Tensor> Tensor::topk(int64_t k, int64_t dim, bool largest) const {
  return two("aten::topk", "", {*this, k, dim, largest, true});
}
std::tuple<Tensor, Tensor> Tensor::sort(int64_t dim, bool descending) const {
  return two("aten::sort", "", {*this, dim, descending});
}
Tensor Tensor::argmax(std::optional<int64_t> dim, bool keepdim) const {
  return made("aten::argmax", "", {*this, dim, keepdim});
}
Tensor Tensor::argmin(std::optional<int64_t> dim, bool keepdim) const {
  return made("aten::argmin", "", {*this, dim, keepdim});
}
Tensor Tensor::softmax(int64_t dim) const {
  return made("aten::softmax", "int", {*this, dim, IValue()});
}
Tensor Tensor::log_softmax(int64_t dim) const {
  return made("aten::log_softmax", "int", {*this, dim, IValue()});
}
Tensor Tensor::flatten(int64_t start_dim, int64_t end_dim) const {
  return made("aten::flatten", "using_ints", {*this, start_dim, end_dim});
}
Tensor Tensor::repeat(IntSpan repeats) const {
  return made("aten::repeat", "", {*this, list(repeats)});
}
Tensor Tensor::index_select(int64_t dim, const Tensor& index) const {
  return made("aten::index_select", "", {*this, dim, index});
}
Tensor Tensor::flip(IntSpan dims) const { return made("aten::flip", "", {*this, list(dims)}); }
const Tensor& Tensor::fill_(const Scalar& value) const {
  return in_place(*this, "aten::fill_", "Scalar", {value.value()});
}
const Tensor& Tensor::zero_() const { return in_place(*this, "aten::zero_", "", {}); }
bool Tensor::equal(const Tensor& other) const {
  return one("aten::equal", "", {*this, other}).toBool();
}
Scalar Tensor::item() const {
  if (minijit::is_floating_point(dtype())) return Scalar(item<double>());
  if (dtype() == kBool) return Scalar(item<bool>());
  return Scalar(item<int64_t>());
}
Device Tensor::device() const { return Device(); }
TensorOptions Tensor::options() const {
  return TensorOptions(dtype()).requires_grad(requires_grad());
}
Tensor Tensor::to(const Device& device) const {
  check_device(device);
  return *this;
}
Tensor Tensor::to(DeviceType device) const { return to(Device(device)); }
Tensor Tensor::to(const Device& device, DType dtype) const {
  check_device(device);
  return to(dtype);
}
Tensor Tensor::to(const TensorOptions& options) const {
  check_device(options.device());
  return options.has_dtype() ? to(options.dtype()) : *this;
}

void manual_seed(uint64_t seed) {
  Generator& generator = default_generator();
  const std::lock_guard<std::mutex> guard(generator.lock);
  generator.manual_seed(seed);
}

std::ostream& operator<<(std::ostream& out, IntSpan values) {
  out << '[';
  for (size_t i = 0; i < values.size(); ++i) out << (i ? ", " : "") << values[i];
  return out << ']';
}
std::ostream& operator<<(std::ostream& out, Device device) { return out << device.str(); }

}  // namespace minijit
