// The rows of grammar/limits.table.
#ifndef MINIJIT_SUPPORT_LIMITS_H_
#define MINIJIT_SUPPORT_LIMITS_H_

#include <cstdint>

namespace minijit::limits {

#define MJ_LIMIT(name, value) constexpr uint64_t name = value;
#include "generated/limits.inc"
#undef MJ_LIMIT

}  // namespace minijit::limits

#endif  // MINIJIT_SUPPORT_LIMITS_H_
