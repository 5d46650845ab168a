// Plans and their execution: order, control flow, calls, errors, and that equal calls cost no
// memory.
#include <algorithm>
#include <cassert>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "exec/exec.h"
#include "ir/function.h"
#include "kernels/run.h"
#include "minijit/types.h"

using namespace minijit;

namespace {

const SourceRange nowhere;

struct Maker {
  Graph graph;
  Block* at = graph.block();

  Value* constant(IValue value, TypePtr type) {
    Node* node = graph.append(at, graph.create(NodeKind::Constant, {}, nowhere));
    node->value = std::move(value);
    return graph.add_output(node, std::move(type));
  }
  Value* op(const char* kind, const char* overload, std::vector<Value*> inputs, TypePtr type) {
    Node* node = graph.append(at, graph.create(NodeKind::Operator, std::move(inputs), nowhere));
    for (const OpInfo& row : find_operators(kind)) {
      if (std::string(row.overload) == overload && row.until < 0) node->op = &row;
    }
    assert(node->op);
    return type ? graph.add_output(node, std::move(type)) : nullptr;
  }
  IValue run(std::vector<IValue> args, const RunOptions& options = RunOptions()) {
    const auto plan = build_plan("f", graph, {});
    RunState state{options};
    return run_plan(*plan, args.data(), args.size(), state);
  }
};

/// sum of i * i for i below the argument.
void build_loop(Maker& m) {
  Value* count = m.graph.add_input(m.at, int_type());
  Value* zero = m.constant(IValue(0), int_type());
  Value* yes = m.constant(IValue(true), bool_type());
  Node* loop = m.graph.append(m.at, m.graph.create(NodeKind::Loop, {count, yes, zero}, nowhere));
  Block* body = m.graph.add_block(loop);
  Value* i = m.graph.add_input(body, int_type());
  Value* sum = m.graph.add_input(body, int_type());
  Block* outside = m.at;
  m.at = body;
  Value* square = m.op("aten::mul", "int", {i, i}, int_type());
  Value* next = m.op("aten::add", "int", {sum, square}, int_type());
  m.at = outside;
  body->outputs = {yes, next};
  m.at->outputs = {m.graph.add_output(loop, int_type())};
}

void loops() {
  Maker m;
  build_loop(m);
  assert(m.run({IValue(5)}).toInt() == 30);
  assert(m.run({IValue(0)}).toInt() == 0);
  RunOptions few;
  few.max_steps = 3;
  try {
    m.run({IValue(5)}, few);
    assert(false);
  } catch (const Error& error) {
    assert(error.id() == Diag::MJ3117);
  }
}

void branches() {
  Maker m;
  Value* x = m.graph.add_input(m.at, int_type());
  Value* zero = m.constant(IValue(0), int_type());
  Value* test = m.op("aten::lt", "int", {x, zero}, bool_type());
  Node* choice = m.graph.append(m.at, m.graph.create(NodeKind::If, {test}, nowhere));
  Block* negative = m.graph.add_block(choice);
  Block* other = m.graph.add_block(choice);
  Block* outside = m.at;
  m.at = negative;
  negative->outputs = {m.op("aten::neg", "int", {x}, int_type())};
  m.at = outside;
  other->outputs = {x};
  m.at->outputs = {m.graph.add_output(choice, int_type())};
  assert(m.run({IValue(-3)}).toInt() == 3);
  assert(m.run({IValue(4)}).toInt() == 4);
}

/// `first and second`, or `first or second`: a branch that gives a bool.
Value* either(Maker& m, Value* first, Value* second, bool both) {
  Value* decided = m.constant(IValue(!both), bool_type());
  Node* choice = m.graph.append(m.at, m.graph.create(NodeKind::If, {first}, nowhere));
  m.graph.add_block(choice)->outputs = {both ? second : decided};
  m.graph.add_block(choice)->outputs = {both ? decided : second};
  return m.graph.add_output(choice, bool_type());
}

/// 1 where the test holds, else 2.
void answer(Maker& m, Value* test) {
  Value* one = m.constant(IValue(1), int_type());
  Value* two = m.constant(IValue(2), int_type());
  Node* choice = m.graph.append(m.at, m.graph.create(NodeKind::If, {test}, nowhere));
  m.graph.add_block(choice)->outputs = {one};
  m.graph.add_block(choice)->outputs = {two};
  m.at->outputs = {m.graph.add_output(choice, int_type())};
}

void conditions_are_jumps() {
  Maker m;
  std::vector<Value*> bools;
  for (int i = 0; i < 3; ++i) bools.push_back(m.graph.add_input(m.at, bool_type()));
  answer(m, either(m, either(m, bools[0], bools[1], true), bools[2], false));
  const std::string wanted =
      "plan: 3 inputs, 6 slots, 4 constants\n"
      "  0: jump_unless $0 -> 3\n"
      "  1: jump_unless $1 -> 3\n"
      "  2: jump -> 4\n"
      "  3: jump_unless $2 -> 6\n"
      "  4: $3 = move_scalar $4\n"
      "  5: jump -> 7\n"
      "  6: $3 = move_scalar $5\n"
      "  7: return $3\n";
  const std::string found = build_plan("f", m.graph, {})->str();
  if (found != wanted) std::fprintf(stderr, "%s", found.c_str());
  assert(found == wanted);
  for (int i = 0; i < 8; ++i) {
    const bool a = i & 1, b = i & 2, c = i & 4;
    assert(m.run({IValue(a), IValue(b), IValue(c)}).toInt() == ((a && b) || c ? 1 : 2));
  }
}

void long_chains_of_conditions() {
  // As deep as the text is long, not as it nests.
  for (const bool both : {true, false}) {
    Maker m;
    Value* x = m.graph.add_input(m.at, bool_type());
    Value* chain = x;
    for (int i = 0; i < 100'000; ++i) chain = either(m, chain, x, both);
    answer(m, chain);
    assert(m.run({IValue(true)}).toInt() == 1);
    assert(m.run({IValue(false)}).toInt() == 2);
  }
}

void numbers_have_instructions() {
  Maker m;
  Value* i = m.graph.add_input(m.at, int_type());
  Value* f = m.graph.add_input(m.at, float_type());
  Value* three = m.constant(IValue(3), int_type());
  Value* product = m.op("aten::mul", "int_float", {i, f}, float_type());
  Value* quotient = m.op("aten::div", "", {product, three}, float_type());
  Value* whole = m.op("aten::floordiv", "float_int", {quotient, three}, float_type());
  Value* power = m.op("aten::pow", "float_int", {whole, three}, float_type());
  m.at->outputs = {m.op("prim::max", "float", {power, f}, float_type())};
  const std::string wanted =
      "plan: 2 inputs, 11 slots, 3 constants\n"
      "  0: $2 = float_of_int $0\n"
      "  1: $3 = mul_float aten::mul.int_float $2, $1\n"
      "  2: $5 = div_float aten::div $3, $4\n"
      "  3: $7 = floordiv_float aten::floordiv.float_int $5, $6\n"
      "  4: $9 = call_numbers aten::pow.float_int $7, $8\n"
      "  5: $10 = max_float prim::max.float $9, $1\n"
      "  6: return $10\n";
  const std::string found = build_plan("f", m.graph, {})->str();
  if (found != wanted) std::fprintf(stderr, "%s", found.c_str());
  assert(found == wanted);
  assert(m.run({IValue(7), IValue(4.0)}).toDouble() == 27);
  assert(m.run({IValue(7), IValue(-4.0)}).toDouble() == -4);
}

void what_is_no_number_is_refused() {
  // A cast calls a list an int; the loop's variable must not hold it.
  Maker m;
  Value* list = m.graph.add_input(m.at, any_type());
  Node* cast = m.graph.append(m.at, m.graph.create(NodeKind::UncheckedCast, {list}, nowhere));
  Value* number = m.graph.add_output(cast, int_type());
  Value* zero = m.constant(IValue(0), int_type());
  Value* test = m.op("aten::lt", "int", {zero, zero}, bool_type());
  Node* choice = m.graph.append(m.at, m.graph.create(NodeKind::If, {test}, nowhere));
  m.graph.add_block(choice)->outputs = {zero};
  m.graph.add_block(choice)->outputs = {number};
  m.at->outputs = {m.graph.add_output(choice, int_type())};
  assert(m.run({IValue(5)}).toInt() == 5);
  try {
    m.run({IValue(std::vector<int64_t>{1})});
    assert(false);
  } catch (const Error& error) {
    assert(error.id() == Diag::MJ9003);
  }
}

void values_outlive_their_slots() {
  // The tensor given back is the argument itself, changed in place.
  Maker m;
  Value* x = m.graph.add_input(m.at, tensor_type());
  Value* one = m.constant(IValue(1), int_type());
  Value* y = m.op("aten::add_", "Scalar", {x, one, one}, tensor_type());
  m.at->outputs = {m.op("aten::add_", "Tensor", {y, x, one}, tensor_type())};
  const Tensor t = ones({2});
  const Tensor result = m.run({IValue(t)}).toTensor();
  assert(result.is_same(t) && t.data_ptr<float>()[1] == 4);
}

void threads() {
  Maker m;
  build_loop(m);
  const auto plan = build_plan("f", m.graph, {});
  const RunOptions options;
  std::vector<std::thread> all;
  for (int n = 0; n < 4; ++n) {
    all.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        RunState state{options};
        IValue arg(4);
        assert(run_plan(*plan, &arg, 1, state).toInt() == 14);
      }
    });
  }
  for (std::thread& thread : all) thread.join();
}

void errors_and_prints() {
  Maker m;
  Value* text = m.constant(IValue("boom"), string_type());
  Value* none = m.constant(IValue(), none_type());
  Node* print = m.graph.append(m.at, m.graph.create(NodeKind::Print, {text, none}, nowhere));
  (void)print;
  m.op("prim::RaiseException", "", {text, none}, nullptr);
  std::string printed;
  const std::function<void(const std::string&)> sink = [&](const std::string& line) {
    printed += line;
  };
  RunOptions options;
  options.print = &sink;
  try {
    m.run({}, options);
    assert(false);
  } catch (const Error& error) {
    assert(std::string(error.exception_name()) == "JitError" && error.sentence() == "boom");
  }
  assert(printed == "boom None\n");
}

/// A dict against a plain list of pairs, through growth and removal at every place.
void dicts() {
  DictImpl dict(int_type(), int_type());
  std::vector<std::pair<int64_t, int64_t>> plain;
  uint64_t state = 1;
  for (int64_t round = 0; round < 4000; ++round) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const int64_t key = static_cast<int64_t>(state >> 33) % 97 * 64;
    const auto found = std::find_if(plain.begin(), plain.end(),
                                    [&](const auto& entry) { return entry.first == key; });
    const bool shrinks = round / 500 % 2;
    if (static_cast<int>(state >> 20 & 7) < (shrinks ? 6 : 2)) {
      assert(dict.erase(IValue(key)) == (found != plain.end()));
      if (found != plain.end()) plain.erase(found);
    } else {
      dict.insert_or_assign(IValue(key), IValue(round));
      if (found != plain.end()) {
        found->second = round;
      } else {
        plain.emplace_back(key, round);
      }
    }
    assert(dict.size() == plain.size());
    size_t i = 0;
    for (const auto& [own, value] : dict) {
      assert(own.toInt() == plain[i].first && value.toInt() == plain[i].second);
      assert(dict.at(own).toInt() == plain[i].second);
      ++i;
    }
  }
}

}  // namespace

int main() {
  dicts();
  loops();
  branches();
  conditions_are_jumps();
  long_chains_of_conditions();
  numbers_have_instructions();
  what_is_no_number_is_refused();
  values_outlive_their_slots();
  threads();
  errors_and_prints();
  std::puts("exec: ok");
}
