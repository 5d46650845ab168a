// What a call costs: after the first one with a shape, nothing is asked of the system.
#include <atomic>
#include <cstdlib>
#include <new>
#include <thread>
#include <vector>

#include "check.h"
#include "ir/function.h"
#include "kernels/run.h"
#include "minijit/tensor.h"
#include "minijit/types.h"
#include "passes/compile.h"
#include "support/blocks.h"

#if defined(__SANITIZE_ADDRESS__)
constexpr bool counts = false;  // the sanitizer brings its own allocator, and nothing is recycled
#else
constexpr bool counts = true;
#endif

extern "C" {
void* __libc_malloc(size_t size);
void* __libc_realloc(void* block, size_t size);
}

namespace {
std::atomic<int64_t> allocations{0};
}

#if !defined(__SANITIZE_ADDRESS__) && defined(__GLIBC__)
// In place of libc's, so that operator new and everything below it are counted.
extern "C" void* malloc(size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_malloc(size);
}
extern "C" void* realloc(void* block, size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_realloc(block, size);
}
#endif

using namespace minijit;

namespace {

template <class F>
int64_t allocations_of(F call) {
  const int64_t before = allocations.load();
  call();
  return allocations.load() - before;
}

const SourceRange nowhere;

/// A function of tensors, written node by node.
struct Maker {
  CompilationUnit unit;
  std::unique_ptr<Graph> graph = std::make_unique<Graph>();
  Block* block = graph->block();

  Value* input() { return graph->add_input(block, tensor_type()); }
  Value* constant(IValue value, TypePtr type) {
    Node* node = graph->append(block, graph->create(NodeKind::Constant, {}, nowhere));
    node->value = std::move(value);
    return graph->add_output(node, std::move(type));
  }
  Value* op(const char* kind, const char* overload, std::vector<Value*> inputs) {
    Node* node =
        graph->append(block, graph->create(NodeKind::Operator, std::move(inputs), nowhere));
    for (const OpInfo& row : find_operators(kind)) {
      if (row.overload == std::string_view(overload) && row.until < 0) node->op = &row;
    }
    CHECK(node->op != nullptr);
    return graph->add_output(node, tensor_type());
  }
  Function* function(Value* result) {
    block->outputs = {result};
    std::vector<Parameter> parameters(graph->inputs().size(),
                                      Parameter{"x", tensor_type(), std::nullopt});
    Function* made =
        unit.add_function(std::make_unique<Function>("f", std::move(parameters), tensor_type()));
    made->set_graph(std::move(graph));
    return made;
  }
};

Tensor run(const Function& function, const std::vector<Tensor>& inputs) {
  IValue args[8];
  for (size_t i = 0; i < inputs.size(); ++i) args[i] = IValue(inputs[i]);
  RunOptions options;
  options.plan_of = plan_of;
  RunState state{options};
  const std::shared_ptr<const Plan> plan = plan_of(function);
  return run_plan(*plan, args, inputs.size(), state).toTensor();
}

/// linear, relu, linear, softmax and an elementwise tail.
void network() {
  Maker m;
  Value *x = m.input(), *w1 = m.input(), *b1 = m.input(), *w2 = m.input(), *b2 = m.input();
  Value* hidden = m.op("aten::relu", "", {m.op("aten::linear", "", {x, w1, b1})});
  Value* logits = m.op("aten::linear", "", {hidden, w2, b2});
  Value* one = m.constant(IValue(1), int_type());
  Value* sum = m.op("aten::add", "Tensor", {logits, logits, one});
  Value* last = m.constant(IValue(-1), int_type());
  Value* none = m.constant(IValue(), none_type());
  const Function* f = m.function(m.op("aten::softmax", "int", {sum, last, none}));
  for (const int64_t batch : {1, 3, 64}) {
    const std::vector<Tensor> inputs{ones({batch, 40}), ones({30, 40}), ones({30}), ones({7, 30}),
                                     ones({7})};
    for (int warm = 0; warm < 2; ++warm) run(*f, inputs);
    const int64_t asked = allocations_of([&] {
      for (int i = 0; i < 50; ++i) CHECK(run(*f, inputs).sizes()[0] == batch);
    });
    if (counts) CHECK_EQ(asked, 0);
  }
}

/// Memory that one thread takes and another gives back is neither lost nor used twice.
void threads() {
  std::vector<Tensor> made;
  std::thread maker([&] {
    for (int i = 0; i < 100; ++i) made.push_back(full({1000}, i, kFloat32));
  });
  maker.join();
  for (int i = 0; i < 100; ++i) CHECK(made[static_cast<size_t>(i)].data_ptr<float>()[999] == i);
  made.clear();
  std::vector<Tensor> again;
  for (int i = 0; i < 100; ++i) again.push_back(full({1000}, -i, kFloat32));
  for (int i = 0; i < 100; ++i) CHECK(again[static_cast<size_t>(i)].data_ptr<float>()[0] == -i);
}

/// Blocks are as large as asked, apart, and aligned.
void blocks() {
  std::vector<void*> taken;
  for (size_t bytes = 0; bytes < 5000; bytes += 7) {
    void* block = take_block(bytes);
    CHECK(block != nullptr && reinterpret_cast<uintptr_t>(block) % 16 == 0);
    std::fill_n(static_cast<char*>(block), bytes, static_cast<char>(bytes));
    taken.push_back(block);
  }
  for (size_t i = 0; i < taken.size(); ++i) {
    const size_t bytes = i * 7;
    for (size_t k = 0; k < bytes; ++k) {
      CHECK(static_cast<char*>(taken[i])[k] == static_cast<char>(bytes));
    }
    give_block(taken[i]);
  }
  give_block(nullptr);
  CHECK(take_block(~size_t{0}) == nullptr);
  CHECK(take_block(size_t{1} << 60) == nullptr);
  release_blocks();
  const int64_t asked = allocations_of([] { give_block(take_block(100)); });
  if (counts) CHECK_EQ(asked, 1);
}

}  // namespace

int main() {
  blocks();
  threads();
  network();
  std::puts("memory: ok");
}
