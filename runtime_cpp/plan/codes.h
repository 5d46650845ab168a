#pragma once

#include <string_view>
#include <vector>

#include "ir/graph.h"
#include "plan/plan.h"

namespace minijit {

/// What is known of the instructions: how operators become some, what they read, where they start.

bool is_comparison(OpCode code);
bool jumps(OpCode code);
/// Do they read the slots `a` and `b`?
bool reads_a(OpCode code);
bool reads_b(OpCode code);

/// The comparison's form that jumps; `first` is the first form of that sort.
OpCode fused(OpCode comparison, OpCode first);

bool is_scalar(const Value& value);
bool is_constant(const Value& value, bool wanted);

/// How an operator on numbers runs, whose operands are to be ints or, with `as_floats`, floats;
/// or Call.
OpCode number_code(const Node& node, bool* as_floats);

/// Is it made by an instruction on numbers? Elsewhere a hostile archive may have a shared value
/// called a number, which nobody releases where numbers are overwritten.
bool makes_number(const Node& node);

/// How an operator on lists runs, or Call.
OpCode list_code(std::string_view kind, std::string_view overload);

/// Tells each instruction where it starts, when nothing moves any more.
void find_entries(std::vector<Instruction>* instructions);

}  // namespace minijit
