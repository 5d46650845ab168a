// Chains: operators on elements, and one before them whose result they change, carried out in one
// pass over blocks that stay in the cache.
#ifndef MINIJIT_KERNELS_CHAIN_H_
#define MINIJIT_KERNELS_CHAIN_H_

#include <memory>
#include <vector>

#include "ir/fusion.h"
#include "ir/op_info.h"

namespace minijit::kernels {

enum class ChainRole {
  None,
  First,     // its result is new memory: a chain may begin with it
  Elements,  // each element of the result comes from one of the inputs; or of its channel
};
/// An in-place operator has the role of the functional one.
ChainRole chain_role(const OpInfo& op);

/// One operator of a chain, which gives one tensor. An argument is an input of the chain, counted
/// from 0, or the result of step ~argument, which stands before it.
struct ChainStep {
  const OpInfo* op;
  std::vector<int> args;
  std::shared_ptr<const Fusion> packed = nullptr;  // what is tried before the operator itself
};

/// Only the first step may be a `First`; what in-place operators write to are results of steps that
/// nothing else reads. Null for a chain that is too long.
std::shared_ptr<const Fusion> make_chain(std::vector<ChainStep> steps);

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_CHAIN_H_
