// Rewriting of graphs before the plan. Each pass makes a new graph that computes the same; all but
// `expand_composites` are optional.
#ifndef MINIJIT_PASSES_PASSES_H_
#define MINIJIT_PASSES_PASSES_H_

#include <memory>

#include "ir/function.h"
#include "ir/graph.h"

namespace minijit::passes {

/// Puts the bodies of called functions and methods in place of the calls, as far as the limits on
/// size and depth allow; calls through interfaces stay.
std::unique_ptr<Graph> inline_calls(const Graph& graph);

/// Puts the definitions of composite operators in their place. Not optional: they have no kernels.
std::unique_ptr<Graph> expand_composites(const Graph& graph);

/// Decides `is None` tests and conditions that types or constants settle, and keeps only the block
/// taken. Casts, which do nothing at run time, are replaced by their inputs.
std::unique_ptr<Graph> fold(const Graph& graph);

/// Drops structure nodes whose results nobody reads. Operators stay: they may raise or draw random
/// numbers.
std::unique_ptr<Graph> remove_dead_code(const Graph& graph);

/// Joins operators on elements, and a product or convolution before them, into chains that are
/// carried out in one pass over the elements. What a convolution makes of a weight that is a
/// constant of `unit`, which may be null, and that nothing in its code writes to, is kept.
std::unique_ptr<Graph> fuse_elements(const Graph& graph, const CompilationUnit* unit);

/// The pipeline, in order. The result shares no nodes with the function's own graph.
std::unique_ptr<Graph> prepare(const Function& function);

}  // namespace minijit::passes

#endif  // MINIJIT_PASSES_PASSES_H_
