// Tensors out of nothing: constants, ranges, tensors of numbers, and back.
#include <cmath>
#include <cstdio>

#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"
#include "minijit/types.h"
#include "tensor/copy.h"

namespace minijit::kernels {

namespace {

Tensor filled(const Ints& sizes, const IValue& value, DType dtype) {
  check_fits(value, dtype);
  Tensor out = empty(sizes, dtype);
  if (out.numel()) out.copy_(number_tensor(value, dtype));
  return out;
}

std::optional<int64_t> memory_format(const KernelCall& call, int i) {
  return call.has(i) ? std::optional<int64_t>(call.integer(i)) : std::nullopt;
}

void filled_like(KernelCall& call, const IValue* value, int dtype_index) {
  check_cpu(call, dtype_index + 2);
  const Tensor& self = call.tensor(0);
  const DType dtype = call.dtype_or(dtype_index, self.dtype());
  if (value) check_fits(*value, dtype);
  Tensor out = in_format(self.sizes(), dtype, memory_format(call, dtype_index + 4), self);
  if (value && out.numel()) out.copy_(number_tensor(*value, dtype));
  call.set(out);
}

const IValue& zero() {
  static const IValue value(int64_t{0});
  return value;
}

std::string range_text(const IValue& number) {
  char buffer[32];
  std::snprintf(buffer, sizeof(buffer), "%g", number.toNumber());
  return buffer;
}

void arange(KernelCall& call, const IValue& start, const IValue& end, const IValue& step,
            int dtype_index) {
  check_cpu(call, dtype_index + 2);
  const bool whole = !start.isDouble() && !end.isDouble() && !step.isDouble();
  const DType dtype = call.dtype_or(dtype_index, whole ? kInt64 : default_dtype());
  if (dtype == kBool || is_complex(dtype)) not_implemented("arange_cpu", dtype);
  const double a = start.toNumber(), b = end.toNumber(), s = step.toNumber();
  if (s == 0) fail("step must be nonzero");
  if (!std::isfinite(a) || !std::isfinite(b))
    fail("unsupported range: " + range_text(start) + " -> " + range_text(end));
  if ((b - a) * s < 0) fail("upper bound and lower bound inconsistent with step sign");
  // PyTorch counts in int64 alone with whole numbers.
  const bool cut = dtype == kInt64;
  if (cut && std::trunc(s) == 0) throw Error(Diag::MJ3103, {{"detail", "step must be nonzero"}});
  const double length =
      cut ? std::ceil((std::trunc(b) - std::trunc(a)) / std::trunc(s)) : std::ceil((b - a) / s);
  if (!(length < 9e15)) fail("invalid size, possible overflow?");
  const int64_t count = static_cast<int64_t>(length);
  const int64_t first = start.isDouble() ? minijit::convert<int64_t>(a) : start.toScalar().toLong();
  const int64_t by = step.isDouble() ? minijit::convert<int64_t>(s) : step.toScalar().toLong();
  Tensor out = empty(
      {count}, dtype == kFloat64 || is_integral(dtype, true) ? compute_dtype(dtype) : kFloat32);
  visit_number(out.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    T* p = out.template unchecked<T>();
    for (int64_t i = 0; i < count; ++i) {
      if constexpr (std::is_integral_v<T>) {
        p[i] = wrap_add(first, wrap_mul(i, by));
      } else {
        p[i] = static_cast<T>(a + static_cast<double>(i) * s);
      }
    }
  });
  call.set(out.to(dtype));
}

/// Nested lists of numbers: sizes, and the numbers in order.
void flatten(const IValue& value, size_t depth, Ints* sizes, std::vector<IValue>* numbers) {
  if (!value.isList()) {
    if (depth != sizes->size()) fail("expected sequences of one depth");
    if (value.isNone() || value.isString()) {
      fail(std::string("Input must be of ints, floats, or bools, got ") +
           (value.isNone() ? "NoneType" : "str"));
    }
    numbers->push_back(value);
    return;
  }
  const Span<const IValue> items = value.toListRef();
  const int64_t count = static_cast<int64_t>(items.size());
  if (depth == sizes->size()) {
    if (!numbers->empty() || depth >= 32) fail("expected sequences of one depth");
    sizes->push_back(count);
  } else if ((*sizes)[depth] != count) {
    throw Error(Diag::MJ3044, {{"expected", (*sizes)[depth]}, {"dim", depth}, {"got", count}});
  }
  for (const IValue& item : items) flatten(item, depth + 1, sizes, numbers);
}

void make_tensor(KernelCall& call) {
  check_cpu(call, 2);
  const IValue& data = call.arg(0);
  if (data.isTensor()) {
    call.set(data.toTensor().to(call.dtype_or(1, data.toTensor().dtype())));
    return;
  }
  Ints sizes;
  std::vector<IValue> numbers;
  flatten(data, 0, &sizes, &numbers);
  DType dtype = default_dtype();
  if (!numbers.empty()) {
    ResultType found;
    for (const IValue& number : numbers) {
      if (number.isTensor()) {
        found.add(number.toTensor());
      } else {
        found.add(number);
      }
    }
    dtype = found.get();
  } else if (data.isList() && data.toListImpl().element_type) {
    const Type* element = data.toListImpl().element_type.get();
    while (element->is(TypeKind::List)) element = element->element().get();
    if (element->is(TypeKind::Int)) dtype = kInt64;
    if (element->is(TypeKind::Bool)) dtype = kBool;
  }
  dtype = call.dtype_or(1, dtype);
  Tensor out = empty(sizes, dtype);
  for (size_t i = 0; i < numbers.size(); ++i) {
    Tensor place = out.as_strided({}, {}, static_cast<int64_t>(i));
    place.copy_(numbers[i].isTensor() ? numbers[i].toTensor().reshape({})
                                      : number_tensor(numbers[i], dtype));
  }
  if (call.op.n_args > 3 && call.boolean(3)) out.set_requires_grad(true);
  call.set(out);
}

const Tensor& zero_dim(const KernelCall& call) {
  if (call.tensor(0).dim() != 0)
    fail("Cannot input a tensor of dimension other than 0 as a scalar argument");
  return call.tensor(0);
}

}  // namespace

void aten_empty_memory_format(KernelCall& call) {
  check_cpu(call, 3);
  const DType dtype = call.dtype_or(1, default_dtype());
  const Ints sizes = call.ints(0);
  const int64_t format = call.integer_or(5, 0);
  if (format == 1) fail("unsupported memory format Preserve");
  call.set(in_format(sizes, dtype, format, Tensor()));
}
void aten_zeros(KernelCall& call) {
  check_cpu(call, 3);
  for (const int64_t size : call.ints(0)) {
    if (size < 0) fail("zeros: Dimension size must be non-negative.");
  }
  call.set(filled(call.ints(0), zero(), call.dtype_or(1, default_dtype())));
}
void aten_ones(KernelCall& call) {
  check_cpu(call, 3);
  call.set(filled(call.ints(0), IValue(int64_t{1}), call.dtype_or(1, default_dtype())));
}
void aten_full(KernelCall& call) {
  check_cpu(call, 4);
  call.set(filled(call.ints(0), call.arg(1), call.dtype_or(2, scalar_dtype(call.arg(1)))));
}
void aten_zeros_like(KernelCall& call) { filled_like(call, &zero(), 1); }
void aten_ones_like(KernelCall& call) {
  const IValue one(int64_t{1});
  filled_like(call, &one, 1);
}
void aten_full_like(KernelCall& call) { filled_like(call, &call.arg(1), 2); }
void aten_empty_like(KernelCall& call) { filled_like(call, nullptr, 1); }
void aten_new_zeros(KernelCall& call) {
  check_cpu(call, 4);
  call.set(filled(call.ints(1), zero(), call.dtype_or(2, call.tensor(0).dtype())));
}
void aten_new_ones(KernelCall& call) {
  check_cpu(call, 4);
  call.set(filled(call.ints(1), IValue(int64_t{1}), call.dtype_or(2, call.tensor(0).dtype())));
}
void aten_new_full(KernelCall& call) {
  check_cpu(call, 5);
  call.set(filled(call.ints(1), call.arg(2), call.dtype_or(3, call.tensor(0).dtype())));
}
void aten_new_empty(KernelCall& call) {
  check_cpu(call, 4);
  call.set(empty(call.ints(1), call.dtype_or(2, call.tensor(0).dtype())));
}

static void eye(KernelCall& call, int64_t n, int64_t m, int dtype_index) {
  check_cpu(call, dtype_index + 2);
  if (n < 0) fail("n must be greater or equal to 0, got " + std::to_string(n));
  if (m < 0) fail("m must be greater or equal to 0, got " + std::to_string(m));
  Tensor out = filled({n, m}, zero(), call.dtype_or(dtype_index, default_dtype()));
  const int64_t count = std::min(n, m);
  if (count) {
    out.as_strided({count}, {m + 1}, 0).copy_(number_tensor(IValue(int64_t{1}), out.dtype()));
  }
  call.set(out);
}
void aten_eye(KernelCall& call) { eye(call, call.integer(0), call.integer(0), 1); }
void aten_eye_m(KernelCall& call) { eye(call, call.integer(0), call.integer(1), 2); }
void aten_arange(KernelCall& call) { arange(call, zero(), call.arg(0), IValue(int64_t{1}), 1); }
void aten_arange_start(KernelCall& call) {
  arange(call, call.arg(0), call.arg(1), IValue(int64_t{1}), 2);
}
void aten_arange_start_step(KernelCall& call) {
  arange(call, call.arg(0), call.arg(1), call.arg(2), 3);
}

void aten_linspace(KernelCall& call) {
  check_cpu(call, 5);
  const int64_t steps = call.integer(2);
  if (steps < 0) fail("number of steps must be non-negative");
  const bool complex = call.arg(0).isComplexDouble() || call.arg(1).isComplexDouble();
  const DType usual = default_dtype();
  const DType dtype = call.dtype_or(3, !complex            ? usual
                                       : usual == kFloat64 ? kComplexDouble
                                                           : kComplexFloat);
  // Integers are computed in double.
  const DType wide = is_integral(dtype, true) ? kFloat64 : compute_dtype(dtype);
  Tensor out = empty({steps}, wide);
  visit_number(wide, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const auto bound = [&](int i) -> T {
      if constexpr (std::is_same_v<T, Complex>) {
        if (call.arg(i).isComplexDouble()) return call.arg(i).toComplexDouble();
      }
      const double value = call.number(i);
      return static_cast<T>(is_integral(dtype, true) ? std::trunc(value) : value);
    };
    const T a = bound(0), b = bound(1);
    const T step = steps > 1 ? (b - a) / static_cast<T>(steps - 1) : T(0);
    T* p = out.template unchecked<T>();
    for (int64_t i = 0; i < steps; ++i) {
      p[i] = i < steps / 2 || steps == 1 ? a + step * static_cast<T>(i)
                                         : b - step * static_cast<T>(steps - 1 - i);
    }
  });
  call.set(out.to(dtype));
}

void aten_scalar_tensor(KernelCall& call) {
  check_cpu(call, 3);
  call.set(filled({}, call.arg(0), call.dtype_or(1, default_dtype())));
}
void aten_tensor(KernelCall& call) { make_tensor(call); }
void aten_tensor_bool(KernelCall& call) { make_tensor(call); }
void aten_tensor_int(KernelCall& call) { make_tensor(call); }
void aten_tensor_float(KernelCall& call) { make_tensor(call); }
void aten_tensor_complex(KernelCall& call) { make_tensor(call); }
void aten_as_tensor(KernelCall& call) { make_tensor(call); }
void aten_as_tensor_complex(KernelCall& call) { make_tensor(call); }
void aten_as_tensor_bool(KernelCall& call) { make_tensor(call); }
void aten_as_tensor_int(KernelCall& call) { make_tensor(call); }
void aten_as_tensor_float(KernelCall& call) { make_tensor(call); }
void aten_as_tensor_list(KernelCall& call) { make_tensor(call); }
void prim_NumToTensor_Scalar(KernelCall& call) {
  const IValue& number = call.arg(0);
  call.set(number_tensor(number, number.isDouble() ? kFloat64 : scalar_dtype(number)));
}
void prim_NumToTensor_bool(KernelCall& call) { prim_NumToTensor_Scalar(call); }

void aten_Int_Tensor(KernelCall& call) { call.set(call.tensor(0).item<int64_t>()); }
void aten_Float_Tensor(KernelCall& call) { call.set(call.tensor(0).item<double>()); }
void aten_Bool_Tensor(KernelCall& call) {
  const Tensor& t = call.tensor(0);
  if (t.numel() != 1) {
    throw Error(Diag::MJ3018, {{"numel", t.numel() ? "more than one value" : "no values"}});
  }
  call.set(IValue(t.item<double>() != 0));
}
void aten_IntImplicit(KernelCall& call) {
  if (!is_integral(zero_dim(call).dtype(), false)) {
    fail(std::string("Cannot input a tensor of type ") + scalar_type_name(call.tensor(0).dtype()) +
         " as an integral argument");
  }
  call.set(call.tensor(0).item<int64_t>());
}
void aten_FloatImplicit(KernelCall& call) { call.set(zero_dim(call).item<double>()); }
void aten_ScalarImplicit(KernelCall& call) {
  zero_dim(call);
  aten_item(call);
}

}  // namespace minijit::kernels
