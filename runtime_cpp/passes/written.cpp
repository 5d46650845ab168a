// What a graph may write to, followed from the writes back to what shares memory with them.
#include "passes/freeze.h"

namespace minijit::passes {

namespace {

bool is_scalar(const Type& type) {
  switch (type.kind()) {
    case TypeKind::Int:
    case TypeKind::Float:
    case TypeKind::Bool:
    case TypeKind::String:
    case TypeKind::None:
    case TypeKind::Device:
    case TypeKind::Number:
    case TypeKind::Complex:
      return true;
    default:
      return false;
  }
}

bool is_tensor(const Type& type) {
  return type.is(TypeKind::Tensor) ||
         (type.is(TypeKind::Optional) && type.element()->is(TypeKind::Tensor));
}

class Writes {
 public:
  explicit Writes(const Graph& graph) : found(graph.value_count(), false) {
    do {
      grew_ = false;
      block(*graph.block());
    } while (grew_);
  }

  std::vector<bool> found;

 private:
  void mark(const Value* value) {
    if (found[value->id] || is_scalar(*value->type)) return;
    found[value->id] = grew_ = true;
  }
  void mark(const std::vector<Value*>& values) {
    for (const Value* value : values) mark(value);
  }
  /// `to` is `from`, under another name.
  void same(const Value* from, const Value* to) {
    if (found[to->id]) mark(from);
  }

  // From the last node to the first: mostly once is enough.
  void block(const Block& from) {
    for (auto node = from.nodes.rbegin(); node != from.nodes.rend(); ++node) {
      for (const Block* inner : (*node)->blocks) block(*inner);
      this->node(**node);
    }
  }

  void node(const Node& node) {
    switch (node.kind) {
      case NodeKind::If:
        for (const Block* inner : node.blocks) {
          for (size_t i = 0; i < node.outputs.size() && i < inner->outputs.size(); ++i)
            same(inner->outputs[i], node.outputs[i]);
        }
        return;
      case NodeKind::Loop:
        return loop(node);
      case NodeKind::SetAttr:
      case NodeKind::CallMethod:
      case NodeKind::CallFunction:
        return mark(node.inputs);
      case NodeKind::Operator:
        return call(node);
      default:
        for (const Value* output : node.outputs) {
          if (found[output->id]) mark(node.inputs);
        }
    }
  }

  void loop(const Node& node) {
    const Block& body = *node.blocks[0];
    for (size_t i = 0; i < node.outputs.size(); ++i) {
      const Value* variable = body.inputs[i + 1];
      same(body.outputs[i + 1], node.outputs[i]);
      same(body.outputs[i + 1], variable);
      same(node.inputs[i + 2], node.outputs[i]);
      same(node.inputs[i + 2], variable);
    }
  }

  void call(const Node& node) {
    bool gives_written = false;
    for (const Value* output : node.outputs) gives_written = gives_written || found[output->id];
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      const Value* input = node.inputs[i];
      const bool named = i < static_cast<size_t>(node.op->n_args);
      const ArgAlias alias = named ? node.op->args[static_cast<int64_t>(i)].alias : ArgAlias::View;
      const bool tensor = is_tensor(*input->type);
      if (alias == ArgAlias::Write) {
        // What is put into a container may be written to through it.
        if (tensor) {
          mark(input);
        } else {
          mark(node.inputs);
        }
      }
      const bool itself = i == 0 && may_return_input(*node.op);
      if (gives_written && (itself || alias != ArgAlias::None || !tensor)) mark(input);
    }
  }

  bool grew_ = false;
};

}  // namespace

bool may_return_input(const OpInfo& op) {
  const std::string_view kind(op.kind.c_str());
  for (const char* each : {"aten::type_as", "aten::dropout", "aten::alpha_dropout",
                           "aten::feature_dropout", "aten::feature_alpha_dropout",
                           "aten::atleast_1d", "aten::atleast_2d", "aten::atleast_3d"}) {
    if (kind == each) return true;
  }
  return false;
}

std::vector<bool> written_values(const Graph& graph) { return Writes(graph).found; }

}  // namespace minijit::passes
