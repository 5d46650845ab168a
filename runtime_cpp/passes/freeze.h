// A module whose attributes that nothing changes are constants of its methods. In: an object; out:
// another one and the unit of its code.
#ifndef MINIJIT_PASSES_FREEZE_H_
#define MINIJIT_PASSES_FREEZE_H_

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "ir/function.h"

namespace minijit::passes {

/// The elements of a unit's constants that graphs name; a tensor stands there once.
class ConstantPool {
 public:
  explicit ConstantPool(std::vector<IValue>* values) : values_(values) {}
  /// The place of a tensor, without its mark of gradients. It shares memory with what was given.
  int64_t place(const Tensor& tensor);
  const IValue& at(int64_t place) const { return (*values_)[static_cast<size_t>(place)]; }

  /// A value at the end of a block: containers are put together there each time.
  Value* emit(Graph* graph, Block* into, const IValue& value, TypePtr type, const Location& range);

 private:
  std::vector<IValue>* values_;
  std::unordered_map<const TensorImpl*, int64_t> places_;
  std::vector<Tensor> held_;  // whose addresses are keys
};

/// For each Value::id, whether something may write to the value, itself or through what shares its
/// memory.
std::vector<bool> written_values(const Graph& graph);
/// Whether an operator may give its first argument itself, though its schema does not say so.
bool may_return_input(const OpInfo& op);

/// Runs operators on constants, and leaves out dropouts that do nothing. What fails is left to fail
/// where the program runs it.
std::unique_ptr<Graph> fold_constants(const Graph& graph, ConstantPool* pool);

/// Puts the batch normalisation behind a convolution, or behind a linear layer of two dimensions,
/// into its weights where all are constants.
std::unique_ptr<Graph> fold_norms(const Graph& graph, ConstantPool* pool);

struct Frozen {
  std::shared_ptr<CompilationUnit> unit;
  intrusive_ptr<ObjectImpl> root;
  bool has_old_objects;  // some are in both
};

/// The object with `forward` and what is `preserved`: attributes and methods, by dotted names. What
/// some kept method may write to stays an attribute. The code that was, `from`, must live as long.
/// Errors MJ8022, MJ8023.
Frozen freeze(const CompilationUnit& from, const intrusive_ptr<ObjectImpl>& root,
              const std::vector<std::string>& preserved, bool optimize_numerics);

}  // namespace minijit::passes

#endif  // MINIJIT_PASSES_FREEZE_H_
