// AST to IR for the code of archives, in the order of emission that minijit/frontend/emitter.py
// states.
#include <algorithm>
#include <cmath>
#include <set>

#include "code/missing.h"
#include "code/parser.h"
#include "code/resolver.h"
#include "code/schema_matching.h"
#include "minijit/types.h"

namespace minijit::code {

namespace {

/// Control cannot reach what follows in this block: a missing operator raises there.
struct BlockEnded {};

/// What an expression stands for: a value of the graph, or something known at compile time only.
struct Named {
  enum class Kind : uint8_t {
    Nothing,
    Value,
    Tuple,
    Namespace,
    Operator,
    Builtin,
    Function,
    Method,
    Class,
    New,
    Range,
    Slice,
    Nested,
  };
  Kind kind = Kind::Nothing;
  Value* value = nullptr;           // Value; Operator, Method: the object
  std::vector<Value*> items;        // Tuple; Range, Slice: start, stop, step (null: absent)
  std::string text;                 // Namespace, Operator, Builtin, Method: name
  Function* function = nullptr;     // Function
  TypePtr type;                     // Class, New, Method
  const Def* definition = nullptr;  // Nested: a function of what `fork` runs

  static Named of(Value* v) {
    Named made;
    made.kind = Kind::Value;
    made.value = v;
    return made;
  }
  static Named make(Kind kind, std::string text = {}) {
    Named made;
    made.kind = kind;
    made.text = std::move(text);
    return made;
  }
};

struct Frame {
  Block* block;
  std::vector<std::string> order;  // names bound here, by first binding
  std::map<std::string, Named> values;
  std::map<std::string, std::string> unreadable;
  bool ended = false;

  void bind(const std::string& name, Named value) {
    if (!values.count(name)) order.push_back(name);
    values[name] = std::move(value);
    unreadable.erase(name);
  }
  void forget(const std::string& name, std::string reason) {
    values.erase(name);
    order.erase(std::remove(order.begin(), order.end(), name), order.end());
    unreadable[name] = std::move(reason);
  }
};

const char* const reversed[][3] = {
    {"aten::add", "", "aten::add"}, {"aten::sub", "aten::neg", "aten::add"},
    {"aten::mul", "", "aten::mul"}, {"aten::div", "aten::reciprocal", "aten::mul"},
    {"aten::eq", "", "aten::eq"},   {"aten::ne", "", "aten::ne"},
    {"aten::lt", "", "aten::gt"},   {"aten::le", "", "aten::ge"},
    {"aten::gt", "", "aten::lt"},   {"aten::ge", "", "aten::le"},
};

const char* const binary_operators[][2] = {
    {"+", "aten::add"},         {"-", "aten::sub"},       {"*", "aten::mul"},
    {"/", "aten::div"},         {"%", "aten::remainder"}, {"//", "aten::floordiv"},
    {"**", "aten::pow"},        {"@", "aten::matmul"},    {"&", "aten::__and__"},
    {"|", "aten::__or__"},      {"^", "aten::__xor__"},   {"<<", "aten::__lshift__"},
    {">>", "aten::__rshift__"}, {"<", "aten::lt"},        {"<=", "aten::le"},
    {">", "aten::gt"},          {">=", "aten::ge"},       {"==", "aten::eq"},
    {"!=", "aten::ne"},         {"is", "aten::__is__"},   {"is not", "aten::__isnot__"},
};

const char* const tensor_properties[][2] = {
    {"dtype", "prim::dtype"},     {"device", "prim::device"},
    {"layout", "prim::layout"},   {"requires_grad", "prim::requires_grad"},
    {"is_cuda", "prim::is_cuda"}, {"data", "prim::data"},
    {"shape", "aten::size"},      {"ndim", "aten::dim"},
    {"T", "aten::numpy_T"},
};

const char* const builtin_operators[][2] = {
    {"abs", "prim::abs"},       {"all", "aten::all"}, {"any", "aten::any"},
    {"chr", "aten::chr"},       {"max", "prim::max"}, {"min", "prim::min"},
    {"ord", "aten::ord"},       {"pow", "aten::pow"}, {"round", "aten::round"},
    {"sorted", "aten::sorted"}, {"sum", "aten::sum"}, {"divmod", "aten::divmod"},
    {"hash", "aten::hash"},     {"hex", "aten::hex"}, {"oct", "aten::oct"},
    {"bin", "aten::bin"},
};

const char* const builtin_forms[] = {
    "annotate", "unchecked_cast", "uninitialized", "isinstance", "getattr", "int",
    "float",    "bool",           "str",           "len",        "range",   "print",
    "list",     "device",         "slice",         "fork",
};

template <size_t N>
const char* lookup(const char* const (&table)[N][2], const std::string& name) {
  for (const auto& row : table) {
    if (name == row[0]) return row[1];
  }
  return nullptr;
}

bool is_constant(const Value* value) {
  return value->node && value->node->kind == NodeKind::Constant;
}

bool is_empty_list(const Value* value) {
  return value->node && value->node->kind == NodeKind::ListConstruct && value->node->inputs.empty();
}

bool is_enum(const Value* value) {
  const ClassType* cls = as_class(*value->type);
  return cls && cls->class_kind() == ClassKind::Enum;
}

void assigned_in(const Expr& target, std::vector<std::string>* names) {
  if (target.is(ExprKind::Name)) {
    if (std::find(names->begin(), names->end(), target.text) == names->end()) {
      names->push_back(target.text);
    }
  } else if (target.is(ExprKind::Tuple) || target.is(ExprKind::List) ||
             target.is(ExprKind::Starred)) {
    for (const ExprPtr& item : target.items) assigned_in(*item, names);
  }
}

void assigned_in(const Body& body, std::vector<std::string>* names);

void assigned_in(const Stmt& stmt, std::vector<std::string>* names) {
  if (stmt.kind == StmtKind::Assign || stmt.kind == StmtKind::Annotated ||
      stmt.kind == StmtKind::Augmented || stmt.kind == StmtKind::For ||
      stmt.kind == StmtKind::With) {
    for (const ExprPtr& target : stmt.targets) {
      if (target) assigned_in(*target, names);
    }
  }
  assigned_in(stmt.body, names);
  assigned_in(stmt.orelse, names);
}

void assigned_in(const Body& body, std::vector<std::string>* names) {
  for (const StmtPtr& stmt : body) assigned_in(*stmt, names);
}

class Emitter {
 public:
  Emitter(Resolver& resolver, std::shared_ptr<const Source> source, Function& function)
      : resolver_(resolver), source_(std::move(source)), function_(function) {}

  void emit(const Def& definition) {
    function_.set_graph(std::make_unique<Graph>());
    graph_ = function_.graph();
    frames_.push_back({graph_->block(), {}, {}, {}, false});
    for (const Parameter& parameter : function_.parameters()) {
      bind(parameter.name, Named::of(graph_->add_input(block(), parameter.type, parameter.name)));
    }
    const SourceRange where(source_, definition.start, definition.end);
    body(definition.body);
    Value* result = nullptr;
    if (frame().ended) {
      const TypePtr type = function_.return_type() ? function_.return_type() : none_type();
      result = single(NodeKind::Uninitialized, {}, type, where);
    } else if (frame().values.count("$ret")) {
      result = frame().values["$ret"].value;
    } else {
      result = constant(IValue(), none_type(), where);
      if (function_.return_type() && !is_subtype(none_type(), function_.return_type())) {
        throw Error(Diag::MJ2009, where, {{"expected", function_.return_type()->str()}});
      }
    }
    if (!function_.return_type()) function_.set_return_type(result->type);
    graph_->block()->outputs.push_back(result);
  }

 private:
  // Small steps.

  Frame& frame() { return frames_.back(); }
  Block* block() { return frames_.back().block; }
  SourceRange range(const Expr& expr) const { return SourceRange(source_, expr.start, expr.end); }
  SourceRange range(const Stmt& stmt) const { return SourceRange(source_, stmt.start, stmt.end); }
  void bind(const std::string& name, Named value) {
    if (value.kind == Named::Kind::Value && value.value->name.empty() && name[0] != '_') {
      value.value->name = name;
    }
    if (value.kind == Named::Kind::Value && is_empty_list(value.value)) named_.insert(value.value);
    frame().bind(name, std::move(value));
  }

  /// Whether the value is a literal `[]`, which takes the element type of its place.
  bool is_empty_literal(const Value* value) const {
    return is_empty_list(value) && !named_.count(value);
  }

  const Named* find(const std::string& name, const SourceRange& where) {
    for (size_t i = frames_.size(); i-- > 0;) {
      const auto found = frames_[i].values.find(name);
      if (found != frames_[i].values.end()) return &found->second;
      const auto lost = frames_[i].unreadable.find(name);
      if (lost != frames_[i].unreadable.end()) {
        throw Error(Diag::MJ2003, where, {{"reason", lost->second}});
      }
    }
    return nullptr;
  }

  bool has(const std::string& name) const {
    for (size_t i = frames_.size(); i-- > 0;) {
      if (frames_[i].values.count(name)) return true;
      if (frames_[i].unreadable.count(name)) return false;
    }
    return false;
  }

  Node* append(NodeKind kind, std::vector<Value*> inputs, const SourceRange& where) {
    return graph_->append(block(), graph_->create(kind, std::move(inputs), where));
  }

  Value* single(NodeKind kind, std::vector<Value*> inputs, const TypePtr& type,
                const SourceRange& where) {
    return graph_->add_output(append(kind, std::move(inputs), where), type);
  }

  Value* constant(IValue value, const TypePtr& type, const SourceRange& where) {
    Value* made = single(NodeKind::Constant, {}, type, where);
    made->node->value = std::move(value);
    return made;
  }

  Value* list(std::vector<Value*> items, const TypePtr& element, const SourceRange& where) {
    return single(NodeKind::ListConstruct, std::move(items), list_type(element), where);
  }

  [[noreturn]] void unsupported(const SourceRange& where, const char* what) {
    throw Error(Diag::MJ1002, where, {{"what", what}});
  }

  Value* as_value(const Named& named, const SourceRange& where) {
    switch (named.kind) {
      case Named::Kind::Value:
        return named.value;
      case Named::Kind::Tuple: {
        std::vector<TypePtr> types;
        for (const Value* item : named.items) types.push_back(item->type);
        return single(NodeKind::TupleConstruct, named.items, tuple_type(std::move(types)), where);
      }
      case Named::Kind::Nothing:
        return constant(IValue(), none_type(), where);
      default:
        throw Error(Diag::MJ2004, where, {{"what", "'" + named.text + "'"}});
    }
  }

  Value* convert(Value* value, const TypePtr& wanted, const SourceRange& where, const char* place) {
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
      if (kind) return as_value(call_operator(kind, {value}, {}, where), where);
    }
    throw Error(Diag::MJ2015, where,
                {{"expected", wanted->str()}, {"place", place}, {"found", value->type->str()}});
  }

  Value* widen(Value* value, const TypePtr& wanted, const SourceRange& where) {
    if (same_type(*value->type, *wanted)) return value;
    return single(NodeKind::UncheckedCast, {value}, wanted, where);
  }

  std::vector<Value*> unpack(Value* value, const SourceRange& where) {
    if (value->node && value->node->kind == NodeKind::TupleConstruct) return value->node->inputs;
    Node* node = append(NodeKind::TupleUnpack, {value}, where);
    for (const TypePtr& element : value->type->elements()) graph_->add_output(node, element);
    return node->outputs;
  }

  // Statements.

  void body(const Body& statements) {
    for (const StmtPtr& stmt : statements) {
      if (frame().ended) return;
      const size_t depth = frames_.size();
      try {
        statement(*stmt);
      } catch (const BlockEnded&) {
        frames_.resize(depth);
        frame().ended = true;
      }
      if (stmt->kind == StmtKind::Return) return;
    }
  }

  void statement(const Stmt& stmt) {
    const SourceRange where = range(stmt);
    switch (stmt.kind) {
      case StmtKind::Expression:
        if (!stmt.value->is(ExprKind::String)) expression(*stmt.value, nullptr);
        return;
      case StmtKind::Assign:
        return assign_statement(stmt);
      case StmtKind::Annotated: {
        if (!stmt.value) return;
        const TypePtr wanted = resolver_.parse_type(*stmt.annotation, source_);
        Value* value = value_of(*stmt.value, wanted);
        value = widen(convert(value, wanted, where, "for this variable"), wanted, where);
        assign(*stmt.targets[0], Named::of(value), where);
        return;
      }
      case StmtKind::Augmented:
        return augmented(stmt);
      case StmtKind::If:
        return conditional(stmt);
      case StmtKind::While:
      case StmtKind::For:
        return loop(stmt);
      case StmtKind::Return: {
        if (frames_.size() > 1) unsupported(where, "a return within a branch or loop");
        const TypePtr declared = function_.return_type();
        Value* value =
            stmt.value ? value_of(*stmt.value, declared) : constant(IValue(), none_type(), where);
        if (declared) {
          if (value->type->is(TypeKind::None) && !is_subtype(value->type, declared)) {
            throw Error(Diag::MJ2009, where, {{"expected", declared->str()}});
          }
          if (!is_subtype(value->type, declared)) {
            try {
              value = convert(value, declared, where, "as the return value");
            } catch (const Error&) {
              throw Error(Diag::MJ2008, where,
                          {{"expected", declared->str()}, {"found", value->type->str()}});
            }
          }
        }
        frame().bind("$ret", Named::of(value));
        return;
      }
      case StmtKind::Pass:
        return;
      case StmtKind::Delete:
        for (const ExprPtr& target : stmt.targets) {
          if (target->is(ExprKind::Name)) continue;
          if (!target->is(ExprKind::Subscript)) unsupported(where, "this del");
          Value* base = value_of(target->item(0), nullptr);
          Value* index = value_of(target->item(1), nullptr);
          call_operator("aten::Delete", {base, index}, {}, where);
        }
        return;
      case StmtKind::Break:
      case StmtKind::Continue:
        unsupported(where, "break and continue");
      case StmtKind::Assert: {
        // An If that raises.
        Value* test = boolean(value_of(*stmt.value, nullptr), where);
        Node* node = append(NodeKind::If, {test}, where);
        graph_->add_block(node);
        frames_.push_back({graph_->add_block(node), {}, {}, {}, false});
        Value* message = constant(IValue("AssertionError: "), string_type(), where);
        Value* cls = constant(IValue(), none_type(), where);
        call_operator("prim::RaiseException", {message, cls}, {}, where);
        frames_.pop_back();
        return;
      }
      case StmtKind::Raise:
        unsupported(where, "raise; an archive calls ops.prim.RaiseException");
      case StmtKind::With:
        return with_statement(stmt);
      case StmtKind::Define: {
        Named nested = Named::make(Named::Kind::Nested);
        nested.definition = stmt.define.get();
        bind(stmt.define->name, std::move(nested));
        return;
      }
    }
  }

  /// `with manager as name`: `__enter__`, the body, `__exit__` with three None.
  void with_statement(const Stmt& stmt) {
    const SourceRange where = range(stmt);
    Value* manager = value_of(*stmt.value, nullptr);
    if (!as_class(*manager->type)) {
      throw Error(Diag::MJ2038, where,
                  {{"name", "with"}, {"detail", "With item expression must return an object"}});
    }
    const Named entered = call_method(manager, "__enter__", {}, {}, where);
    if (stmt.targets[0]) assign(*stmt.targets[0], entered, where);
    body(stmt.body);
    if (frame().ended) return;
    for (const StmtPtr& inner : stmt.body) {
      if (inner->kind == StmtKind::Return) unsupported(where, "a return within a with block");
    }
    std::vector<Value*> nothing;
    for (int i = 0; i < 3; ++i) nothing.push_back(constant(IValue(), none_type(), where));
    call_method(manager, "__exit__", nothing, {}, where);
  }

  void assign_statement(const Stmt& stmt) {
    const SourceRange where = range(stmt);
    Named value = expression(*stmt.value, nullptr);
    for (const ExprPtr& target : stmt.targets) assign(*target, value, where);
  }

  void assign(const Expr& target, const Named& value, const SourceRange& where) {
    switch (target.kind) {
      case ExprKind::Name:
        if (value.kind == Named::Kind::Tuple || value.kind == Named::Kind::Nothing) {
          bind(target.text, Named::of(as_value(value, where)));
        } else {
          bind(target.text, value);
        }
        return;
      case ExprKind::Tuple:
      case ExprKind::List: {
        std::vector<Value*> items;
        if (value.kind == Named::Kind::Tuple) {
          items = value.items;
        } else {
          Value* whole = as_value(value, where);
          if (whole->type->is(TypeKind::Tuple)) {
            items = unpack(whole, where);
          } else if (whole->type->is(TypeKind::List)) {
            Node* node = append(NodeKind::ListUnpack, {whole}, where);
            for (size_t i = 0; i < target.items.size(); ++i) {
              graph_->add_output(node, whole->type->element());
            }
            items = node->outputs;
          }
        }
        if (items.size() != target.items.size()) {
          const size_t wanted = target.items.size();
          throw Error(Diag::MJ2018, where,
                      {{"problem", items.size() > wanted ? "too many" : "not enough"},
                       {"expected", wanted},
                       {"found", items.size()}});
        }
        for (size_t i = 0; i < items.size(); ++i) {
          assign(*target.items[i], Named::of(items[i]), where);
        }
        return;
      }
      case ExprKind::Attribute: {
        Value* base = value_of(target.item(0), nullptr);
        const ClassType* cls = as_class(*base->type);
        const size_t slot = cls ? cls->find_attribute(target.text) : ClassType::npos;
        if (slot == ClassType::npos) {
          throw Error(Diag::MJ2013, where, {{"name", target.text}});
        }
        Value* given =
            convert(as_value(value, where), cls->attribute_type(slot), where, "for this attribute");
        Node* node = append(NodeKind::SetAttr, {base, given}, where);
        node->name = target.text;
        node->index = static_cast<int64_t>(slot);
        return;
      }
      case ExprKind::Subscript: {
        Value* base = value_of(target.item(0), nullptr);
        Value* index = value_of(target.item(1), nullptr);
        call_operator("aten::_set_item", {base, index, as_value(value, where)}, {}, where);
        return;
      }
      default:
        throw Error(Diag::MJ2026, where, {{"form", "this expression"}});
    }
  }

  void augmented(const Stmt& stmt) {
    const SourceRange where = range(stmt);
    const Expr& target = *stmt.targets[0];
    if (!target.is(ExprKind::Name)) unsupported(where, "augmented assignment to this");
    Value* old = value_of(target, nullptr);
    Value* given = value_of(*stmt.value, nullptr);
    const char* kind = lookup(binary_operators, stmt.text);
    if (!kind) unsupported(where, "this augmented assignment");
    std::string name = kind;
    if (old->type->is(TypeKind::Tensor) || old->type->is(TypeKind::List)) name += "_";
    assign(target, call_operator(name, {old, given}, {}, where), where);
  }

  void conditional(const Stmt& stmt) {
    const SourceRange where = range(stmt);
    Value* test = boolean(value_of(*stmt.value, nullptr), range(*stmt.value));
    if (is_constant(test)) {
      body(test->node->value.toBool() ? stmt.body : stmt.orelse);
      return;
    }
    Node* node = append(NodeKind::If, {test}, where);
    std::vector<Frame> arms;
    for (const Body* statements : {&stmt.body, &stmt.orelse}) {
      frames_.push_back({graph_->add_block(node), {}, {}, {}, false});
      body(*statements);
      arms.push_back(std::move(frames_.back()));
      frames_.pop_back();
    }
    join(node, &arms[0], &arms[1]);
  }

  const Named* find_in(Frame* arm, const std::string& name) {
    const auto found = arm->values.find(name);
    if (found != arm->values.end()) return &found->second;
    if (arm->unreadable.count(name)) return nullptr;
    return has(name) ? find(name, SourceRange()) : nullptr;
  }

  void join(Node* node, Frame* yes, Frame* no) {
    if (yes->ended && no->ended) {
      frame().ended = true;
      return;
    }
    std::vector<std::string> names;
    for (Frame* arm : {yes, no}) {
      if (arm->ended) continue;
      for (const std::string& name : arm->order) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
      }
    }
    for (const std::string& name : names) {
      const Named* a = yes->ended ? nullptr : find_in(yes, name);
      const Named* b = no->ended ? nullptr : find_in(no, name);
      if ((!a && !yes->ended) || (!b && !no->ended)) {
        frame().forget(name, name + " is not defined in the " + (b ? "true" : "false") + " branch");
        continue;
      }
      if (a && b && a->kind == Named::Kind::Value && b->kind == Named::Kind::Value &&
          a->value == b->value) {
        frame().bind(name, *a);
        continue;
      }
      if ((a && a->kind != Named::Kind::Value) || (b && b->kind != Named::Kind::Value)) {
        const Named& known = a ? *a : *b;
        if (!a || !b) {
          frame().bind(name, known);
        } else {
          frame().forget(name, name + " is only known within the branch");
        }
        continue;
      }
      const TypePtr first = a ? a->value->type : b->value->type;
      const TypePtr second = b ? b->value->type : first;
      const TypePtr joined = unify(first, second);
      if (!joined) {
        frame().forget(name, "Type mismatch: " + name + " is set to type " + first->str() +
                                 " in the true branch and type " + second->str() +
                                 " in the false branch");
        continue;
      }
      give(yes, a, joined, node->range);
      give(no, b, joined, node->range);
      frame().bind(name, Named::of(graph_->add_output(node, joined, name)));
    }
  }

  void give(Frame* arm, const Named* named, const TypePtr& type, const SourceRange& where) {
    Value* value = named ? named->value : nullptr;
    if (!value) {
      frames_.push_back({arm->block, {}, {}, {}, false});
      value = single(NodeKind::Uninitialized, {}, type, where);
      frames_.pop_back();
    }
    arm->block->outputs.push_back(value);
  }

  void loop(const Stmt& stmt) {
    const SourceRange where = range(stmt);
    const bool is_for = stmt.kind == StmtKind::For;
    Value* trips = nullptr;
    Value* first = nullptr;
    Named iterable;
    if (is_for) {
      iterable = expression(*stmt.value, nullptr);
      if (iterable.kind == Named::Kind::Range) {
        if (iterable.items[0]) {
          Value* step = iterable.items[2] ? iterable.items[2]
                                          : constant(IValue(int64_t{1}), int_type(), where);
          iterable.items[2] = step;
          trips = as_value(call_operator("aten::__range_length",
                                         {iterable.items[0], iterable.items[1], step}, {}, where),
                           where);
        } else {
          trips = iterable.items[1];
        }
      } else {
        Value* sequence = as_value(iterable, where);
        if (sequence->type->is(TypeKind::Dict)) {
          sequence = as_value(call_operator("aten::keys", {sequence}, {}, where), where);
        }
        iterable = Named::of(sequence);
        trips = as_value(call_operator("aten::len", {sequence}, {}, where), where);
      }
      first = constant(IValue(true), bool_type(), where);
    } else {
      trips = constant(IValue(INT64_MAX), int_type(), where);
      first = boolean(value_of(*stmt.value, nullptr), range(*stmt.value));
    }
    std::vector<std::string> bound, names;
    assigned_in(stmt, &bound);
    for (const std::string& name : bound) {
      if (has(name)) names.push_back(name);
    }
    std::vector<Value*> inputs{trips, first};
    for (const std::string& name : names) {
      inputs.push_back(as_value(*find(name, where), where));
    }
    Node* node = append(NodeKind::Loop, inputs, where);
    Block* inner = graph_->add_block(node);
    Value* index = graph_->add_input(inner, int_type());
    frames_.push_back({inner, {}, {}, {}, false});
    std::vector<Value*> carried;
    for (size_t i = 0; i < names.size(); ++i) {
      carried.push_back(graph_->add_input(inner, inputs[i + 2]->type, names[i]));
      frame().bind(names[i], Named::of(carried.back()));
    }
    const size_t depth = frames_.size();
    std::vector<Value*> outputs;
    try {
      if (is_for) assign(*stmt.targets[0], loop_item(iterable, index, where), where);
      body(stmt.body);
      if (!frame().ended) {
        outputs.push_back(is_for ? constant(IValue(true), bool_type(), where)
                                 : boolean(value_of(*stmt.value, nullptr), range(*stmt.value)));
      }
    } catch (const BlockEnded&) {
      frames_.resize(depth);
      frame().ended = true;
    }
    if (frame().ended) {
      outputs = {single(NodeKind::Uninitialized, {}, bool_type(), where)};
      for (const Value* value : carried) {
        outputs.push_back(single(NodeKind::Uninitialized, {}, value->type, where));
      }
    } else {
      for (size_t i = 0; i < names.size(); ++i) {
        Value* next = as_value(*find(names[i], where), where);
        if (!is_subtype(next->type, carried[i]->type)) {
          throw Error(
              Diag::MJ2005, where,
              {{"name", names[i]}, {"old", carried[i]->type->str()}, {"new", next->type->str()}});
        }
        outputs.push_back(next);
      }
    }
    inner->outputs = outputs;
    frames_.pop_back();
    for (size_t i = 0; i < names.size(); ++i) {
      frame().bind(names[i], Named::of(graph_->add_output(node, carried[i]->type, names[i])));
    }
    for (const std::string& name : bound) {
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        frame().forget(name, name + " is not defined outside of the loop that binds it");
      }
    }
  }

  Named loop_item(const Named& iterable, Value* index, const SourceRange& where) {
    if (iterable.kind == Named::Kind::Range) {
      if (!iterable.items[0]) return Named::of(index);
      return call_operator("aten::__derive_index", {index, iterable.items[0], iterable.items[2]},
                           {}, where);
    }
    if (iterable.value->type->is(TypeKind::Tensor)) {
      Value* zero = constant(IValue(int64_t{0}), int_type(), where);
      return call_operator("aten::select", {iterable.value, zero, index}, {}, where);
    }
    return call_operator("aten::__getitem__", {iterable.value, index}, {}, where);
  }

  // Expressions.

  Value* value_of(const Expr& expr, const TypePtr& hint) {
    return as_value(expression(expr, hint), range(expr));
  }

  Named literal(IValue value, const TypePtr& type, const Expr& expr) {
    return Named::of(constant(std::move(value), type, range(expr)));
  }

  Named expression(const Expr& expr, const TypePtr& hint) {
    const SourceRange where = range(expr);
    switch (expr.kind) {
      case ExprKind::Name:
        return name(expr);
      case ExprKind::Int:
        return literal(expr.integer, int_type(), expr);
      case ExprKind::Float:
        return literal(expr.number, float_type(), expr);
      case ExprKind::Imaginary:
        return literal(std::complex<double>(0, expr.number), complex_type(), expr);
      case ExprKind::String:
        return literal(expr.text, string_type(), expr);
      case ExprKind::True:
        return literal(true, bool_type(), expr);
      case ExprKind::False:
        return literal(false, bool_type(), expr);
      case ExprKind::None:
        return literal(IValue(), none_type(), expr);
      case ExprKind::Attribute: {
        const Named base = expression(expr.item(0), nullptr);
        return attribute(base, expr.text, where);
      }
      case ExprKind::Subscript:
        return subscript(expr);
      case ExprKind::Call:
        return call(expr, hint);
      case ExprKind::Unary:
        return unary(expr);
      case ExprKind::Binary: {
        Value* left = value_of(expr.item(0), nullptr);
        Value* right = value_of(expr.item(1), nullptr);
        std::string kind = lookup(binary_operators, expr.text);
        const bool tensors = left->type->is(TypeKind::Tensor) || right->type->is(TypeKind::Tensor);
        if (expr.text == "//" && tensors) kind = "aten::floor_divide";
        return call_operator(kind, {left, right}, {}, where);
      }
      case ExprKind::Compare: {
        if (expr.operators.size() != 1) unsupported(where, "chained comparisons");
        Value* left = value_of(expr.item(0), nullptr);
        Value* right = value_of(expr.item(1), nullptr);
        if (expr.operators[0] == "in" || expr.operators[0] == "not in") {
          Value* found =
              as_value(call_operator("aten::__contains__", {right, left}, {}, where), where);
          if (expr.operators[0] == "in") return Named::of(found);
          return call_operator("aten::__not__", {found}, {}, where);
        }
        const char* kind = lookup(binary_operators, expr.operators[0]);
        if (!kind) unsupported(where, "this comparison");
        return call_operator(kind, {left, right}, {}, where);
      }
      case ExprKind::Tuple: {
        Named made = Named::make(Named::Kind::Tuple);
        const TypePtr plain = hint && hint->is(TypeKind::Optional) ? hint->element() : hint;
        for (size_t i = 0; i < expr.items.size(); ++i) {
          TypePtr inner;
          if (plain && plain->is(TypeKind::Tuple) && i < plain->elements().size()) {
            inner = plain->element(i);
          }
          if (plain && plain->is(TypeKind::List)) inner = plain->element();
          made.items.push_back(value_of(expr.item(i), inner));
        }
        return made;
      }
      case ExprKind::List: {
        const TypePtr plain = hint && hint->is(TypeKind::Optional) ? hint->element() : hint;
        const TypePtr wanted = plain && plain->is(TypeKind::List) ? plain->element() : nullptr;
        std::vector<Value*> items;
        for (const ExprPtr& item : expr.items) items.push_back(value_of(*item, wanted));
        const TypePtr element = common_type(items, wanted, "a list", where);
        return Named::of(list(std::move(items), element, where));
      }
      case ExprKind::Dict: {
        const TypePtr plain = hint && hint->is(TypeKind::Optional) ? hint->element() : hint;
        const bool known = plain && plain->is(TypeKind::Dict);
        std::vector<Value*> keys, values, inputs;
        for (size_t i = 0; i + 1 < expr.items.size(); i += 2) {
          keys.push_back(value_of(expr.item(i), known ? plain->element(0) : nullptr));
          values.push_back(value_of(expr.item(i + 1), known ? plain->element(1) : nullptr));
        }
        TypePtr type = known ? plain : dict_type(string_type(), tensor_type());
        if (!keys.empty()) {
          type = dict_type(
              common_type(keys, known ? plain->element(0) : nullptr, "the keys of a dict", where),
              common_type(values, known ? plain->element(1) : nullptr, "the values of a dict",
                          where));
        }
        for (size_t i = 0; i < keys.size(); ++i) {
          inputs.push_back(keys[i]);
          inputs.push_back(values[i]);
        }
        return Named::of(single(NodeKind::DictConstruct, inputs, type, where));
      }
      case ExprKind::Slice: {
        Named made = Named::make(Named::Kind::Slice);
        for (const ExprPtr& part : expr.items) {
          made.items.push_back(part ? value_of(*part, nullptr) : nullptr);
        }
        return made;
      }
      case ExprKind::Ellipsis:
        unsupported(where, "an ellipsis here");
      case ExprKind::And:
      case ExprKind::Or:
        unsupported(where, "and / or; PyTorch writes them as if statements");
      case ExprKind::Ternary:
        unsupported(where, "conditional expressions; PyTorch writes them as if statements");
      case ExprKind::ListComprehension:
      case ExprKind::DictComprehension:
        unsupported(where, "comprehensions; PyTorch writes them as loops");
      case ExprKind::Starred:
        unsupported(where, "starred expressions here");
    }
    unsupported(where, "this expression");
  }

  TypePtr common_type(const std::vector<Value*>& values, const TypePtr& wanted, const char* what,
                      const SourceRange& where) {
    if (wanted && std::all_of(values.begin(), values.end(),
                              [&](const Value* v) { return is_subtype(v->type, wanted); })) {
      return wanted;
    }
    TypePtr element = values.empty() ? tensor_type() : values[0]->type;
    for (size_t i = 1; i < values.size(); ++i) {
      const TypePtr joined = unify(element, values[i]->type);
      if (!joined) {
        throw Error(Diag::MJ2024, where,
                    {{"left", element->str()}, {"right", values[i]->type->str()}, {"what", what}});
      }
      element = joined;
    }
    return element;
  }

  Named name(const Expr& expr) {
    const SourceRange where = range(expr);
    if (const Named* found = find(expr.text, where)) return *found;
    if (expr.text == "torch" || expr.text == "ops" || expr.text == "CONSTANTS" ||
        expr.text == "__torch__") {
      return Named::make(Named::Kind::Namespace, expr.text);
    }
    if (expr.text == "inf") return literal(static_cast<double>(INFINITY), float_type(), expr);
    if (expr.text == "nan") return literal(std::nan(""), float_type(), expr);
    if (lookup(builtin_operators, expr.text)) {
      return Named::make(Named::Kind::Builtin, expr.text);
    }
    for (const char* form : builtin_forms) {
      if (expr.text == form) return Named::make(Named::Kind::Builtin, expr.text);
    }
    throw Error(Diag::MJ2001, where, {{"name", expr.text}});
  }

  Named attribute(const Named& base, const std::string& name, const SourceRange& where) {
    if (base.kind == Named::Kind::Namespace) return namespace_attribute(base, name, where);
    if (base.kind == Named::Kind::Class) {
      if (name == "__new__") {
        Named made = Named::make(Named::Kind::New);
        made.type = base.type;
        return made;
      }
      const ClassTypePtr cls = as_class_ptr(base.type);
      const ClassConstant* member = cls ? cls->find_constant(name) : nullptr;
      if (member && cls->class_kind() == ClassKind::Enum) {
        return Named::of(
            constant(make_intrusive<EnumImpl>(cls, name, *member->value), base.type, where));
      }
      // The functions of a class's hooks lie in a file that is named after it.
      if (Function* hook = cls ? resolver_.find(cls->name() + "." + name).function : nullptr) {
        Named made = Named::make(Named::Kind::Function);
        made.function = hook;
        return made;
      }
      throw Error(Diag::MJ2012, where, {{"type", "a class"}, {"name", name}, {"hint", ""}});
    }
    Value* value = as_value(base, where);
    const TypePtr& type = value->type;
    if (const ClassType* cls = as_class(*type)) {
      if (cls->class_kind() == ClassKind::Enum && !cls->constants().empty()) {
        if (name == "name") {
          return Named::of(single(NodeKind::EnumName, {value}, string_type(), where));
        }
        if (name == "value") {
          return Named::of(single(NodeKind::EnumValue, {value}, cls->constants()[0].type, where));
        }
      }
      const size_t slot = cls->find_attribute(name);
      if (slot != ClassType::npos) {
        Value* made = single(NodeKind::GetAttr, {value}, cls->attribute_type(slot), where);
        made->node->name = name;
        made->node->index = static_cast<int64_t>(slot);
        return Named::of(made);
      }
      if (const ClassConstant* found = cls->find_constant(name)) {
        return Named::of(constant(*found->value, found->type, where));
      }
      if (cls->find_method(name)) {
        Named made = Named::make(Named::Kind::Method, name);
        made.value = value;
        made.type = type;
        return made;
      }
      throw Error(Diag::MJ2037, where, {{"module", cls->name()}, {"name", name}, {"hint", ""}});
    }
    if (type->is(TypeKind::Tuple)) {
      for (size_t i = 0; i < type->fields().size(); ++i) {
        if (type->fields()[i] == name) return Named::of(tuple_index(value, i, where));
      }
    }
    if (type->is(TypeKind::Tensor)) {
      if (const char* kind = lookup(tensor_properties, name)) {
        return call_operator(kind, {value}, {}, where);
      }
    }
    if (type->is(TypeKind::Device)) {
      if (name == "type") return call_operator("prim::type", {value}, {}, where);
      if (name == "index") return call_operator("prim::index", {value}, {}, where);
    }
    if (type->is(TypeKind::Optional)) {
      throw Error(Diag::MJ2012, where,
                  {{"type", "'" + type->str() + "' object"},
                   {"name", name},
                   {"hint", ". Did you forget to unwrap Optional before using it?"}});
    }
    Named made = Named::make(Named::Kind::Operator, "aten::" + name);
    made.value = value;
    return made;
  }

  Named namespace_attribute(const Named& base, const std::string& name, const SourceRange& where) {
    if (base.text == "torch") {
      if (name == "device") return Named::make(Named::Kind::Builtin, "device");
      if (name == "autograd") return Named::make(Named::Kind::Namespace, "torch.autograd");
      return Named::make(Named::Kind::Operator, "aten::" + name);
    }
    if (base.text == "torch.autograd") {
      return Named::make(Named::Kind::Operator, "aten::" + name);
    }
    if (base.text == "ops") return Named::make(Named::Kind::Namespace, "ops." + name);
    if (base.text.rfind("ops.", 0) == 0) {
      return Named::make(Named::Kind::Operator, base.text.substr(4) + "::" + name);
    }
    if (base.text == "CONSTANTS") {
      const std::vector<IValue>& constants = resolver_.unit().constants;
      const std::string digits = name.substr(1);
      const bool numeric = !digits.empty() && digits.size() < 10 &&
                           digits.find_first_not_of("0123456789") == std::string::npos;
      if (!numeric || std::stoul(digits) >= constants.size()) {
        throw Error(Diag::MJ2039, where, {{"name", name}});
      }
      const size_t index = std::stoul(digits);
      Value* made =
          single(NodeKind::ConstantRef, {}, type_of(constants[index], name, where), where);
      made->node->index = static_cast<int64_t>(index);
      return Named::of(made);
    }
    const std::string qualified = base.text + "." + name;
    const Definition found = resolver_.find(qualified);
    Named made = Named::make(Named::Kind::Namespace, qualified);
    if (found.function) {
      made.kind = Named::Kind::Function;
      made.function = found.function;
    } else if (found.cls || found.named_tuple) {
      made.kind = Named::Kind::Class;
      made.type = found.cls ? TypePtr(found.cls) : found.named_tuple;
    }
    return made;
  }

  TypePtr type_of(const IValue& value, const std::string& name, const SourceRange& where) {
    switch (value.tag()) {
      case IValue::Tag::Tensor:
        return tensor_type();
      case IValue::Tag::Int:
        return int_type();
      case IValue::Tag::Double:
        return float_type();
      case IValue::Tag::Bool:
        return bool_type();
      case IValue::Tag::String:
        return string_type();
      case IValue::Tag::None:
        return none_type();
      case IValue::Tag::Device:
        return device_type();
      case IValue::Tag::Complex:
        return complex_type();
      case IValue::Tag::List:
        return list_type(value.toListImpl().element_type);
      case IValue::Tag::Dict:
        return dict_type(value.toDictImpl().key_type, value.toDictImpl().value_type);
      case IValue::Tag::Tuple: {
        std::vector<TypePtr> types;
        for (const IValue& item : value.toTupleRef().values) {
          types.push_back(type_of(item, name, where));
        }
        return tuple_type(std::move(types));
      }
      case IValue::Tag::Object:
        return std::static_pointer_cast<const Type>(value.toObjectRef().type);
      case IValue::Tag::Enum:
        return std::static_pointer_cast<const Type>(value.toEnumRef().type);
      case IValue::Tag::Generator:
        return generator_type();
    }
    throw Error(Diag::MJ2039, where, {{"name", name}});
  }

  Value* tuple_index(Value* tuple, size_t index, const SourceRange& where) {
    Value* made = single(NodeKind::TupleIndex, {tuple}, tuple->type->element(index), where);
    made->node->index = static_cast<int64_t>(index);
    return made;
  }

  /// A bound of a slice of a tuple, or what stands for an open one. Throws MJ2021.
  int64_t slice_bound(const Value* part, int64_t open, const SourceRange& where) const {
    if (!part) return open;
    const bool known = is_constant(part) && part->node->value.isInt();
    if (!known) throw Error(Diag::MJ2021, where, {});
    return part->node->value.toInt();
  }

  /// `tuple[start:stop:step]`, clipped as Python clips it.
  template <class Item>
  Named tuple_slice(int64_t size, const Item& item, const Named& slice, const SourceRange& where) {
    const int64_t step = slice_bound(slice.items[2], 1, where);
    if (step == 0) throw Error(Diag::MJ2021, where, {});
    const int64_t low = step > 0 ? 0 : -1, high = step > 0 ? size : size - 1;
    const auto clipped = [&](const Value* part, int64_t open) {
      if (!part) return open;
      const int64_t at = slice_bound(part, open, where);
      return std::min(std::max(at < 0 ? at + size : at, low), high);
    };
    const int64_t start = clipped(slice.items[0], step > 0 ? 0 : size - 1);
    const int64_t stop = clipped(slice.items[1], step > 0 ? size : -1);
    std::vector<Value*> items;
    std::vector<TypePtr> types;
    for (int64_t at = start; step > 0 ? at < stop : at > stop; at += step) {
      items.push_back(item(static_cast<size_t>(at)));
      types.push_back(items.back()->type);
      if (step > size || step < -size) break;
    }
    return Named::of(
        single(NodeKind::TupleConstruct, std::move(items), tuple_type(std::move(types)), where));
  }

  /// An element, or a tuple of some, of a tuple of `size` elements that `item` gives.
  template <class Item>
  Named subscript_tuple(int64_t size, const Item& item, const Named& index,
                        const SourceRange& where) {
    if (index.kind == Named::Kind::Slice) return tuple_slice(size, item, index, where);
    const bool known = index.kind == Named::Kind::Value && is_constant(index.value) &&
                       index.value->node->value.isInt();
    if (!known) throw Error(Diag::MJ2021, where, {});
    const int64_t at = index.value->node->value.toInt();
    if (at < -size || at >= size) {
      throw Error(Diag::MJ2022, where, {{"index", at}, {"size", size}});
    }
    return Named::of(item(static_cast<size_t>(at < 0 ? at + size : at)));
  }

  Named subscript(const Expr& expr) {
    const SourceRange where = range(expr);
    const Named base = expression(expr.item(0), nullptr);
    if (base.kind == Named::Kind::Tuple) {
      const Named index = expression(expr.item(1), nullptr);
      return subscript_tuple(
          static_cast<int64_t>(base.items.size()), [&](size_t i) { return base.items[i]; }, index,
          where);
    }
    Value* value = as_value(base, range(expr.item(0)));
    const Named index = expression(expr.item(1), nullptr);
    if (value->type->is(TypeKind::Tuple)) {
      return subscript_tuple(
          static_cast<int64_t>(value->type->elements().size()),
          [&](size_t i) { return tuple_index(value, i, where); }, index, where);
    }
    if (index.kind == Named::Kind::Slice && !value->type->is(TypeKind::Dict)) {
      std::vector<Value*> inputs{value};
      if (value->type->is(TypeKind::Tensor)) {
        inputs.push_back(constant(IValue(int64_t{0}), int_type(), where));
      }
      for (size_t i = 0; i < 3; ++i) {
        Value* part = index.items[i];
        if (!part) {
          part = i == 2 ? constant(IValue(int64_t{1}), int_type(), where)
                        : constant(IValue(), none_type(), where);
        }
        inputs.push_back(part);
      }
      return call_operator("aten::slice", inputs, {}, where);
    }
    Value* at = as_value(index, where);
    if (value->type->is(TypeKind::Tensor)) {
      if (!at->type->is(TypeKind::Int)) unsupported(where, "this tensor index");
      Value* zero = constant(IValue(int64_t{0}), int_type(), where);
      return call_operator("aten::select", {value, zero, at}, {}, where);
    }
    if (as_class(*value->type)) return call_method(value, "__getitem__", {at}, {}, where);
    return call_operator("aten::__getitem__", {value, at}, {}, where);
  }

  Named unary(const Expr& expr) {
    const SourceRange where = range(expr);
    const Expr& operand = expr.item(0);
    if (expr.text == "-" && operand.is(ExprKind::Int)) {
      return literal(static_cast<int64_t>(0 - static_cast<uint64_t>(operand.integer)), int_type(),
                     expr);
    }
    if (expr.text == "-" && operand.is(ExprKind::Float)) {
      return literal(-operand.number, float_type(), expr);
    }
    Value* value = value_of(operand, nullptr);
    if (expr.text == "+") return Named::of(value);
    if (expr.text == "not") {
      return call_operator("aten::__not__", {boolean(value, where)}, {}, where);
    }
    if (expr.text == "-" && is_constant(value) && value->node->value.isDouble()) {
      return literal(-value->node->value.toDouble(), float_type(), expr);
    }
    return call_operator(expr.text == "-" ? "aten::neg" : "aten::bitwise_not", {value}, {}, where);
  }

  Value* boolean(Value* value, const SourceRange& where) {
    if (value->type->is(TypeKind::Bool)) return value;
    if (value->type->is(TypeKind::Tensor) || value->type->is(TypeKind::Int) ||
        value->type->is(TypeKind::Float)) {
      return as_value(call_operator("aten::Bool", {value}, {}, where), where);
    }
    if (value->type->is(TypeKind::String) || value->type->is(TypeKind::List) ||
        value->type->is(TypeKind::Dict)) {
      Value* size = as_value(call_operator("aten::len", {value}, {}, where), where);
      Value* zero = constant(IValue(int64_t{0}), int_type(), where);
      return as_value(call_operator("aten::gt", {size, zero}, {}, where), where);
    }
    throw Error(Diag::MJ2011, where, {{"type", value->type->str()}});
  }

  // Calls.

  using Keywords = std::vector<std::pair<std::string, Value*>>;

  Named call(const Expr& expr, const TypePtr& hint) {
    const SourceRange where = range(expr);
    Named callee = expression(expr.item(0), nullptr);
    if (callee.kind == Named::Kind::Builtin) return builtin(callee.text, expr, hint);
    if (callee.kind == Named::Kind::New) {
      return Named::of(single(NodeKind::CreateObject, {}, callee.type, where));
    }
    const std::vector<Parameter>* formals = nullptr;
    size_t skip = 0;
    if (callee.kind == Named::Kind::Function) formals = &callee.function->parameters();
    if (callee.kind == Named::Kind::Method) {
      formals = &as_class(*callee.type)->find_method(callee.text)->parameters();
      skip = 1;
    }
    std::vector<Value*> args;
    for (size_t i = 1; i < expr.items.size(); ++i) {
      TypePtr wanted;
      if (formals && i - 1 + skip < formals->size()) wanted = (*formals)[i - 1 + skip].type;
      args.push_back(value_of(expr.item(i), wanted));
    }
    Keywords keywords;
    for (const Keyword& keyword : expr.keywords) {
      keywords.emplace_back(keyword.name, value_of(*keyword.value, nullptr));
    }
    switch (callee.kind) {
      case Named::Kind::Operator: {
        std::vector<Value*> all;
        if (callee.value) all.push_back(callee.value);
        all.insert(all.end(), args.begin(), args.end());
        // What it waits for has run.
        if (callee.text == "aten::wait" && all.size() == 1) return Named::of(all[0]);
        if (callee.value && callee.text == "aten::tolist" && args.empty()) {
          return Named::of(to_list(callee.value, hint, where));
        }
        return call_operator(callee.text, all, keywords, where);
      }
      case Named::Kind::Function: {
        Node* node = append(NodeKind::CallFunction,
                            match_function(*callee.function, 0, args, keywords, where), where);
        node->name = callee.function->qualified_name();
        node->callee = callee.function;
        return Named::of(graph_->add_output(node, return_type(*callee.function, where)));
      }
      case Named::Kind::Method:
        return call_method(callee.value, callee.text, args, keywords, where);
      case Named::Kind::Class: {
        if (callee.type->is(TypeKind::Tuple)) {
          std::vector<Value*> items;
          if (args.size() != callee.type->elements().size()) {
            throw Error(Diag::MJ2017, where,
                        {{"name", callee.type->str()},
                         {"expected", callee.type->elements().size()},
                         {"found", args.size()}});
          }
          for (size_t i = 0; i < args.size(); ++i) {
            items.push_back(convert(args[i], callee.type->element(i), where, "for a field"));
          }
          return Named::of(single(NodeKind::TupleConstruct, items, callee.type, where));
        }
        Value* made = single(NodeKind::CreateObject, {}, callee.type, where);
        call_method(made, "__init__", args, keywords, where);
        return Named::of(made);
      }
      default:
        throw Error(Diag::MJ2016, where, {{"what", ""}});
    }
  }

  /// `fork(f)` of a function within this one, run now: a sequential order is a legal one.
  Named fork(const Expr& expr, const SourceRange& where) {
    const Named callee = expr.items.size() == 2 ? expression(expr.item(1), nullptr) : Named();
    if (callee.kind != Named::Kind::Nested) unsupported(where, "fork of this");
    const Body& statements = callee.definition->body;
    const bool returns = callee.definition->params.empty() && !statements.empty() &&
                         statements.back()->kind == StmtKind::Return && statements.back()->value;
    if (!returns) unsupported(where, "fork of a function of this form");
    for (size_t i = 0; i + 1 < statements.size(); ++i) statement(*statements[i]);
    return expression(*statements.back()->value, nullptr);
  }

  /// `x.tolist()`, whose type is that of the place where it stands.
  Value* to_list(Value* tensor, const TypePtr& hint, const SourceRange& where) {
    const TypePtr wanted = hint && hint->is(TypeKind::Optional) ? hint->element() : hint;
    TypePtr element = wanted;
    int64_t dims = 0;
    for (; element && element->is(TypeKind::List); ++dims) element = element->element();
    static constexpr TypeKind kinds[] = {TypeKind::Int, TypeKind::Float, TypeKind::Complex,
                                         TypeKind::Bool};
    const auto kind = std::find_if(std::begin(kinds), std::end(kinds),
                                   [&](TypeKind each) { return element && element->is(each); });
    if (kind == std::end(kinds)) throw Error(Diag::MJ2041, where, {});
    Value* dims_value = constant(dims, int_type(), where);
    Value* kind_value = constant(static_cast<int64_t>(kind - kinds), int_type(), where);
    Node* node = append(NodeKind::Operator, {tensor, dims_value, kind_value}, where);
    node->op = &find_operators("prim::tolist")[0];
    return graph_->add_output(node, wanted);
  }

  TypePtr return_type(const Function& function, const SourceRange& where) {
    if (!function.return_type()) {
      throw Error(Diag::MJ2025, where, {{"name", std::string(function.name())}});
    }
    return function.return_type();
  }

  Named call_method(Value* object, const std::string& name, const std::vector<Value*>& args,
                    const Keywords& keywords, const SourceRange& where) {
    const ClassType* cls = as_class(*object->type);
    Function* method = cls ? cls->find_method(name) : nullptr;
    if (!method) {
      throw Error(Diag::MJ2030, where, {{"name", object->type->str() + "." + name}});
    }
    std::vector<Value*> inputs = match_function(*method, 1, args, keywords, where);
    inputs.insert(inputs.begin(), object);
    Node* node = append(NodeKind::CallMethod, std::move(inputs), where);
    node->name = name;
    if (cls->class_kind() != ClassKind::Interface) node->callee = method;
    return Named::of(graph_->add_output(node, return_type(*method, where)));
  }

  std::vector<Value*> match_function(const Function& function, size_t skip,
                                     const std::vector<Value*>& args, const Keywords& keywords,
                                     const SourceRange& where) {
    const std::vector<Parameter>& formals = function.parameters();
    if (args.size() + skip > formals.size()) {
      throw Error(Diag::MJ2017, where,
                  {{"name", function.qualified_name()},
                   {"expected", formals.size() - skip},
                   {"found", args.size()}});
    }
    std::vector<Value*> inputs;
    for (size_t i = skip; i < formals.size(); ++i) {
      const Parameter& formal = formals[i];
      Value* value = nullptr;
      if (i - skip < args.size()) {
        value = args[i - skip];
      } else {
        for (const auto& keyword : keywords) {
          if (keyword.first == formal.name) value = keyword.second;
        }
      }
      if (!value) {
        if (!formal.default_value) {
          throw Error(Diag::MJ2017, where,
                      {{"name", function.qualified_name()},
                       {"expected", formals.size() - skip},
                       {"found", args.size()}});
        }
        inputs.push_back(constant(*formal.default_value,
                                  formal.default_value->isNone() ? none_type() : formal.type,
                                  where));
        continue;
      }
      inputs.push_back(convert(value, formal.type, where, "for an argument"));
    }
    return inputs;
  }

  /// A raise at the place of an operator that this runtime lacks; it ends the block.
  [[noreturn]] void end_at_missing(const std::string& kind, const char* why,
                                   const SourceRange& where) {
    resolver_.unit().note_missing(kind, why, where);
    Node* node = append(NodeKind::MissingOperator, {}, where);
    node->name = kind;
    throw BlockEnded();
  }

  Match resolved(const std::string& kind, const CallTypes& types, int version,
                 const SourceRange& where) {
    try {
      return resolve(kind, types, version, where);
    } catch (const Error& complaint) {
      // What an archive calls, PyTorch has: it is an overload that this runtime lacks.
      if (complaint.id() != Diag::MJ2902) throw;
      end_at_missing(kind, no_overload, where);
    }
  }

  Named call_operator(const std::string& kind, std::vector<Value*> args, const Keywords& keywords,
                      const SourceRange& where) {
    const int version = resolver_.unit().opset_version;
    if (find_operators(kind).empty()) end_at_missing(kind, not_there, where);
    if (args.size() == 2 && (kind == "aten::eq" || kind == "aten::ne") && is_enum(args[0]) &&
        is_enum(args[1])) {
      if (args[0]->type != args[1]->type) {
        return Named::of(constant(IValue(kind == "aten::ne"), bool_type(), where));
      }
      for (Value*& arg : args) arg = single(NodeKind::EnumName, {arg}, string_type(), where);
    }
    if (args.size() == 2 && keywords.empty() && is_subtype(args[0]->type, number_type()) &&
        args[1]->type->is(TypeKind::Tensor)) {
      for (const auto& row : reversed) {
        if (kind != row[0]) continue;
        Value* tensor = args[1];
        if (row[1][0]) tensor = as_value(call_operator(row[1], {tensor}, {}, where), where);
        return call_operator(row[2], {tensor, args[0]}, {}, where);
      }
    }
    CallTypes types;
    for (size_t i = 0; i < args.size(); ++i) {
      types.positional.push_back(args[i]->type);
      if (is_empty_literal(args[i])) types.empty_positions.insert(i);
    }
    for (const auto& keyword : keywords) {
      types.keywords.emplace_back(keyword.first, keyword.second->type);
      if (is_empty_literal(keyword.second)) types.empty_keywords.insert(keyword.first);
    }
    const Match match = resolved(kind, types, version, where);
    std::vector<Value*> inputs;
    for (size_t i = 0; i < match.actuals.size(); ++i) {
      inputs.push_back(argument(match.op->args[i], match.actuals[i], args, keywords, where));
    }
    if (match.op->vararg) {
      for (size_t i = match.first_extra; i < args.size(); ++i) inputs.push_back(args[i]);
    }
    if (match.op->upgrader >= 0) {
      const Function& upgrader = resolver_.upgrader(match.op->upgrader);
      ValueMap map;
      for (size_t i = 0; i < inputs.size(); ++i) map[upgrader.graph()->inputs()[i]] = inputs[i];
      graph_->clone_nodes(*upgrader.graph()->block(), block(), map);
      return Named::of(map[upgrader.graph()->outputs()[0]]);
    }
    Node* node = graph_->create(NodeKind::Operator, std::move(inputs), where);
    node->op = match.op;
    graph_->append(block(), node);
    for (const TypePtr& type : match.returns) graph_->add_output(node, type);
    if (kind == "prim::RaiseException") {
      // Nothing follows a raise; what stands there in the text is never reached.
      return Named();
    }
    if (node->outputs.empty()) return Named();
    if (node->outputs.size() == 1) return Named::of(node->outputs[0]);
    Named made = Named::make(Named::Kind::Tuple);
    made.items = node->outputs;
    return made;
  }

  Value* argument(const ArgInfo& info, const Actual& actual, const std::vector<Value*>& args,
                  const Keywords& keywords, const SourceRange& where) {
    Value* value = nullptr;
    switch (actual.from) {
      case Actual::From::Default:
        return default_value(info, where);
      case Actual::From::Gather: {
        std::vector<Value*> items(args.begin() + static_cast<long>(actual.position), args.end());
        return list(std::move(items), actual.type->element(), where);
      }
      case Actual::From::Position:
        value = args[actual.position];
        break;
      case Actual::From::Keyword:
        for (const auto& keyword : keywords) {
          if (keyword.first == actual.keyword) value = keyword.second;
        }
        break;
    }
    const TypePtr plain =
        actual.type->is(TypeKind::Optional) ? actual.type->element() : actual.type;
    switch (actual.conversion) {
      case Conversion::None:
        return value;
      case Conversion::Repeat:
        return list(std::vector<Value*>(static_cast<size_t>(info.fixed_size), value),
                    plain->element(), where);
      case Conversion::Unpack:
        return list(unpack(value, where), plain->element(), where);
      case Conversion::Empty:
        value->type = plain;
        return value;
      case Conversion::Apply:
        return as_value(call_operator(actual.converter, {value}, {}, where), where);
    }
    return value;
  }

  Value* default_value(const ArgInfo& info, const SourceRange& where) {
    const auto source = std::make_shared<const Source>("<default>", info.default_text.c_str());
    const TypePtr type = decode_type(info.type.c_str());
    const TypePtr plain = type->is(TypeKind::Optional) ? type->element() : type;
    const ExprPtr expr = parse_expression(source);
    IValue value =
        resolver_.constant_expression(*expr, source, plain->is(TypeKind::List) ? plain : nullptr);
    if (value.isNone()) return constant(value, none_type(), where);
    if (plain->is(TypeKind::List)) {
      if (value.isInt() && info.fixed_size) {
        value = IValue(std::vector<int64_t>(static_cast<size_t>(info.fixed_size), value.toInt()));
      }
      if (value.isList()) return constant(std::move(value), plain, where);
    }
    const TypePtr own = type_of(value, "", where);
    return constant(std::move(value), own, where);
  }

  Named builtin(const std::string& name, const Expr& expr, const TypePtr& hint) {
    const SourceRange where = range(expr);
    const size_t count = expr.items.size() - 1;
    const auto expect = [&](size_t wanted) {
      if (count != wanted) {
        throw Error(Diag::MJ2017, where, {{"name", name}, {"expected", wanted}, {"found", count}});
      }
    };
    if (name == "fork") return fork(expr, where);
    if (name == "annotate") {
      expect(2);
      const TypePtr wanted = resolver_.parse_type(expr.item(1), source_);
      Value* value = value_of(expr.item(2), wanted);
      return Named::of(widen(convert(value, wanted, where, "in annotate"), wanted, where));
    }
    if (name == "unchecked_cast") {
      expect(2);
      const TypePtr wanted = resolver_.parse_type(expr.item(1), source_);
      Value* value = value_of(expr.item(2), nullptr);
      return Named::of(single(NodeKind::UncheckedCast, {value}, wanted, where));
    }
    if (name == "uninitialized") {
      expect(1);
      const TypePtr wanted = resolver_.parse_type(expr.item(1), source_);
      return Named::of(single(NodeKind::Uninitialized, {}, wanted, where));
    }
    if (name == "isinstance") {
      expect(2);
      Value* value = value_of(expr.item(1), nullptr);
      std::vector<TypePtr> types;
      const auto add = [&](const Expr& item) {
        // Of any elements: what no type of a value says.
        const bool bare = item.is(ExprKind::Name) &&
                          (item.text == "list" || item.text == "tuple" || item.text == "dict");
        types.push_back(bare ? var_type(item.text) : resolver_.parse_type(item, source_));
      };
      if (expr.item(2).is(ExprKind::Tuple)) {
        for (const ExprPtr& item : expr.item(2).items) add(*item);
      } else {
        add(expr.item(2));
      }
      Value* made = single(NodeKind::IsInstance, {value}, bool_type(), where);
      made->node->types = std::move(types);
      return Named::of(made);
    }
    if (name == "getattr") {
      if (count < 2 || !expr.item(2).is(ExprKind::String)) {
        throw Error(Diag::MJ2034, where, {{"what", "the name of the attribute"}});
      }
      return attribute(expression(expr.item(1), nullptr), expr.item(2).text, where);
    }
    if (name == "range") {
      Named made = Named::make(Named::Kind::Range);
      std::vector<Value*> args;
      for (size_t i = 1; i <= count; ++i) {
        args.push_back(convert(value_of(expr.item(i), nullptr), int_type(), range(expr.item(i)),
                               "for argument of range"));
      }
      if (args.empty() || args.size() > 3) expect(1);
      if (args.size() == 1) {
        made.items = {nullptr, args[0], nullptr};
      } else {
        made.items = {args[0], args[1], args.size() == 3 ? args[2] : nullptr};
      }
      return made;
    }
    std::vector<Value*> args;
    for (size_t i = 1; i <= count; ++i) args.push_back(value_of(expr.item(i), nullptr));
    if (name == "print") {
      append(NodeKind::Print, args, where);
      return Named();
    }
    if (name == "int" || name == "float" || name == "bool") {
      expect(1);
      return cast(name, args[0], where);
    }
    if (name == "str") {
      expect(1);
      if (args[0]->type->is(TypeKind::String)) return Named::of(args[0]);
      return call_operator("aten::str", args, {}, where);
    }
    if (name == "len") {
      expect(1);
      if (args[0]->type->is(TypeKind::Tuple)) {
        return Named::of(
            constant(static_cast<int64_t>(args[0]->type->elements().size()), int_type(), where));
      }
      if (as_class(*args[0]->type)) return call_method(args[0], "__len__", {}, {}, where);
      return call_operator("aten::len", args, {}, where);
    }
    if (name == "list") {
      if (args.empty()) {
        return Named::of(
            list({}, hint && hint->is(TypeKind::List) ? hint->element() : tensor_type(), where));
      }
      return call_operator(args[0]->type->is(TypeKind::Dict) ? "aten::keys" : "aten::list", args,
                           {}, where);
    }
    if (name == "device") {
      if (args.size() == 1 && is_constant(args[0]) && args[0]->node->value.isString()) {
        return Named::of(
            constant(Device(args[0]->node->value.toStringView()), device_type(), where));
      }
      return call_operator("aten::device", args, {}, where);
    }
    const char* kind = lookup(builtin_operators, name);
    if (!kind) unsupported(where, "this builtin");
    return call_operator(kind, args, {}, where);
  }

  Named cast(const std::string& name, Value* value, const SourceRange& where) {
    const TypePtr wanted = name == "int"     ? int_type()
                           : name == "float" ? float_type()
                                             : bool_type();
    if (same_type(*value->type, *wanted)) return Named::of(value);
    if (name == "bool") return Named::of(boolean(value, where));
    if (is_constant(value)) {
      const IValue& known = value->node->value;
      if (name == "float" && known.isInt()) {
        return Named::of(constant(static_cast<double>(known.toInt()), wanted, where));
      }
      if (name == "int" && known.isDouble() && std::fabs(known.toDouble()) < 9e18) {
        return Named::of(constant(static_cast<int64_t>(known.toDouble()), wanted, where));
      }
    }
    return call_operator(name == "int" ? "aten::Int" : "aten::Float", {value}, {}, where);
  }

  Resolver& resolver_;
  std::set<const Value*> named_;  // empty lists that have a name
  std::shared_ptr<const Source> source_;
  Function& function_;
  Graph* graph_ = nullptr;
  std::vector<Frame> frames_;
};

}  // namespace

void emit_function(Resolver& resolver, const Def& definition,
                   const std::shared_ptr<const Source>& source, Function& function) {
  Emitter(resolver, source, function).emit(definition);
}

}  // namespace minijit::code
