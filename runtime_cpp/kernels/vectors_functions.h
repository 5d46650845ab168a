// Functions of one number: argument reduction, a polynomial, reconstruction. The coefficients are
// best approximations of the functions on the reduced intervals, rounded one after the other.
namespace minijit::kernels {

namespace {

MJ_INLINE Vector polynomial(Vector, float first) { return all(first); }
/// first + x (second + x (...))
template <class... Floats>
MJ_INLINE Vector polynomial(Vector x, float first, Floats... rest) {
  return all(first) + x * polynomial(x, rest...);
}

/// e^x = 2^k (1 + rest) for x from -104 to 89.
struct Exponential {
  Bits k;
  Vector rest;
};

MJ_INLINE Exponential exponential(Vector x) {
  // Adding this makes the lowest bits of a float its value rounded to an integer.
  constexpr float shifter = 12582912.0f;
  const Vector shifted = x * 1.44269504f + shifter;
  const Vector n = shifted - shifter;
  // ln 2 as a number of few bits, whose products are exact, and the rest.
  const Vector r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  const Vector rest = r + r * r *
                              polynomial(r, 0.49999997f, 0.166665435f, 0.0416675061f,
                                         0.00836655125f, 0.00138642662f);
  return {bits(shifted) - bits(all(shifter)), rest};
}

/// 2^k for k from -126 to 127.
MJ_INLINE Vector power_of_two(Bits k) { return numbers(shift_left(k + 127, 23)); }

/// x from -87 to 88.
MJ_INLINE Vector exp_inside(Vector x) {
  const Exponential e = exponential(x);
  const Vector scale = power_of_two(e.k);
  return scale + scale * e.rest;
}

MJ_INLINE Vector exp_of(Vector x) {
  // Results that vanish are not computed: denormal products take the processor a hundred times as
  // long, and a softmax with a mask has many. NaN passes.
  const Bits vanishes = x < -104.0f;
  x = x > 89.0f ? all(89.0f) : x;
  const Exponential e = exponential(vanishes ? Vector{} : x);
  // In two steps, so that denormal results come out right.
  const Bits half = e.k >> 1;
  const Vector scale = power_of_two(half);
  const Vector result = (scale + scale * e.rest) * power_of_two(e.k - half);
  return vanishes ? Vector{} : result;
}

MJ_INLINE Vector expm1_of(Vector x) {
  x = x < -20.0f ? all(-20.0f) : x;
  const Exponential e = exponential(x > 89.0f ? all(89.0f) : x);
  // Half of it first: the whole power may be infinite where the result is not.
  const Vector scale = power_of_two(e.k - 1);
  const Vector result = 2.0f * (scale * e.rest + (scale - 0.5f));
  return x == 0.0f ? x : result;
}

/// x = m 2^k with m from sqrt(1/2) to sqrt(2); log x = k ln 2 + (m - 1) + rest.
struct Logarithm {
  Vector k, f, rest;
};

MJ_INLINE Logarithm logarithm(Vector x) {
  const Bits is_small = x < std::numeric_limits<float>::min();
  x = is_small ? x * 8388608.0f : x;
  // What a negative number gives is not used.
  const Bits of_x = bits(magnitude(x));
  const Bits k = (of_x - bits(all(0.707106769f))) >> 23;
  const Vector m = numbers(of_x - shift_left(k, 23));
  const Vector f = m - 1.0f;
  const Vector cube = f * f * f *
                      polynomial(f, 0.333333313f, -0.250008196f, 0.20001246f, -0.166234151f,
                                 0.142014608f, -0.131594121f, 0.127629995f, -0.0763797238f);
  const Vector exponent = __builtin_convertvector(k, Vector);
  return {is_small ? exponent - 23.0f : exponent, f, cube - 0.5f * f * f};
}

/// What logarithms give outside the positive numbers.
MJ_INLINE Vector log_edges(Vector x, Vector result) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  result = x == 0.0f ? all(-infinity) : result;
  result = x == infinity ? x : result;
  return ((x < 0.0f) | (x != x)) ? all(std::numeric_limits<float>::quiet_NaN()) : result;
}

MJ_INLINE Vector log_of(Vector x) {
  const Logarithm l = logarithm(x);
  return log_edges(x, (l.f + (l.rest + l.k * -2.12194440e-4f)) + l.k * 0.693359375f);
}

MJ_INLINE Vector log2_of(Vector x) {
  const Logarithm l = logarithm(x);
  return log_edges(x, l.k + (l.f + l.rest) * 1.44269504f);
}

MJ_INLINE Vector log1p_of(Vector x) {
  const Vector y = x + 1.0f;
  // What adding lost.
  const Vector lost = x - (y - 1.0f);
  const Vector result = log_of(y);
  return ((y > 0.0f) & (y < 1e30f)) ? result + lost / y : result;
}

MJ_INLINE Vector tanh_of(Vector x) {
  Vector size = magnitude(x);
  size = size > 10.0f ? all(10.0f) : size;
  const Exponential e = exponential(size + size);
  const Vector scale = power_of_two(e.k);
  const Vector less = scale * e.rest + (scale - 1.0f);
  return with_sign_of(x, less / (less + 2.0f));
}

MJ_INLINE Vector sigmoid_of(Vector x) { return 1.0f / (1.0f + exp_of(-x)); }

MJ_INLINE Vector erf_of(Vector x) {
  Vector size = magnitude(x);
  size = size > 3.95f ? all(3.95f) : size;
  const Vector square = size * size;
  const Vector near =
      size + size * polynomial(square, 0.128379166f, -0.376126319f, 0.112836763f, -0.0268585328f,
                               0.00519914785f, -0.0008123187f, 8.2930128e-05f);
  // -log(1 - erf) is a smooth function.
  const Vector far =
      1.0f -
      exp_inside(-size * polynomial(size, 1.12864852f, 0.635151207f, 0.106237039f, -0.0237621833f,
                                    0.00364250597f, -0.000322812673f, 1.12318921e-05f));
  return with_sign_of(x, size < 0.925f ? near : far);
}

/// Beyond this the reduction below loses digits.
constexpr float largest_angle = 8000.0f;

/// sin(x + quarters pi / 2)
MJ_INLINE Vector sine(Vector x, int quarters) {
  constexpr float shifter = 12582912.0f;
  const Vector shifted = x * 0.636619772f + shifter;
  const Vector n = shifted - shifter;
  const Bits quadrant = bits(shifted) - bits(all(shifter)) + quarters;
  const Vector r = ((x - n * 1.5703125f) - n * 4.837512969970703e-4f) - n * 7.549789948768648e-8f;
  const Vector square = r * r;
  const Vector s =
      r + r * square *
              polynomial(square, -0.166666672f, 0.00833337288f, -0.00019850253f, 2.80351969e-06f);
  const Vector c = (1.0f - 0.5f * square) + square * square *
                                                polynomial(square, 0.0416666679f, -0.00138889719f,
                                                           2.4818768e-05f, -2.85636332e-07f);
  const Vector result = (quadrant & 1) != 0 ? c : s;
  return numbers(bits(result) ^ shift_left(quadrant & 2, 30));
}

/// Ties to even. From 2^23 on all floats are integers.
MJ_INLINE Vector rounded(Vector x) {
  const Vector size = magnitude(x);
  return size < 8388608.0f ? with_sign_of(x, (size + 8388608.0f) - 8388608.0f) : x;
}

/// What is left of a rounding step keeps the sign of x, zero too.
MJ_INLINE Vector floor_of(Vector x) {
  const Vector r = rounded(x);
  return with_sign_of(x, magnitude(r > x ? r - 1.0f : r));
}
MJ_INLINE Vector ceil_of(Vector x) {
  const Vector r = rounded(x);
  return with_sign_of(x, magnitude(r < x ? r + 1.0f : r));
}

struct Exp {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const { return exp_of(x); }
};
struct Expm1 {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const { return expm1_of(x); }
};
struct Log {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const { return log_of(x); }
};
struct Log2 {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const { return log2_of(x); }
};
struct Log1p {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const { return log1p_of(x); }
};
struct Tanh {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const { return tanh_of(x); }
};
struct Sigmoid {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const { return sigmoid_of(x); }
};
struct Erf {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const { return erf_of(x); }
};
struct Sin {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const { return sine(x, 0); }
};
struct Cos {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const { return sine(x, 1); }
};
struct Gelu {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const {
    return x * 0.5f * (1.0f + erf_of(x * 0.707106769f));
  }
};
struct GeluTanh {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const {
    return 0.5f * x * (1.0f + tanh_of(0.797884583f * (x + 0.044715f * x * x * x)));
  }
};
struct Silu {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const {
    return x / (1.0f + exp_of(-x));
  }
};
struct Elu {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings& s) const {
    return x <= 0.0f ? expm1_of(x * s.b) * s.a : x * s.c;
  }
};
struct Softplus {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings& s) const {
    const Vector scaled = x * s.a;
    return scaled > s.b ? x : log1p_of(exp_of(scaled)) / s.a;
  }
};

struct LeakyRelu {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings& s) const {
    return x > 0.0f ? x : x * s.a;
  }
};
struct Floor {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const { return floor_of(x); }
};
struct Ceil {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const { return ceil_of(x); }
};
struct Trunc {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const {
    return with_sign_of(x, floor_of(magnitude(x)));
  }
};
struct Round {
  MJ_INLINE Vector operator()(Vector x, const FunctionSettings&) const { return rounded(x); }
};

template <class F>
MJ_TARGET void each(void* const* operands, int64_t count, const void* context) {
  float* out = static_cast<float*>(operands[0]);
  const float* x = static_cast<const float*>(operands[1]);
  FunctionSettings settings;
  if (context) settings = *static_cast<const FunctionSettings*>(context);
  for (int64_t i = 0; i < count; i += lanes) {
    const int64_t left = count - i;
    const Vector v = F()(left >= lanes ? load(x + i) : load_part(x + i, left, 0), settings);
    if (left >= lanes) {
      store(out + i, v);
    } else {
      store_part(out + i, v, left);
    }
  }
}

/// Sine or cosine, with those of large angles from the standard library.
template <class F, float (*Exact)(float)>
MJ_TARGET void each_angle(void* const* operands, int64_t count, const void* context) {
  float* out = static_cast<float*>(operands[0]);
  const float* x = static_cast<const float*>(operands[1]);
  constexpr int64_t block = 256;
  for (int64_t first = 0; first < count; first += block) {
    const int64_t n = block < count - first ? block : count - first;
    Bits large{};
    for (int64_t i = 0; i < n; i += lanes) {
      const Vector v = n - i >= lanes ? load(x + first + i) : load_part(x + first + i, n - i, 0);
      large |= magnitude(v) > largest_angle;
    }
    int32_t any = 0;
    for (int64_t l = 0; l < lanes; ++l) any |= large[l];
    if (any) {
      for (int64_t i = first; i < first + n; ++i) out[i] = Exact(x[i]);
    } else {
      void* const part[] = {out + first, const_cast<float*>(x + first)};
      each<F>(part, n, context);
    }
  }
}

}  // namespace

}  // namespace minijit::kernels
