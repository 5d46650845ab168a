#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "kernels/chain.h"
#include "kernels/fusions.h"
#include "passes/freeze.h"
#include "passes/passes.h"
#include "passes/rewriter.h"

namespace minijit::passes {

namespace {

using kernels::ChainRole;

/// May a chain's operators be carried out behind it? It neither writes to a tensor nor reads one.
bool is_passed(const Node& node) {
  switch (node.kind) {
    case NodeKind::Constant:
    case NodeKind::ConstantRef:
    case NodeKind::GetAttr:
    case NodeKind::InlinedCall:
    case NodeKind::ListConstruct:
    case NodeKind::TupleConstruct:
    case NodeKind::TupleIndex:
    case NodeKind::UncheckedCast:
      return true;
    default:
      return false;
  }
}

/// The constants of a unit that its code only gives to operators which read them.
class ReadOnly {
 public:
  explicit ReadOnly(const CompilationUnit& unit) : found_(unit.constants.size(), true) {
    for (const std::unique_ptr<Function>& function : unit.functions()) {
      if (function->graph()) block(*function->graph()->block());
    }
  }
  bool has(int64_t constant) const { return found_[static_cast<size_t>(constant)]; }

 private:
  void block(const Block& block) {
    for (const Node* node : block.nodes) {
      for (size_t i = 0; i < node->inputs.size(); ++i) {
        const bool reads = node->kind == NodeKind::Operator &&
                           i < static_cast<size_t>(node->op->n_args) &&
                           node->op->args[static_cast<int64_t>(i)].alias == ArgAlias::None &&
                           !(i == 0 && may_return_input(*node->op));
        if (!reads) drop(node->inputs[i]);
      }
      for (const Block* inner : node->blocks) this->block(*inner);
    }
    for (const Value* output : block.outputs) drop(output);
  }

  void drop(const Value* value) {
    if (value->node && value->node->kind == NodeKind::ConstantRef)
      found_[static_cast<size_t>(value->node->index)] = false;
  }

  std::vector<bool> found_;
};

/// Nodes that become one, in their order; the last one's result is the chain's.
using Members = std::vector<const Node*>;

class Fuser final : public Rewriter {
 public:
  Fuser(const Graph& graph, const CompilationUnit* unit) : uses_(count_uses(graph)), unit_(unit) {
    find(*graph.block());
  }

 protected:
  bool rewrite(const Node& node, Block* into) override {
    const auto found = chains_.find(&node);
    if (found != chains_.end()) return emit(found->second, into);
    if (inside_.count(&node) != 0) return true;
    const std::shared_ptr<const Fusion> alone = packed(node);
    if (!alone) return false;
    put(alone, mapped(map_, node.inputs), {&node}, into);
    return true;
  }

 private:
  void find(const Block& block) {
    Members run;
    for (const Node* node : block.nodes) {
      for (const Block* inner : node->blocks) find(*inner);
      if (joins(*node, run)) {
        run.push_back(node);
      } else if (!is_passed(*node)) {
        split(&run);
        if (joins(*node, run)) run.push_back(node);
      }
    }
    split(&run);
  }

  /// Can the node stand in a chain with those of the run before it?
  bool joins(const Node& node, const Members& run) const {
    if (node.kind != NodeKind::Operator || kernels::chain_role(*node.op) == ChainRole::None)
      return false;
    if (node.op->derive != Derive::Inplace) return true;
    // Nobody else sees what it writes to.
    const Value* target = node.inputs[0];
    return uses_[target->id] == 1 && std::find(run.begin(), run.end(), target->node) != run.end();
  }

  /// Makes chains of a run, from its end on.
  void split(Members* run) {
    while (!run->empty()) {
      Members members = chain_of(*run);
      for (const Node* member : members) run->erase(std::find(run->begin(), run->end(), member));
      if (members.size() < 2) continue;
      const Node* last = members.back();
      for (const Node* member : members) {
        if (member != last) inside_.insert(member);
      }
      chains_.emplace(last, std::move(members));
    }
    run->clear();
  }

  Members chain_of(const Members& run) const {
    constexpr size_t most = 16;
    Members members{run.back()};
    if (role(*run.back()) == ChainRole::First) return members;
    bool has_first = false;
    std::unordered_map<const Value*, uint32_t> read;
    const auto reads = [&](const Node& node) {
      for (const Value* input : node.inputs) ++read[input];
    };
    reads(*run.back());
    for (size_t i = run.size() - 1; i-- > 0 && members.size() < most;) {
      const Node& node = *run[i];
      const auto found = read.find(node.output());
      if (found == read.end() || found->second != uses_[node.output()->id]) continue;
      const bool is_first = role(node) == ChainRole::First;
      if (is_first && has_first) continue;
      has_first = has_first || is_first;
      members.push_back(&node);
      if (!is_first) reads(node);
    }
    std::reverse(members.begin(), members.end());
    std::stable_partition(members.begin(), members.end(),
                          [](const Node* node) { return role(*node) == ChainRole::First; });
    return members;
  }

  static ChainRole role(const Node& node) { return kernels::chain_role(*node.op); }

  /// False where there is no chain after all; then all its nodes are copied here.
  bool emit(const Members& members, Block* into) {
    std::unordered_map<const Value*, int> places;
    std::vector<Value*> inputs;
    std::vector<kernels::ChainStep> steps;
    for (const Node* node : members) {
      kernels::ChainStep step{node->op, {}};
      for (Value* input : node->inputs) {
        const auto [place, is_new] = places.emplace(input, static_cast<int>(inputs.size()));
        if (is_new) inputs.push_back(mapped(map_, input));
        step.args.push_back(place->second);
      }
      step.packed = packed(*node);
      places.emplace(node->output(), ~static_cast<int>(steps.size()));
      steps.push_back(std::move(step));
    }
    const std::shared_ptr<const Fusion> fusion = kernels::make_chain(std::move(steps));
    if (!fusion) {
      for (const Node* node : members) result_->clone_node(*node, into, map_);
      return true;
    }
    put(fusion, std::move(inputs), members, into);
    return true;
  }

  /// A fusion, before the nodes that it stands for.
  void put(const std::shared_ptr<const Fusion>& fusion, std::vector<Value*> inputs,
           const Members& members, Block* into) {
    const Node* last = members.back();
    Node* fused = result_->create(NodeKind::Fused, std::move(inputs), last->range);
    fused->fusion = fusion;
    result_->append(into, fused);
    Block* plain = result_->add_block(fused);
    for (const Node* node : members) result_->clone_node(*node, plain, map_);
    plain->outputs.push_back(mapped(map_, last->output()));
    map_[last->output()] = result_->add_output(fused, last->output()->type, last->output()->name);
  }

  /// Null where the operator keeps nothing, or its weight is not one that stays as it is.
  std::shared_ptr<const Fusion> packed(const Node& node) {
    if (node.kind != NodeKind::Operator || node.inputs.size() < 2 || !unit_) return nullptr;
    const Node* weight = node.inputs[1]->node;
    if (!weight || weight->kind != NodeKind::ConstantRef) return nullptr;
    std::shared_ptr<const Fusion> made = kernels::packed(*node.op);
    if (!made) return nullptr;
    if (!read_only_) read_only_.emplace(*unit_);
    return read_only_->has(weight->index) ? made : nullptr;
  }

  std::vector<uint32_t> uses_;                       // by Value::id
  std::unordered_map<const Node*, Members> chains_;  // by the last node
  std::unordered_set<const Node*> inside_;           // of a chain, but its last
  const CompilationUnit* unit_;
  std::optional<ReadOnly> read_only_;  // made when it is first asked
};

}  // namespace

std::unique_ptr<Graph> fuse_elements(const Graph& graph, const CompilationUnit* unit) {
  return Fuser(graph, unit).run(graph);
}

}  // namespace minijit::passes
