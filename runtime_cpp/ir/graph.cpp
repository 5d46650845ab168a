#include "ir/graph.h"

#include <utility>

namespace minijit {

Graph::Graph() {
  blocks_.emplace_back();
  top_ = &blocks_.back();
  top_->graph = this;
}

Value* Graph::add_input(Block* block, TypePtr type, std::string name) {
  Value value;
  value.type = std::move(type);
  value.block = block;
  value.id = static_cast<uint32_t>(values_.size());
  value.name = std::move(name);
  values_.push_back(std::move(value));
  block->inputs.push_back(&values_.back());
  return &values_.back();
}

Block* Graph::add_block(Node* owner) {
  blocks_.emplace_back();
  Block* block = &blocks_.back();
  block->graph = this;
  block->owner = owner;
  owner->blocks.push_back(block);
  return block;
}

Node* Graph::create(NodeKind kind, std::vector<Value*> inputs, const Location& range) {
  nodes_.emplace_back();
  Node* node = &nodes_.back();
  node->kind = kind;
  node->inputs = std::move(inputs);
  node->range = range;
  return node;
}

Node* Graph::append(Block* block, Node* node) {
  node->block = block;
  for (Value* output : node->outputs) output->block = block;
  block->nodes.push_back(node);
  return node;
}

Value* Graph::add_output(Node* node, TypePtr type, std::string name) {
  Value value;
  value.type = std::move(type);
  value.node = node;
  value.block = node->block;
  value.id = static_cast<uint32_t>(values_.size());
  value.name = std::move(name);
  values_.push_back(std::move(value));
  node->outputs.push_back(&values_.back());
  return &values_.back();
}

Value* mapped(const ValueMap& map, Value* value) {
  auto found = map.find(value);
  return found == map.end() ? value : found->second;
}

std::vector<Value*> mapped(const ValueMap& map, const std::vector<Value*>& values) {
  std::vector<Value*> result;
  result.reserve(values.size());
  for (Value* value : values) result.push_back(mapped(map, value));
  return result;
}

namespace {

void count_block(const Block& block, std::vector<uint32_t>& counts) {
  for (const Node* node : block.nodes) {
    for (const Value* input : node->inputs) ++counts[input->id];
    for (const Block* inner : node->blocks) count_block(*inner, counts);
  }
  for (const Value* output : block.outputs) ++counts[output->id];
}

}  // namespace

Node* Graph::clone_node(const Node& node, Block* into, ValueMap& map) {
  Node* copy = create(node.kind, mapped(map, node.inputs), node.range);
  copy->op = node.op;
  copy->name = node.name;
  copy->index = node.index;
  copy->value = node.value;
  copy->types = node.types;
  copy->callee = node.callee;
  copy->fusion = node.fusion;
  append(into, copy);
  for (const Value* output : node.outputs) {
    map[output] = add_output(copy, output->type, output->name);
  }
  return copy;
}

void Graph::clone_nodes(const Block& from, Block* into, ValueMap& map) {
  for (const Node* node : from.nodes) {
    Node* copy = clone_node(*node, into, map);
    for (const Block* block : node->blocks) {
      Block* inner = add_block(copy);
      for (const Value* input : block->inputs) {
        map[input] = add_input(inner, input->type, input->name);
      }
      clone_nodes(*block, inner, map);
      inner->outputs = mapped(map, block->outputs);
    }
  }
}

const char* kind_name(const Node& node) {
  switch (node.kind) {
    case NodeKind::Operator:
      return node.op->kind;
    case NodeKind::Constant:
      return "prim::Constant";
    case NodeKind::ConstantRef:
      return "prim::ConstantRef";
    case NodeKind::If:
      return "prim::If";
    case NodeKind::Loop:
      return "prim::Loop";
    case NodeKind::GetAttr:
      return "prim::GetAttr";
    case NodeKind::SetAttr:
      return "prim::SetAttr";
    case NodeKind::CallMethod:
      return "prim::CallMethod";
    case NodeKind::CallFunction:
      return "prim::CallFunction";
    case NodeKind::CreateObject:
      return "prim::CreateObject";
    case NodeKind::TupleConstruct:
      return "prim::TupleConstruct";
    case NodeKind::TupleUnpack:
      return "prim::TupleUnpack";
    case NodeKind::TupleIndex:
      return "prim::TupleIndex";
    case NodeKind::ListConstruct:
      return "prim::ListConstruct";
    case NodeKind::ListUnpack:
      return "prim::ListUnpack";
    case NodeKind::DictConstruct:
      return "prim::DictConstruct";
    case NodeKind::UncheckedCast:
      return "prim::unchecked_cast";
    case NodeKind::Uninitialized:
      return "prim::Uninitialized";
    case NodeKind::IsInstance:
      return "prim::isinstance";
    case NodeKind::EnumName:
      return "prim::EnumName";
    case NodeKind::EnumValue:
      return "prim::EnumValue";
    case NodeKind::Print:
      return "prim::Print";
    case NodeKind::MissingOperator:
      return "prim::MissingOperator";
    case NodeKind::InlinedCall:
      return "prim::InlinedCall";
    case NodeKind::Fused:
      return "prim::Fused";
  }
  return "prim::?";
}

std::vector<uint32_t> count_uses(const Graph& graph) {
  std::vector<uint32_t> counts(graph.value_count(), 0);
  count_block(*graph.block(), counts);
  return counts;
}

}  // namespace minijit
