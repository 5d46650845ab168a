// Comparisons, logic and bits of tensors.
#include <algorithm>

#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"
#include "kernels/narrow.h"

namespace minijit::kernels {

namespace {

template <bool Ordered, class F>
void compare(KernelCall& call, F f) {
  const DType dtype = common_dtype(call, 0, 1);
  const Tensor a = operand(call, 0, dtype), b = operand(call, 1, dtype);
  Tensor out = result_of(call, {0, 1}, kBool);
  const auto run = [&](auto tag) {
    using T = typename decltype(tag)::type;
    binary_loop<bool, T>(out, a, b, f);
  };
  if (visit_narrow(dtype, run)) {
  } else if constexpr (Ordered) {
    visit_real(call.op, dtype, run);
  } else {
    visit_number(dtype, run);
  }
  call.set(std::move(out));
}

template <class F>
void test(KernelCall& call, F f) {
  const Tensor& a = call.tensor(0);
  Tensor out = like(a, kBool);
  visit_number(a.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    unary_loop<bool, T>(out, a, f);
  });
  call.set(out);
}

template <class F>
void logical(KernelCall& call, F f) {
  const Tensor a = convert(call.tensor(0), kBool), b = convert(call.tensor(1), kBool);
  Tensor out = result_of(call, {0, 1}, kBool);
  binary_loop<bool, bool>(out, a, b, f);
  call.set(std::move(out));
}

template <class F>
void bitwise(KernelCall& call, F f) {
  const DType dtype = common_dtype(call, 0, 1);
  broadcast_sizes(sizes_of(call, 0), sizes_of(call, 1));
  if (is_floating_point(dtype) || is_complex(dtype)) not_implemented(call.op, dtype);
  const Tensor a = operand(call, 0, dtype), b = operand(call, 1, dtype);
  Tensor out = result_of(call, {0, 1}, dtype);
  const auto run = [&](auto tag) {
    using T = typename decltype(tag)::type;
    binary_loop<T, T>(out, a, b, f);
  };
  if (!visit_narrow(dtype, run)) run(TypeTag<int64_t>());
  call.set(std::move(out));
}

/// Shifts by the width of the dtype or more give what infinitely many shifts by one would, as in
/// int64.
template <bool Left>
void shift(KernelCall& call) {
  const DType dtype = common_dtype(call, 0, 1);
  if (!is_integral(dtype, false) || dtype == kUInt64) not_implemented(call.op, dtype);
  const Tensor a = operand(call, 0, dtype), b = operand(call, 1, dtype);
  Tensor out = result_of(call, {0, 1}, dtype);
  binary_loop<int64_t, int64_t>(out, a, b, [](int64_t x, int64_t by) -> int64_t {
    const bool outside = by < 0 || by >= 64;
    if constexpr (Left) {
      return outside ? 0 : static_cast<int64_t>(static_cast<uint64_t>(x) << by);
    } else {
      return outside ? (x < 0 ? -1 : 0) : x >> by;
    }
  });
  call.set(std::move(out));
}

}  // namespace

#define MJ_COMPARE(name, ordered, op)                              \
  void aten_##name##_Tensor(KernelCall& call) {                    \
    compare<ordered>(call, [](auto a, auto b) { return a op b; }); \
  }                                                                \
  void aten_##name##_Scalar(KernelCall& call) { aten_##name##_Tensor(call); }
MJ_COMPARE(eq, false, ==)
MJ_COMPARE(ne, false, !=)
MJ_COMPARE(lt, true, <)
MJ_COMPARE(le, true, <=)
MJ_COMPARE(gt, true, >)
MJ_COMPARE(ge, true, >=)
#undef MJ_COMPARE

void aten_logical_not(KernelCall& call) {
  test(call, [](auto a) { return a == decltype(a)(0); });
}
void aten_logical_and(KernelCall& call) {
  logical(call, [](bool a, bool b) { return a && b; });
}
void aten_logical_or(KernelCall& call) {
  logical(call, [](bool a, bool b) { return a || b; });
}

void aten_isnan(KernelCall& call) {
  test(call, [](auto a) { return a != a; });
}
void aten_isinf(KernelCall& call) {
  test(call, [](auto a) {
    using T = decltype(a);
    if constexpr (std::is_floating_point_v<T>) return std::isinf(a);
    if constexpr (std::is_same_v<T, Complex>) return std::isinf(a.real()) || std::isinf(a.imag());
    return false;
  });
}
void aten_isfinite(KernelCall& call) {
  test(call, [](auto a) {
    using T = decltype(a);
    if constexpr (std::is_floating_point_v<T>) return std::isfinite(a);
    if constexpr (std::is_same_v<T, Complex>) {
      return std::isfinite(a.real()) && std::isfinite(a.imag());
    }
    return true;
  });
}

void aten_bitwise_not(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (self.dtype() == kBool) return aten_logical_not(call);
  if (!is_integral(self.dtype(), false)) not_implemented(call.op, self.dtype());
  Tensor out = like(self, self.dtype());
  unary_loop<int64_t, int64_t>(out, self, [](int64_t a) { return ~a; });
  call.set(std::move(out));
}

#define MJ_BITWISE(name, op)                                                                  \
  void aten_bitwise_##name##_Tensor(KernelCall& call) {                                       \
    bitwise(call, [](auto a, auto b) { return static_cast<decltype(a)>(a op b); });           \
  }                                                                                           \
  void aten_bitwise_##name##_Scalar(KernelCall& call) { aten_bitwise_##name##_Tensor(call); } \
  void aten_bitwise_##name##_Scalar_Tensor(KernelCall& call) {                                \
    aten_bitwise_##name##_Tensor(call);                                                       \
  }                                                                                           \
  void aten___##name##___Tensor(KernelCall& call) { aten_bitwise_##name##_Tensor(call); }     \
  void aten___##name##___Scalar(KernelCall& call) { aten_bitwise_##name##_Tensor(call); }
MJ_BITWISE(and, &)
MJ_BITWISE(or, |)
MJ_BITWISE(xor, ^)
#undef MJ_BITWISE

void aten___lshift___Tensor(KernelCall& call) { shift<true>(call); }
void aten___lshift___Scalar(KernelCall& call) { shift<true>(call); }
void aten___rshift___Tensor(KernelCall& call) { shift<false>(call); }
void aten___rshift___Scalar(KernelCall& call) { shift<false>(call); }

void aten_equal(KernelCall& call) {
  if (!(call.tensor(0).sizes() == call.tensor(1).sizes())) {
    call.set(false);
    return;
  }
  const DType dtype = promote_types(call.tensor(0).dtype(), call.tensor(1).dtype());
  const Tensor a = convert(call.tensor(0), dtype), b = convert(call.tensor(1), dtype);
  Tensor same = empty(a.sizes(), kBool);
  visit_number(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    binary_loop<bool, T>(same, a, b, [](const T& x, const T& y) { return x == y; });
  });
  const bool* each = same.unchecked<bool>();
  call.set(std::find(each, each + same.numel(), false) == each + same.numel());
}

namespace {

/// The same for every mask: a branch would cost more than both elements.
template <class T>
T chosen_of(bool first, T a, T b) {
  if constexpr (std::is_integral_v<T>) {
    const T keep = static_cast<T>(-static_cast<T>(first));
    return static_cast<T>((a & keep) | (b & ~keep));
  } else {
    return first ? a : b;
  }
}

void where(KernelCall& call) {
  const Tensor& condition = call.tensor(0);
  if (condition.dtype() != kBool && condition.dtype() != kUInt8) {
    fail(std::string(
             "where expected condition to be a boolean tensor, but got a tensor with dtype ") +
         scalar_type_name(condition.dtype()));
  }
  const Tensor chosen = convert(condition, kBool);
  const DType dtype = common_dtype(call, 1, 2);
  const Tensor a = operand(call, 1, dtype), b = operand(call, 2, dtype);
  Tensor out = result_of(call, {0, 1, 2}, dtype);
  const Tensor* const operands[] = {&out, &chosen, &a, &b};
  const DType computed[] = {dtype, kBool, dtype, dtype};
  visit_size(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    map_rows(
        operands, computed,
        [](void* const* p, int64_t n, const void*) {
          const bool* c = static_cast<const bool*>(p[1]);
          const T *x = static_cast<const T*>(p[2]), *y = static_cast<const T*>(p[3]);
          T* o = static_cast<T*>(p[0]);
          for (int64_t i = 0; i < n; ++i) o[i] = chosen_of(c[i], x[i], y[i]);
        },
        nullptr);
  });
  call.set(std::move(out));
}

void masked_fill(KernelCall& call) {
  const Tensor &self = call.tensor(0), &mask = call.tensor(1);
  if (mask.dtype() != kBool) {
    fail(std::string("masked_fill_ only supports boolean masks, but got mask with dtype ") +
         cpp_name(mask.dtype()));
  }
  if (call.arg(2).isTensor() && call.tensor(2).dim() > 0) {
    fail("masked_fill_ only supports a 0-dimensional value tensor, but got tensor with " +
         std::to_string(call.tensor(2).dim()) + " dimension(s).");
  }
  const bool given = call.arg(2).isTensor();
  check_fits(given ? only_number(call.tensor(2)) : call.arg(2), self.dtype());
  const Tensor value = operand(call, 2, self.dtype());
  const Ints sizes = broadcast_sizes(self.sizes(), mask.sizes());
  Tensor out = empty(sizes, self.dtype());
  const Tensor* const operands[] = {&out, &mask, &self};
  const DType computed[] = {self.dtype(), kBool, self.dtype()};
  visit_size(self.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    map_rows(
        operands, computed,
        [](void* const* p, int64_t n, const void* context) {
          const bool* m = static_cast<const bool*>(p[1]);
          const T *x = static_cast<const T*>(p[2]), fill = *static_cast<const T*>(context);
          T* o = static_cast<T*>(p[0]);
          for (int64_t i = 0; i < n; ++i) o[i] = chosen_of(m[i], fill, x[i]);
        },
        value.data());
  });
  call.set(std::move(out));
}

}  // namespace

void aten_where_self(KernelCall& call) { where(call); }
void aten_where_ScalarOther(KernelCall& call) { where(call); }
void aten_where_ScalarSelf(KernelCall& call) { where(call); }
void aten_where_Scalar(KernelCall& call) { where(call); }
void aten_masked_fill_Scalar(KernelCall& call) { masked_fill(call); }
void aten_masked_fill_Tensor(KernelCall& call) { masked_fill(call); }

}  // namespace minijit::kernels
