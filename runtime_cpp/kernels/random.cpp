// Random tensors: the numbers of PyTorch's CPU generator for the same seed.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

#include "kernels/elementwise.h"
#include "kernels/generator.h"
#include "kernels/kernel_list.h"
#include "tensor/copy.h"
#include "tensor/views.h"

namespace minijit::kernels {

namespace {

std::string short_text(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof(buffer), "%g", value);
  return buffer;
}

Generator& source(const KernelCall& call, int i) {
  if (!call.has(i)) return default_generator();
  if (!call.arg(i).isGenerator()) call.wrong(i, "a Generator");
  return *static_cast<Generator*>(call.arg(i).opaque_pointer());
}

void check_writable(const Tensor& self) {
  if (has_internal_overlap(self)) throw Error(Diag::MJ3036);
}

/// The tensor with its dimensions in the order in which they lie in memory.
Tensor in_memory_order(const Tensor& self) {
  if (self.is_contiguous()) return self;
  const Tensor* const inputs[] = {&self};
  return self.permute(memory_order(self.sizes(), inputs));
}

/// Writes draw() to each element, in the order of memory; S is what draw() gives.
template <class S, class F>
void fill(const Tensor& self, F&& draw) {
  const Tensor place = in_memory_order(self);
  const Tensor drawn = place.is_contiguous() && self.dtype() == dtype_of<S>
                           ? place
                           : empty(place.sizes(), dtype_of<S>);
  S* to = drawn.unchecked<S>();
  for (int64_t i = 0; i < drawn.numel(); ++i) to[i] = draw();
  if (!drawn.is_same(place)) place.copy_(drawn);
}

/// R is computed with and T stored. What would be stored as the end, which is not in the range, is
/// the start, as in PyTorch.
template <class R, class T = R>
void fill_uniform(const Tensor& self, Generator& generator, double from, double to) {
  const R low = static_cast<R>(from), width = static_cast<R>(static_cast<R>(to) - low);
  const R end = static_cast<T>(static_cast<R>(to));
  fill<R>(self, [&] {
    R value;
    if constexpr (std::is_same_v<R, double>) {
      value = std::fma(generator.uniform53(), width, low);  // one rounding, as in PyTorch
    } else {
      value = std::fma(static_cast<R>(generator.uniform24()), width, low);
    }
    return static_cast<R>(static_cast<T>(value)) == end ? low : value;
  });
}

void uniform(const Tensor& self, Generator& generator, double from, double to) {
  const std::lock_guard<std::mutex> guard(generator.lock);
  if (self.dtype() == kFloat64) {
    fill_uniform<double>(self, generator, from, to);
  } else if (self.dtype() == kFloat16) {
    fill_uniform<float, Half>(self, generator, from, to);
  } else if (self.dtype() == kBFloat16) {
    fill_uniform<float, BFloat16>(self, generator, from, to);
  } else {
    fill_uniform<float>(self, generator, from, to);
  }
}

/// Sixteen uniform numbers become sixteen normal ones.
template <class R>
void box_muller(R* block) {
  for (int i = 0; i < 8; ++i) {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - static_cast<double>(block[i])));
    const double theta =
        static_cast<double>(static_cast<R>(2.0 * 3.141592653589793) * block[i + 8]);
    block[i] = static_cast<R>(radius * std::cos(theta));
    block[i + 8] = static_cast<R>(radius * std::sin(theta));
  }
}

/// At least 16 numbers, in blocks of 16. A rest of less than 16 is drawn anew together with its
/// predecessors; half precision has not drawn it before.
template <class R>
void normal_blocks(const Tensor& self, Generator& generator, double mean, double std_) {
  constexpr int64_t box = 16;
  const bool half = self.element_size() == 2;
  const int64_t count = self.numel(), whole = count - count % box;
  std::vector<R> numbers(static_cast<size_t>(count));
  const auto draw = [&](R* to, int64_t n) {
    for (int64_t i = 0; i < n; ++i) {
      if constexpr (std::is_same_v<R, double>) {
        to[i] = generator.uniform53();
      } else {
        to[i] = generator.uniform24();
      }
    }
  };
  draw(numbers.data(), half ? whole : count);
  for (int64_t i = 0; i < whole; i += box) box_muller(numbers.data() + i);
  if (whole != count) {
    draw(numbers.data() + count - box, box);
    box_muller(numbers.data() + count - box);
  }
  const R m = static_cast<R>(mean), s = static_cast<R>(std_);
  const R* from = numbers.data();
  fill<R>(self, [&] { return *from++ * s + m; });
}

void normal(const Tensor& self, Generator& generator, double mean, double std_) {
  const std::lock_guard<std::mutex> guard(generator.lock);
  if (self.numel() >= 16 && self.is_contiguous()) {
    if (self.dtype() == kFloat64) {
      normal_blocks<double>(self, generator, mean, std_);
    } else {
      normal_blocks<float>(self, generator, mean, std_);
    }
    return;
  }
  fill<double>(self, [&] { return generator.normal() * std_ + mean; });
}

void bernoulli(const Tensor& self, Generator& generator, double p) {
  if (!(p >= 0 && p <= 1)) {
    fail("bernoulli_ expects p to be in [0, 1], but got p=" + short_text(p));
  }
  const std::lock_guard<std::mutex> guard(generator.lock);
  fill<bool>(self, [&] { return generator.uniform53() < p; });
}

Tensor fresh(const KernelCall& call, int size, int dtype) {
  check_cpu(call, dtype + 2);
  return empty(call.ints(size), call.dtype_or(dtype, default_dtype()));
}

/// A complex tensor as pairs of real numbers, a view; a real one as it is.
Tensor as_real(const Tensor& self) {
  if (!is_complex(self.dtype())) return self;
  Ints sizes(self.sizes().begin(), self.sizes().end());
  Ints strides(self.strides().begin(), self.strides().end());
  for (int64_t& stride : strides) stride *= 2;
  sizes.push_back(2);
  strides.push_back(1);
  return reinterpreted(self, part(self, 0).dtype(), sizes, strides, 2 * self.storage_offset());
}

/// The variance of complex numbers is half of it in either part.
double part_deviation(const Tensor& self, double deviation) {
  return is_complex(self.dtype()) ? deviation / std::sqrt(2.0) : deviation;
}

void require_floating(const KernelCall& call, const Tensor& self) {
  if (!is_floating_point(self.dtype())) not_implemented(call.op, self.dtype());
}

/// One more than the largest whole number up to which a dtype has all.
uint64_t limit(DType dtype) {
  switch (dtype) {
    case kFloat64:
      return (uint64_t{1} << 53) + 1;
    case kFloat32:
      return (uint64_t{1} << 24) + 1;
    case kFloat16:
      return (uint64_t{1} << 11) + 1;
    case kBFloat16:
      return (uint64_t{1} << 8) + 1;
    case kBool:
      return 2;
    case kUInt8:
      return 256;
    default:
      return uint64_t{1} << (8 * itemsize(dtype) - 1);
  }
}

/// Throws unless the dtype holds all whole numbers from `low` to `last`, as far as PyTorch asks.
void check_bounds(int64_t low, int64_t last, DType dtype) {
  int64_t least = INT64_MIN, most = INT64_MAX;
  if (is_complex(dtype)) {
    fail("check_random_bounds handles only integral, floating-point and boolean types");
  }
  if (dtype == kFloat16) {
    most = 65504;
    least = -most;
  } else if (!is_floating_point(dtype)) {
    most = static_cast<int64_t>(limit(dtype) - 1);
    least = dtype == kBool || dtype == kUInt8 ? 0 : -most - 1;
  }
  const char* wrong = low < least || low > most     ? "from"
                      : last < least || last > most ? "to - 1"
                                                    : nullptr;
  if (wrong) fail(std::string(wrong) + " is out of bounds for " + cpp_name(dtype));
}

void check_range(int64_t low, int64_t high, DType dtype) {
  if (low >= high) {
    fail("random_ expects 'from' to be less than 'to', but got from=" + std::to_string(low) +
         " >= to=" + std::to_string(high));
  }
  check_bounds(low, high - 1, dtype);
}

void integers(KernelCall& call, int64_t low, int64_t high, int size, int dtype) {
  check_cpu(call, dtype + 2);
  const DType kind = call.dtype_or(dtype, kInt64);
  check_range(low, high, kind);
  Tensor out = empty(call.ints(size), kind);
  const uint64_t span = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
  Generator& generator = default_generator();
  const std::lock_guard<std::mutex> guard(generator.lock);
  const bool wide = span >= uint64_t{1} << 28;
  fill<int64_t>(out, [&] {
    const uint64_t drawn = wide ? generator.random64() : generator.random32();
    return static_cast<int64_t>(drawn % span + static_cast<uint64_t>(low));
  });
  call.set(std::move(out));
}

/// Whole numbers in [low, low + span), or all that the dtype holds without a gap above 0.
void whole(const Tensor& self, Generator& generator, int64_t low, uint64_t span, bool wide) {
  const std::lock_guard<std::mutex> guard(generator.lock);
  fill<int64_t>(self, [&] {
    const uint64_t drawn = wide ? generator.random64() : generator.random32();
    return static_cast<int64_t>(drawn % span + static_cast<uint64_t>(low));
  });
}

void whole_between(KernelCall& call, int64_t low, uint64_t high, int generator) {
  const Tensor& self = call.tensor(0);
  check_writable(self);
  const uint64_t span = high - static_cast<uint64_t>(low);
  whole(self, source(call, generator), low, span, span >= uint64_t{1} << 28);
  call.set(self);
}

}  // namespace

void aten_random_(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  check_writable(self);
  if (is_complex(self.dtype())) not_implemented("random_kernel_cpu", self.dtype());
  const uint64_t span = limit(self.dtype());
  whole(self, source(call, 1), 0, span, span > uint64_t{1} << 32);
  call.set(self);
}
void aten_random__from(KernelCall& call) {
  const int64_t low = call.integer(1);
  const DType dtype = call.tensor(0).dtype();
  if (is_complex(dtype)) check_bounds(low, low, dtype);
  const uint64_t high = call.has(2) ? static_cast<uint64_t>(call.integer(2)) : limit(dtype);
  if (call.has(2)) {
    check_range(low, call.integer(2), dtype);
  } else {
    check_bounds(low, static_cast<int64_t>(high - 1), dtype);
  }
  whole_between(call, low, high, 3);
}
void aten_random__to(KernelCall& call) {
  check_range(0, call.integer(1), call.tensor(0).dtype());
  whole_between(call, 0, static_cast<uint64_t>(call.integer(1)), 2);
}

void aten_exponential_(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const double rate = call.number(1);
  check_writable(self);
  if (!(rate > 0)) {
    fail("exponential_ expects lambda > 0.0, but found lambda=" + short_text(rate));
  }
  if (!is_floating_point(self.dtype())) {
    fail(std::string("Exponential distribution is a continuous probability distribution. dtype "
                     "must be a floating point but you specified ") +
         scalar_type_name(self.dtype()));
  }
  Generator& generator = source(call, 2);
  const std::lock_guard<std::mutex> guard(generator.lock);
  fill<double>(self, [&] { return -std::log1p(-generator.uniform53()) / rate; });
  call.set(self);
}

void aten_manual_seed(KernelCall& call) {
  Generator& generator = default_generator();
  const std::lock_guard<std::mutex> guard(generator.lock);
  generator.manual_seed(static_cast<uint64_t>(call.integer(0)));
}
void aten_manual_seed_generator(KernelCall& call) {
  Generator& generator = source(call, 0);
  const std::lock_guard<std::mutex> guard(generator.lock);
  generator.manual_seed(static_cast<uint64_t>(call.integer(1)));
  call.set(call.arg(0));
}
void aten_Generator(KernelCall& call) {
  check_cpu(call, 0);
  auto made = make_intrusive<Generator>();
  if (call.has(1)) made->manual_seed(static_cast<uint64_t>(call.integer(1)));
  call.set(IValue::opaque(IValue::Tag::Generator, std::move(made)));
}
void aten_initial_seed(KernelCall& call) {
  Generator& generator = source(call, 0);
  const std::lock_guard<std::mutex> guard(generator.lock);
  call.set(static_cast<int64_t>(generator.initial_seed()));
}
void aten_seed(KernelCall& call) {
  Generator& generator = source(call, 0);
  const std::lock_guard<std::mutex> guard(generator.lock);
  std::random_device entropy;
  // 53 bits, as in PyTorch.
  const uint64_t seed = (uint64_t{entropy()} << 32 | entropy()) >> 11;
  generator.manual_seed(seed);
  call.set(static_cast<int64_t>(seed));
}

void aten_uniform_(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const double from = call.number(1), to = call.number(2);
  check_writable(self);
  require_floating(call, as_real(self));
  if (!(from <= to)) {
    fail("uniform_ expects to return a [from, to) range, but found from=" + short_text(from) +
         " > to=" + short_text(to));
  }
  uniform(as_real(self), source(call, 3), from, to);
  call.set(self);
}

void aten_normal_(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const double mean = call.number(1), std_ = call.number(2);
  check_writable(self);
  if (!(std_ >= 0)) fail("normal expects std >= 0.0, but found std " + short_text(std_));
  require_floating(call, as_real(self));
  normal(as_real(self), source(call, 3), mean, part_deviation(self, std_));
  call.set(self);
}

void aten_bernoulli__float(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  check_writable(self);
  bernoulli(self, source(call, 2), call.number(1));
  call.set(self);
}

void aten_bernoulli__Tensor(KernelCall& call) {
  const Tensor &self = call.tensor(0), &p = call.tensor(1);
  check_writable(self);
  const Tensor chances = p.to(kFloat64).expand(self.sizes()).contiguous();
  const double* chance = chances.unchecked<double>();
  for (int64_t i = 0; i < chances.numel(); ++i) {
    if (!(chance[i] >= 0 && chance[i] <= 1))
      fail("Expected p_in >= 0 && p_in <= 1 to be true, but got false.");
  }
  // The chance of each element, in the order in which the elements are drawn.
  Tensor ordered = empty_strided(self.sizes(), self.strides(), kFloat64);
  ordered.copy_(chances);
  const Tensor in_order = in_memory_order(ordered).contiguous();
  chance = in_order.unchecked<double>();
  Generator& generator = source(call, 2);
  const std::lock_guard<std::mutex> guard(generator.lock);
  const bool wide = p.dtype() == kFloat64;
  fill<bool>(self, [&] {
    return (wide ? generator.uniform53() : static_cast<double>(generator.uniform24())) < *chance++;
  });
  call.set(self);
}

void aten_rand(KernelCall& call) {
  Tensor out = fresh(call, 0, 1);
  require_floating(call, as_real(out));
  uniform(as_real(out), default_generator(), 0, 1);
  call.set(std::move(out));
}
void aten_randn(KernelCall& call) {
  Tensor out = fresh(call, 0, 1);
  require_floating(call, as_real(out));
  normal(as_real(out), default_generator(), 0, part_deviation(out, 1));
  call.set(std::move(out));
}
void aten_randint(KernelCall& call) { integers(call, 0, call.integer(0), 1, 2); }
void aten_randint_low(KernelCall& call) { integers(call, call.integer(0), call.integer(1), 2, 3); }

namespace {
void permute(KernelCall& call, Generator& generator, int dtype) {
  check_cpu(call, dtype + 2);
  const int64_t n = call.integer(0);
  if (n < 0) {
    fail("Trying to create tensor with negative dimension " + std::to_string(n) + ": [" +
         std::to_string(n) + "]");
  }
  Tensor out = empty({n}, kInt64);
  int64_t* order = out.unchecked<int64_t>();
  for (int64_t i = 0; i < n; ++i) order[i] = i;
  const std::lock_guard<std::mutex> guard(generator.lock);
  for (int64_t i = 0; i + 1 < n; ++i) {
    std::swap(order[i], order[i + static_cast<int64_t>(generator.random32()) % (n - i)]);
  }
  call.set(out.to(call.dtype_or(dtype, kInt64)));
}
}  // namespace

void aten_randperm(KernelCall& call) { permute(call, default_generator(), 1); }
void aten_randperm_generator(KernelCall& call) { permute(call, source(call, 1), 2); }

void aten_dropout(KernelCall& call) {
  const Tensor& input = call.tensor(0);
  const double p = call.number(1);
  if (!(p >= 0 && p <= 1)) {
    fail("dropout probability has to be between 0 and 1, but got " + short_text(p));
  }
  if (p == 0 || !call.boolean(2) || input.numel() == 0) {
    call.set(input);
    return;
  }
  Tensor out = like(input, input.dtype());
  if (p < 1) {
    bernoulli(out, default_generator(), 1 - p);
  } else {
    out.copy_(scalar_tensor(0.0));
  }
  visit_floating(call.op, input.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T kept = p < 1 ? static_cast<T>(1 - p) : T(1);
    binary_loop<T, T>(out, input, out, [=](T x, T noise) { return x * (noise / kept); });
  });
  call.set(std::move(out));
}

}  // namespace minijit::kernels
