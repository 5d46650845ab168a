// Factors of matrices, by plain loops in double precision, real or complex.
#include <algorithm>
#include <cmath>
#include <complex>
#include <numeric>
#include <vector>

#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"
#include "support/limits.h"

namespace minijit::kernels {

namespace {

double conjugate(double x) { return x; }
Complex conjugate(Complex x) { return std::conj(x); }
double square(double x) { return x * x; }
double square(Complex x) { return std::norm(x); }
/// The size by which LAPACK chooses pivots.
double weight(double x) { return std::fabs(x); }
double weight(Complex x) { return std::fabs(x.real()) + std::fabs(x.imag()); }

/// A tensor as a stack of row-major matrices of T: double or Complex.
template <class T>
struct Stack {
  Tensor data;
  int64_t rows, columns, count;
  Ints batch;
  T* at(int64_t i) const { return data.unchecked<T>() + i * rows * columns; }
};

template <class T>
Stack<T> stack_of(const Tensor& self) {
  // Methods that go round until nothing changes need some ten rounds.
  spend_product({10, self.numel(), std::max(self.size(-2), self.size(-1))});
  Stack<T> s{self.to(dtype_of<T>), self.size(-2), self.size(-1), 1, {}};
  s.data = s.data.is_same(self) ? self.contiguous() : s.data.contiguous();
  if (s.data.is_alias_of(self)) s.data = s.data.clone().contiguous();
  s.batch.assign(self.sizes().begin(), self.sizes().end() - 2);
  for (const int64_t n : s.batch) s.count *= n;
  return s;
}

/// Checks that `self` is a stack of matrices, and calls `f` with a number of the type in which they
/// are computed.
template <class F>
void visit_matrices(const Tensor& self, const char* name, bool square_ones, F&& f) {
  if (self.dim() < 2) {
    fail(std::string(name) + ": The input tensor A must have at least 2 dimensions.");
  }
  const DType dtype = self.dtype();
  if (dtype != kFloat32 && dtype != kFloat64 && !self.is_complex()) {
    fail(std::string(name) + ": Expected a floating point or complex tensor as input. Got " +
         scalar_type_name(dtype));
  }
  if (square_ones && self.size(-2) != self.size(-1)) {
    fail(std::string(name) + ": A must be batches of square matrices, but they are " +
         std::to_string(self.size(-2)) + " by " + std::to_string(self.size(-1)) + " matrices");
  }
  if (self.is_complex()) {
    f(Complex());
  } else {
    f(double());
  }
}

template <class T>
Tensor stack_like(const Stack<T>& s, std::initializer_list<int64_t> tail, DType dtype) {
  Ints sizes = s.batch;
  sizes.insert(sizes.end(), tail);
  return zeros(sizes, dtype);
}

/// Matrices with their columns in a row, as LAPACK writes them.
Tensor by_columns(const Tensor& t, DType dtype) {
  const Tensor made = t.to(dtype);
  return made.dim() < 2 ? made : made.transpose(-1, -2).contiguous().transpose(-1, -2);
}

/// The conjugate transposes of row-major matrices, with their columns in a row.
template <class T>
Tensor adjoint(const Tensor& t, DType dtype) {
  const Tensor copy = t.clone();
  T* x = copy.unchecked<T>();
  for (int64_t i = 0; i < copy.numel(); ++i) x[i] = conjugate(x[i]);
  return copy.to(dtype).transpose(-1, -2);
}

/// LU with row exchanges, in place. Returns 0, or the 1-based place of a zero pivot.
template <class T>
int32_t factor(T* a, int64_t m, int64_t n, int32_t* pivots, bool pivoting) {
  int32_t info = 0;
  for (int64_t k = 0; k < std::min(m, n); ++k) {
    int64_t best = k;
    for (int64_t i = k + 1; pivoting && i < m; ++i) {
      if (weight(a[i * n + k]) > weight(a[best * n + k])) best = i;
    }
    pivots[k] = static_cast<int32_t>(best + 1);
    if (best != k) std::swap_ranges(a + k * n, a + (k + 1) * n, a + best * n);
    if (a[k * n + k] == T(0)) {
      if (!info) info = static_cast<int32_t>(k + 1);
      continue;
    }
    for (int64_t i = k + 1; i < m; ++i) {
      const T share = a[i * n + k] /= a[k * n + k];
      for (int64_t j = k + 1; j < n; ++j) a[i * n + j] -= share * a[k * n + j];
    }
  }
  return info;
}

/// Columns p and q of x turned by cosine c and sine s.
template <class T>
void rotate_columns(T* x, int64_t rows, int64_t n, int64_t p, int64_t q, double c, double s) {
  for (int64_t i = 0; i < rows; ++i) {
    const T old = x[i * n + p];
    x[i * n + p] = c * old - s * x[i * n + q];
    x[i * n + q] = s * old + c * x[i * n + q];
  }
}

template <class T>
void scale_column(T* x, int64_t rows, int64_t n, int64_t q, T factor) {
  for (int64_t i = 0; i < rows; ++i) x[i * n + q] *= factor;
}

/// Eigenvalues and vectors (columns of v) of a Hermitian matrix, by Jacobi's rotations.
template <class T>
void jacobi(T* a, T* v, int64_t n) {
  for (int64_t i = 0; i < n; ++i) v[i * n + i] = 1;
  for (int sweep = 0; sweep < 60; ++sweep) {
    double off = 0, all = 0;
    for (int64_t i = 0; i < n * n; ++i) all += square(a[i]);
    for (int64_t p = 0; p < n; ++p) {
      for (int64_t q = p + 1; q < n; ++q) off += square(a[p * n + q]);
    }
    if (!(off > 1e-34 * all)) return;
    for (int64_t p = 0; p < n; ++p) {
      for (int64_t q = p + 1; q < n; ++q) {
        if (a[p * n + q] == T(0)) continue;
        if constexpr (std::is_same_v<T, Complex>) {
          // Makes the element real, so that a real rotation removes it.
          const T phase = a[p * n + q] / std::abs(a[p * n + q]);
          scale_column(a, n, n, q, std::conj(phase));
          for (int64_t k = 0; k < n; ++k) a[q * n + k] *= phase;
          scale_column(v, n, n, q, std::conj(phase));
        }
        const double above = std::real(a[p * n + q]);
        const double theta = (std::real(a[q * n + q]) - std::real(a[p * n + p])) / (2 * above);
        const double t = (theta >= 0 ? 1 : -1) / (std::fabs(theta) + std::hypot(theta, 1.0));
        const double c = 1 / std::hypot(t, 1.0), s = t * c;
        rotate_columns(a, n, n, p, q, c, s);
        for (int64_t k = 0; k < n; ++k) {
          const T old = a[p * n + k];
          a[p * n + k] = c * old - s * a[q * n + k];
          a[q * n + k] = s * old + c * a[q * n + k];
        }
        rotate_columns(v, n, n, p, q, c, s);
      }
    }
  }
}

/// A reflection I - share v v^H, where v is zero above its row.
template <class T>
struct Mirror {
  std::vector<T> v;
  T share;

  void apply(T* x, int64_t row, int64_t rows, int64_t columns, int64_t from, T factor) const {
    // Row by row: a column of a wide matrix has each element in a cache line of its own.
    std::vector<T> dots(static_cast<size_t>(columns - from));
    for (int64_t i = row; i < rows; ++i) {
      const T mine = conjugate(v[static_cast<size_t>(i)]), *of = x + i * columns + from;
      for (size_t j = 0; j < dots.size(); ++j) dots[j] += mine * of[j];
    }
    for (T& dot : dots) dot *= factor;
    for (int64_t i = row; i < rows; ++i) {
      const T mine = v[static_cast<size_t>(i)];
      T* of = x + i * columns + from;
      for (size_t j = 0; j < dots.size(); ++j) of[j] -= dots[j] * mine;
    }
  }
};

/// Householder's reflections: `a` becomes R, `q` the product of the first `width` columns.
template <class T>
void reflect(T* a, int64_t m, int64_t n, T* q, int64_t width) {
  const int64_t steps = std::min(m, n);
  std::vector<Mirror<T>> mirrors(static_cast<size_t>(steps));
  for (int64_t k = 0; k < steps; ++k) {
    const T head = a[k * n + k];
    double below = 0;
    for (int64_t i = k + 1; i < m; ++i) below += square(a[i * n + k]);
    if (below == 0 && std::imag(head) == 0) continue;
    const double norm = std::sqrt(below + square(head));
    const double target = std::real(head) >= 0 ? -norm : norm;
    Mirror<T>& mirror = mirrors[static_cast<size_t>(k)];
    mirror.v.resize(static_cast<size_t>(m));
    for (int64_t i = k; i < m; ++i) mirror.v[static_cast<size_t>(i)] = a[i * n + k];
    mirror.v[static_cast<size_t>(k)] -= target;
    mirror.share = T(-1) / (target * conjugate(head - target));
    mirror.apply(a, k, m, n, k, conjugate(mirror.share));
    for (int64_t i = k + 1; i < m; ++i) a[i * n + k] = 0;
  }
  if (!q) return;
  for (int64_t i = 0; i < m; ++i) {
    for (int64_t j = 0; j < width; ++j) q[i * width + j] = i == j ? 1 : 0;
  }
  for (int64_t k = steps; k-- > 0;) {
    const Mirror<T>& mirror = mirrors[static_cast<size_t>(k)];
    if (!mirror.v.empty()) mirror.apply(q, k, m, width, 0, mirror.share);
  }
}

/// a[m, n] = u diag(s) v^H with m >= n, by rotating pairs of columns; u is [m, n], v is [n, n].
template <class T>
void one_sided(T* u, double* s, T* v, int64_t m, int64_t n) {
  for (int64_t i = 0; i < n; ++i) v[i * n + i] = 1;
  for (int sweep = 0; sweep < 60; ++sweep) {
    bool turned = false;
    for (int64_t p = 0; p < n; ++p) {
      for (int64_t q = p + 1; q < n; ++q) {
        double alpha = 0, beta = 0;
        T gamma = 0;
        for (int64_t i = 0; i < m; ++i) {
          alpha += square(u[i * n + p]);
          beta += square(u[i * n + q]);
          gamma += conjugate(u[i * n + p]) * u[i * n + q];
        }
        if (!(std::abs(gamma) > 1e-15 * std::sqrt(alpha * beta))) continue;
        turned = true;
        double product = std::real(gamma);
        if constexpr (std::is_same_v<T, Complex>) {
          product = std::abs(gamma);
          scale_column(u, m, n, q, std::conj(gamma) / product);
          scale_column(v, n, n, q, std::conj(gamma) / product);
        }
        const double zeta = (beta - alpha) / (2 * product);
        const double t = (zeta >= 0 ? 1 : -1) / (std::fabs(zeta) + std::hypot(zeta, 1.0));
        const double c = 1 / std::hypot(t, 1.0), k = t * c;
        rotate_columns(u, m, n, p, q, c, k);
        rotate_columns(v, n, n, p, q, c, k);
      }
    }
    if (!turned) break;
  }
  for (int64_t j = 0; j < n; ++j) {
    double norm = 0;
    for (int64_t i = 0; i < m; ++i) norm = std::hypot(norm, std::abs(u[i * n + j]));
    s[j] = norm;
    for (int64_t i = 0; norm > 0 && i < m; ++i) u[i * n + j] /= norm;
  }
}

/// Makes anew the columns of q[m, width] that are not known, so that all are orthonormal: behind
/// the known ones, reflections have the rest of a basis.
template <class T>
void complete(T* q, int64_t m, int64_t width, const std::vector<bool>& known) {
  const int64_t count = std::count(known.begin(), known.end(), true);
  if (count == width) return;
  std::vector<T> basis(static_cast<size_t>(m * width)), first(static_cast<size_t>(m * count));
  int64_t at = 0;
  for (int64_t j = 0; j < width; ++j) {
    if (!known[static_cast<size_t>(j)]) continue;
    for (int64_t i = 0; i < m; ++i) first[static_cast<size_t>(i * count + at)] = q[i * width + j];
    ++at;
  }
  reflect(first.data(), m, count, basis.data(), width);
  for (int64_t j = 0; j < width; ++j) {
    if (known[static_cast<size_t>(j)]) continue;
    for (int64_t i = 0; i < m; ++i) q[i * width + j] = basis[static_cast<size_t>(i * width + at)];
    ++at;
  }
}

}  // namespace

void aten_linalg_lu_factor_ex(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  visit_matrices(self, "torch.lu_factor", false, [&](auto zero) {
    using T = decltype(zero);
    const Stack<T> s = stack_of<T>(self);
    const int64_t per = std::min(s.rows, s.columns);
    const Tensor pivots = stack_like(s, {per}, kInt32), infos = stack_like(s, {}, kInt32);
    for (int64_t i = 0; i < s.count; ++i) {
      infos.unchecked<int32_t>()[i] = factor(
          s.at(i), s.rows, s.columns, pivots.unchecked<int32_t>() + i * per, call.boolean(1));
    }
    call.set(0, by_columns(s.data, self.dtype()));
    call.set(1, pivots);
    call.set(2, infos);
  });
}

namespace {

/// Solves m x = y, both written over; returns what `factor` does.
template <class T>
int32_t solve(T* m, T* y, int64_t n, int64_t columns) {
  std::vector<int32_t> pivots(static_cast<size_t>(n));
  const int32_t info = factor(m, n, n, pivots.data(), true);
  for (int64_t k = 0; k < n; ++k) {
    const int64_t p = pivots[static_cast<size_t>(k)] - 1;
    if (p != k) std::swap_ranges(y + k * columns, y + (k + 1) * columns, y + p * columns);
  }
  const auto subtract = [&](int64_t from, int64_t row) {
    for (int64_t c = 0; c < columns; ++c)
      y[row * columns + c] -= m[row * n + from] * y[from * columns + c];
  };
  for (int64_t k = 0; k < n; ++k) {
    for (int64_t j = k + 1; j < n; ++j) subtract(k, j);
  }
  for (int64_t k = n; k-- > 0;) {
    for (int64_t c = 0; c < columns; ++c) y[k * columns + c] /= m[k * n + k];
    for (int64_t j = 0; j < k; ++j) subtract(k, j);
  }
  return info;
}

}  // namespace

void aten_linalg_solve_ex(KernelCall& call) {
  const Tensor &self = call.tensor(0), &other = call.tensor(1);
  if (self.dtype() != other.dtype()) {
    fail(
        std::string("linalg.solve: Expected A and B to have the same dtype, but found A of type ") +
        scalar_type_name(self.dtype()) + " and B of type " + scalar_type_name(other.dtype()) +
        " instead");
  }
  visit_matrices(self, "linalg.solve", true, [&](auto zero) {
    using T = decltype(zero);
    Stack<T> s = stack_of<T>(self);
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
    const Tensor x = right.expand(sizes).to(dtype_of<T>).clone().contiguous();
    sizes.back() = n;
    const Tensor all =
        (left ? s.data : s.data.transpose(-1, -2)).expand(sizes).clone().contiguous();
    s.batch = batch;
    s.count = 1;
    for (const int64_t size : batch) s.count *= size;
    const Tensor infos = stack_like(s, {}, kInt32);
    for (int64_t i = 0; i < s.count; ++i) {
      infos.unchecked<int32_t>()[i] =
          solve(all.unchecked<T>() + i * n * n, x.unchecked<T>() + i * n * columns, n, columns);
    }
    // As PyTorch lays it out: by columns, unless it was solved from the right.
    if (left) {
      call.set(0, by_columns(vector ? x.squeeze(-1) : x, self.dtype()));
    } else {
      const Tensor result = x.to(self.dtype());
      call.set(0, vector ? result.squeeze(-1) : result.transpose(-1, -2).contiguous());
    }
    call.set(1, infos);
  });
}

void aten_linalg_cholesky_ex(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  visit_matrices(self, "linalg.cholesky", true, [&](auto zero) {
    using T = decltype(zero);
    const Stack<T> s = stack_of<T>(self);
    const int64_t n = s.rows;
    const bool upper = call.boolean(1);
    const Tensor infos = stack_like(s, {}, kInt32);
    for (int64_t b = 0; b < s.count; ++b) {
      T* a = s.at(b);
      for (int64_t i = 0; upper && i < n; ++i) {
        for (int64_t j = 0; j < i; ++j) a[i * n + j] = conjugate(a[j * n + i]);
      }
      for (int64_t j = 0; j < n; ++j) {
        double d = std::real(a[j * n + j]);
        for (int64_t k = 0; k < j; ++k) d -= square(a[j * n + k]);
        if (!(d > 0)) {
          infos.unchecked<int32_t>()[b] = static_cast<int32_t>(j + 1);
          break;
        }
        d = std::sqrt(d);
        a[j * n + j] = d;
        for (int64_t i = j + 1; i < n; ++i) {
          T e = a[i * n + j];
          for (int64_t k = 0; k < j; ++k) e -= a[i * n + k] * conjugate(a[j * n + k]);
          a[i * n + j] = e / d;
        }
      }
      for (int64_t i = 0; i < n; ++i) std::fill(a + i * n + i + 1, a + (i + 1) * n, T(0));
    }
    call.set(0, upper ? adjoint<T>(s.data, self.dtype()) : by_columns(s.data, self.dtype()));
    call.set(1, infos);
  });
}

void aten_linalg_qr(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const std::string& mode = call.string(1);
  if (mode != "reduced" && mode != "complete" && mode != "r") {
    fail("qr received unrecognized mode '" + mode +
         "' but expected one of 'reduced' (default), 'r', or 'complete'");
  }
  visit_matrices(self, "linalg.qr", false, [&](auto zero) {
    using T = decltype(zero);
    const Stack<T> s = stack_of<T>(self);
    const int64_t m = s.rows, n = s.columns, k = std::min(m, n);
    const int64_t width = mode == "complete" ? m : k;
    const bool wanted = mode != "r";
    const Tensor q = wanted ? stack_like(s, {m, width}, dtype_of<T>) : zeros({0}, dtype_of<T>);
    for (int64_t i = 0; i < s.count; ++i) {
      reflect<T>(s.at(i), m, n, wanted ? q.unchecked<T>() + i * m * width : nullptr, width);
    }
    call.set(0, by_columns(q, self.dtype()));
    call.set(1, by_columns(s.data.narrow(-2, 0, width), self.dtype()));
  });
}

void aten_linalg_eigh(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  visit_matrices(self, "linalg.eigh", true, [&](auto zero) {
    using T = decltype(zero);
    const Stack<T> s = stack_of<T>(self);
    const int64_t n = s.rows;
    const bool upper = call.string(1) == "U" || call.string(1) == "u";
    const Tensor values = stack_like(s, {n}, kFloat64);
    const Tensor vectors = stack_like(s, {n, n}, dtype_of<T>);
    for (int64_t b = 0; b < s.count; ++b) {
      T* a = s.at(b);
      for (int64_t i = 0; i < n; ++i) {
        a[i * n + i] = std::real(a[i * n + i]);
        for (int64_t j = 0; j < i; ++j) {
          (upper ? a[i * n + j] : a[j * n + i]) = conjugate(upper ? a[j * n + i] : a[i * n + j]);
        }
      }
      std::vector<T> v(static_cast<size_t>(n * n));
      jacobi(a, v.data(), n);
      std::vector<int64_t> order(static_cast<size_t>(n));
      std::iota(order.begin(), order.end(), int64_t{0});
      std::sort(order.begin(), order.end(), [&](int64_t x, int64_t y) {
        return std::real(a[x * n + x]) < std::real(a[y * n + y]);
      });
      for (int64_t k = 0; k < n; ++k) {
        const int64_t at = order[static_cast<size_t>(k)];
        values.unchecked<double>()[b * n + k] = std::real(a[at * n + at]);
        for (int64_t i = 0; i < n; ++i) {
          vectors.unchecked<T>()[(b * n + i) * n + k] = v[static_cast<size_t>(i * n + at)];
        }
      }
    }
    call.set(0, values.to(real_dtype(self.dtype())));
    call.set(1, by_columns(vectors, self.dtype()));
  });
}

void aten_linalg_svd(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  const bool full = call.boolean(1);
  visit_matrices(self, "linalg.svd", false, [&](auto zero) {
    using T = decltype(zero);
    const Stack<T> s = stack_of<T>(self);
    const int64_t m = s.rows, n = s.columns, k = std::min(m, n), large = std::max(m, n);
    const int64_t width = full ? large : k;
    const bool wide = m < n;
    // The larger side's vectors, the smaller side's, both as columns.
    const Tensor outer = stack_like(s, {large, width}, dtype_of<T>);
    const Tensor inner = stack_like(s, {k, k}, dtype_of<T>), values = stack_like(s, {k}, kFloat64);
    for (int64_t b = 0; b < s.count; ++b) {
      const T* a = s.at(b);
      std::vector<T> u(static_cast<size_t>(large * k)), v(static_cast<size_t>(k * k));
      std::vector<double> size(static_cast<size_t>(k));
      for (int64_t i = 0; i < large; ++i) {
        for (int64_t j = 0; j < k; ++j)
          u[static_cast<size_t>(i * k + j)] = wide ? conjugate(a[j * n + i]) : a[i * n + j];
      }
      one_sided(u.data(), size.data(), v.data(), large, k);
      std::vector<int64_t> order(static_cast<size_t>(k));
      std::iota(order.begin(), order.end(), int64_t{0});
      std::stable_sort(order.begin(), order.end(), [&](int64_t x, int64_t y) {
        return size[static_cast<size_t>(x)] > size[static_cast<size_t>(y)];
      });
      T* q = outer.unchecked<T>() + b * large * width;
      T* p = inner.unchecked<T>() + b * k * k;
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
    call.set(0, by_columns(wide ? inner : outer, self.dtype()));
    call.set(1, values.to(real_dtype(self.dtype())));
    call.set(2, adjoint<T>(wide ? outer : inner, self.dtype()));
  });
}

}  // namespace minijit::kernels
