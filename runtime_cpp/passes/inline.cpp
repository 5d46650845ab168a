#include "passes/passes.h"
#include "passes/rewriter.h"
#include "support/limits.h"

namespace minijit::passes {

namespace {

size_t node_count(const Block& block) {
  size_t count = block.nodes.size();
  for (const Node* node : block.nodes) {
    for (const Block* inner : node->blocks) count += node_count(*inner);
  }
  return count;
}

class Inliner final : public Rewriter {
 protected:
  bool rewrite(const Node& node, Block* into) override {
    if (node.kind != NodeKind::CallMethod && node.kind != NodeKind::CallFunction) return false;
    if (!node.callee || !node.callee->graph() || depth_ >= limits::max_inline_depth) return false;
    const Graph& body = *node.callee->graph();
    // A body that always raises has no outputs to put in place of the call's.
    if (body.outputs().size() != node.outputs.size()) return false;
    inlined_ += node_count(*body.block());
    if (inlined_ > limits::max_inline_nodes) return false;
    for (size_t i = 0; i < body.inputs().size(); ++i) {
      map_[body.inputs()[i]] = mapped(map_, node.inputs[i]);
    }
    ++depth_;
    nodes(*body.block(), into);
    --depth_;
    for (size_t i = 0; i < node.outputs.size(); ++i) {
      map_[node.outputs[i]] = mapped(map_, body.outputs()[i]);
    }
    return true;
  }

 private:
  size_t depth_ = 0;
  size_t inlined_ = 0;
};

}  // namespace

std::unique_ptr<Graph> inline_calls(const Graph& graph) { return Inliner().run(graph); }

}  // namespace minijit::passes
