// Forms of the language that look like functions.
#include <algorithm>
#include <cmath>

#include "code/emitter.h"

namespace minijit::code {

namespace {

struct Row {
  const char* name;
  const char* kind;
};
// Builtins that are operators.
constexpr Row operators[] = {
    {"abs", "prim::abs"},       {"all", "aten::all"}, {"any", "aten::any"},
    {"chr", "aten::chr"},       {"max", "prim::max"}, {"min", "prim::min"},
    {"ord", "aten::ord"},       {"pow", "aten::pow"}, {"round", "aten::round"},
    {"sorted", "aten::sorted"}, {"sum", "aten::sum"}, {"divmod", "aten::divmod"},
    {"hash", "aten::hash"},     {"hex", "aten::hex"}, {"oct", "aten::oct"},
    {"bin", "aten::bin"},       {"id", "prim::id"},
};
constexpr const char* forms[] = {
    "annotate", "unchecked_cast", "uninitialized", "isinstance", "getattr",   "hasattr",
    "int",      "float",          "bool",          "str",        "len",       "range",
    "print",    "list",           "dict",          "tuple",      "enumerate", "zip",
    "device",   "slice",          "complex",       "fork",       "awaitable",
};

const char* operator_of(const std::string& name) {
  for (const Row& row : operators) {
    if (name == row.name) return row.kind;
  }
  return nullptr;
}

/// Throws MJ2017: no argument is given, or more than there may be.
void check_count(const char* name, size_t count, size_t most, const SourceRange& where) {
  if (count > 0 && count <= most) return;
  const std::string bound = count == 0 ? "at least 1" : "at most " + std::to_string(most);
  throw Error(Diag::MJ2017, where, {{"name", name}, {"expected", bound}, {"found", count}});
}

}  // namespace

bool is_builtin(const std::string& name) {
  return operator_of(name) || std::any_of(std::begin(forms), std::end(forms),
                                          [&](const char* form) { return name == form; });
}

/// Throws MJ2017 unless the call has so many arguments, all by position.
void Emitter::expect(const Expr& call, const std::string& name, size_t count) {
  const size_t found = call.items.size() - 1 + call.keywords.size();
  if (found == count && call.keywords.empty()) return;
  throw Error(Diag::MJ2017, range(call), {{"name", name}, {"expected", count}, {"found", found}});
}

/// A call of a builtin form.
Named Emitter::builtin(const std::string& name, const Expr& expr, const TypePtr& hint) {
  const SourceRange where = range(expr);
  const size_t count = expr.items.size() - 1;
  if (name == "fork" || name == "awaitable") return fork(expr, hint);
  if (name == "annotate") {
    expect(expr, name, 2);
    const TypePtr wanted = resolver_.parse_type(expr.item(1), source_);
    Value* value = as_value(expression(expr.item(2), wanted), where);
    return Named::of(widen(convert(value, wanted, where, "in annotate"), wanted, where));
  }
  if (name == "unchecked_cast") {
    expect(expr, name, 2);
    const TypePtr wanted = resolver_.parse_type(expr.item(1), source_);
    Value* value = value_of(expr.item(2), nullptr);
    return Named::of(single(NodeKind::UncheckedCast, {value}, wanted, where));
  }
  if (name == "uninitialized") {
    expect(expr, name, 1);
    return Named::of(uninitialized(resolver_.parse_type(expr.item(1), source_), where));
  }
  if (name == "isinstance") {
    Condition found = condition(expr);
    return Named::of(value_of(found, where));
  }
  if (name == "getattr") return named_attribute(expr);
  if (name == "hasattr") return Named::of(truth(has_attribute(expr), where));
  if (name == "int" || name == "float" || name == "bool") return Named::of(cast(name, expr));
  if (name == "range") return range_of(expr);
  if (name == "enumerate" || name == "zip") return zip(name, expr);
  if (name == "dict") return Named::of(dict_of(expr, hint));
  if (name == "list" && count && expr.keywords.empty()) {
    expect(expr, name, 1);
    const Named over = expression(expr.item(1), hint);
    if (over.is(Named::Kind::Range) || over.is(Named::Kind::Zip)) {
      return Named::of(list_of_items(over, hint, where));
    }
    return Named::of(list_of({as_value(over, where)}, hint, where));
  }
  if (name == "slice" && !expr.keywords.empty()) {
    throw Error(Diag::MJ2038, where,
                {{"name", name}, {"detail", "Slice does not accept any keyword arguments"}});
  }
  if (name == "len") {
    expect(expr, name, 1);
    return length(expression(expr.item(1), nullptr), where);
  }
  std::vector<Value*> args;
  Keywords keywords;
  arguments(expr, 1, nullptr, 0, &args, &keywords);
  if (!keywords.empty()) {
    throw Error(Diag::MJ2038, where, {{"name", name}, {"detail", "it takes no keyword arguments"}});
  }
  if (const char* kind = operator_of(name)) return builtin_operator(kind, name, args, where);
  if (name == "print") {
    append(NodeKind::Print, args, where);
    return Named();
  }
  if (name == "str") {
    expect(expr, name, 1);
    return Named::of(text(args[0], where));
  }
  if (name == "device") {
    const bool known = !args.empty() && is_constant(args[0]) && args[0]->node->value.isString();
    if (known && args.size() == 1) {
      return Named::of(constant(Device(args[0]->node->value.toStringView()), device_type(), where));
    }
    return call_operator("aten::device", args, {}, where);
  }
  if (name == "list") return Named::of(list_of(args, hint, where));
  if (name == "tuple") {
    expect(expr, name, 1);
    return Named::tuple(static_items(Named::of(args[0]), where));
  }
  if (name == "slice") {
    Named made = Named::make(Named::Kind::Slice, "slice");
    for (Value* arg : args) made.parts.push_back(arg->type->is(TypeKind::None) ? nullptr : arg);
    if (made.parts.size() == 1) made.parts.insert(made.parts.begin(), nullptr);
    made.parts.resize(3);
    return made;
  }
  return call_operator("aten::Complex", args, {}, where);
}

/// A builtin that is an operator; where a tensor is given, some are spelled otherwise.
Named Emitter::builtin_operator(const char* kind, const std::string& name,
                                const std::vector<Value*>& args, const SourceRange& where) {
  std::string called = kind;
  const bool extreme = name == "max" || name == "min";
  if ((extreme || name == "abs") && !args.empty() && args[0]->type->is(TypeKind::Tensor)) {
    called = "aten::" + name;
  }
  if (extreme && args.size() > 2) {
    Value* made = args[0];
    for (size_t i = 1; i < args.size(); ++i) made = operator_value(called, {made, args[i]}, where);
    return Named::of(made);
  }
  if (name == "round" && args.size() == 2) {
    throw Error(Diag::MJ2038, where, {{"name", name}, {"detail", "ndigits is not supported"}});
  }
  return call_operator(called, args, {}, where);
}

/// len(): known at compile time for tuples.
Named Emitter::length(const Named& named, const SourceRange& where) {
  if (named.is(Named::Kind::Tuple)) {
    return Named::of(whole(static_cast<int64_t>(named.items.size()), where));
  }
  Value* value = as_value(named, where);
  if (value->type->is(TypeKind::Tuple)) {
    return Named::of(whole(static_cast<int64_t>(value->type->elements().size()), where));
  }
  if (as_class(*value->type)) return Named::of(call_method(value, "__len__", {}, {}, where));
  return call_operator("aten::len", {value}, {}, where);
}

/// int(), float(), bool(): nothing for a value of that type, a literal for a constant.
Value* Emitter::cast(const std::string& name, const Expr& call) {
  const SourceRange where = range(call);
  expect(call, name, 1);
  Value* value = value_of(call.item(1), nullptr);
  const TypePtr wanted = name == "int" ? int_type() : name == "float" ? float_type() : bool_type();
  if (same_type(*value->type, *wanted)) return value;
  if (name == "bool") return boolean(value, where);
  if (is_constant(value)) {
    const IValue& known = value->node->value;
    if (known.isInt() || known.isBool()) {
      const int64_t number = known.isInt() ? known.toInt() : int64_t{known.toBool()};
      return name == "int" ? whole(number, where)
                           : constant(static_cast<double>(number), wanted, where);
    }
    if (name == "int" && known.isDouble() && std::fabs(known.toDouble()) < 9.2e18) {
      return whole(static_cast<int64_t>(known.toDouble()), where);
    }
  }
  if (as_class(*value->type)) return call_method(value, "__" + name + "__", {}, {}, where);
  return operator_value(name == "int" ? "aten::Int" : "aten::Float", {value}, where);
}

/// str().
Value* Emitter::text(Value* value, const SourceRange& where) {
  if (value->type->is(TypeKind::String)) return value;
  const ClassType* cls = as_class(*value->type);
  if (cls && cls->find_method("__str__")) return call_method(value, "__str__", {}, {}, where);
  return operator_value("aten::str", {value}, where);
}

Named Emitter::range_of(const Expr& call) {
  std::vector<Value*> args;
  for (size_t i = 1; i < call.items.size(); ++i) {
    const SourceRange where = range(call.item(i));
    args.push_back(
        convert(value_of(call.item(i), nullptr), int_type(), where, "for argument of range"));
  }
  if (!call.keywords.empty()) {
    throw Error(Diag::MJ2038, range(call),
                {{"name", "range"}, {"detail", "it takes no keyword arguments"}});
  }
  check_count("range", args.size(), 3, range(call));
  Named made = Named::make(Named::Kind::Range, "range");
  if (args.size() == 1) {
    made.parts = {nullptr, args[0], nullptr};
    return made;
  }
  args.resize(3);
  made.parts = args;
  return made;
}

Named Emitter::zip(const std::string& name, const Expr& call) {
  Named made = Named::make(Named::Kind::Zip, name);
  made.items = items(call, 1, {});
  const size_t count = call.items.size() - 1 + call.keywords.size();
  check_count(name.c_str(), count, name == "zip" ? SIZE_MAX : 2, range(call));
  if (name == "zip") return made;
  std::vector<Named> start;
  if (made.items.size() > 1) start = {made.items[1]};
  for (const Keyword& keyword : call.keywords) {
    if (start.empty()) start = {Named::of(value_of(*keyword.value, nullptr))};
  }
  made.items.resize(std::min<size_t>(made.items.size(), 1));
  made.parts = {start.empty() ? whole(0, range(call)) : as_value(start[0], range(call))};
  return made;
}

/// list(): a copy of a list, the elements of a tuple, string, dict or tensor.
Value* Emitter::list_of(const std::vector<Value*>& args, const TypePtr& hint,
                        const SourceRange& where) {
  if (args.empty()) {
    return list({}, hint && hint->is(TypeKind::List) ? hint->element() : tensor_type(), where);
  }
  const TypePtr& type = args[0]->type;
  if (type->is(TypeKind::Tuple)) {
    std::vector<Value*> values = unpack(args[0], where);
    const TypePtr element = common_type(values, nullptr);
    return list(std::move(values), element, where);
  }
  const char* kind = type->is(TypeKind::Dict)     ? "aten::keys"
                     : type->is(TypeKind::Tensor) ? "aten::unbind"
                                                  : "aten::list";
  return operator_value(kind, {args[0]}, where);
}

/// dict(): a copy of a dict, or what an iterable of pairs gives; then the keywords.
Value* Emitter::dict_of(const Expr& call, const TypePtr& hint) {
  const SourceRange where = range(call);
  std::vector<Expr> names(call.keywords.size());
  std::vector<std::pair<const Expr*, const Expr*>> pairs;
  for (size_t i = 0; i < names.size(); ++i) {
    names[i].kind = ExprKind::String;
    names[i].text = call.keywords[i].name;
    names[i].start = call.keywords[i].value->start;
    names[i].end = call.keywords[i].value->end;
    pairs.emplace_back(&names[i], call.keywords[i].value.get());
  }
  const bool empty =
      call.items.size() == 1 || (call.item(1).is(ExprKind::List) && call.item(1).items.empty());
  if (empty) return dict_display(pairs, hint, where);
  if (call.items.size() != 2) {
    throw Error(Diag::MJ2017, where,
                {{"name", "dict"}, {"expected", 1}, {"found", call.items.size() - 1}});
  }
  const bool hinted = hint && hint->is(TypeKind::Dict);
  const Named given = expression(call.item(1), hinted ? hint : nullptr);
  const bool copies = given.is(Named::Kind::Value) && given.value->type->is(TypeKind::Dict);
  Value* made = copies ? operator_value("aten::dict", {given.value}, where)
                       : dict_of_pairs(given, hint, where);
  for (const auto& [key, value] : pairs) {
    Value* name = value_of(*key, nullptr);
    add_item(made, name, value_of(*value, nullptr), where);
  }
  return made;
}

// Attributes by name.

namespace {

const std::string& literal_name(const Expr& call, const SourceRange& where) {
  if (call.items.size() < 3 || !call.item(2).is(ExprKind::String)) {
    throw Error(Diag::MJ2034, where, {{"what", "the name of the attribute"}});
  }
  return call.item(2).text;
}

}  // namespace

/// getattr(object, "name"), with a third argument where the attribute may be missing.
Named Emitter::named_attribute(const Expr& call) {
  const std::string& name = literal_name(call, range(call));
  if (call.items.size() == 4 && !has_attribute(call)) return expression(call.item(3), nullptr);
  return attribute(expression(call.item(1), nullptr), name, range(call));
}

/// hasattr(object, "name"), known at compile time. Throws MJ2073.
bool Emitter::has_attribute(const Expr& call) {
  const std::string& name = literal_name(call, range(call));
  const Named base = expression(call.item(1), nullptr);
  const TypePtr type = base.is(Named::Kind::Value) ? base.value->type : none_type();
  if (const ClassType* cls = as_class(*type)) {
    return cls->find_attribute(name) != ClassType::npos || cls->find_constant(name) ||
           cls->find_method(name);
  }
  if (type->is(TypeKind::Tuple) && !type->fields().empty()) {
    return std::find(type->fields().begin(), type->fields().end(), name) != type->fields().end();
  }
  const std::string shown =
      type->is(TypeKind::Tuple) ? "a normal Tuple " + type->str() : type->str();
  throw Error(Diag::MJ2073, range(call), {{"type", shown}});
}

}  // namespace minijit::code
