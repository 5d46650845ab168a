#include <algorithm>
#include <optional>
#include <string_view>

#include "kernels/host.h"
#include "passes/compile.h"
#include "passes/freeze.h"
#include "passes/rewriter.h"

namespace minijit::passes {

namespace {

// Small results may be larger than what they are made of, others may not.
constexpr int64_t small = 1024;

/// Operators whose results may be much larger than what they are made of: they are not even tried.
bool grows(std::string_view kind) {
  for (const char* each :
       {"aten::repeat", "aten::tile", "aten::repeat_interleave", "aten::outer", "aten::ger",
        "aten::kron", "aten::new_full", "aten::new_ones", "aten::new_zeros", "aten::pad",
        "aten::constant_pad_nd", "aten::cartesian_prod", "aten::one_hot", "aten::block_diag"}) {
    if (kind == each) return true;
  }
  return false;
}

/// Operators that ask beyond their arguments are not folded.
class NoHost final : public CallHost {
 public:
  NoHost() : outer_(thread_host()) { thread_host() = this; }
  ~NoHost() override { thread_host() = outer_; }
  NoHost(const NoHost&) = delete;
  NoHost& operator=(const NoHost&) = delete;

  Generator& generator() override { refuse(); }
  void warn(const std::string& /*text*/) override { refuse(); }

 private:
  [[noreturn]] static void refuse() { throw Error(Diag::MJ9001, {{"detail", "not a constant"}}); }
  CallHost* outer_;
};

bool is_result(const Type& type) {
  switch (type.kind()) {
    case TypeKind::Bool:
    case TypeKind::Int:
    case TypeKind::Float:
    case TypeKind::String:
    case TypeKind::Tensor:
      return true;
    case TypeKind::List:
      return type.element()->is(TypeKind::Int) || type.element()->is(TypeKind::Float) ||
             type.element()->is(TypeKind::Bool);
    default:
      return false;
  }
}

class Folder final : public Rewriter {
 public:
  Folder(const Graph& graph, ConstantPool* pool) : written_(written_values(graph)), pool_(pool) {}

 protected:
  bool rewrite(const Node& node, Block* into) override {
    if (node.kind != NodeKind::Operator) {
      note(node);
      return false;
    }
    if (is_idle_dropout(node)) {
      map_[node.output()] = mapped(map_, node.inputs[0]);
      return true;
    }
    if (!may_run(node)) return false;
    std::vector<IValue> values;
    for (const Value* input : node.inputs) {
      const IValue* value = known(input);
      if (!value) return false;
      values.push_back(*value);
    }
    std::optional<IValue> result = result_of(*node.op, values);
    if (!result) return false;
    map_[node.output()] =
        pool_->emit(result_.get(), into, *result, node.output()->type, node.range);
    values_.emplace(node.output(), std::move(*result));
    return true;
  }

 private:
  /// Remembers what a node of structure gives, where that is a constant.
  void note(const Node& node) {
    if (node.outputs.size() != 1) return;
    const Value* output = node.output();
    if (written_[output->id]) return;
    if (node.kind == NodeKind::Constant) {
      values_.emplace(output, node.value);
    } else if (node.kind == NodeKind::ConstantRef) {
      values_.emplace(output, pool_->at(node.index));
    } else if (node.kind == NodeKind::ListConstruct || node.kind == NodeKind::TupleConstruct) {
      std::vector<IValue> items;
      for (const Value* input : node.inputs) {
        const IValue* item = known(input);
        if (!item) return;
        items.push_back(*item);
      }
      const TypePtr& type = output->type;
      values_.emplace(output, node.kind == NodeKind::ListConstruct
                                  ? IValue(make_intrusive<ListImpl>(type->element(), items))
                                  : IValue(make_intrusive<TupleImpl>(
                                        items, type->fields().empty() ? nullptr : type)));
    }
  }

  const IValue* known(const Value* value) const {
    const auto found = values_.find(value);
    return found == values_.end() ? nullptr : &found->second;
  }

  bool is_idle_dropout(const Node& node) const {
    const std::string_view kind(node.op->kind.c_str());
    if (kind != "aten::dropout" && kind != "aten::alpha_dropout" &&
        kind != "aten::feature_dropout" && kind != "aten::feature_alpha_dropout")
      return false;
    const IValue *p = known(node.inputs[1]), *train = known(node.inputs[2]);
    const bool fits = p && p->isDouble() && p->toDouble() >= 0 && p->toDouble() <= 1;
    return fits && train && train->isBool() && !train->toBool();
  }

  /// Has running it no effect, and the same result each time?
  bool may_run(const Node& node) const {
    if (node.outputs.size() != 1 || written_[node.output()->id] || !is_result(*node.output()->type))
      return false;
    const std::string_view kind(node.op->kind.c_str());
    if (kind.substr(0, 6) != "aten::" || kind.find("empty") != kind.npos ||
        kind == "aten::is_grad_enabled" || kind == "aten::warn" || grows(kind))
      return false;
    for (int i = 0; i < node.op->n_args; ++i) {
      if (node.op->args[i].alias == ArgAlias::Write) return false;
    }
    const TypeKind given = node.output()->type->kind();
    const bool plain =
        given == TypeKind::Bool || given == TypeKind::Int || given == TypeKind::Float;
    return plain || std::any_of(node.inputs.begin(), node.inputs.end(), [](const Value* input) {
             return input->type->is(TypeKind::Tensor);
           });
  }

  static std::optional<IValue> result_of(const OpInfo& op, const std::vector<IValue>& values) {
    IValue result;
    try {
      const NoHost host;
      result = std::move(run_row(op, values)[0]);
    } catch (const Error&) {
      return std::nullopt;
    }
    if (!result.isTensor()) return result;
    int64_t most = small;
    for (const IValue& value : values) {
      if (value.isTensor()) most = std::max(most, value.toTensor().numel());
    }
    if (result.toTensor().numel() > most) return std::nullopt;
    return IValue(result.toTensor().contiguous());
  }

  std::vector<bool> written_;
  ConstantPool* pool_;
  std::unordered_map<const Value*, IValue> values_;
};

}  // namespace

std::unique_ptr<Graph> fold_constants(const Graph& graph, ConstantPool* pool) {
  return Folder(graph, pool).run(graph);
}

}  // namespace minijit::passes
