// The operator table as the compiler sees it: one OpInfo per line of grammar/ops.schema. The rows
// and their kernels are linked from kernels/table.cpp; nothing here knows what a kernel does.
#ifndef MINIJIT_IR_OP_INFO_H_
#define MINIJIT_IR_OP_INFO_H_

#include <cstdint>
#include <string_view>

#include "minijit/span.h"

namespace minijit {

struct KernelCall;
using Kernel = void(KernelCall& call);
using OpId = int32_t;

enum class ArgAlias : uint8_t { None = 0, View = 1, Write = 2 };
enum class Derive : uint8_t { None = 0, Inplace = 1, Out = 2 };

/// One argument. `type` is the encoded type of the contract ("T", "[i", "?T", "{s$t", "(2TT").
struct ArgInfo {
  const char* name;
  const char* type;
  const char* default_text;
  bool has_default;
  bool kwarg_only;
  ArgAlias alias;
  int32_t fixed_size;
};

/// One operator overload. Rows of one kind stand together, in resolution order.
struct OpInfo {
  OpId id;
  const char* kind;
  const char* overload;
  const ArgInfo* args;
  int32_t n_args;
  int32_t n_returns;
  int32_t since;
  int32_t until;     // -1: still open
  int32_t upgrader;  // row of upgraders.inc, or -1
  Derive derive;
  OpId sibling;  // the functional operator it derives from, or -1
  bool vararg;
  const char* returns;  // encoded types, one after another
  Kernel* kernel;
};

/// All overloads of a kind ("aten::add"), oldest versions included; empty if unknown. In
/// kernels/table.cpp.
Span<const OpInfo> find_operators(std::string_view kind);
const OpInfo& operator_info(OpId id);

}  // namespace minijit

#endif  // MINIJIT_IR_OP_INFO_H_
