#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "code/resolver.h"
#include "kernels/fusions.h"
#include "kernels/run.h"
#include "passes/passes.h"
#include "passes/rewriter.h"

namespace minijit::passes {

namespace {

void set_ranges(Block& block, size_t from, const Location& range) {
  for (size_t i = from; i < block.nodes.size(); ++i) {
    block.nodes[i]->range = range;
    for (Block* inner : block.nodes[i]->blocks) set_ranges(*inner, 0, range);
  }
}

class Expander final : public Rewriter {
 protected:
  bool rewrite(const Node& node, Block* into) override {
    if (node.kind != NodeKind::Operator || node.op->composite < 0) return false;
    const std::shared_ptr<const Fusion> fusion = kernels::fusion_of(*node.op);
    if (!fusion) {
      expand(node, into);
      return true;
    }
    Node* fused = result_->create(NodeKind::Fused, mapped(map_, node.inputs), node.range);
    if (call_) fused->range.call = call_;
    fused->fusion = fusion;
    result_->append(into, fused);
    Block* plain = result_->add_block(fused);
    expand(node, plain);
    for (Value* output : node.outputs) {
      plain->outputs.push_back(mapped(map_, output));
      map_[output] = result_->add_output(fused, output->type, output->name);
    }
    return true;
  }

 private:
  void expand(const Node& node, Block* into) {
    const Graph& body = definition(node.op->composite);
    const size_t first = into->nodes.size();
    const bool out = is_out(node.op->derive);
    const Written written = written_arguments(*node.op);
    const size_t given = out ? static_cast<size_t>(written.first) : node.inputs.size();
    for (size_t i = 0; i < body.inputs().size(); ++i) {
      const bool passed = i < given && !takes_dtype_of_out(node, i);
      map_[body.inputs()[i]] = passed ? mapped(map_, node.inputs[i]) : left_out(node, i, into);
    }
    nodes(*body.block(), into);
    Value* result = mapped(map_, body.outputs()[0]);
    std::vector<Value*> results{result};
    if (node.outputs.empty()) {
      results.clear();
    } else if (node.outputs.size() > 1) {
      Node* parts =
          result_->append(into, result_->create(NodeKind::TupleUnpack, {result}, node.range));
      results.clear();
      for (const Value* output : node.outputs)
        results.push_back(result_->add_output(parts, output->type));
    }
    for (size_t i = 0; i < results.size(); ++i) {
      if (node.op->derive != Derive::None) {
        const size_t target = static_cast<size_t>(written.first) + i;
        results[i] = write(*mapped(map_, node.inputs[target]), results[i], node.op->derive, into);
      }
      map_[node.outputs[i]] = results[i];
    }
    // Errors are the operator's, wherever in its definition they arise.
    set_ranges(*into, first, node.range);
  }

  /// What stands for a composite, with the functions that composites share put in place.
  const Graph& definition(int32_t composite) {
    std::unique_ptr<Graph>& found = definitions_[composite];
    if (!found) found = inline_calls(*code::composite(composite).graph());
    return *found;
  }

  Value* none(Block* into) {
    Node* made = result_->append(into, result_->create(NodeKind::Constant, {}, SourceRange()));
    return result_->add_output(made, none_type());
  }

  /// Whether an argument is the dtype to compute in, and no other than that of `out` is asked for.
  static bool takes_dtype_of_out(const Node& node, size_t i) {
    if (!is_out(node.op->derive) || is_exact(node.op->derive)) return false;
    const std::string_view name = operator_info(node.op->sibling).args[i].name.c_str();
    const auto given_count = static_cast<size_t>(written_arguments(*node.op).first);
    if (name != "dtype" || i >= given_count) return name == "dtype";
    const Node* given = node.inputs[i]->node;
    return given && given->kind == NodeKind::Constant && given->value.isNone();
  }

  /// What the functional operator takes and its `out` variant does not.
  Value* left_out(const Node& node, size_t i, Block* into) {
    if (!takes_dtype_of_out(node, i)) return none(into);
    Node* made = result_->append(
        into,
        result_->create(
            NodeKind::Operator,
            {mapped(map_, node.inputs[static_cast<size_t>(written_arguments(*node.op).first)])},
            node.range));
    made->op = &find_operators("prim::dtype")[0];
    return result_->add_output(made, int_type());
  }

  Value* constant(bool value, Block* into) {
    Node* made = result_->append(into, result_->create(NodeKind::Constant, {}, SourceRange()));
    made->value = IValue(value);
    return result_->add_output(made, bool_type());
  }

  Value* write(Value& target, Value* result, Derive derive, Block* into) {
    Value* resizes = constant(is_out(derive), into);
    Value* exact = constant(is_exact(derive), into);
    Node* made = result_->append(
        into,
        result_->create(NodeKind::Operator, {&target, result, resizes, exact}, SourceRange()));
    made->op = &find_operators("prim::write_result")[0];
    return result_->add_output(made, tensor_type());
  }

  std::map<int32_t, std::unique_ptr<Graph>> definitions_;
};

}  // namespace

std::unique_ptr<Graph> expand_composites(const Graph& graph) { return Expander().run(graph); }

}  // namespace minijit::passes
