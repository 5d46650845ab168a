// The walk that passes share: copies a graph node by node, letting the pass do otherwise for some.
#ifndef MINIJIT_PASSES_REWRITER_H_
#define MINIJIT_PASSES_REWRITER_H_

#include <memory>

#include "ir/graph.h"

namespace minijit::passes {

class Rewriter {
 public:
  virtual ~Rewriter() = default;
  std::unique_ptr<Graph> run(const Graph& graph);

 protected:
  /// True if the pass has dealt with the node: emitted what it wants to `into` and mapped the
  /// outputs.
  virtual bool rewrite(const Node& node, Block* into) = 0;
  void nodes(const Block& from, Block* into);

  std::unique_ptr<Graph> result_;
  ValueMap map_;
  std::shared_ptr<const CallSite> call_;  // in whose place the copied nodes are put; null if none
};

}  // namespace minijit::passes

#endif  // MINIJIT_PASSES_REWRITER_H_
