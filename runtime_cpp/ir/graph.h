// The intermediate representation. In: nodes made by code/; out: graphs for passes/ and plan/. It
// knows types, constants and operator rows, and nothing of text, archives or execution.
#ifndef MINIJIT_IR_GRAPH_H_
#define MINIJIT_IR_GRAPH_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "ir/fusion.h"
#include "ir/op_info.h"
#include "minijit/error.h"
#include "minijit/ivalue.h"
#include "minijit/types.h"

namespace minijit {

class Function;
class Graph;
struct Block;
struct Node;

/// What a node is. `Operator` has an OpInfo; all others are structure.
enum class NodeKind : uint8_t {
  Operator,
  Constant,         // [value]
  ConstantRef,      // [index] element of constants.pkl
  If,               // input: condition; two blocks without inputs, each giving the node's outputs
  Loop,             // inputs: max trip count, first condition, carried...; one block:
                    //   (i, carried...) -> (condition, carried...); outputs: carried...
  GetAttr,          // [name] (object)
  SetAttr,          // [name] (object, value)
  CallMethod,       // [name] (object, arguments...)
  CallFunction,     // [name] (arguments...)
  CreateObject,     // type of the output
  TupleConstruct,   //
  TupleUnpack,      //
  TupleIndex,       // [index], never negative
  ListConstruct,    //
  ListUnpack,       // raises unless the length is the number of outputs
  DictConstruct,    // key, value, key, value, ...
  UncheckedCast,    //
  Uninitialized,    //
  IsInstance,       // [types]
  EnumName,         //
  EnumValue,        //
  Print,            //
  MissingOperator,  // [name]: raises; last node of its block
  InlinedCall,      // a call was here, and counts as one
  Fused,            // one block without inputs, whose inputs and outputs are the node's and which
                    //   runs where the fusion refuses
};

/// One SSA result or block input.
struct Value {
  TypePtr type;
  Node* node = nullptr;    // producer; null for a block input
  Block* block = nullptr;  // block whose input it is, or block of its producer
  uint32_t id = 0;         // dense within the graph, in order of creation; not the printed number
  std::string name;        // what the program called it, or empty
};

/// An ordered list of nodes. `outputs` is what the block returns to its owner.
struct Block {
  Graph* graph = nullptr;
  Node* owner = nullptr;  // null for a graph's own block
  std::vector<Value*> inputs;
  std::vector<Node*> nodes;
  std::vector<Value*> outputs;
};

/// A call in whose place a body was put.
struct CallSite {
  std::string callee;
  SourceRange range;                      // of the call
  std::shared_ptr<const CallSite> outer;  // the call in whose body this one stood; may be null
};

/// Where a node stands in the program: its text and, if it was put there, in place of which call.
struct Location : SourceRange {
  std::shared_ptr<const CallSite> call;

  Location() = default;
  // Most nodes stand where they were written.
  Location(const SourceRange& range) : SourceRange(range) {}
};

/// One operation. Inputs of an operator are all its schema arguments in schema order.
struct Node {
  NodeKind kind = NodeKind::Operator;
  const OpInfo* op = nullptr;  // Operator only
  Block* block = nullptr;      // where it stands
  std::vector<Value*> inputs;
  std::vector<Value*> outputs;
  std::vector<Block*> blocks;
  std::string name;            // GetAttr, SetAttr, CallMethod, CallFunction, MissingOperator
  int64_t index = 0;           // TupleIndex, ConstantRef: printed. GetAttr, SetAttr: the slot
  IValue value;                // Constant
  std::vector<TypePtr> types;  // IsInstance
  Function* callee = nullptr;  // CallFunction; CallMethod unless the object is an interface
  std::shared_ptr<const Fusion> fusion;  // Fused
  Location range;

  Value* output() const { return outputs.front(); }
};

using ValueMap = std::unordered_map<const Value*, Value*>;

/// The body of one function: owns all its blocks, nodes and values.
class Graph {
 public:
  Graph();
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;

  Block* block() { return top_; }
  const Block* block() const { return top_; }
  const std::vector<Value*>& inputs() const { return top_->inputs; }
  const std::vector<Value*>& outputs() const { return top_->outputs; }
  const std::vector<Node*>& nodes() const { return top_->nodes; }
  /// Every Value::id is less than this.
  size_t value_count() const { return values_.size(); }

  Value* add_input(Block* block, TypePtr type, std::string name = {});
  Block* add_block(Node* owner);
  /// A node that stands in no block yet.
  Node* create(NodeKind kind, std::vector<Value*> inputs, const Location& range);
  Node* append(Block* block, Node* node);
  Value* add_output(Node* node, TypePtr type, std::string name = {});

  /// A copy of `node`, without its blocks, at the end of `into`; `map` gives, and receives, the
  /// copies of values (a value that it does not know stands for itself).
  Node* clone_node(const Node& node, Block* into, ValueMap& map);
  /// Copies the nodes of `from`, and all they own, to the end of `into`.
  void clone_nodes(const Block& from, Block* into, ValueMap& map);

 private:
  std::deque<Value> values_;
  std::deque<Node> nodes_;
  std::deque<Block> blocks_;
  Block* top_;
};

Value* mapped(const ValueMap& map, Value* value);
std::vector<Value*> mapped(const ValueMap& map, const std::vector<Value*>& values);

/// "prim::If", or the operator's kind.
const char* kind_name(const Node& node);
/// How often each value is read (index: Value::id), by nodes and block outputs.
std::vector<uint32_t> count_uses(const Graph& graph);

}  // namespace minijit

#endif  // MINIJIT_IR_GRAPH_H_
