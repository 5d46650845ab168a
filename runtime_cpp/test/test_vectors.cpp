// The inner loops of every instruction set that this processor has, against plain sums and the
// standard library in double: values, edges, rows of all lengths, unaligned memory.
#include <cmath>
#include <cstdio>
#include <limits>
#include <vector>

#include "check.h"
#include "kernels/vectors.h"

using namespace minijit::kernels;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float nan_ = std::numeric_limits<float>::quiet_NaN();

struct Case {
  Function function;
  double (*exact)(double);
  double ulps;  // most, of the result
};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
double gelu(double x) { return x * 0.5 * (1 + std::erf(x * std::sqrt(0.5))); }
double gelu_tanh(double x) {
  return 0.5 * x * (1 + std::tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)));
}
double silu(double x) { return x / (1 + std::exp(-x)); }
double elu(double x) { return x <= 0 ? 1.5 * std::expm1(0.5 * x) : 2 * x; }
double leaky_relu(double x) { return x > 0 ? x : x * 0.25; }
double softplus(double x) { return x * 2 > 20 ? x : std::log1p(std::exp(x * 2)) / 2; }

constexpr Case cases[] = {
    {Function::Exp, std::exp, 2},      {Function::Expm1, std::expm1, 3},
    {Function::Log, std::log, 2},      {Function::Log2, std::log2, 3},
    {Function::Log1p, std::log1p, 3},  {Function::Tanh, std::tanh, 4},
    {Function::Sigmoid, sigmoid, 4},   {Function::Erf, std::erf, 3},
    {Function::Sin, std::sin, 3},      {Function::Cos, std::cos, 3},
    {Function::Gelu, gelu, 4},         {Function::GeluTanh, gelu_tanh, 8},
    {Function::Silu, silu, 4},         {Function::Elu, elu, 4},
    {Function::Softplus, softplus, 4}, {Function::LeakyRelu, leaky_relu, 1},
    {Function::Floor, std::floor, 0},  {Function::Ceil, std::ceil, 0},
    {Function::Trunc, std::trunc, 0},  {Function::Round, std::nearbyint, 0},
};

FunctionSettings settings_of(Function function) {
  if (function == Function::Elu) return {1.5f, 0.5f, 2.0f};
  if (function == Function::Softplus) return {2.0f, 20.0f, 0.0f};
  if (function == Function::LeakyRelu) return {0.25f, 0.0f, 0.0f};
  return {};
}

std::vector<float> arguments() {
  std::vector<float> x{0.0f,
                       -0.0f,
                       infinity,
                       -infinity,
                       nan_,
                       1.0f,
                       -1.0f,
                       1e-40f,
                       -1e-40f,
                       std::numeric_limits<float>::max(),
                       std::numeric_limits<float>::lowest()};
  for (int i = -4000; i <= 4000; ++i) x.push_back(static_cast<float>(i) * 0.0317f);
  for (int i = -2000; i <= 2000; ++i) x.push_back(static_cast<float>(i) * 0.00113f);
  for (float v = 1e-38f; v < 1e38f; v *= 1.37f) {
    x.push_back(v);
    x.push_back(-v);
  }
  return x;
}

void functions(const Vectors& v) {
  const std::vector<float> x = arguments();
  std::vector<float> out(x.size());
  bool ok = true;
  for (const Case& c : cases) {
    const FunctionSettings settings = settings_of(c.function);
    void* const operands[] = {out.data(), const_cast<float*>(x.data())};
    v.functions[static_cast<size_t>(c.function)](operands, static_cast<int64_t>(x.size()),
                                                 &settings);
    double worst = 0;
    float where = 0;
    for (size_t i = 0; i < x.size(); ++i) {
      const double wanted = c.exact(static_cast<double>(x[i]));
      const float rounded = static_cast<float>(wanted);
      if (std::isnan(wanted) || std::isinf(rounded)) {
        CHECK(std::isnan(wanted) ? std::isnan(out[i]) : out[i] == rounded);
        continue;
      }
      // There exp(-x) is infinite in float, and the result 0, as in PyTorch.
      const bool vanishes = c.function == Function::Sigmoid || c.function == Function::Silu;
      if (vanishes && x[i] < -87.0f) {
        CHECK(std::fabs(out[i]) < 1e-35f);
        continue;
      }
      // Differences of numbers near 1 cannot be finer than those.
      const bool absolute = c.function == Function::Gelu || c.function == Function::GeluTanh ||
                            c.function == Function::Sin || c.function == Function::Cos;
      const double size = absolute ? std::max(std::fabs(wanted), 1.0) : std::fabs(wanted);
      const double ulp = std::max(size * 0x1p-23, 0x1p-149);
      const double error = std::fabs(static_cast<double>(out[i]) - wanted) / ulp;
      if (!(error <= worst)) {
        worst = error;
        where = x[i];
      }
    }
    if (!(worst <= c.ulps)) {
      std::fprintf(stderr, "function %d: %.2f ulps at %.9g\n", static_cast<int>(c.function), worst,
                   static_cast<double>(where));
    }
    ok = ok && worst <= c.ulps;
  }
  CHECK(ok);
}

/// Numbers without order, from -2 to 2.
std::vector<float> mixed(size_t count) {
  std::vector<float> x(count);
  uint32_t state = 1;
  for (float& value : x) {
    state = state * 1664525u + 1013904223u;
    value = static_cast<float>(state >> 8) / 4194304.0f - 2.0f;
  }
  return x;
}

bool near(double a, double b, double tolerance) {
  return std::fabs(a - b) <= tolerance * (1 + std::fabs(b)) || (std::isnan(a) && std::isnan(b));
}

void rows(const Vectors& v) {
  const std::vector<float> x = mixed(4096);
  const std::vector<float> weight = mixed(4096);
  for (const int64_t n : {1, 2, 3, 7, 15, 16, 17, 63, 64, 65, 200, 1000, 2049}) {
    const float* row = x.data() + 1;
    double sum = 0, squares = 0, powers = 0;
    float top = row[0], bottom = row[0];
    for (int64_t i = 0; i < n; ++i) {
      sum += static_cast<double>(row[i]);
      squares += std::pow(static_cast<double>(row[i]) - 0.5, 2);
      powers += std::exp(static_cast<double>(row[i]));
      top = std::max(top, row[i]);
      bottom = std::min(bottom, row[i]);
    }
    CHECK(near(v.sum(row, n), sum, 1e-5));
    CHECK(near(v.squares(row, n, 0.5f), squares, 1e-6));
    CHECK(v.largest(row, n, 1) == top && v.largest(row, n, -1) == bottom);
    std::vector<float> out(static_cast<size_t>(n) + 2, 7.0f);
    for (const bool log : {false, true}) {
      v.softmax_row(row, out.data() + 1, n, log);
      for (int64_t i = 0; i < n; ++i) {
        const double share = std::exp(static_cast<double>(row[i])) / powers;
        CHECK(near(static_cast<double>(out[static_cast<size_t>(i) + 1]),
                   log ? std::log(share) : share, 1e-6));
      }
    }
    v.normalize(row, out.data() + 1, n, 0.5f, 3.0f, weight.data(), row);
    for (int64_t i = 0; i < n; ++i) {
      const double wanted =
          static_cast<double>((row[i] - 0.5f) * 3.0f * weight[static_cast<size_t>(i)] + row[i]);
      CHECK(near(static_cast<double>(out[static_cast<size_t>(i) + 1]), wanted, 1e-6));
    }
    std::vector<float> best(row + 1, row + 1 + n);
    v.merge_largest(best.data(), row, n, 1);
    for (int64_t i = 0; i < n; ++i) {
      CHECK(best[static_cast<size_t>(i)] == std::max(row[i], row[i + 1]));
    }
    CHECK(out.front() == 7.0f && out.back() == 7.0f);
    std::vector<float> with_nan(row, row + n);
    with_nan[static_cast<size_t>(n / 2)] = nan_;
    CHECK(std::isnan(v.largest(with_nan.data(), n, 1)));
    v.softmax_row(with_nan.data(), out.data(), n, false);
    CHECK(std::isnan(out[0]));
  }
}

void columns(const Vectors& v) {
  const std::vector<float> x = mixed(100 * 77);
  for (const int64_t width : {1, 5, 16, 20, 77}) {
    for (const bool log : {false, true}) {
      std::vector<float> out(x.size(), 7.0f);
      v.softmax_columns(x.data(), out.data(), 100, width, 77, log);
      for (int64_t c = 0; c < 77; ++c) {
        double powers = 0;
        for (int64_t r = 0; r < 100; ++r) {
          powers += std::exp(static_cast<double>(x[static_cast<size_t>(r * 77 + c)]));
        }
        for (int64_t r = 0; r < 100; ++r) {
          const auto at = static_cast<size_t>(r * 77 + c);
          const double share = std::exp(static_cast<double>(x[at])) / powers;
          CHECK(near(static_cast<double>(out[at]),
                     c >= width ? 7.0
                     : log      ? std::log(share)
                                : share,
                     1e-6));
        }
      }
    }
  }
}

void products(const Vectors& v) {
  const std::vector<float> a = mixed(64 * 50), b = mixed(64 * 200);
  const int64_t k = 37;
  for (int64_t count = 1; count <= 29; ++count) {
    for (int64_t columns = 1; columns <= v.tile_vectors; ++columns) {
      const int64_t width = columns * v.lanes;
      std::vector<float> c(static_cast<size_t>(width * 32), 0.5f);
      v.tile(count, columns, k, a.data(), 50, b.data(), 65, c.data(), width, true);
      for (int64_t i = 0; i < 32; ++i) {
        for (int64_t j = 0; j < width; ++j) {
          double wanted = 0.5;
          for (int64_t p = 0; p < k && i < count; ++p) {
            wanted += static_cast<double>(a[static_cast<size_t>(i * 50 + p)]) *
                      static_cast<double>(b[static_cast<size_t>(p * 65 + j)]);
          }
          CHECK(near(static_cast<double>(c[static_cast<size_t>(i * width + j)]), wanted, 1e-5));
        }
      }
    }
  }
}

void weighted_rows(const Vectors& v) {
  const std::vector<float> a = mixed(40), b = mixed(40 * 70);
  for (const int64_t taps : {1, 7, 8, 9, 33}) {
    for (int64_t count = 1; count <= 69; ++count) {
      std::vector<float> c(70, 0.5f);
      v.add_rows(taps, count, a.data(), b.data(), 70, c.data());
      for (int64_t j = 0; j < 70; ++j) {
        double wanted = 0.5;
        for (int64_t t = 0; t < taps && j < count; ++t) {
          wanted += static_cast<double>(a[static_cast<size_t>(t)]) *
                    static_cast<double>(b[static_cast<size_t>(t * 70 + j)]);
        }
        CHECK(near(static_cast<double>(c[static_cast<size_t>(j)]), wanted, 1e-5));
      }
    }
  }
}

/// One line of tiles, from one channel to one.
void winograd(const Vectors& v) {
  for (const Vectors::Winograd& w : {v.winograd2, v.winograd4}) {
    const int64_t side = w.side, m = side - 2, elements = side * side;
    for (int64_t tiles = 1; tiles < 3 * v.lanes; ++tiles) {
      const int64_t part = (tiles + 2 * v.lanes - 1) / v.lanes * v.lanes, width = part * m;
      const int64_t step = tiles + v.lanes, columns = tiles * m - (tiles > 1 ? 1 : 0);
      const std::vector<float> x = mixed(static_cast<size_t>(side * width + 4)), taps = mixed(9);
      std::vector<float> split(x.size() + 16), out(static_cast<size_t>(width * m), 7.0f);
      std::vector<float> kernel(static_cast<size_t>(elements));
      std::vector<float> products(static_cast<size_t>(elements * step));
      w.split(x.data(), side, part, split.data());
      w.input(split.data(), part, tiles, products.data(), step);
      w.weights(taps.data(), 1, kernel.data(), 1);
      for (int64_t e = 0; e < elements; ++e) {
        for (int64_t i = 0; i < tiles; ++i) {
          products[static_cast<size_t>(e * step + i)] *= kernel[static_cast<size_t>(e)];
        }
      }
      const int64_t rows = m - 1;
      CHECK(w.output(products.data(), step, tiles, 0.5f, out.data(), width, rows, columns));
      for (int64_t y = 0; y < m; ++y) {
        for (int64_t c = 0; c < width; ++c) {
          double sum = 0.5;
          for (int64_t t = 0; t < 9 && c < columns; ++t) {
            sum += static_cast<double>(taps[static_cast<size_t>(t)]) *
                   static_cast<double>(x[static_cast<size_t>((y + t / 3) * width + c + t % 3)]);
          }
          CHECK(near(static_cast<double>(out[static_cast<size_t>(y * width + c)]),
                     y < rows && c < columns ? sum : 7.0, 2e-5));
        }
      }
      products[static_cast<size_t>(tiles - 1)] = nan_;
      CHECK(!w.output(products.data(), step, tiles, 0.5f, out.data(), width, rows, columns));
    }
  }
}

void all(const char* name, const Vectors& v) {
  std::fprintf(stderr, "%s\n", name);
  functions(v);
  rows(v);
  columns(v);
  products(v);
  weighted_rows(v);
  winograd(v);
}

}  // namespace

int main() {
  all("baseline", vectors_baseline());
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    all("avx2", vectors_avx2());
  }
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {
    all("avx512", vectors_avx512());
  }
#endif
  return 0;
}
