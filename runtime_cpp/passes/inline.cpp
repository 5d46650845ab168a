#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "passes/passes.h"
#include "passes/rewriter.h"
#include "plan/plan.h"
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
 public:
  explicit Inliner(const Graph& graph) : open_{&graph} {}

 protected:
  bool rewrite(const Node& node, Block* into) override {
    if (node.kind != NodeKind::CallMethod && node.kind != NodeKind::CallFunction) return false;
    if (ends_of_with(node)) return false;  // whoever runs it must know what an error leaves
    if (!node.callee || !node.callee->graph() || open_.size() > limits::max_inline_depth)
      return false;
    const Graph& body = *node.callee->graph();
    // The values of a body stand for one copy at a time.
    if (std::find(open_.begin(), open_.end(), &body) != open_.end()) return false;
    // A body that always raises has no outputs to put in place of the call's.
    if (body.outputs().size() != node.outputs.size()) return false;
    inlined_ += node_count(*body.block());
    if (inlined_ > limits::max_inline_nodes) return false;
    Node* counted = result_->append(into, result_->create(NodeKind::InlinedCall, {}, node.range));
    if (call_) counted->range.call = call_;
    for (size_t i = 0; i < body.inputs().size(); ++i) {
      map_[body.inputs()[i]] = mapped(map_, node.inputs[i]);
    }
    std::shared_ptr<const CallSite> outer = call_;
    call_ = std::make_shared<CallSite>(
        CallSite{std::string(node.callee->name()), node.range, std::move(outer)});
    open_.push_back(&body);
    nodes(*body.block(), into);
    open_.pop_back();
    call_ = call_->outer;
    for (size_t i = 0; i < node.outputs.size(); ++i) {
      map_[node.outputs[i]] = mapped(map_, body.outputs()[i]);
    }
    return true;
  }

 private:
  std::vector<const Graph*> open_;  // whose bodies are being put in place of calls
  size_t inlined_ = 0;
};

}  // namespace

std::unique_ptr<Graph> inline_calls(const Graph& graph) { return Inliner(graph).run(graph); }

}  // namespace minijit::passes
