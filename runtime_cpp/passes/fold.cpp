#include <optional>
#include <string_view>

#include "passes/passes.h"
#include "passes/rewriter.h"

namespace minijit::passes {

namespace {

// What is known about `value is None` from its type.
std::optional<bool> is_none(const Value& value) {
  switch (value.type->kind()) {
    case TypeKind::None:
      return true;
    case TypeKind::Optional:
    case TypeKind::Any:
    case TypeKind::Union:
    case TypeKind::Var:
      return std::nullopt;
    default:
      return false;
  }
}

class Folder final : public Rewriter {
 protected:
  bool rewrite(const Node& node, Block* into) override {
    switch (node.kind) {
      case NodeKind::UncheckedCast:
        map_[node.output()] = mapped(map_, node.inputs[0]);
        return true;
      case NodeKind::If:
        return take_branch(node, into);
      case NodeKind::Operator:
        return test(node, into);
      default:
        return false;
    }
  }

 private:
  bool take_branch(const Node& node, Block* into) {
    std::optional<bool> condition = constant_bool(*mapped(map_, node.inputs[0]));
    if (!condition) return false;
    const Block& taken = *node.blocks[*condition ? 0 : 1];
    if (taken.outputs.size() != node.outputs.size()) return false;
    nodes(taken, into);
    for (size_t i = 0; i < node.outputs.size(); ++i) {
      map_[node.outputs[i]] = mapped(map_, taken.outputs[i]);
    }
    return true;
  }

  static std::optional<bool> constant_bool(const Value& value) {
    if (!value.node || value.node->kind != NodeKind::Constant || !value.node->value.isBool()) {
      return std::nullopt;
    }
    return value.node->value.toBool();
  }

  bool test(const Node& node, Block* into) {
    std::string_view kind = node.op->kind.c_str();
    std::optional<bool> result;
    if (kind == "aten::__is__" || kind == "aten::__isnot__") {
      std::optional<bool> left = is_none(*mapped(map_, node.inputs[0]));
      std::optional<bool> right = is_none(*mapped(map_, node.inputs[1]));
      if (!left || !right || (!*left && !*right)) return false;
      result = (*left && *right) == (kind == "aten::__is__");
    } else if (kind == "aten::__not__") {
      result = constant_bool(*mapped(map_, node.inputs[0]));
      if (result) result = !*result;
    }
    if (!result) return false;
    Node* constant = result_->create(NodeKind::Constant, {}, node.range);
    constant->value = IValue(*result);
    result_->append(into, constant);
    map_[node.output()] = result_->add_output(constant, bool_type());
    return true;
  }
};

}  // namespace

std::unique_ptr<Graph> fold(const Graph& graph) { return Folder().run(graph); }

}  // namespace minijit::passes
