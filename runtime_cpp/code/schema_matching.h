// Which overload a call means, judged by the static types of its arguments. In: operator rows and
// types; out: a match that says where each argument comes from. Twin of minijit/schema/matching.py.
#ifndef MINIJIT_CODE_SCHEMA_MATCHING_H_
#define MINIJIT_CODE_SCHEMA_MATCHING_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ir/op_info.h"
#include "minijit/error.h"
#include "minijit/types.h"

namespace minijit::code {

/// The type of an encoded schema type ("?[i").
TypePtr decode_type(std::string_view encoded);
/// The types of an operator's results.
std::vector<TypePtr> decode_returns(const OpInfo& op);
/// A type as schemas spell it, "Tensor[]"; `size` is a list's own.
std::string schema_type(const Type& type, int32_t size = 0);
/// `aten::add.Tensor`.
std::string qualified_name(const OpInfo& op);
/// The schema as text, for messages.
std::string schema_text(const OpInfo& op);

using Variables = std::map<std::string, TypePtr, std::less<>>;

enum class Conversion : uint8_t {
  None,
  Unpack,  // tuple -> list
  Repeat,  // int -> [int] * size
  Empty,   // an empty list literal takes the wanted type
  Apply,   // `converter` is applied
};

/// Where one schema argument comes from, and what must be done to it.
struct Actual {
  enum class From : uint8_t { Default, Position, Keyword, Gather };
  From from = From::Default;
  size_t position = 0;  // Position: which; Gather: the first of the rest
  std::string keyword;  // Keyword
  TypePtr type;         // the argument's type, with type variables bound
  Conversion conversion = Conversion::None;
  const char* converter = nullptr;  // kind of the operator to apply
};

struct CallTypes {
  std::vector<TypePtr> positional;
  std::vector<std::pair<std::string, TypePtr>> keywords;
  std::set<size_t> empty_positions;  // given as `[]`
  std::set<std::string> empty_keywords;
};

struct Match {
  const OpInfo* op = nullptr;
  std::vector<Actual> actuals;
  std::vector<TypePtr> returns;
  size_t first_extra = 0;  // positions from here on are taken by `...`
};

/// Fits a call to one schema; on failure `reason` says why not.
std::optional<Match> match_types(const OpInfo& op, const CallTypes& call, bool allow_conversions,
                                 std::string* reason);

/// Is the row in force at an opset version?
bool in_force(const OpInfo& op, int version);
/// Has the kind any overload at that version?
bool has_operator(std::string_view kind, int version);

/// The first overload of a kind that fits, exactly if possible, else with conversions.
/// Errors: MJ2901 unknown kind, MJ2902 no overload fits (names each candidate and why not).
Match resolve(std::string_view kind, const CallTypes& call, int version, const SourceRange& range);

}  // namespace minijit::code

#endif  // MINIJIT_CODE_SCHEMA_MATCHING_H_
