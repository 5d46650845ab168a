#include <string_view>

#include "code/resolver.h"
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
    const Graph& body = *code::composite(node.op->composite).graph();
    const size_t first = into->nodes.size();
    const bool is_out = node.op->derive == Derive::Out;
    const size_t given = node.inputs.size() - (is_out ? 1 : 0);
    for (size_t i = 0; i < body.inputs().size(); ++i) {
      map_[body.inputs()[i]] = i < given ? mapped(map_, node.inputs[i]) : left_out(node, i, into);
    }
    nodes(*body.block(), into);
    Value* result = mapped(map_, body.outputs()[0]);
    if (node.op->derive == Derive::Inplace)
      result = write(*mapped(map_, node.inputs[0]), result, into);
    if (is_out) {
      Value* target = mapped(map_, node.inputs[given]);
      result = write(*resized(target, result, into), result, into);
    }
    if (node.outputs.size() == 1) {
      map_[node.output()] = result;
    } else {
      Node* parts =
          result_->append(into, result_->create(NodeKind::TupleUnpack, {result}, node.range));
      for (const Value* output : node.outputs)
        map_[output] = result_->add_output(parts, output->type);
    }
    // Errors are the operator's, wherever in its definition they arise.
    set_ranges(*into, first, node.range);
    return true;
  }

 private:
  Value* none(Block* into) {
    Node* made = result_->append(into, result_->create(NodeKind::Constant, {}, SourceRange()));
    return result_->add_output(made, none_type());
  }

  /// What the functional operator takes and its `out` variant does not: the dtype is that of `out`.
  Value* left_out(const Node& node, size_t i, Block* into) {
    const std::string_view name = operator_info(node.op->sibling).args[i].name.c_str();
    if (name != "dtype") return none(into);
    Node* made = result_->append(
        into, result_->create(NodeKind::Operator, {mapped(map_, node.inputs.back())}, node.range));
    made->op = &find_operators("prim::dtype")[0];
    return result_->add_output(made, int_type());
  }

  /// `target` with the sizes of `result`, as PyTorch grows an `out`.
  Value* resized(Value* target, Value* result, Block* into) {
    Node* made = result_->append(
        into, result_->create(NodeKind::Operator, {target, result, none(into)}, SourceRange()));
    made->op = &find_operators("aten::resize_as_")[0];
    return result_->add_output(made, tensor_type());
  }

  Value* write(Value& target, Value* result, Block* into) {
    Node* no = result_->append(into, result_->create(NodeKind::Constant, {}, SourceRange()));
    no->value = IValue(false);
    Value* blocking = result_->add_output(no, bool_type());
    Node* copy = result_->append(
        into, result_->create(NodeKind::Operator, {&target, result, blocking}, SourceRange()));
    copy->op = &find_operators("aten::copy_")[0];
    return result_->add_output(copy, tensor_type());
  }
};

}  // namespace

std::unique_ptr<Graph> expand_composites(const Graph& graph) { return Expander().run(graph); }

}  // namespace minijit::passes
