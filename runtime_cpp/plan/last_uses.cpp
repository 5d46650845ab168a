#include "plan/builder.h"

namespace minijit {

void PlanBuilder::mark_last_uses() {
  const size_t slots = slots_.size();
  std::vector<int64_t> first_write(slots, -1), last_read(slots, -1), last_write(slots, -1);
  const size_t count = plan_->instructions.size();
  for (size_t i = 0; i < count; ++i) {
    const Instruction& made = plan_->instructions[i];
    for (uint32_t k = 0; k < made.n_out; ++k) {
      const uint32_t written = made.out.index() + k;
      if (first_write[written] < 0) first_write[written] = static_cast<int64_t>(i);
      last_write[written] = static_cast<int64_t>(i);
    }
    for (uint32_t k = 0; k < made.n_operands; ++k) {
      const Operand operand = plan_->operands[made.operands + k];
      if (operand.is_slot()) last_read[operand.index()] = static_cast<int64_t>(i);
    }
  }
  for (uint32_t slot_index = 0; slot_index < slots; ++slot_index) {
    if (slots_[slot_index].pinned) continue;
    const int64_t last = last_read[slot_index];
    if (last < 0 || last_write[slot_index] > last) continue;
    bool escapes = false;
    for (const auto& range : loops_) {
      const int64_t top = range.first, end = range.second;
      if (last >= top && last < end) {
        // Written inside this round, before it is read, on every path: only then may it be freed
        // here.
        escapes = escapes || first_write[slot_index] < top;
      }
    }
    if (escapes) continue;
    for (const size_t tried : tries(static_cast<size_t>(last))) mark_last(tried, slot_index);
    mark_last(static_cast<size_t>(last), slot_index);
  }
}

std::vector<size_t> PlanBuilder::tries(size_t instruction) const {
  std::vector<size_t> found;
  for (const size_t tried : tries_) {
    if (tried < instruction && instruction < plan_->instructions[tried].target)
      found.push_back(tried);
  }
  return found;
}

void PlanBuilder::mark_last(size_t instruction, uint32_t slot_index) {
  Instruction& reader = plan_->instructions[instruction];
  for (uint32_t k = reader.n_operands; k-- > 0;) {
    Operand& operand = plan_->operands[reader.operands + k];
    if (operand.is_slot() && operand.index() == slot_index) {
      operand.raw |= Operand::last_bit;
      reader.drops = true;
      break;
    }
  }
}

}  // namespace minijit
