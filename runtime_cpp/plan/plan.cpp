#include "plan/plan.h"

#include "plan/builder.h"
#include "plan/codes.h"

namespace minijit {

bool ends_of_with(const Node& node) {
  return node.kind == NodeKind::CallMethod &&
         ((node.name == "__enter__" && node.inputs.size() == 1) ||
          (node.name == "__exit__" && node.inputs.size() == 4));
}

std::shared_ptr<const Plan> build_plan(std::string name, const Graph& graph,
                                       const std::vector<IValue>& constants) {
  std::shared_ptr<Plan> plan = PlanBuilder(graph, constants).build();
  plan->name = std::move(name);
  find_entries(&plan->instructions);
  return plan;
}

std::string Plan::str() const {
  std::string text = "plan: " + std::to_string(n_inputs) + " inputs, " + std::to_string(n_slots) +
                     " slots, " + std::to_string(this->constants.size()) + " constants\n";
  for (size_t i = 0; i < instructions.size(); ++i) {
    const Instruction& made = instructions[i];
    text += "  " + std::to_string(i) + ": ";
    for (uint32_t k = 0; k < made.n_out; ++k) {
      text += (k ? ", $" : "$") + std::to_string(made.out.index() + k);
    }
    if (made.code == OpCode::GetRef) text += "@" + std::to_string(made.extra);
    if (made.n_out || made.code == OpCode::GetRef) text += " = ";
    text += opcode_name(made.code);
    if (made.code == OpCode::GetRef) text += " " + std::to_string(made.index);
    if (made.op) {
      text += std::string(" ") + made.op->kind;
      if (made.op->overload[0]) text += std::string(".") + made.op->overload;
    }
    for (uint32_t k = 0; k < made.n_operands; ++k) {
      const Operand operand = operands[made.operands + k];
      text += (k ? ", " : " ");
      text += operand.is_constant() ? "#" : operand.is_ref() ? "@" : "$";
      text += std::to_string(operand.index());
      if (operand.is_last()) text += "!";
    }
    if (!made.n_operands && reads_a(made.code)) text += " $" + std::to_string(made.a.index());
    if (!made.n_operands && reads_b(made.code)) text += ", $" + std::to_string(made.b.index());
    if (jumps(made.code)) text += " -> " + std::to_string(made.target);
    text += "\n";
  }
  return text;
}

}  // namespace minijit
