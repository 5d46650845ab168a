// The time of single operators on tensors that fill a cache. Best of several rounds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <vector>

#include "kernels/run.h"

using namespace minijit;

namespace {

Tensor ramp(IntSpan sizes) {
  Tensor t = empty(sizes);
  for (int64_t i = 0; i < t.numel(); ++i) {
    t.unchecked<float>()[i] = static_cast<float>(i % 97) / 97 - 0.4f;
  }
  return t;
}

void measure(const char* kind, const char* overload, const std::vector<IValue>& args) {
  const OpInfo* op = nullptr;
  for (const OpInfo& row : find_operators(kind)) {
    if (row.overload == std::string_view(overload) && row.until < 0) op = &row;
  }
  if (!op) return;
  double best = 1e9;
  for (int round = 0; round < 20; ++round) {
    constexpr int calls = 10;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < calls; ++i) call_operator(*op, args);
    const std::chrono::duration<double, std::micro> taken =
        std::chrono::steady_clock::now() - start;
    best = std::min(best, taken.count() / calls);
  }
  std::printf("%-24s %8.1f us\n", kind, best);
}

using Ints64 = std::vector<int64_t>;

}  // namespace

int main() {
  const IValue none, yes(true), no(false), one(1);
  const Tensor m = ramp({256, 512}), v = ramp({512}), image = ramp({1, 16, 32, 32});
  const Tensor filter = ramp({32, 16, 3, 3}), depthwise = ramp({16, 1, 3, 3});
  const Ints64 last{-1}, first{0}, ones{1, 1}, twos{2, 2}, threes{3, 3}, zeros{0, 0};
  measure("aten::add", "Tensor", {m, v, one});
  measure("aten::mul", "Tensor", {m, m});
  measure("aten::exp", "", {m});
  measure("aten::tanh", "", {m});
  measure("aten::sigmoid", "", {m});
  measure("aten::relu", "", {m});
  measure("aten::gelu", "", {m, IValue("none")});
  measure("aten::elu", "", {m, one, one, one});
  measure("aten::gt", "Scalar", {m, IValue(0.1)});
  measure("aten::where", "self",
          {call_operator(find_operators("aten::gt")[1], {m, IValue(0.1)})[0], m, m});
  measure("aten::sum", "dim_IntList", {m, last, no, none});
  measure("aten::sum", "dim_IntList", {m, first, no, none});
  measure("aten::mean", "dim", {m, last, no, none});
  measure("aten::amax", "", {m, last, no});
  measure("aten::max", "dim", {m, IValue(-1), no});
  measure("aten::argmax", "", {m, IValue(-1), no});
  measure("aten::var", "dim", {m, last, no, no});
  measure("aten::prod", "dim_int", {m, IValue(-1), no, none});
  measure("aten::cumsum", "", {m, IValue(-1), none});
  measure("aten::softmax", "int", {m, IValue(-1), none});
  measure("aten::log_softmax", "int", {m, IValue(-1), none});
  measure("aten::layer_norm", "", {m, Ints64{512}, v, v, IValue(1e-5), yes});
  measure("aten::conv2d", "", {image, filter, none, ones, ones, ones, one});
  measure("aten::conv2d", "", {image, depthwise, none, ones, ones, ones, IValue(16)});
  measure("aten::max_pool2d", "", {image, threes, twos, ones, ones, no});
  measure("aten::avg_pool2d", "", {image, threes, twos, ones, no, yes, none});
  measure("aten::linear", "", {m, ramp({256, 512}), ramp({256})});
}
