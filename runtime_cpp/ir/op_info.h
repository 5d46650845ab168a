// The operator table as the compiler sees it: one OpInfo per line of grammar/ops.schema. The rows
// and their kernels are linked from kernels/table.cpp; nothing here knows what a kernel does.
#ifndef MINIJIT_IR_OP_INFO_H_
#define MINIJIT_IR_OP_INFO_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "minijit/span.h"

namespace minijit {

struct KernelCall;
using Kernel = void(KernelCall& call);
using OpId = int32_t;

enum class ArgAlias : uint8_t { None = 0, View = 1, Write = 2 };
/// What an operator does with quantized tensors: the rules of grammar/quantized.table.
enum class QuantizedRule : uint8_t { Own, Refuse, Same, Floats, Unit, Symmetric, Real, Averages };
enum class Derive : uint8_t { None = 0, Inplace, Out, ExactOut, ApartOut, ExactApartOut };

/// Whether the results of the sibling are written into given tensors.
inline bool is_out(Derive derive) { return derive >= Derive::Out; }
/// Whether those must have the results' dtypes.
inline bool is_exact(Derive derive) {
  return derive == Derive::ExactOut || derive == Derive::ExactApartOut;
}
/// Whether none of them may be what is read, not even element by element.
inline bool is_apart(Derive derive) { return derive >= Derive::ApartOut; }

/// A text of the table, ended by NUL. It is a place, not a pointer: the table is read-only data
/// that needs no relocation when the library is loaded.
class OpText {
 public:
  constexpr explicit OpText(size_t place) : place_(static_cast<uint32_t>(place)) {}
  const char* c_str() const;
  operator const char*() const { return c_str(); }

  friend bool operator==(OpText a, std::string_view b) { return a.c_str() == b; }
  friend bool operator==(std::string_view a, OpText b) { return a == b.c_str(); }
  friend bool operator!=(OpText a, std::string_view b) { return !(a == b); }
  friend bool operator!=(std::string_view a, OpText b) { return !(a == b); }
  friend std::string operator+(std::string a, OpText b) { return a += b.c_str(); }

 private:
  uint32_t place_;
};

/// One argument. `type` is the encoded type of the contract ("T", "[i", "?T", "{s$t", "(2TT").
struct ArgInfo {
  OpText name;
  OpText type;
  OpText default_text;
  int8_t fixed_size;
  bool has_default : 1;
  bool kwarg_only : 1;
  ArgAlias alias;
};

/// The arguments of one operator.
class ArgInfos {
 public:
  constexpr explicit ArgInfos(uint32_t first) : first_(first) {}
  const ArgInfo& operator[](int64_t i) const;

 private:
  uint32_t first_;
};

/// One operator overload. Rows of one kind stand together, in resolution order.
struct OpInfo {
  Kernel* kernel;
  OpText kind;
  OpText overload;
  OpText returns;  // encoded types, one after another
  ArgInfos args;
  OpId id;
  OpId sibling;  // the functional operator it derives from, or -1
  int16_t n_args;
  int16_t n_returns;
  int16_t since;
  int16_t until;     // -1: still open
  int16_t upgrader;  // row of upgraders.inc, or -1
  // Row of composites.inc, or -1: what stands for the operator, or for that from which it derives.
  int16_t composite;
  Derive derive;
  bool vararg;
  QuantizedRule quantized;
};

/// All overloads of a kind ("aten::add"), oldest versions included; empty if unknown. In
/// kernels/table.cpp.
Span<const OpInfo> find_operators(std::string_view kind);
const OpInfo& operator_info(OpId id);

}  // namespace minijit

#endif  // MINIJIT_IR_OP_INFO_H_
