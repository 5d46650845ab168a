// Calls: operators, functions, methods, classes.
#include <algorithm>

#include "code/emitter.h"
#include "code/missing.h"
#include "code/parser.h"
#include "ir/instance.h"

namespace minijit::code {

namespace {

/// What `operator(number, tensor)` becomes: how the tensor is prepared, and the operator then
/// applied to (tensor, number).
constexpr const char* reversed[][3] = {
    {"aten::add", "", "aten::add"}, {"aten::sub", "aten::neg", "aten::add"},
    {"aten::mul", "", "aten::mul"}, {"aten::div", "aten::reciprocal", "aten::mul"},
    {"aten::eq", "", "aten::eq"},   {"aten::ne", "", "aten::ne"},
    {"aten::lt", "", "aten::gt"},   {"aten::le", "", "aten::ge"},
    {"aten::gt", "", "aten::lt"},   {"aten::ge", "", "aten::le"},
};

/// Operators whose two results have names.
constexpr std::string_view pairs[] = {"aten::max",    "aten::min",    "aten::sort",
                                      "aten::topk",   "aten::cummax", "aten::cummin",
                                      "aten::median", "aten::mode",   "aten::kthvalue"};

/// Where a method's object goes among the arguments of its operator (`x.where(c, y)`).
size_t place_of_self(const std::string& kind) {
  const Span<const OpInfo> overloads = find_operators(kind);
  if (overloads.empty()) return 0;
  for (int16_t i = 0; i < overloads[0].n_args; ++i) {
    if (std::string_view(overloads[0].args[i].name.c_str()) == "self")
      return static_cast<size_t>(i);
  }
  return 0;
}

}  // namespace

/// A call: the callee, which is item `first`, then the arguments, then what the callee means.
Named Emitter::call(const Expr& expr, const TypePtr& hint, size_t first) {
  const SourceRange where = range(expr);
  const Named callee = expression(expr.item(first), nullptr);
  if (callee.is(Named::Kind::Builtin)) {
    if (first != 0) unsupported(where, "fork of this");
    return builtin(callee.text, expr, hint);
  }
  if (callee.is(Named::Kind::New)) {
    return Named::of(single(NodeKind::CreateObject, {}, callee.type, where));
  }
  const Function* known = callee.function;
  size_t skip = 0;
  if (callee.is(Named::Kind::Method)) {
    known = &method_of(*callee.value->type, callee.text, where);
    skip = 1;
  }
  std::vector<Value*> args;
  Keywords keywords;
  arguments(expr, first + 1, known, skip, &args, &keywords);
  switch (callee.kind) {
    case Named::Kind::Cast: {
      args.insert(args.begin(), {callee.value, whole(callee.dtype, where)});
      return call_operator("aten::to", args, keywords, where);
    }
    case Named::Kind::Operator: {
      if (callee.value && callee.text == "aten::tolist") {
        return Named::of(to_list(callee.value, hint, where));
      }
      if (callee.value) {
        const size_t at = std::min(place_of_self(callee.text), args.size());
        args.insert(args.begin() + static_cast<long>(at), callee.value);
      }
      // What it waits for has run.
      if (gives_result(callee.text) && args.size() == 1 && keywords.empty()) {
        return Named::of(args[0]);
      }
      return call_operator(callee.text, args, keywords, where);
    }
    case Named::Kind::Function: {
      Node* node = append(NodeKind::CallFunction,
                          match_function(*callee.function, 0, args, keywords, where), where);
      node->name = callee.function->qualified_name();
      node->callee = callee.function;
      return Named::of(graph_->add_output(node, return_type(*callee.function, where)));
    }
    case Named::Kind::Method:
      return Named::of(call_method(callee.value, callee.text, args, keywords, where));
    case Named::Kind::Class: {
      if (callee.type->is(TypeKind::Tuple)) {
        return Named::of(construct_tuple(callee.type, args, keywords, where));
      }
      Value* made = single(NodeKind::CreateObject, {}, callee.type, where);
      call_method(made, "__init__", args, keywords, where);
      return Named::of(made);
    }
    case Named::Kind::Value:
      if (const ClassType* cls = as_class(*callee.value->type)) {
        const bool is_module =
            cls->class_kind() == ClassKind::Module ||
            (cls->class_kind() == ClassKind::Interface && cls->find_method("forward"));
        return Named::of(
            call_method(callee.value, is_module ? "forward" : "__call__", args, keywords, where));
      }
      throw Error(Diag::MJ2016, where, {{"what", " of type '" + callee.value->type->str() + "'"}});
    case Named::Kind::Nested:
      throw Error(Diag::MJ2016, where, {{"what", ": a nested function"}});
    default:
      throw Error(Diag::MJ2016, where, {{"what", ""}});
  }
}

/// `fork(f)` of a function within this one, or `fork(f, arguments...)`, run now: a sequential order
/// is a legal one.
Named Emitter::fork(const Expr& expr, const TypePtr& hint) {
  const SourceRange where = range(expr);
  if (expr.items.size() < 2) unsupported(where, "fork of this");
  const Named callee = expr.items.size() == 2 ? expression(expr.item(1), nullptr) : Named();
  if (!callee.is(Named::Kind::Nested)) return call(expr, hint, 1);
  count_copy(SourceRange(source_, callee.definition->start, callee.definition->end));
  const Depth depth(*this, where);
  Statements statements = statements_of(callee.definition->body);
  const bool returns = callee.definition->params.empty() && !statements.empty() &&
                       statements.back()->kind == StmtKind::Return && statements.back()->value;
  if (!returns) unsupported(where, "fork of a function of this form");
  const Expr& result = *statements.back()->value;
  statements.pop_back();
  if (!statements.empty()) body(statements);
  return expression(result, nullptr);
}

/// The values of a call's arguments from item `first` on; the formal ones of what is called give
/// hints for literals.
void Emitter::arguments(const Expr& expr, size_t first, const Function* callee, size_t skip,
                        std::vector<Value*>* args, Keywords* keywords) {
  std::vector<TypePtr> hints;
  const auto formal = [&](const std::string& name) -> TypePtr {
    if (!callee) return nullptr;
    for (const Parameter& parameter : callee->parameters()) {
      if (parameter.name == name) return parameter.type;
    }
    return nullptr;
  };
  for (size_t i = skip; callee && i < callee->parameters().size(); ++i) {
    hints.push_back(callee->parameters()[i].type);
  }
  const std::vector<Named> found = items(expr, first, hints);
  const bool alike = found.size() == expr.items.size() - first;
  for (size_t i = 0; i < found.size(); ++i) {
    args->push_back(as_value(found[i], range(alike ? expr.item(first + i) : expr)));
  }
  for (const Keyword& keyword : expr.keywords) {
    for (const auto& known : *keywords) {
      if (known.first != keyword.name) continue;
      throw Error(
          Diag::MJ2038, range(*keyword.value),
          {{"name", "call"}, {"detail", "keyword argument " + keyword.name + " is repeated"}});
    }
    keywords->emplace_back(keyword.name, value_of(*keyword.value, formal(keyword.name)));
  }
}

/// `x.tolist()`, whose type is that of the place where it stands.
Value* Emitter::to_list(Value* tensor, const TypePtr& hint, const SourceRange& where) {
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

TypePtr Emitter::return_type(const Function& function, const SourceRange& where) {
  if (!function.return_type()) {
    throw Error(Diag::MJ2025, where, {{"name", std::string(function.name())}});
  }
  return function.return_type();
}

/// A method of a class. Throws MJ2030.
Function& Emitter::method_of(const Type& type, const std::string& name, const SourceRange& where) {
  const ClassType* cls = as_class(type);
  Function* method = cls ? cls->find_method(name) : nullptr;
  if (!method) throw Error(Diag::MJ2030, where, {{"name", type.str() + "." + name}});
  return *method;
}

Value* Emitter::call_method(Value* object, const std::string& name, const std::vector<Value*>& args,
                            const Keywords& keywords, const SourceRange& where) {
  Function& method = method_of(*object->type, name, where);
  std::vector<Value*> inputs = match_function(method, 1, args, keywords, where);
  inputs.insert(inputs.begin(), object);
  Node* node = append(NodeKind::CallMethod, std::move(inputs), where);
  node->name = name;
  if (as_class(*object->type)->class_kind() != ClassKind::Interface) node->callee = &method;
  return graph_->add_output(node, return_type(method, where));
}

/// A named tuple of its fields. Throws MJ2017.
Value* Emitter::construct_tuple(const TypePtr& type, const std::vector<Value*>& args,
                                const Keywords& keywords, const SourceRange& where) {
  std::vector<Value*> given = args;
  for (size_t i = args.size(); i < type->fields().size(); ++i) {
    for (const auto& keyword : keywords) {
      if (keyword.first == type->fields()[i]) given.push_back(keyword.second);
    }
  }
  if (given.size() != type->elements().size() || given.size() != args.size() + keywords.size()) {
    throw Error(
        Diag::MJ2017, where,
        {{"name", type->str()}, {"expected", type->elements().size()}, {"found", given.size()}});
  }
  for (size_t i = 0; i < given.size(); ++i) {
    given[i] = convert(given[i], type->element(i), where, "for a field");
  }
  return single(NodeKind::TupleConstruct, std::move(given), type, where);
}

std::vector<Value*> Emitter::match_function(const Function& function, size_t skip,
                                            const std::vector<Value*>& args,
                                            const Keywords& keywords, const SourceRange& where) {
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
                                formal.default_value->isNone() ? none_type() : formal.type, where));
      continue;
    }
    inputs.push_back(convert(value, formal.type, where, "for an argument"));
  }
  return inputs;
}

/// A raise at the place of an operator that this runtime lacks; it ends the block.
void Emitter::end_at_missing(const std::string& kind, const char* why, const SourceRange& where) {
  resolver_.unit().note_missing(kind, why, where);
  Node* node = append(NodeKind::MissingOperator, {}, where);
  node->name = kind;
  throw BlockEnded();
}

Match Emitter::resolved(const std::string& kind, const CallTypes& types, const SourceRange& where) {
  try {
    return resolve(kind, types, resolver_.unit().opset_version, where);
  } catch (const Error& complaint) {
    // What an archive calls, PyTorch has: it is an overload that this runtime lacks.
    if (complaint.id() != Diag::MJ2902) throw;
    end_at_missing(kind, no_overload, where);
  }
}

Named Emitter::call_operator(const std::string& kind, std::vector<Value*> args,
                             const Keywords& keywords, const SourceRange& where) {
  const Span<const OpInfo> overloads = find_operators(kind);
  if (overloads.empty()) end_at_missing(kind, not_there, where);
  // Another name of PyTorch for the operator.
  if (const std::string proper = overloads[0].kind.c_str(); proper != kind) {
    return call_operator(proper, std::move(args), keywords, where);
  }
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
      if (row[1][0]) tensor = operator_value(row[1], {tensor}, where);
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
  const Match match = resolved(kind, types, where);
  std::vector<Value*> inputs;
  for (size_t i = 0; i < match.actuals.size(); ++i) {
    inputs.push_back(argument(match.op->args[i], match.actuals[i], args, keywords, where));
  }
  if (match.op->vararg) {
    for (size_t i = match.first_extra; i < args.size(); ++i) inputs.push_back(args[i]);
  }
  if (match.op->upgrader >= 0) {
    resolver_.note_upgraded(*match.op, where);
    const Function& upgrader = resolver_.upgrader(match.op->upgrader);
    ValueMap map;
    for (size_t i = 0; i < inputs.size(); ++i) map[upgrader.graph()->inputs()[i]] = inputs[i];
    graph_->clone_nodes(*upgrader.graph()->block(), block(), map);
    used_.insert(inputs.begin(), inputs.end());
    return Named::of(map[upgrader.graph()->outputs()[0]]);
  }
  Node* node = append(NodeKind::Operator, std::move(inputs), where);
  node->op = match.op;
  for (const TypePtr& type : match.returns) graph_->add_output(node, type);
  if (node->outputs.empty()) return Named();
  if (node->outputs.size() == 1) return Named::of(node->outputs[0]);
  Named made = Named::tuple(node->outputs);
  const bool named = std::find(std::begin(pairs), std::end(pairs), kind) != std::end(pairs);
  if (named && node->outputs.size() == 2) made.fields = {"values", "indices"};
  return made;
}

Value* Emitter::argument(const ArgInfo& info, const Actual& actual, const std::vector<Value*>& args,
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
  const TypePtr plain = actual.type->is(TypeKind::Optional) ? actual.type->element() : actual.type;
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
      return operator_value(actual.converter, {value}, where);
  }
  return value;
}

Value* Emitter::default_value(const ArgInfo& info, const SourceRange& where) {
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
  const TypePtr own = type_of(value);
  return constant(std::move(value), own, where);
}

}  // namespace minijit::code
