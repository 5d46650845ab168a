#include "plan/order.h"

namespace minijit {

void Order::walk(const Block& block) {
  const uint32_t first = ++at_;
  for (const Node* node : block.nodes) {
    ++at_;
    for (const Value* value : node->inputs) reads[value->id].push_back(at_);
    for (const Block* inner : node->blocks) walk(*inner);
    for (const Value* value : node->outputs) written[value->id] = at_;
  }
  ++at_;
  for (const Value* value : block.outputs) reads[value->id].push_back(at_);
  blocks.emplace(&block, Range{first, at_});
}

}  // namespace minijit
