#include "support/limits.h"

#include <algorithm>
#include <string>

#include "minijit/error.h"
#include "support/checked.h"

namespace minijit {

namespace {

struct Row {
  std::string_view name;
  limits::Limit& limit;
  uint64_t most;  // 0: any number may be set
};

// What runs on this thread with limited steps, or null.
thread_local StepCounter* counter = nullptr;

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

StepCounter::StepCounter(uint64_t max_steps_) : max_steps(max_steps_), outer_(counter) {
  if (max_steps) counter = this;
  next_check();
}

StepCounter::~StepCounter() {
  if (max_steps) counter = outer_;
}

void StepCounter::next_check() {
  constexpr uint64_t between_checks = 4096;
  if (max_steps && steps_ > max_steps) throw Error(Diag::MJ3117, {{"limit", max_steps}});
  until_check = between_checks;
  if (max_steps) until_check = std::min(between_checks, max_steps - steps_ + 1);
  steps_ += until_check;
}

void StepCounter::add(uint64_t count) {
  if (count < until_check) {
    until_check -= count;
    return;
  }
  const uint64_t done = steps_ - until_check;
  steps_ = count > UINT64_MAX - done ? UINT64_MAX : done + count;
  next_check();
}

void spend(uint64_t operations) {
  if (counter && operations >= operations_per_step) counter->add(operations / operations_per_step);
}

void spend_product(std::initializer_list<int64_t> sizes) {
  if (!counter) return;
  uint64_t product = 1;
  for (const int64_t size : sizes) {
    if (size == 0) return;
    if (!checked_mul(product, static_cast<uint64_t>(size), &product)) product = UINT64_MAX;
  }
  spend(product);
}

void check_alloc(uint64_t bytes) {
  if (bytes > limits::max_alloc_bytes) throw Error(Diag::MJ9005, {{"bytes", bytes}});
}

void check_alloc(uint64_t count, uint64_t bytes_each) {
  if (bytes_each && count > UINT64_MAX / bytes_each) check_alloc(UINT64_MAX);
  check_alloc(count * bytes_each);
}

}  // namespace minijit
