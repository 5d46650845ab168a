#include "kernels/chain.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "kernels/elementwise.h"
#include "kernels/run.h"

namespace minijit::kernels {

namespace {

enum class Code : uint8_t {
  First,
  Add,
  Sub,
  ReverseSub,
  Mul,
  Div,
  Clamp,  // between numbers x and y
  Relu,
  HardSigmoid,
  HardSwish,
  Neg,
  Abs,
  Sqrt,
  Power,  // by 2
  Normalize,
  Apply,  // a Function
};

struct Row {
  const char* kind;
  Code code;
  Function function = Function::Exp;
};

// The arithmetic is that of the operators' own kernels, so that the values are the same to the bit.
constexpr Row rows[] = {
    {"aten::conv1d", Code::First},
    {"aten::conv2d", Code::First},
    {"aten::conv3d", Code::First},
    {"aten::_convolution", Code::First},
    {"aten::conv_transpose2d", Code::First},
    {"aten::linear", Code::First},
    {"aten::addmm", Code::First},
    {"aten::mm", Code::First},
    {"aten::matmul", Code::First},
    {"aten::bmm", Code::First},
    {"aten::layer_norm", Code::First},
    {"aten::add", Code::Add},
    {"aten::sub", Code::Sub},
    {"aten::rsub", Code::ReverseSub},
    {"aten::mul", Code::Mul},
    {"aten::div", Code::Div},
    {"aten::relu6", Code::Clamp},
    {"aten::hardtanh", Code::Clamp},
    {"aten::relu", Code::Relu},
    {"aten::hardsigmoid", Code::HardSigmoid},
    {"aten::hardswish", Code::HardSwish},
    {"aten::neg", Code::Neg},
    {"aten::abs", Code::Abs},
    {"aten::sqrt", Code::Sqrt},
    {"aten::pow", Code::Power},
    {"aten::batch_norm", Code::Normalize},
    {"aten::exp", Code::Apply, Function::Exp},
    {"aten::log", Code::Apply, Function::Log},
    {"aten::tanh", Code::Apply, Function::Tanh},
    {"aten::sigmoid", Code::Apply, Function::Sigmoid},
    {"aten::erf", Code::Apply, Function::Erf},
    {"aten::sin", Code::Apply, Function::Sin},
    {"aten::cos", Code::Apply, Function::Cos},
    {"aten::gelu", Code::Apply, Function::Gelu},
    {"aten::silu", Code::Apply, Function::Silu},
    {"aten::leaky_relu", Code::Apply, Function::LeakyRelu},
};

bool has_two_operands(Code code) {
  return code == Code::Add || code == Code::Sub || code == Code::ReverseSub || code == Code::Mul ||
         code == Code::Div;
}

bool takes(const Row& row, std::string_view overload) {
  if (has_two_operands(row.code)) return overload == "Tensor" || overload == "Scalar";
  switch (row.code) {
    case Code::Power:
      return overload == "Tensor_Scalar";
    case Code::First:
      return overload.empty() || overload == "input";
    default:
      return overload.empty();
  }
}

const OpInfo& functional(const OpInfo& op) {
  return op.derive == Derive::Inplace && op.sibling >= 0 ? operator_info(op.sibling) : op;
}

const Row* row_of(const OpInfo& op) {
  if (is_out(op.derive) || op.vararg || op.n_returns != 1) return nullptr;
  const OpInfo& plain = functional(op);
  if (!plain.kernel) return nullptr;
  const std::string_view kind(plain.kind.c_str()), overload(plain.overload.c_str());
  for (const Row& row : rows) {
    if (kind == row.kind && takes(row, overload))
      return row.code == Code::First && op.derive != Derive::None ? nullptr : &row;
  }
  return nullptr;
}

using Floats = std::vector<float, BlockAllocator<float>>;
using Doubles = std::vector<double, BlockAllocator<double>>;

/// A step with what it reads in one call. An operand is memory of the whole result's shape, a
/// register, or a number.
struct Ready {
  Code code;
  VectorFunction* function = nullptr;
  FunctionSettings settings;
  const float* data[2] = {nullptr, nullptr};
  int registers[2] = {-1, -1};
  float numbers[2] = {0, 0};
  Floats scale, shift;  // of the channels
};

template <class F>
void each(const Ready& s, const float* a, const float* b, float* to, int64_t count, F f) {
  if (a && b) {
#pragma GCC ivdep
    for (int64_t i = 0; i < count; ++i) to[i] = f(a[i], b[i]);
  } else if (a) {
    const float y = s.numbers[1];
#pragma GCC ivdep
    for (int64_t i = 0; i < count; ++i) to[i] = f(a[i], y);
  } else {
    const float x = s.numbers[0];
#pragma GCC ivdep
    for (int64_t i = 0; i < count; ++i) to[i] = f(x, b[i]);
  }
}

template <class F>
void each(const float* a, float* to, int64_t count, F f) {
#pragma GCC ivdep
  for (int64_t i = 0; i < count; ++i) to[i] = f(a[i]);
}

void apply(const Ready& s, const float* a, const float* b, float* to, int64_t count,
           size_t channel) {
  switch (s.code) {
    case Code::Add:
      return each(s, a, b, to, count, [](float x, float y) { return x + y; });
    case Code::Sub:
      return each(s, a, b, to, count, [](float x, float y) { return x - y; });
    case Code::ReverseSub:
      return each(s, a, b, to, count, [](float x, float y) { return y - x; });
    case Code::Mul:
      return each(s, a, b, to, count, [](float x, float y) { return x * y; });
    case Code::Div:
      return each(s, a, b, to, count, [](float x, float y) { return x / y; });
    case Code::Clamp: {
      const float low = s.numbers[0], high = s.numbers[1];
      return each(a, to, count, [=](float x) {
        const float raised = x < low ? low : x;
        return raised > high ? high : raised;
      });
    }
    case Code::Relu:
      return each(a, to, count, [](float x) { return x < 0.0f ? 0.0f : x; });
    case Code::HardSigmoid:
      return each(a, to, count, [](float x) {
        const float y = x + 3.0f;
        return (y < 0.0f ? 0.0f : (y > 6.0f ? 6.0f : y)) / 6.0f;
      });
    case Code::HardSwish:
      return each(a, to, count, [](float x) {
        const float y = x + 3.0f;
        return x * (y < 0.0f ? 0.0f : (y > 6.0f ? 6.0f : y)) / 6.0f;
      });
    case Code::Neg:
      return each(a, to, count, [](float x) { return -x; });
    case Code::Abs:
      return each(a, to, count, [](float x) { return std::fabs(x); });
    case Code::Sqrt:
      return each(a, to, count, [](float x) { return std::sqrt(x); });
    case Code::Power:
      return each(a, to, count, [](float x) { return x * x; });
    case Code::Normalize: {
      const float scale = s.scale[channel], shift = s.shift[channel];
      return each(a, to, count, [=](float x) { return x * scale + shift; });
    }
    case Code::Apply: {
      void* const operands[] = {to, const_cast<float*>(a)};
      return s.function(operands, count, &s.settings);
    }
    case Code::First:
      return;
  }
}

bool is_float(const IValue& value) {
  return value.isTensor() && value.toTensor().defined() && value.toTensor().dtype() == kFloat32;
}

/// The numbers of a channel vector, or `otherwise`; false for what is not one.
bool channel_numbers(const IValue& value, int64_t channels, double otherwise, Doubles* to) {
  to->assign(static_cast<size_t>(channels), otherwise);
  if (value.isNone()) return true;
  if (!is_float(value) || value.toTensor().numel() != channels || !value.toTensor().is_contiguous())
    return false;
  std::copy_n(value.toTensor().unchecked<float>(), channels, to->begin());
  return true;
}

class Chain final : public Fusion {
 public:
  static constexpr size_t most_steps = 16;
  static constexpr int most_buffers = 8;

  explicit Chain(std::vector<ChainStep> steps) : steps_(std::move(steps)) {
    for (const ChainStep& step : steps_) rows_.push_back(row_of(*step.op));
    give_buffers();
  }

  size_t operators() const override { return steps_.size(); }

  bool fits() const { return steps_.size() <= most_steps && buffer_count_ <= most_buffers; }

  bool run(const IValue* const* in, IValue* out) const override {
    IValue results[most_steps];
    const bool has_first = rows_[0]->code == Code::First;
    if (has_first) {
      // What is not of float would be computed twice where the elements are not.
      for (const int arg : steps_[0].args) {
        if (in[arg]->isTensor() && !is_float(*in[arg])) return false;
      }
      if (!run_step(0, in, results)) return false;
    }
    if (run_blocks(in, results, out)) return true;
    if (!has_first) return false;
    for (size_t i = 1; i < steps_.size(); ++i) {
      if (!run_step(i, in, results)) return false;
    }
    *out = std::move(results[steps_.size() - 1]);
    return true;
  }

 private:
  static constexpr int64_t block = 512;

  /// A buffer for each result, as long as it is read.
  void give_buffers() {
    std::vector<size_t> last(steps_.size(), 0);
    for (size_t i = 0; i < steps_.size(); ++i) {
      for (const int arg : steps_[i].args) {
        if (arg < 0) last[static_cast<size_t>(~arg)] = i;
      }
    }
    std::vector<int> free;
    for (size_t i = 0; i < steps_.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        if (last[j] == i) free.push_back(buffers_[j]);
      }
      if (free.empty()) free.push_back(buffer_count_++);
      buffers_.push_back(free.back());
      free.pop_back();
    }
  }

  static const IValue& value(int arg, const IValue* const* in, const IValue* results) {
    return arg < 0 ? results[~arg] : *in[arg];
  }

  /// By the operator's own kernel. What fails here fails again in the operators themselves, which
  /// know where they stand.
  bool run_step(size_t i, const IValue* const* in, IValue* results) const {
    std::vector<const IValue*, BlockAllocator<const IValue*>> args;
    args.reserve(steps_[i].args.size());
    for (const int arg : steps_[i].args) args.push_back(&value(arg, in, results));
    if (steps_[i].packed && steps_[i].packed->run(args.data(), &results[i])) return true;
    try {
      run_operator(*steps_[i].op, args.data(), &results[i]);
    } catch (const Error&) {
      return false;
    }
    return true;
  }

  bool run_blocks(const IValue* const* in, const IValue* results, IValue* out) const {
    Tensor shape = rows_[0]->code == Code::First ? results[0].toTensor() : Tensor();
    for (size_t i = 0; i < steps_.size() && !shape.defined(); ++i) {
      for (const int arg : steps_[i].args) {
        if (arg >= 0 && is_float(*in[arg])) {
          shape = in[arg]->toTensor();
          break;
        }
      }
    }
    if (!shape.defined() || shape.dtype() != kFloat32 || !shape.is_contiguous() ||
        shape.dim() == 0 || shape.numel() == 0)
      return false;
    Ready ready[most_steps];
    bool by_channel = false;
    for (size_t i = 0; i < steps_.size(); ++i) {
      if (!prepare(i, in, results, shape, &ready[i])) return false;
      by_channel = by_channel || ready[i].code == Code::Normalize;
    }
    const Tensor result = rows_[0]->code == Code::First ? shape : empty(shape.sizes(), kFloat32);
    float* to = result.unchecked<float>();
    if (by_channel) {
      const int64_t channels = shape.size(1), inner = shape.numel() / (shape.size(0) * channels);
      parallel_for(0, shape.size(0) * channels, 32768 / inner + 1, [&](int64_t begin, int64_t end) {
        for (int64_t p = begin; p < end; ++p)
          blocks(ready, to, p * inner, (p + 1) * inner, static_cast<size_t>(p % channels));
      });
    } else {
      parallel_for(0, shape.numel(), 32768,
                   [&](int64_t begin, int64_t end) { blocks(ready, to, begin, end, 0); });
    }
    *out = IValue(result);
    return true;
  }

  void blocks(const Ready* ready, float* out, int64_t begin, int64_t end, size_t channel) const {
    alignas(64) float memory[most_buffers][block];
    const float* registers[most_steps];
    const size_t count = steps_.size();
    for (int64_t first = begin; first < end; first += block) {
      const int64_t length = std::min(block, end - first);
      for (size_t i = 0; i < count; ++i) {
        const Ready& s = ready[i];
        if (s.code == Code::First) {
          registers[i] = out + first;
          continue;
        }
        const float* from[2];
        for (int k = 0; k < 2; ++k) {
          from[k] = s.registers[k] >= 0 ? registers[s.registers[k]]
                    : s.data[k]         ? s.data[k] + first
                                        : nullptr;
        }
        float* to = i + 1 == count ? out + first : memory[buffers_[i]];
        apply(s, from[0], from[1], to, length, channel);
        registers[i] = to;
      }
    }
  }

  /// Operand k of a step, or false if it is neither of the result's shape nor a number.
  bool operand(int arg, const IValue* const* in, const Tensor& shape, int k, Ready* to) const {
    if (arg < 0) {
      to->registers[k] = ~arg;
      return true;
    }
    const IValue& v = *in[arg];
    if (v.isDouble() || v.isInt()) {
      to->numbers[k] = static_cast<float>(v.toNumber());
      return true;
    }
    if (!is_float(v) || !v.toTensor().is_contiguous() || !(v.toTensor().sizes() == shape.sizes()))
      return false;
    to->data[k] = v.toTensor().unchecked<float>();
    return true;
  }

  bool prepare(size_t i, const IValue* const* in, const IValue* results, const Tensor& shape,
               Ready* to) const {
    const std::vector<int>& args = steps_[i].args;
    const auto number = [&](size_t k, float* value) {
      const IValue& v = this->value(args[k], in, results);
      if (args[k] < 0 || !(v.isDouble() || v.isInt())) return false;
      *value = static_cast<float>(v.toNumber());
      return true;
    };
    to->code = rows_[i]->code;
    if (to->code == Code::First) return true;
    // Settings are inputs, whatever an archive calls them.
    const size_t tensors = has_two_operands(to->code) ? 2 : 1;
    for (size_t k = tensors; k < args.size(); ++k) {
      if (args[k] < 0) return false;
    }
    if (!operand(args[0], in, shape, 0, to) || (args[0] >= 0 && !to->data[0])) return false;
    switch (to->code) {
      case Code::Add:
      case Code::Sub:
      case Code::ReverseSub: {
        const IValue& alpha = *in[args[2]];
        if (!alpha.isInt() || alpha.toInt() != 1) return false;
        return operand(args[1], in, shape, 1, to);
      }
      case Code::Mul:
      case Code::Div:
        return operand(args[1], in, shape, 1, to);
      case Code::Clamp:
        to->numbers[1] = 6.0f;
        return args.size() < 3 || (number(1, &to->numbers[0]) && number(2, &to->numbers[1]));
      case Code::Power: {
        float exponent = 0;
        return number(1, &exponent) && exponent == 2.0f;
      }
      case Code::Normalize:
        return normalize(args, in, shape, to);
      case Code::Apply:
        return function(i, in, to) &&
               (rows_[i]->function != Function::LeakyRelu || number(1, &to->settings.a));
      default:
        return true;
    }
  }

  bool function(size_t i, const IValue* const* in, Ready* to) const {
    Function found = rows_[i]->function;
    if (found == Function::Gelu) {
      const IValue& mode = *in[steps_[i].args[1]];
      if (!mode.isString()) return false;
      if (mode.toStringRef() == "tanh") {
        found = Function::GeluTanh;
      } else if (mode.toStringRef() != "none") {
        return false;
      }
    }
    to->function = vectors().functions[static_cast<size_t>(found)];
    return true;
  }

  static bool normalize(const std::vector<int>& args, const IValue* const* in, const Tensor& shape,
                        Ready* to) {
    if (shape.dim() < 3 || !in[args[5]]->isBool() || in[args[5]]->toBool() ||
        !in[args[7]]->isDouble())
      return false;
    if (in[args[3]]->isNone() || in[args[4]]->isNone()) return false;
    const int64_t channels = shape.size(1);
    Doubles weight, bias, mean, variance;
    if (!channel_numbers(*in[args[1]], channels, 1, &weight) ||
        !channel_numbers(*in[args[2]], channels, 0, &bias) ||
        !channel_numbers(*in[args[3]], channels, 0, &mean) ||
        !channel_numbers(*in[args[4]], channels, 0, &variance)) {
      return false;
    }
    const double eps = in[args[7]]->toDouble();
    for (size_t c = 0; c < weight.size(); ++c) {
      const double scale = weight[c] / std::sqrt(variance[c] + eps);
      to->scale.push_back(static_cast<float>(scale));
      to->shift.push_back(static_cast<float>(bias[c] - mean[c] * scale));
    }
    return true;
  }

  std::vector<ChainStep> steps_;
  std::vector<const Row*> rows_;
  std::vector<int> buffers_;  // of the results
  int buffer_count_ = 0;
};

}  // namespace

ChainRole chain_role(const OpInfo& op) {
  const Row* row = row_of(op);
  return !row ? ChainRole::None : row->code == Code::First ? ChainRole::First : ChainRole::Elements;
}

std::shared_ptr<const Fusion> make_chain(std::vector<ChainStep> steps) {
  auto made = std::make_shared<Chain>(std::move(steps));
  return made->fits() ? made : nullptr;
}

}  // namespace minijit::kernels
