#include <algorithm>
#include <vector>

#include "passes/passes.h"
#include "passes/rewriter.h"

namespace minijit::passes {

namespace {

bool is_removable(const Node& node) {
  switch (node.kind) {
    case NodeKind::Constant:
    case NodeKind::ConstantRef:
    case NodeKind::GetAttr:
    case NodeKind::TupleConstruct:
    case NodeKind::TupleUnpack:
    case NodeKind::TupleIndex:
    case NodeKind::ListConstruct:
    case NodeKind::UncheckedCast:
    case NodeKind::Uninitialized:
    case NodeKind::IsInstance:
    case NodeKind::EnumName:
    case NodeKind::EnumValue:
      return true;
    case NodeKind::Operator:
    case NodeKind::If:
    case NodeKind::Loop:
    case NodeKind::SetAttr:
    case NodeKind::CallMethod:
    case NodeKind::CallFunction:
    case NodeKind::CreateObject:
    case NodeKind::ListUnpack:
    case NodeKind::DictConstruct:
    case NodeKind::Print:
    case NodeKind::MissingOperator:
    case NodeKind::InlinedCall:
    case NodeKind::Fused:
      return false;
  }
  return false;
}

// Marks what is read, from the last node to the first, so that chains of dead nodes go at once.
class Liveness {
 public:
  explicit Liveness(const Graph& graph) : live_(graph.value_count(), false) {
    block(*graph.block());
  }

  bool is_dead(const Node& node) const {
    return is_removable(node) && std::none_of(node.outputs.begin(), node.outputs.end(),
                                              [&](const Value* value) { return live_[value->id]; });
  }

 private:
  void block(const Block& from) {
    read(from.outputs);
    for (auto node = from.nodes.rbegin(); node != from.nodes.rend(); ++node) {
      if (is_dead(**node)) continue;
      for (const Block* inner : (*node)->blocks) block(*inner);
      read((*node)->inputs);
    }
  }

  void read(const std::vector<Value*>& values) {
    for (const Value* value : values) live_[value->id] = true;
  }

  std::vector<bool> live_;
};

class Remover final : public Rewriter {
 public:
  explicit Remover(const Graph& graph) : liveness_(graph) {}

 protected:
  bool rewrite(const Node& node, Block* /*into*/) override { return liveness_.is_dead(node); }

 private:
  Liveness liveness_;
};

}  // namespace

std::unique_ptr<Graph> remove_dead_code(const Graph& graph) { return Remover(graph).run(graph); }

std::unique_ptr<Graph> prepare(const Function& function) {
  return fuse_elements(
      *remove_dead_code(*fold(*expand_composites(*inline_calls(*function.graph())))),
      function.unit);
}

}  // namespace minijit::passes
