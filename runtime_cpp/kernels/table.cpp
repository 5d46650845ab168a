// The operator table: one row per line of grammar/ops.schema, sorted by kind.
#include <algorithm>
#include <cstring>

#include "kernels/kernel_list.h"

namespace minijit {

namespace kernels {
constexpr Kernel* no_kernel = nullptr;
}  // namespace kernels

namespace {

using namespace kernels;

struct Texts {
#define MJ_TEXT(name, text) char name[sizeof(text)];
#include "generated/operator_texts.inc"
#undef MJ_TEXT
};

constexpr Texts texts = {
#define MJ_TEXT(name, text) text,
#include "generated/operator_texts.inc"
#undef MJ_TEXT
};

#define MJ_PLACE(name) OpText(offsetof(Texts, name))
constexpr ArgInfo arguments[] = {
#define MJ_ARG(name, type, text, has_default, kwarg_only, alias, size) \
  {MJ_PLACE(name),                                                     \
   MJ_PLACE(type),                                                     \
   MJ_PLACE(text),                                                     \
   size,                                                               \
   has_default,                                                        \
   kwarg_only,                                                         \
   static_cast<ArgAlias>(alias)},
#include "generated/operator_args.inc"
#undef MJ_ARG
};

// Addresses of functions are constants of the linker: the table needs no code at start-up.
const OpInfo operators[] = {
#define MJ_OPERATOR(id, kind, overload, kernel, first, n_args, n_returns, since, until, upgrader, \
                    derive, sibling, composite, vararg, quantized, returns)                       \
  {kernel,                                                                                        \
   MJ_PLACE(kind),                                                                                \
   MJ_PLACE(overload),                                                                            \
   MJ_PLACE(returns),                                                                             \
   ArgInfos(first),                                                                               \
   id,                                                                                            \
   sibling,                                                                                       \
   n_args,                                                                                        \
   n_returns,                                                                                     \
   since,                                                                                         \
   until,                                                                                         \
   upgrader,                                                                                      \
   composite,                                                                                     \
   static_cast<Derive>(derive),                                                                   \
   vararg,                                                                                        \
   static_cast<QuantizedRule>(quantized)},
#include "generated/operators.inc"
#undef MJ_OPERATOR
};
#undef MJ_PLACE

constexpr size_t count = sizeof(operators) / sizeof(operators[0]);

struct Alias {
  std::string_view name;
  std::string_view kind;
};
constexpr Alias aliases[] = {
#define MJ_ALIAS(name, kind) {name, kind},
#include "generated/operator_aliases.inc"
#undef MJ_ALIAS
};

/// The kind that another name of PyTorch for it means; empty if it is none.
std::string_view kind_of_alias(std::string_view name) {
  const Alias* row =
      std::lower_bound(std::begin(aliases), std::end(aliases), name,
                       [](const Alias& alias, std::string_view key) { return alias.name < key; });
  return row != std::end(aliases) && row->name == name ? row->kind : std::string_view();
}

}  // namespace

const char* OpText::c_str() const { return reinterpret_cast<const char*>(&texts) + place_; }

const ArgInfo& ArgInfos::operator[](int64_t i) const { return arguments[first_ + i]; }

Span<const OpInfo> find_operators(std::string_view kind) {
  const OpInfo* first = std::lower_bound(
      operators, operators + count, kind,
      [](const OpInfo& row, std::string_view name) { return std::string_view(row.kind) < name; });
  const OpInfo* last = first;
  while (last != operators + count && kind == last->kind) ++last;
  if (first == last) {
    if (const std::string_view meant = kind_of_alias(kind); !meant.empty()) {
      return find_operators(meant);
    }
  }
  return Span<const OpInfo>(first, static_cast<size_t>(last - first));
}

const OpInfo& operator_info(OpId id) { return operators[id]; }

size_t operator_count() { return count; }

}  // namespace minijit
