#include "support/limits.h"

#include <string>

#include "minijit/error.h"

namespace minijit {

namespace {

struct Row {
  std::string_view name;
  limits::Limit& limit;
  uint64_t most;  // 0: any number may be set
};

const Row& find(std::string_view name) {
  static const Row rows[] = {
#define MJ_LIMIT(name, value) {#name, limits::name, value},
#include "generated/limits.inc"
#undef MJ_LIMIT
  };
  std::string known;
  for (const Row& row : rows) {
    if (row.name == name) return row;
    known += (known.empty() ? "" : ", ") + std::string(row.name);
  }
  throw Error(Diag::MJ9018,
              {{"name", name}, {"value", "set"}, {"why", "there is none; there are " + known}});
}

}  // namespace

void set_limit(std::string_view name, uint64_t value) {
  const Row& row = find(name);
  if (row.most && value > row.most) {
    throw Error(
        Diag::MJ9018,
        {{"name", name}, {"value", value}, {"why", "the most is " + std::to_string(row.most)}});
  }
  row.limit.set(value);
}

uint64_t get_limit(std::string_view name) { return find(name).limit; }

void check_alloc(uint64_t bytes) {
  if (bytes > limits::max_alloc_bytes) throw Error(Diag::MJ9005, {{"bytes", bytes}});
}

void check_alloc(uint64_t count, uint64_t bytes_each) {
  if (bytes_each && count > UINT64_MAX / bytes_each) check_alloc(UINT64_MAX);
  check_alloc(count * bytes_each);
}

}  // namespace minijit
