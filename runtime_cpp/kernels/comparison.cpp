// Comparisons, logic and bits of tensors.
#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"

namespace minijit::kernels {

namespace {

template <class F>
void compare(KernelCall& call, F f) {
  const DType dtype = common_dtype(call, 0, 1);
  const Tensor a = operand(call, 0, dtype), b = operand(call, 1, dtype);
  Tensor out = result_of(call, {0, 1}, kBool);
  visit_real(call.op, dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    binary_loop<bool, T>(out, a, b, f);
  });
  call.set(out);
}

template <class F>
void test(KernelCall& call, F f) {
  const Tensor& a = call.tensor(0);
  Tensor out = result_of(call, {0}, kBool);
  visit_real(call.op, a.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    unary_loop<bool, T>(out, a, f);
  });
  call.set(out);
}

template <class F>
void logical(KernelCall& call, F f) {
  const Tensor &a = call.tensor(0), &b = call.tensor(1);
  const Tensor x = convert(a, kBool), y = convert(b, kBool);
  Tensor out = result_of(call, {0, 1}, kBool);
  binary_loop<bool, bool>(out, x, y, f);
  call.set(out);
}

template <class F>
void bitwise(KernelCall& call, F f) {
  const DType dtype = common_dtype(call, 0, 1);
  if (is_floating_point(dtype) || is_complex(dtype)) not_implemented(call.op, dtype);
  call.set(binary(call, dtype, [f](auto a, auto b) {
    using T = decltype(a);
    if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(f(a, b));
    } else {
      return a;
    }
  }));
}

template <bool Left>
void shift(KernelCall& call) {
  const DType dtype = common_dtype(call, 0, 1);
  if (!is_integral(dtype, false)) not_implemented(call.op, dtype);
  call.set(binary(call, dtype, [](auto a, auto b) {
    using T = decltype(a);
    if constexpr (std::is_same_v<T, bool>) {
      return a;
    } else if constexpr (std::is_integral_v<T>) {
      constexpr int bits = sizeof(T) * 8;
      const bool outside = b < T(0) || static_cast<uint64_t>(b) >= bits;
      if constexpr (Left) {
        if (outside) return T(0);
        return static_cast<T>(static_cast<uint64_t>(a) << b);
      } else {
        if (outside) return static_cast<T>(a < T(0) ? -1 : 0);
        return static_cast<T>(a >> b);
      }
    } else {
      return Left ? a * std::pow(T(2), b) : a / std::pow(T(2), b);
    }
  }));
}

}  // namespace

#define MJ_COMPARE(name, op)                                                                      \
  void aten_##name##_Tensor(KernelCall& call) { compare(call, [](auto a, auto b) { return a op b; }); } \
  void aten_##name##_Scalar(KernelCall& call) { compare(call, [](auto a, auto b) { return a op b; }); }
MJ_COMPARE(eq, ==)
MJ_COMPARE(ne, !=)
MJ_COMPARE(lt, <)
MJ_COMPARE(le, <=)
MJ_COMPARE(gt, >)
MJ_COMPARE(ge, >=)
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
    if constexpr (std::is_floating_point_v<decltype(a)>) return std::isinf(a);
    return false;
  });
}
void aten_isfinite(KernelCall& call) {
  test(call, [](auto a) {
    if constexpr (std::is_floating_point_v<decltype(a)>) return std::isfinite(a);
    return true;
  });
}

void aten_bitwise_not(KernelCall& call) {
  if (is_floating_point(call.tensor(0).dtype())) not_implemented(call.op, call.tensor(0).dtype());
  call.set(unary_same(call, [](auto a) {
    using T = decltype(a);
    if constexpr (std::is_same_v<T, bool>) {
      return !a;
    } else if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(~a);
    } else {
      return a;
    }
  }));
}

#define MJ_BITWISE(name, op)                                                                       \
  void aten_bitwise_##name##_Tensor(KernelCall& call) {                                            \
    bitwise(call, [](auto a, auto b) { return a op b; });                                          \
  }                                                                                                \
  void aten_bitwise_##name##_Scalar(KernelCall& call) {                                            \
    bitwise(call, [](auto a, auto b) { return a op b; });                                          \
  }                                                                                                \
  void aten_bitwise_##name##_Scalar_Tensor(KernelCall& call) {                                     \
    bitwise(call, [](auto a, auto b) { return a op b; });                                          \
  }                                                                                                \
  void aten___##name##___Tensor(KernelCall& call) {                                                \
    bitwise(call, [](auto a, auto b) { return a op b; });                                          \
  }                                                                                                \
  void aten___##name##___Scalar(KernelCall& call) {                                                \
    bitwise(call, [](auto a, auto b) { return a op b; });                                          \
  }
MJ_BITWISE(and, &)
MJ_BITWISE(or, |)
MJ_BITWISE(xor, ^)
#undef MJ_BITWISE

void aten___lshift___Tensor(KernelCall& call) { shift<true>(call); }
void aten___lshift___Scalar(KernelCall& call) { shift<true>(call); }
void aten___rshift___Tensor(KernelCall& call) { shift<false>(call); }
void aten___rshift___Scalar(KernelCall& call) { shift<false>(call); }

void aten_equal(KernelCall& call) {
  const Tensor &a = call.tensor(0), &b = call.tensor(1);
  if (!(a.sizes() == b.sizes())) {
    call.set(false);
    return;
  }
  if (a.dtype() != b.dtype()) {
    fail(std::string("Expected object of data type ") + scalar_type_name(a.dtype()) +
         " but got data type " + scalar_type_name(b.dtype()) +
         " for argument 'other' in call to equal");
  }
  bool same = true;
  visit_real(call.op, a.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const Tensor operands[] = {a, b};
    Loop(a.sizes(), operands)
        .each(
            [&](char** p, const int64_t* s, int64_t n) {
              for (int64_t i = 0; same && i < n; ++i) {
                same = static_cast<Compute<T>>(*reinterpret_cast<const T*>(p[0] + i * s[0])) ==
                       static_cast<Compute<T>>(*reinterpret_cast<const T*>(p[1] + i * s[1]));
              }
            },
            INT64_MAX / 2);
  });
  call.set(same);
}

namespace {

void where(KernelCall& call) {
  const Tensor& condition = call.tensor(0);
  if (condition.dtype() != kBool && condition.dtype() != kUInt8) {
    fail(std::string("where expected condition to be a boolean tensor, but got a tensor with dtype ") +
         scalar_type_name(condition.dtype()));
  }
  const Tensor chosen = convert(condition, kBool);
  const DType dtype = common_dtype(call, 1, 2);
  const Tensor a = operand(call, 1, dtype), b = operand(call, 2, dtype);
  Tensor out = result_of(call, {0, 1, 2}, dtype);
  const IntSpan sizes = out.sizes();
  visit_dtype(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const Tensor operands[] = {out, chosen, a, b};
    Loop(sizes, operands).each([&](char** p, const int64_t* s, int64_t n) {
      for (int64_t i = 0; i < n; ++i) {
        *reinterpret_cast<T*>(p[0] + i * s[0]) =
            *reinterpret_cast<const bool*>(p[1] + i * s[1])
                ? *reinterpret_cast<const T*>(p[2] + i * s[2])
                : *reinterpret_cast<const T*>(p[3] + i * s[3]);
      }
    });
  });
  call.set(out);
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
  check_fits(call.arg(2), self.dtype());
  const Tensor value = operand(call, 2, self.dtype());
  const Ints sizes = broadcast_sizes(self.sizes(), mask.sizes());
  Tensor out = empty(sizes, self.dtype());
  visit_dtype(self.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T fill = *value.unchecked<T>();
    const Tensor operands[] = {out, mask, self};
    Loop(sizes, operands).each([&](char** p, const int64_t* s, int64_t n) {
      for (int64_t i = 0; i < n; ++i) {
        *reinterpret_cast<T*>(p[0] + i * s[0]) = *reinterpret_cast<const bool*>(p[1] + i * s[1])
                                                     ? fill
                                                     : *reinterpret_cast<const T*>(p[2] + i * s[2]);
      }
    });
  });
  call.set(out);
}

}  // namespace

void aten_where_self(KernelCall& call) { where(call); }
void aten_where_ScalarOther(KernelCall& call) { where(call); }
void aten_where_ScalarSelf(KernelCall& call) { where(call); }
void aten_where_Scalar(KernelCall& call) { where(call); }
void aten_masked_fill_Scalar(KernelCall& call) { masked_fill(call); }
void aten_masked_fill_Tensor(KernelCall& call) { masked_fill(call); }

}  // namespace minijit::kernels
