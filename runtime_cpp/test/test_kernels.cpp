// Kernels, called by name: results, dtypes, layouts, aliasing and errors of the basics.
#include <cassert>
#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/generator.h"
#include "kernels/run.h"

using namespace minijit;

namespace {

const OpInfo& op(std::string_view kind, std::string_view overload) {
  for (const OpInfo& row : find_operators(kind)) {
    if (overload == row.overload && row.until < 0) return row;
  }
  std::fprintf(stderr, "no operator %s.%s\n", kind.data(), overload.data());
  std::abort();
}

std::vector<IValue> call(std::string_view kind, std::string_view overload,
                         std::vector<IValue> args) {
  return call_operator(op(kind, overload), args);
}

Tensor result(std::string_view kind, std::string_view overload, std::vector<IValue> args) {
  return call(kind, overload, std::move(args))[0].toTensor();
}

std::string error_of(std::string_view kind, std::string_view overload, std::vector<IValue> args) {
  try {
    call(kind, overload, std::move(args));
  } catch (const Error& error) {
    return std::string(error.exception_name()) + ": " + error.sentence();
  }
  return "none";
}

Tensor floats(std::vector<float> values, IntSpan sizes) { return tensor(values).reshape(sizes); }
Tensor longs(std::vector<int64_t> values) { return tensor(Span<const int64_t>(values)); }

void same(const Tensor& t, const std::vector<double>& wanted) {
  assert(t.numel() == static_cast<int64_t>(wanted.size()));
  const Tensor x = t.to(kFloat64).contiguous();
  for (size_t i = 0; i < wanted.size(); ++i) {
    const double got = x.data_ptr<double>()[i];
    assert(std::fabs(got - wanted[i]) <= 1e-6 * (1 + std::fabs(wanted[i])) ||
           (std::isnan(got) && std::isnan(wanted[i])));
  }
}

using IntList = std::vector<int64_t>;

const IValue none;
const IntList ones_{1, 1}, zeros_{0, 0};

void every_operator_has_a_kernel() {
  for (size_t id = 0; id < operator_count(); ++id) {
    const OpInfo& row = operator_info(static_cast<OpId>(id));
    const bool current = row.until < 0 && row.derive == Derive::None && row.composite < 0;
    if (current && !row.kernel)
      std::fprintf(stderr, "no kernel: %s.%s\n", row.kind.c_str(), row.overload.c_str());
    assert(!current || row.kernel);
    if (row.derive != Derive::None) assert(row.sibling >= 0);
  }
}

void arithmetic() {
  const Tensor a = floats({1, 2, 3, 4, 5, 6}, {2, 3}), b = floats({10, 20, 30}, {3});
  same(result("aten::add", "Tensor", {a, b, 2}), {21, 42, 63, 24, 45, 66});
  assert(result("aten::add", "Scalar", {longs({1}), 0.5, 1}).dtype() == kFloat32);
  assert(result("aten::mul", "Tensor", {a.to(kFloat64), b.select(0, 0)}).dtype() == kFloat64);
  same(result("aten::div", "Tensor_mode", {longs({-7}), longs({2}), "floor"}), {-4});
  same(result("aten::add", "Tensor", {longs({INT64_MAX}).to(kInt8), longs({1}).to(kInt8), 1}), {0});
  assert(error_of("aten::floor_divide", "", {longs({1}), longs({0})}) ==
         "RuntimeError: ZeroDivisionError");
  assert(
      error_of("aten::add", "Tensor", {a, floats({1, 2}, {2}), 1}) ==
      "RuntimeError: The size of tensor a (3) must match the size of tensor b (2) at non-singleton "
      "dimension 1");
  // The layout of the operands is kept.
  assert(result("aten::relu", "", {a.t()}).strides() == a.t().strides());
  const Tensor half = floats({1.0009765625f}, {1}).to(kHalf);
  same(result("aten::mul", "Tensor", {half, half}), {1.001953125});
}

void in_place_and_out() {
  const Tensor base = floats({1, 2, 3, 4}, {4}), view = base.slice(0, 1, 3);
  const Tensor written = result("aten::add_", "Scalar", {view, 10, 1});
  assert(written.is_same(view));
  same(base, {1, 12, 13, 4});
  assert(error_of("aten::add_", "Tensor", {longs({1}), floats({0.5f}, {1}), 1}) ==
         "RuntimeError: result type Float can't be cast to the desired output type Long");
}

void reductions() {
  const Tensor a = floats({1, 2, 3, 4, 5, 6}, {2, 3});
  same(result("aten::sum", "dim_IntList", {a, IntList{0}, true, none}), {5, 7, 9});
  same(result("aten::mean", "dim", {a, IntList{1}, false, none}), {2, 5});
  same(result("aten::sum", "", {empty({0}), none}), {0});
  const std::vector<IValue> best = call("aten::max", "dim", {a.t(), 0, false});
  same(best[0].toTensor(), {3, 6});
  same(best[1].toTensor(), {2, 2});
  same(result("aten::amax", "", {floats({1, NAN}, {2}), IntList{}, false}), {NAN});
}

void products() {
  const Tensor a = floats({1, 2, 3, 4}, {2, 2}), v = floats({1, 1}, {2});
  same(result("aten::matmul", "", {a, a}), {7, 10, 15, 22});
  same(result("aten::linear", "", {v, a, v}), {4, 8});
  assert(error_of("aten::mm", "", {a, floats({1, 2, 3}, {3, 1})}) ==
         "RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x2 and 3x1)");
  // Sizes around the edges of tiles, against plain sums.
  for (const int64_t m : {1, 3, 7, 13}) {
    for (const int64_t k : {1, 9, 70}) {
      for (const int64_t n : {1, 15, 33, 130}) {
        Tensor x = empty({m, k}), y = empty({k, n}), wanted = zeros({m, n});
        for (int64_t i = 0; i < m * k; ++i) x.data_ptr<float>()[i] = static_cast<float>(i % 7) - 3;
        for (int64_t i = 0; i < k * n; ++i) y.data_ptr<float>()[i] = static_cast<float>(i % 5) - 2;
        for (int64_t i = 0; i < m; ++i) {
          for (int64_t j = 0; j < n; ++j) {
            for (int64_t p = 0; p < k; ++p) {
              wanted.data_ptr<float>()[i * n + j] +=
                  x.data_ptr<float>()[i * k + p] * y.data_ptr<float>()[p * n + j];
            }
          }
        }
        assert(call("aten::equal", "", {result("aten::mm", "", {x, y}), wanted})[0].toBool());
        const Tensor turned = y.t().contiguous().t();
        assert(call("aten::equal", "", {result("aten::mm", "", {x, turned}), wanted})[0].toBool());
      }
    }
  }
}

void windows() {
  const Tensor image = floats({1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 1, 3, 3});
  const Tensor kernel = floats({1, 1, 1, 1}, {1, 1, 2, 2});
  same(result("aten::conv2d", "", {image, kernel, none, ones_, zeros_, ones_, 1}),
       {12, 16, 24, 28});
  same(result("aten::max_pool2d", "", {image, IntList{2, 2}, IntList{1, 1}, zeros_, ones_, false}),
       {5, 6, 8, 9});
  same(result("aten::adaptive_avg_pool2d", "", {image, IntList{1, 1}}), {5});
  assert(error_of("aten::conv2d", "", {image, kernel, none, IntList{0, 0}, zeros_, ones_, 1}) ==
         "RuntimeError: non-positive stride is not supported");
  assert(error_of("aten::conv2d", "", {image, kernel, none, ones_, zeros_, IntList{3, 3}, 1})
             .find("Kernel size can't be greater than actual input size") != std::string::npos);
  assert(error_of("aten::max_pool2d", "", {image, IntList{-1, 2}, IntList{}, zeros_, ones_, false})
             .find("kernel size should be greater than zero") != std::string::npos);
}

void views_and_indices() {
  const Tensor a = floats({1, 2, 3, 4, 5, 6}, {2, 3});
  const Tensor row = result("aten::select", "int", {a, 0, 1});
  result("aten::zero_", "", {row});
  same(a, {1, 2, 3, 0, 0, 0});
  const auto indices = [](std::vector<IValue> values) {
    return IValue(make_intrusive<ListImpl>(nullptr, std::move(values)));
  };
  same(result("aten::index", "Tensor", {a, indices({none, longs({2, -3})})}), {3, 1, 0, 0});
  assert(error_of("aten::index", "Tensor", {a, indices({longs({2})})}) ==
         "IndexError: index 2 is out of bounds for dimension 0 with size 2");
  assert(error_of("aten::view", "", {a, IntList{-1, -1}}) ==
         "RuntimeError: only one dimension can be inferred");
  assert(error_of("aten::embedding", "", {a, longs({2}), -1, false, false}) ==
         "IndexError: index out of range in self");
}

void random_numbers() {
  default_generator().manual_seed(0);
  same(result("aten::rand", "", {IntList{3}, none, none, none, none}),
       {0.49625658988952637, 0.7682217955589294, 0.08847743272781372});
  default_generator().manual_seed(0);
  same(result("aten::randn", "", {IntList{3}, none, none, none, none}),
       {1.5409960746765137, -0.293428897857666, -2.1787893772125244});
}

void wrong_kinds() {
  // Nothing that a program can do reaches memory that is not its own.
  assert(error_of("aten::relu", "", {IValue(1)})
             .find("aten::relu: argument 'self' must be a Tensor") != std::string::npos);
  assert(error_of("aten::stack", "",
                  {IValue(make_intrusive<ListImpl>(nullptr, std::vector<IValue>{none})), 0})
             .find("must be a list of Tensors") != std::string::npos);
}

}  // namespace

int main() {
  every_operator_has_a_kernel();
  arithmetic();
  in_place_and_out();
  reductions();
  products();
  windows();
  views_and_indices();
  random_numbers();
  wrong_kinds();
  std::puts("kernels: ok");
}
