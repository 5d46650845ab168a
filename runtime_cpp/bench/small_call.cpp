// The time of one call of Linear(4, 2), relu, Linear(2, 1) with batch 1, inputs reused. Best of
// several rounds.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "kernels/run.h"
#include "minijit/types.h"
#include "passes/compile.h"

using namespace minijit;

int main() {
  CompilationUnit unit;
  const auto net = unit.add_class("__torch__.Net", ClassKind::Module);
  for (const char* name : {"w1", "b1", "w2", "b2"})
    net->add_attribute({name, tensor_type(), true, false});
  std::vector<Parameter> parameters{{"self", net, std::nullopt},
                                    {"x", tensor_type(), std::nullopt}};
  Function* forward = unit.add_function(
      std::make_unique<Function>("__torch__.Net.forward", std::move(parameters), tensor_type()));
  auto graph = std::make_unique<Graph>();
  Block* block = graph->block();
  const SourceRange nowhere;
  Value* self = graph->add_input(block, net);
  Value* x = graph->add_input(block, tensor_type());
  const auto attribute = [&](int64_t slot) {
    Node* node = graph->append(block, graph->create(NodeKind::GetAttr, {self}, nowhere));
    node->index = slot;
    node->name = net->attributes()[static_cast<size_t>(slot)].name;
    return graph->add_output(node, tensor_type());
  };
  const auto call = [&](const char* kind, std::vector<Value*> inputs) {
    Node* node =
        graph->append(block, graph->create(NodeKind::Operator, std::move(inputs), nowhere));
    node->op = &find_operators(kind)[0];
    return graph->add_output(node, tensor_type());
  };
  Value* hidden = call("aten::relu", {call("aten::linear", {x, attribute(0), attribute(1)})});
  block->outputs = {call("aten::linear", {hidden, attribute(2), attribute(3)})};
  forward->set_graph(std::move(graph));

  const auto object = make_intrusive<ObjectImpl>(
      net, std::vector<IValue>{ones({2, 4}), ones({2}), ones({1, 2}), ones({1})});
  const Tensor input = ones({1, 4});
  double best = 1e9;
  for (int round = 0; round < 20; ++round) {
    constexpr int calls = 50000;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < calls; ++i) {
      std::vector<IValue> args;
      args.reserve(2);
      args.emplace_back(object);
      args.emplace_back(input);
      if (run_function(*forward, std::move(args)).toTensor().unchecked<float>()[0] != 11) return 1;
    }
    const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
    best = std::min(best, taken.count() / calls);
  }
  std::printf("small call: %.0f ns\n", best);
}
