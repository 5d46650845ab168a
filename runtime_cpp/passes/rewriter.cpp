#include "passes/rewriter.h"

#include <utility>

namespace minijit::passes {

std::unique_ptr<Graph> Rewriter::run(const Graph& graph) {
  result_ = std::make_unique<Graph>();
  map_.clear();
  Block* top = result_->block();
  for (const Value* input : graph.inputs()) {
    map_[input] = result_->add_input(top, input->type, input->name);
  }
  nodes(*graph.block(), top);
  top->outputs = mapped(map_, graph.outputs());
  return std::move(result_);
}

void Rewriter::nodes(const Block& from, Block* into) {
  for (const Node* node : from.nodes) {
    if (rewrite(*node, into)) continue;
    Node* copy = result_->clone_node(*node, into, map_);
    if (call_) copy->range.call = call_;
    for (const Block* block : node->blocks) {
      Block* inner = result_->add_block(copy);
      for (const Value* input : block->inputs) {
        map_[input] = result_->add_input(inner, input->type, input->name);
      }
      nodes(*block, inner);
      inner->outputs = mapped(map_, block->outputs);
    }
  }
}

}  // namespace minijit::passes
