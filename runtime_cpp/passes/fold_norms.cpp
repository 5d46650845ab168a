#include <algorithm>
#include <cmath>
#include <string_view>

#include "passes/freeze.h"
#include "passes/rewriter.h"

namespace minijit::passes {

namespace {

/// What is called the weight and the bias of a layer, and the number of its result's dimensions
/// where the operator tells; 0 for an operator that is not such a layer.
int64_t dimensions_of(const Node& node) {
  if (node.kind != NodeKind::Operator || node.op->derive != Derive::None) return 0;
  const std::string_view kind(node.op->kind.c_str());
  if (kind == "aten::conv1d") return 3;
  if (kind == "aten::conv2d") return 4;
  if (kind == "aten::conv3d") return 5;
  if (kind == "aten::_convolution") {
    const Value* transposed = node.inputs[6];
    const Node* made = transposed->node;
    const bool plain = made && made->kind == NodeKind::Constant && made->value.isBool();
    return plain && !made->value.toBool() ? 4 : 0;
  }
  return kind == "aten::linear" ? 2 : 0;
}

bool keeps_rank(std::string_view kind) {
  for (const char* same : {"aten::linear", "aten::relu", "aten::relu_", "aten::gelu", "aten::tanh",
                           "aten::sigmoid", "aten::batch_norm"}) {
    if (kind == same) return true;
  }
  return false;
}

/// The number of dimensions of a value where what made it tells; else 0.
int64_t rank_of(const Value* value, const std::vector<bool>& written) {
  const Node* node = value->node;
  std::string_view kind;
  while (node && node->kind == NodeKind::Operator) {
    kind = node->op->kind.c_str();
    if (!keeps_rank(kind)) break;
    node = node->inputs[0]->node;
  }
  if (!node || node->kind != NodeKind::Operator) return 0;
  const auto integer = [&](size_t i) {
    const Node* made = node->inputs[i]->node;
    return made && made->kind == NodeKind::Constant && made->value.isInt() ? made->value.toInt()
                                                                           : int64_t{-9};
  };
  if (kind == "aten::flatten") return integer(1) == 1 && integer(2) == -1 ? 2 : 0;
  if (kind == "aten::mm" || kind == "aten::addmm") return 2;
  if (kind != "aten::view" && kind != "aten::reshape") return 0;
  const Node* sizes = node->inputs[1]->node;
  const bool is_list =
      sizes && sizes->kind == NodeKind::ListConstruct && !written[node->inputs[1]->id];
  return is_list ? static_cast<int64_t>(sizes->inputs.size()) : 0;
}

/// Operators that look at a tensor's shape or type, not at its elements.
bool reads_no_element(const Node& node) {
  if (node.kind != NodeKind::Operator) return false;
  const std::string_view kind(node.op->kind.c_str());
  return kind == "aten::dim" || kind == "aten::size" || kind == "aten::len" ||
         kind == "prim::dtype";
}

using Doubles = std::vector<double>;

Doubles numbers_of(const Tensor& tensor) {
  const Tensor wide = tensor.to(kFloat64).contiguous();
  return Doubles(wide.unchecked<double>(), wide.unchecked<double>() + wide.numel());
}

class Folder final : public Rewriter {
 public:
  Folder(const Graph& graph, ConstantPool* pool) : written_(written_values(graph)), pool_(pool) {
    readers(*graph.block());
  }

 protected:
  bool rewrite(const Node& node, Block* /*into*/) override {
    if (node.kind != NodeKind::Operator ||
        std::string_view(node.op->kind.c_str()) != "aten::batch_norm")
      return false;
    const Value* input = node.inputs[0];
    const Node* layer = input->node;
    if (!layer || !dimensions_of(*layer) || read_[input] != 1 || written_[input->id] ||
        layer->block != node.block)
      return false;
    if (dimensions_of(*layer) == 2 && rank_of(layer->inputs[0], written_) != 2) return false;
    Tensor weight, bias;
    if (!fold(*layer, node, &weight, &bias)) return false;
    // The layer itself was copied already; it is given other weights.
    Node* copy = mapped(map_, layer->output())->node;
    Block* const block = copy->block;
    const size_t place = static_cast<size_t>(
        std::find(block->nodes.begin(), block->nodes.end(), copy) - block->nodes.begin());
    const size_t end = block->nodes.size();
    copy->inputs[1] = pool_->emit(result_.get(), block, IValue(weight), tensor_type(), node.range);
    copy->inputs[2] = pool_->emit(result_.get(), block, IValue(bias), tensor_type(), node.range);
    std::rotate(block->nodes.begin() + static_cast<std::ptrdiff_t>(place),
                block->nodes.begin() + static_cast<std::ptrdiff_t>(end), block->nodes.end());
    map_[node.output()] = copy->output();
    return true;
  }

 private:
  void readers(const Block& block) {
    for (const Node* node : block.nodes) {
      for (const Value* input : node->inputs) read_[input] += !reads_no_element(*node);
      for (const Block* inner : node->blocks) readers(*inner);
    }
    for (const Value* output : block.outputs) ++read_[output];
  }

  /// A constant that nothing writes to; `optional` may be None. False for others.
  bool constant(const Value* value, bool optional, Tensor* to) const {
    const Node* node = value->node;
    if (!node || written_[value->id]) return false;
    if (node->kind == NodeKind::ConstantRef && pool_->at(node->index).isTensor()) {
      *to = pool_->at(node->index).toTensor();
      return to->dtype() == kFloat32 || to->dtype() == kFloat64;
    }
    return optional && node->kind == NodeKind::Constant && node->value.isNone();
  }

  bool fold(const Node& layer, const Node& norm, Tensor* weight, Tensor* bias) const {
    Tensor w, b, scale, shift, mean, variance;
    if (!constant(layer.inputs[1], false, &w) || !constant(layer.inputs[2], true, &b) ||
        !constant(norm.inputs[1], true, &scale) || !constant(norm.inputs[2], true, &shift) ||
        !constant(norm.inputs[3], false, &mean) || !constant(norm.inputs[4], false, &variance))
      return false;
    const Node *training = norm.inputs[5]->node, *epsilon = norm.inputs[7]->node;
    if (!training || training->kind != NodeKind::Constant || !training->value.isBool() ||
        training->value.toBool() || !epsilon || epsilon->kind != NodeKind::Constant ||
        !epsilon->value.isDouble())
      return false;
    const int64_t channels = w.dim() < 2 ? 0 : w.size(0);
    for (const Tensor* each : {&b, &scale, &shift, &mean, &variance}) {
      if (each->defined() && (each->numel() != channels || each->dtype() != w.dtype()))
        return false;
    }
    if (channels == 0 || w.numel() == 0) return false;
    scale_weights(w, b, scale, shift, mean, variance, epsilon->value.toDouble(), weight, bias);
    return true;
  }

  static void scale_weights(const Tensor& w, const Tensor& b, const Tensor& scale,
                            const Tensor& shift, const Tensor& mean, const Tensor& variance,
                            double epsilon, Tensor* weight, Tensor* bias) {
    const size_t channels = static_cast<size_t>(w.size(0));
    const Doubles old = b.defined() ? numbers_of(b) : Doubles(channels, 0),
                  gain = scale.defined() ? numbers_of(scale) : Doubles(channels, 1),
                  offset = shift.defined() ? numbers_of(shift) : Doubles(channels, 0),
                  center = numbers_of(mean), spread = numbers_of(variance);
    Doubles weights = numbers_of(w);
    const size_t row = weights.size() / channels;
    Tensor wide_bias = empty({w.size(0)}, kFloat64), wide_weight = empty(w.sizes(), kFloat64);
    for (size_t c = 0; c < channels; ++c) {
      const double factor = gain[c] / std::sqrt(spread[c] + epsilon);
      for (size_t i = c * row; i < (c + 1) * row; ++i) weights[i] *= factor;
      wide_bias.unchecked<double>()[c] = (old[c] - center[c]) * factor + offset[c];
    }
    std::copy(weights.begin(), weights.end(), wide_weight.unchecked<double>());
    *weight = wide_weight.to(w.dtype());
    *bias = wide_bias.to(w.dtype());
  }

  std::vector<bool> written_;
  ConstantPool* pool_;
  std::unordered_map<const Value*, int> read_;  // how often the elements are
};

}  // namespace

std::unique_ptr<Graph> fold_norms(const Graph& graph, ConstantPool* pool) {
  return Folder(graph, pool).run(graph);
}

}  // namespace minijit::passes
