#include "code/emitter.h"

#include <algorithm>

namespace minijit::code {

Named Named::of(Value* v) {
  Named made;
  made.kind = Kind::Value;
  made.value = v;
  return made;
}

Named Named::make(Kind kind, std::string text) {
  Named made;
  made.kind = kind;
  made.text = std::move(text);
  return made;
}

Named Named::tuple(std::vector<Named> items) {
  Named made = make(Kind::Tuple);
  made.items = std::move(items);
  return made;
}

Named Named::tuple(const std::vector<Value*>& values) {
  Named made = make(Kind::Tuple);
  for (Value* value : values) made.items.push_back(of(value));
  return made;
}

bool Named::portable() const {
  return is(Kind::Builtin) || is(Kind::Function) || is(Kind::Class) || is(Kind::New) ||
         is(Kind::Namespace);
}

bool Named::operator==(const Named& other) const {
  return kind == other.kind && value == other.value && items == other.items &&
         parts == other.parts && fields == other.fields && text == other.text &&
         function == other.function && type == other.type && dtype == other.dtype &&
         definition == other.definition;
}

const Named* Frame::find(const std::string& name, const SourceRange& where) const {
  for (const Frame* frame = this; frame; frame = frame->parent) {
    const auto found = frame->values.find(name);
    if (found != frame->values.end()) return &found->second;
    const auto lost = frame->unreadable.find(name);
    if (lost != frame->unreadable.end()) {
      throw Error(Diag::MJ2003, where, {{"reason", lost->second}});
    }
  }
  return nullptr;
}

bool Frame::has(const std::string& name) const {
  for (const Frame* frame = this; frame; frame = frame->parent) {
    if (frame->values.count(name)) return true;
    if (frame->unreadable.count(name)) return false;
  }
  return false;
}

bool Frame::bound_outside(const std::string& name) const {
  if (transparent && parent) return parent->bound_outside(name);
  return carried.count(name) ||
         ((!values.count(name) || refined.count(name)) && parent && parent->has(name));
}

void Frame::bind(const std::string& name, Named value) {
  if (!values.count(name)) order.push_back(name);
  values[name] = std::move(value);
  refined.erase(name);
  unreadable.erase(name);
}

void Frame::refine(const std::string& name, Value* value) {
  if (!values.count(name)) {
    order.push_back(name);
    refined.insert(name);
  }
  values[name] = Named::of(value);
}

void Frame::forget(const std::string& name, std::string reason) {
  if (values.erase(name)) order.erase(std::remove(order.begin(), order.end(), name), order.end());
  unreadable[name] = std::move(reason);
}

const TypePtr& unknown_type() {
  static const TypePtr type = var_type("?");
  return type;
}

bool is_constant(const Value* value) {
  return value->node && value->node->kind == NodeKind::Constant;
}

bool is_enum(const Value* value) {
  const ClassType* cls = as_class(*value->type);
  return cls && cls->class_kind() == ClassKind::Enum;
}

void Emitter::emit(const Def& definition) {
  function_.set_graph(std::make_unique<Graph>());
  graph_ = function_.graph();
  enter(graph_->block());
  for (const Parameter& parameter : function_.parameters()) {
    frame_->bind(parameter.name,
                 Named::of(graph_->add_input(block(), parameter.type, parameter.name)));
  }
  const SourceRange where(source_, definition.start, definition.end);
  Statements statements = statements_of(definition.body);
  if (falls(statements)) {
    made_statements_.emplace_back();
    made_statements_.back().kind = StmtKind::Return;
    made_statements_.back().start = definition.start;
    made_statements_.back().end = definition.end;
    statements.push_back(&made_statements_.back());
  }
  body(statements);
  const Named* returned = frame_->ended ? nullptr : frame_->find("$ret", where);
  const TypePtr declared = function_.return_type();
  Value* result = returned ? as_value(*returned, where)
                           : uninitialized(declared ? declared : none_type(), where);
  if (!declared) function_.set_return_type(result->type);
  graph_->block()->outputs.push_back(result);
}

Frame* Emitter::new_frame(Block* block) {
  frames_.emplace_back();
  Frame* made = &frames_.back();
  made->block = block;
  made->parent = frame_;
  if (frame_) made->managers = frame_->managers;
  return made;
}

Frame* Emitter::enter(Block* block) { return frame_ = new_frame(block); }

Node* Emitter::append(NodeKind kind, std::vector<Value*> inputs, const SourceRange& where) {
  for (const Value* input : inputs) {
    if (is_empty_literal(input)) used_.insert(input);
  }
  return graph_->append(block(), graph_->create(kind, std::move(inputs), where));
}

Value* Emitter::single(NodeKind kind, std::vector<Value*> inputs, const TypePtr& type,
                       const SourceRange& where) {
  return graph_->add_output(append(kind, std::move(inputs), where), type);
}

void Emitter::give(Block* from, Value* output) {
  if (is_empty_literal(output)) used_.insert(output);
  from->outputs.push_back(output);
}

Value* Emitter::constant(IValue value, const TypePtr& type, const SourceRange& where) {
  Value* made = single(NodeKind::Constant, {}, type, where);
  made->node->value = std::move(value);
  return made;
}

/// Whether the value is a literal `[]` that nothing has used yet: it takes the element type of its
/// place.
bool Emitter::is_empty_literal(const Value* value) const {
  return value->node && value->node->kind == NodeKind::ListConstruct &&
         value->node->inputs.empty() && !used_.count(value);
}

Value* Emitter::as_value(const Named& named, const SourceRange& where) {
  switch (named.kind) {
    case Named::Kind::Value:
      return named.value;
    case Named::Kind::Tuple: {
      std::vector<Value*> values;
      std::vector<TypePtr> types;
      for (const Named& item : named.items) {
        values.push_back(as_value(item, where));
        types.push_back(values.back()->type);
      }
      const TypePtr type = named.fields.empty()
                               ? tuple_type(std::move(types))
                               : named_tuple_type({}, std::move(types), named.fields);
      count_copy(where, parts_of(type));
      return single(NodeKind::TupleConstruct, std::move(values), type, where);
    }
    case Named::Kind::Nothing:
      return none(where);
    default:
      throw Error(Diag::MJ2004, where, {{"what", "'" + named.text + "'"}, {"hint", ""}});
  }
}

/// How many types the text of a type names. Types share parts: it may grow with each tuple of two.
size_t Emitter::parts_of(const TypePtr& type) {
  if (type->elements().empty()) return 1;
  const auto known = parts_.find(type);
  if (known != parts_.end()) return known->second;
  size_t count = 1;
  for (const TypePtr& element : type->elements()) count += parts_of(element);
  parts_.emplace(type, count);
  return count;
}

/// `value` for a place of type `wanted`: itself, or implicitly converted. Throws MJ2015.
Value* Emitter::convert(Value* value, const TypePtr& wanted, const SourceRange& where,
                        const char* place) {
  if (is_subtype(value->type, wanted)) return value;
  const TypePtr plain = wanted->is(TypeKind::Optional) ? wanted->element() : wanted;
  if (plain->is(TypeKind::List)) {
    if (is_empty_literal(value)) {
      value->type = plain;
      return value;
    }
    if (value->type->is(TypeKind::Tuple) && !value->type->elements().empty()) {
      std::vector<Value*> items;
      for (Value* item : unpack(value, where)) {
        items.push_back(convert(item, plain->element(), where, place));
      }
      return list(std::move(items), plain->element(), where);
    }
  }
  if (value->type->is(TypeKind::Tensor)) {
    const char* kind = plain->is(TypeKind::Int)      ? "aten::IntImplicit"
                       : plain->is(TypeKind::Float)  ? "aten::FloatImplicit"
                       : plain->is(TypeKind::Number) ? "aten::ScalarImplicit"
                                                     : nullptr;
    if (kind) return operator_value(kind, {value}, where);
  }
  throw Error(Diag::MJ2015, where,
              {{"expected", wanted->str()}, {"place", place}, {"found", value->type->str()}});
}

/// `value` seen as exactly `wanted`, of which its type is a subtype.
Value* Emitter::widen(Value* value, const TypePtr& wanted, const SourceRange& where) {
  if (same_type(*value->type, *wanted)) return value;
  return single(NodeKind::UncheckedCast, {value}, wanted, where);
}

std::vector<Value*> Emitter::unpack(Value* value, const SourceRange& where) {
  if (value->node && value->node->kind == NodeKind::TupleConstruct) return value->node->inputs;
  Node* node = append(NodeKind::TupleUnpack, {value}, where);
  for (const TypePtr& element : value->type->elements()) graph_->add_output(node, element);
  return node->outputs;
}

void Emitter::unsupported(const SourceRange& where, const char* what) {
  throw Error(Diag::MJ1002, where, {{"what", what}, {"hint", ""}});
}

void emit_function(Resolver& resolver, const Def& definition,
                   const std::shared_ptr<const Source>& source, Function& function) {
  Emitter(resolver, source, function).emit(definition);
}

}  // namespace minijit::code
