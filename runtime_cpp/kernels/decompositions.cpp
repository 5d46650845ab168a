// Factors of matrices, by plain loops in double precision.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"

namespace minijit::kernels {

namespace {

using Numbers = std::vector<double>;

/// Argument i as a stack of row-major matrices of double.
struct Stack {
  Tensor data;
  int64_t rows, columns, count;
  Ints batch;
  double* at(int64_t i) const { return data.unchecked<double>() + i * rows * columns; }
};

Stack stack_of(const Tensor& self, const char* name, bool square) {
  if (self.dim() < 2) {
    fail(std::string(name) + ": The input tensor A must have at least 2 dimensions.");
  }
  if (self.dtype() != kFloat32 && self.dtype() != kFloat64) {
    fail(std::string(name) + ": Expected a floating point or complex tensor as input. Got " +
         scalar_type_name(self.dtype()));
  }
  Stack s{self.to(kFloat64), self.size(-2), self.size(-1), 1, {}};
  s.data = s.data.is_same(self) ? self.contiguous() : s.data.contiguous();
  if (s.data.is_alias_of(self)) s.data = s.data.clone().contiguous();
  s.batch.assign(self.sizes().begin(), self.sizes().end() - 2);
  for (const int64_t n : s.batch) s.count *= n;
  if (square && s.rows != s.columns) {
    fail(std::string(name) + ": A must be batches of square matrices, but they are " +
         std::to_string(s.rows) + " by " + std::to_string(s.columns) + " matrices");
  }
  return s;
}

Tensor stack_like(const Stack& s, std::initializer_list<int64_t> tail, DType dtype) {
  Ints sizes = s.batch;
  sizes.insert(sizes.end(), tail);
  return zeros(sizes, dtype);
}

/// LU with row exchanges, in place. Returns 0, or the 1-based place of a zero pivot.
int32_t factor(double* a, int64_t m, int64_t n, int32_t* pivots, bool pivoting) {
  int32_t info = 0;
  for (int64_t k = 0; k < std::min(m, n); ++k) {
    int64_t best = k;
    for (int64_t i = k + 1; pivoting && i < m; ++i) {
      if (std::fabs(a[i * n + k]) > std::fabs(a[best * n + k])) best = i;
    }
    pivots[k] = static_cast<int32_t>(best + 1);
    if (best != k) std::swap_ranges(a + k * n, a + (k + 1) * n, a + best * n);
    if (a[k * n + k] == 0) {
      if (!info) info = static_cast<int32_t>(k + 1);
      continue;
    }
    for (int64_t i = k + 1; i < m; ++i) {
      const double share = a[i * n + k] /= a[k * n + k];
      for (int64_t j = k + 1; j < n; ++j) a[i * n + j] -= share * a[k * n + j];
    }
  }
  return info;
}

/// Eigenvalues and vectors (columns of v) of a symmetric matrix, by Jacobi's rotations.
void jacobi(double* a, double* v, int64_t n) {
  for (int64_t i = 0; i < n; ++i) v[i * n + i] = 1;
  for (int sweep = 0; sweep < 60; ++sweep) {
    double off = 0, all = 0;
    for (int64_t i = 0; i < n * n; ++i) all += a[i] * a[i];
    for (int64_t p = 0; p < n; ++p) {
      for (int64_t q = p + 1; q < n; ++q) off += a[p * n + q] * a[p * n + q];
    }
    if (!(off > 1e-34 * all)) return;
    for (int64_t p = 0; p < n; ++p) {
      for (int64_t q = p + 1; q < n; ++q) {
        if (a[p * n + q] == 0) continue;
        const double theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
        const double t = (theta >= 0 ? 1 : -1) / (std::fabs(theta) + std::hypot(theta, 1.0));
        const double c = 1 / std::hypot(t, 1.0), s = t * c;
        const auto rotate = [c, s](double& x, double& y) {
          const double old = x;
          x = c * old - s * y;
          y = s * old + c * y;
        };
        for (int64_t k = 0; k < n; ++k) rotate(a[k * n + p], a[k * n + q]);
        for (int64_t k = 0; k < n; ++k) rotate(a[p * n + k], a[q * n + k]);
        for (int64_t k = 0; k < n; ++k) rotate(v[k * n + p], v[k * n + q]);
      }
    }
  }
}

/// Householder's reflections: `a` becomes R, `q` the product of the first `width` columns.
void reflect(double* a, int64_t m, int64_t n, double* q, int64_t width) {
  const int64_t steps = std::min(m, n);
  std::vector<Numbers> mirrors;
  for (int64_t k = 0; k < steps; ++k) {
    Numbers v(static_cast<size_t>(m));
    double norm = 0;
    for (int64_t i = k + 1; i < m; ++i) norm += a[i * n + k] * a[i * n + k];
    const double head = a[k * n + k];
    if (norm == 0) {
      mirrors.emplace_back();
      continue;
    }
    norm = std::sqrt(norm + head * head);
    const double target = head >= 0 ? -norm : norm;
    for (int64_t i = k; i < m; ++i) v[static_cast<size_t>(i)] = a[i * n + k];
    v[static_cast<size_t>(k)] -= target;
    mirrors.push_back(std::move(v));
    const auto apply = [&](double* x, int64_t columns, int64_t from, const Numbers& mirror) {
      double square = 0;
      for (int64_t i = k; i < m; ++i)
        square += mirror[static_cast<size_t>(i)] * mirror[static_cast<size_t>(i)];
      for (int64_t j = from; j < columns; ++j) {
        double dot = 0;
        for (int64_t i = k; i < m; ++i) dot += mirror[static_cast<size_t>(i)] * x[i * columns + j];
        for (int64_t i = k; i < m; ++i)
          x[i * columns + j] -= 2 * dot / square * mirror[static_cast<size_t>(i)];
      }
    };
    apply(a, n, k, mirrors.back());
    for (int64_t i = k + 1; i < m; ++i) a[i * n + k] = 0;
  }
  if (!q) return;
  for (int64_t i = 0; i < m; ++i) {
    for (int64_t j = 0; j < width; ++j) q[i * width + j] = i == j;
  }
  for (int64_t k = steps; k-- > 0;) {
    const Numbers& v = mirrors[static_cast<size_t>(k)];
    if (v.empty()) continue;
    double square = 0;
    for (const double e : v) square += e * e;
    for (int64_t j = 0; j < width; ++j) {
      double dot = 0;
      for (int64_t i = k; i < m; ++i) dot += v[static_cast<size_t>(i)] * q[i * width + j];
      for (int64_t i = k; i < m; ++i)
        q[i * width + j] -= 2 * dot / square * v[static_cast<size_t>(i)];
    }
  }
}

/// a[m, n] = u diag(s) v^T with m >= n, by rotating pairs of columns; u is [m, n], v is [n, n].
void one_sided(double* u, double* s, double* v, int64_t m, int64_t n) {
  for (int64_t i = 0; i < n; ++i) v[i * n + i] = 1;
  for (int sweep = 0; sweep < 60; ++sweep) {
    bool turned = false;
    for (int64_t p = 0; p < n; ++p) {
      for (int64_t q = p + 1; q < n; ++q) {
        double alpha = 0, beta = 0, gamma = 0;
        for (int64_t i = 0; i < m; ++i) {
          alpha += u[i * n + p] * u[i * n + p];
          beta += u[i * n + q] * u[i * n + q];
          gamma += u[i * n + p] * u[i * n + q];
        }
        if (!(std::fabs(gamma) > 1e-15 * std::sqrt(alpha * beta))) continue;
        turned = true;
        const double zeta = (beta - alpha) / (2 * gamma);
        const double t = (zeta >= 0 ? 1 : -1) / (std::fabs(zeta) + std::hypot(zeta, 1.0));
        const double c = 1 / std::hypot(t, 1.0), k = t * c;
        const auto rotate = [c, k](double& x, double& y) {
          const double old = x;
          x = c * old - k * y;
          y = k * old + c * y;
        };
        for (int64_t i = 0; i < m; ++i) rotate(u[i * n + p], u[i * n + q]);
        for (int64_t i = 0; i < n; ++i) rotate(v[i * n + p], v[i * n + q]);
      }
    }
    if (!turned) break;
  }
  for (int64_t j = 0; j < n; ++j) {
    double norm = 0;
    for (int64_t i = 0; i < m; ++i) norm = std::hypot(norm, u[i * n + j]);
    s[j] = norm;
    for (int64_t i = 0; norm > 0 && i < m; ++i) u[i * n + j] /= norm;
  }
}

/// Completes the columns [have, width) of q[m, width] to an orthonormal set; those that are zero
/// among the first are made anew too.
void complete(double* q, int64_t m, int64_t width, const std::vector<bool>& known) {
  int64_t axis = 0;
  for (int64_t j = 0; j < width; ++j) {
    if (known[static_cast<size_t>(j)]) continue;
    for (; axis < m; ++axis) {
      Numbers x(static_cast<size_t>(m));
      x[static_cast<size_t>(axis)] = 1;
      for (int pass = 0; pass < 2; ++pass) {
        for (int64_t k = 0; k < width; ++k) {
          if (k >= j && !known[static_cast<size_t>(k)]) continue;
          double dot = 0;
          for (int64_t i = 0; i < m; ++i) dot += q[i * width + k] * x[static_cast<size_t>(i)];
          for (int64_t i = 0; i < m; ++i) x[static_cast<size_t>(i)] -= dot * q[i * width + k];
        }
      }
      double norm = 0;
      for (const double e : x) norm += e * e;
      norm = std::sqrt(norm);
      if (norm < 1e-8) continue;
      for (int64_t i = 0; i < m; ++i) q[i * width + j] = x[static_cast<size_t>(i)] / norm;
      ++axis;
      break;
    }
  }
}

}  // namespace

void aten_linalg_lu_factor_ex(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const Stack s = stack_of(self, "torch.lu_factor", false);
  const Tensor pivots = stack_like(s, {std::min(s.rows, s.columns)}, kInt32);
  const Tensor infos = stack_like(s, {}, kInt32);
  const int64_t per = std::min(s.rows, s.columns);
  for (int64_t i = 0; i < s.count; ++i) {
    infos.unchecked<int32_t>()[i] =
        factor(s.at(i), s.rows, s.columns, pivots.unchecked<int32_t>() + i * per, call.boolean(1));
  }
  call.set(0, s.data.to(self.dtype()));
  call.set(1, pivots);
  call.set(2, infos);
}

void aten_linalg_solve_ex(KernelCall& call) {
  const Tensor &self = call.tensor(0), &other = call.tensor(1);
  if (self.dtype() != other.dtype()) {
    fail(
        std::string("linalg.solve: Expected A and B to have the same dtype, but found A of type ") +
        scalar_type_name(self.dtype()) + " and B of type " + scalar_type_name(other.dtype()) +
        " instead");
  }
  Stack s = stack_of(self, "linalg.solve", true);
  const int64_t n = s.rows;
  // A vector, or a batch of them, is told from matrices by the sizes of A without the last one.
  const IntSpan a = self.sizes(), b = other.sizes();
  const bool vector =
      b.size() == 1 || (a.size() - 1 == b.size() && std::equal(b.begin(), b.end(), a.begin()));
  const bool left = call.boolean(2);
  Tensor right = vector ? other.unsqueeze(-1) : left ? other : other.transpose(-1, -2);
  if (right.dim() < 2 || right.size(-2) != n) {
    fail("linalg.solve: Incompatible shapes of A and B for the equation " +
         std::string(left ? "AX = B" : "XA = B") + " (" + std::to_string(n) + "x" +
         std::to_string(n) + " and " + std::to_string(right.size(-2)) + "x" +
         std::to_string(right.size(-1)) + ")");
  }
  const int64_t columns = right.size(-1);
  const Ints batch = broadcast_sizes(IntSpan(s.batch.data(), s.batch.size()),
                                     right.sizes().subspan(0, right.sizes().size() - 2));
  Ints sizes = batch;
  sizes.insert(sizes.end(), {n, columns});
  const Tensor x = right.expand(sizes).to(kFloat64).clone().contiguous();
  sizes.back() = n;
  const Tensor all = (left ? s.data : s.data.transpose(-1, -2)).expand(sizes).clone().contiguous();
  s.batch = batch;
  s.count = 1;
  for (const int64_t size : batch) s.count *= size;
  const Tensor infos = stack_like(s, {}, kInt32);
  for (int64_t i = 0; i < s.count; ++i) {
    double *m = all.unchecked<double>() + i * n * n, *y = x.unchecked<double>() + i * n * columns;
    std::vector<int32_t> pivots(static_cast<size_t>(n));
    infos.unchecked<int32_t>()[i] = factor(m, n, n, pivots.data(), true);
    for (int64_t k = 0; k < n; ++k) {
      const int64_t p = pivots[static_cast<size_t>(k)] - 1;
      if (p != k) std::swap_ranges(y + k * columns, y + (k + 1) * columns, y + p * columns);
    }
    for (int64_t k = 0; k < n; ++k) {
      for (int64_t j = k + 1; j < n; ++j) {
        for (int64_t c = 0; c < columns; ++c)
          y[j * columns + c] -= m[j * n + k] * y[k * columns + c];
      }
    }
    for (int64_t k = n; k-- > 0;) {
      for (int64_t c = 0; c < columns; ++c) y[k * columns + c] /= m[k * n + k];
      for (int64_t j = 0; j < k; ++j) {
        for (int64_t c = 0; c < columns; ++c)
          y[j * columns + c] -= m[j * n + k] * y[k * columns + c];
      }
    }
  }
  Tensor result = x.to(self.dtype());
  if (vector)
    result = result.squeeze(-1);
  else if (!left)
    result = result.transpose(-1, -2).contiguous();
  call.set(0, std::move(result));
  call.set(1, infos);
}

void aten_linalg_cholesky_ex(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const Stack s = stack_of(self, "linalg.cholesky", true);
  const int64_t n = s.rows;
  const bool upper = call.boolean(1);
  const Tensor infos = stack_like(s, {}, kInt32);
  for (int64_t b = 0; b < s.count; ++b) {
    double* a = s.at(b);
    if (upper) {
      for (int64_t i = 0; i < n; ++i) {
        for (int64_t j = 0; j < i; ++j) a[i * n + j] = a[j * n + i];
      }
    }
    for (int64_t j = 0; j < n; ++j) {
      double d = a[j * n + j];
      for (int64_t k = 0; k < j; ++k) d -= a[j * n + k] * a[j * n + k];
      if (!(d > 0)) {
        infos.unchecked<int32_t>()[b] = static_cast<int32_t>(j + 1);
        break;
      }
      d = a[j * n + j] = std::sqrt(d);
      for (int64_t i = j + 1; i < n; ++i) {
        double e = a[i * n + j];
        for (int64_t k = 0; k < j; ++k) e -= a[i * n + k] * a[j * n + k];
        a[i * n + j] = e / d;
      }
    }
    for (int64_t i = 0; i < n; ++i) std::fill(a + i * n + i + 1, a + (i + 1) * n, 0.0);
  }
  const Tensor result = s.data.to(self.dtype());
  call.set(0, upper ? result.transpose(-1, -2).contiguous() : result);
  call.set(1, infos);
}

void aten_linalg_qr(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const std::string& mode = call.string(1);
  if (mode != "reduced" && mode != "complete" && mode != "r") {
    fail("qr received unrecognized mode '" + mode +
         "' but expected one of 'reduced' (default), 'r', or 'complete'");
  }
  const Stack s = stack_of(self, "linalg.qr", false);
  const int64_t m = s.rows, n = s.columns, k = std::min(m, n);
  const int64_t width = mode == "complete" ? m : k;
  const bool wanted = mode != "r";
  const Tensor q = wanted ? stack_like(s, {m, width}, kFloat64) : zeros({0}, kFloat64);
  for (int64_t i = 0; i < s.count; ++i) {
    reflect(s.at(i), m, n, wanted ? q.unchecked<double>() + i * m * width : nullptr, width);
  }
  call.set(0, q.to(self.dtype()));
  call.set(1, s.data.narrow(-2, 0, width).to(self.dtype()).contiguous());
}

void aten_linalg_eigh(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const Stack s = stack_of(self, "linalg.eigh", true);
  const int64_t n = s.rows;
  const bool upper = call.string(1) == "U" || call.string(1) == "u";
  const Tensor values = stack_like(s, {n}, kFloat64), vectors = stack_like(s, {n, n}, kFloat64);
  for (int64_t b = 0; b < s.count; ++b) {
    double* a = s.at(b);
    for (int64_t i = 0; i < n; ++i) {
      for (int64_t j = 0; j < i; ++j) {
        (upper ? a[i * n + j] : a[j * n + i]) = upper ? a[j * n + i] : a[i * n + j];
      }
    }
    Numbers v(static_cast<size_t>(n * n));
    jacobi(a, v.data(), n);
    std::vector<int64_t> order(static_cast<size_t>(n));
    std::iota(order.begin(), order.end(), int64_t{0});
    std::sort(order.begin(), order.end(),
              [&](int64_t x, int64_t y) { return a[x * n + x] < a[y * n + y]; });
    for (int64_t k = 0; k < n; ++k) {
      const int64_t at = order[static_cast<size_t>(k)];
      values.unchecked<double>()[b * n + k] = a[at * n + at];
      for (int64_t i = 0; i < n; ++i) {
        vectors.unchecked<double>()[(b * n + i) * n + k] = v[static_cast<size_t>(i * n + at)];
      }
    }
  }
  call.set(0, values.to(self.dtype()));
  call.set(1, vectors.to(self.dtype()));
}

void aten_linalg_svd(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const bool full = call.boolean(1);
  const Stack s = stack_of(self, "linalg.svd", false);
  const int64_t m = s.rows, n = s.columns, k = std::min(m, n), large = std::max(m, n);
  const int64_t width = full ? large : k;
  const bool wide = m < n;
  // The larger side's vectors, the smaller side's, both as columns.
  const Tensor outer = stack_like(s, {large, width}, kFloat64);
  const Tensor inner = stack_like(s, {k, k}, kFloat64), values = stack_like(s, {k}, kFloat64);
  for (int64_t b = 0; b < s.count; ++b) {
    const double* a = s.at(b);
    Numbers u(static_cast<size_t>(large * k)), size(static_cast<size_t>(k)),
        v(static_cast<size_t>(k * k));
    for (int64_t i = 0; i < large; ++i) {
      for (int64_t j = 0; j < k; ++j)
        u[static_cast<size_t>(i * k + j)] = wide ? a[j * n + i] : a[i * n + j];
    }
    one_sided(u.data(), size.data(), v.data(), large, k);
    std::vector<int64_t> order(static_cast<size_t>(k));
    std::iota(order.begin(), order.end(), int64_t{0});
    std::stable_sort(order.begin(), order.end(), [&](int64_t x, int64_t y) {
      return size[static_cast<size_t>(x)] > size[static_cast<size_t>(y)];
    });
    double* q = outer.unchecked<double>() + b * large * width;
    double* p = inner.unchecked<double>() + b * k * k;
    std::vector<bool> known(static_cast<size_t>(width));
    for (int64_t j = 0; j < k; ++j) {
      const int64_t at = order[static_cast<size_t>(j)];
      values.unchecked<double>()[b * k + j] = size[static_cast<size_t>(at)];
      known[static_cast<size_t>(j)] = size[static_cast<size_t>(at)] > 0;
      for (int64_t i = 0; i < large; ++i) q[i * width + j] = u[static_cast<size_t>(i * k + at)];
      for (int64_t i = 0; i < k; ++i) p[i * k + j] = v[static_cast<size_t>(i * k + at)];
    }
    complete(q, large, width, known);
  }
  const auto turned = [](const Tensor& t) { return t.transpose(-1, -2).contiguous(); };
  call.set(0, (wide ? inner : outer).to(self.dtype()));
  call.set(1, values.to(self.dtype()));
  call.set(2, turned(wide ? outer : inner).to(self.dtype()));
}

}  // namespace minijit::kernels
