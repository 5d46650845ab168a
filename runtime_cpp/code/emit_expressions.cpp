// Expressions to values.
#include <algorithm>
#include <cmath>

#include "code/emitter.h"
#include "ir/instance.h"

namespace minijit::code {

namespace {

struct Infix {
  const char* symbol;
  const char* kind;
  const char* method;    // of a class
  const char* in_place;  // of a tensor or list, or empty
};
constexpr Infix infixes[] = {
    {"+", "aten::add", "__add__", "add_"},
    {"-", "aten::sub", "__sub__", "sub_"},
    {"*", "aten::mul", "__mul__", "mul_"},
    {"/", "aten::div", "__truediv__", "div_"},
    {"%", "aten::remainder", "__mod__", "fmod_"},
    {"//", "aten::floordiv", "__floordiv__", ""},
    {"**", "aten::pow", "__pow__", ""},
    {"@", "aten::matmul", "__matmul__", ""},
    {"&", "aten::__and__", "__and__", ""},
    {"|", "aten::__or__", "__or__", ""},
    {"^", "aten::__xor__", "__xor__", ""},
    {"<<", "aten::__lshift__", "__lshift__", "__ilshift__"},
    {">>", "aten::__rshift__", "__rshift__", "__irshift__"},
    {"<", "aten::lt", "__lt__", ""},
    {"<=", "aten::le", "__le__", ""},
    {">", "aten::gt", "__gt__", ""},
    {">=", "aten::ge", "__ge__", ""},
    {"==", "aten::eq", "__eq__", ""},
    {"!=", "aten::ne", "__ne__", ""},
    {"is", "aten::__is__", "", ""},
    {"is not", "aten::__isnot__", "", ""},
};

const Infix& infix(const std::string& symbol) {
  return *std::find_if(std::begin(infixes), std::end(infixes),
                       [&](const Infix& row) { return symbol == row.symbol; });
}

struct Property {
  const char* name;
  const char* kind;
};
constexpr Property tensor_properties[] = {
    {"dtype", "prim::dtype"},
    {"device", "prim::device"},
    {"layout", "prim::layout"},
    {"requires_grad", "prim::requires_grad"},
    {"is_cuda", "prim::is_cuda"},
    {"data", "prim::data"},
    {"grad", "prim::grad"},
    {"is_sparse", "prim::is_sparse"},
    {"is_quantized", "prim::is_quantized"},
    {"is_mkldnn", "prim::is_mkldnn"},
    {"is_cpu", "prim::is_cpu"},
    {"is_meta", "prim::is_meta"},
    {"is_nested", "prim::is_nested"},
    {"itemsize", "prim::itemsize"},
    {"nbytes", "prim::nbytes"},
    {"name", "prim::name"},
    {"is_leaf", "aten::is_leaf"},
    {"retains_grad", "aten::retains_grad"},
    {"shape", "aten::size"},
    {"ndim", "aten::dim"},
    {"T", "aten::numpy_T"},
    {"H", "aten::matrix_H"},
    {"mT", "aten::mT"},
    {"mH", "aten::mH"},
    {"real", "aten::real"},
    {"imag", "aten::imag"},
    {"is_ipu", "prim::is_ipu"},
    {"is_maia", "prim::is_maia"},
    {"is_mps", "prim::is_mps"},
    {"is_mtia", "prim::is_mtia"},
    {"is_sparse_csr", "prim::is_sparse_csr"},
    {"is_vulkan", "prim::is_vulkan"},
    {"is_xla", "prim::is_xla"},
    {"is_xpu", "prim::is_xpu"},
};
constexpr Property device_properties[] = {{"type", "prim::type"}, {"index", "prim::index"}};

template <size_t N>
const char* lookup(const Property (&table)[N], const std::string& name) {
  for (const Property& row : table) {
    if (name == row.name) return row.kind;
  }
  return nullptr;
}

struct Cast {
  const char* method;
  int64_t dtype;
};
constexpr Cast tensor_casts[] = {{"byte", 0},  {"char", 1},     {"short", 2}, {"int", 3},
                                 {"long", 4},  {"half", 5},     {"float", 6}, {"double", 7},
                                 {"bool", 11}, {"bfloat16", 15}};

bool is_by_value(const TypePtr& type) {
  return type->is(TypeKind::Int) || type->is(TypeKind::Float) || type->is(TypeKind::Bool) ||
         type->is(TypeKind::String) || type->is(TypeKind::Device);
}

bool has_methods(const TypePtr& type) {
  return type->is(TypeKind::Tensor) || type->is(TypeKind::String) || type->is(TypeKind::Number) ||
         type->is(TypeKind::Int) || type->is(TypeKind::Float) || type->is(TypeKind::List) ||
         type->is(TypeKind::Dict);
}

}  // namespace

const char* method_name(const std::string& op) { return infix(op).method; }
const char* in_place_name(const std::string& op) { return infix(op).in_place; }

/// What an expression stands for. `hint` is the type its place wants: it decides the element types
/// of literals, and is otherwise not enforced.
Named Emitter::expression(const Expr& expr, const TypePtr& hint) {
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
    case ExprKind::Ellipsis:
      return Named::make(Named::Kind::Ellipsis, "...");
    case ExprKind::Attribute:
      return attribute(expression(expr.item(0), nullptr), expr.text, where);
    case ExprKind::Subscript:
      return subscript(expr, hint);
    case ExprKind::Slice:
      return slice(expr);
    case ExprKind::Call:
      return call(expr, hint);
    case ExprKind::Unary:
      return unary(expr);
    case ExprKind::Binary: {
      const bool sum = expr.text == "+";
      const Named left = expression(expr.item(0), sum || expr.text == "*" ? hint : nullptr);
      const Named right = expression(expr.item(1), sum ? hint : nullptr);
      return binary(expr.text, left, right, where);
    }
    case ExprKind::Compare: {
      Condition found = compare(expr);
      return Named::of(value_of(found, where));
    }
    case ExprKind::And:
    case ExprKind::Or: {
      Condition found = condition(expr);
      return Named::of(value_of(found, where));
    }
    case ExprKind::Ternary:
      return ternary(expr, hint);
    case ExprKind::Tuple:
      return tuple_display(expr, hint);
    case ExprKind::List:
      return Named::of(list_display(expr, hint));
    case ExprKind::Dict: {
      std::vector<std::pair<const Expr*, const Expr*>> pairs;
      for (size_t i = 0; i + 1 < expr.items.size(); i += 2) {
        pairs.emplace_back(&expr.item(i), &expr.item(i + 1));
      }
      return Named::of(dict_display(pairs, hint, where));
    }
    case ExprKind::ListComprehension:
      return Named::of(list_comprehension(expr, hint));
    case ExprKind::DictComprehension:
      return Named::of(dict_comprehension(expr, hint));
    case ExprKind::Starred:
      unsupported(where, "starred expressions outside of calls and displays");
  }
  unsupported(where, "this expression");
}

/// A local name, else what every program knows. Throws MJ2001.
Named Emitter::name(const Expr& expr) {
  const SourceRange where = range(expr);
  if (const Named* found = frame_->find(expr.text, where)) return *found;
  if (expr.text == "torch" || expr.text == "ops" || expr.text == "CONSTANTS" ||
      expr.text == "__torch__") {
    return Named::make(Named::Kind::Namespace, expr.text);
  }
  if (expr.text == "inf") return literal(static_cast<double>(INFINITY), float_type(), expr);
  if (expr.text == "nan") return literal(std::nan(""), float_type(), expr);
  if (expr.text == "infj") return literal(std::complex<double>(0, INFINITY), complex_type(), expr);
  if (expr.text == "nanj")
    return literal(std::complex<double>(0, std::nan("")), complex_type(), expr);
  if (is_builtin(expr.text)) return Named::make(Named::Kind::Builtin, expr.text);
  throw Error(Diag::MJ2001, where, {{"name", expr.text}});
}

namespace {
/// What has no attributes, in a word; null for what may have some.
const char* what_of(Named::Kind kind) {
  switch (kind) {
    case Named::Kind::Nothing:
      return "result of a statement";
    case Named::Kind::Operator:
      return "builtin";
    case Named::Kind::Builtin:
      return "builtin function";
    case Named::Kind::Cast:
    case Named::Kind::Method:
      return "method";
    case Named::Kind::Function:
      return "function";
    case Named::Kind::Nested:
      return "nested function";
    case Named::Kind::New:
      return "type";
    case Named::Kind::Range:
      return "range";
    case Named::Kind::Slice:
      return "slice";
    case Named::Kind::Zip:
      return "iterator";
    case Named::Kind::Ellipsis:
      return "ellipsis";
    default:
      return nullptr;
  }
}
}  // namespace

/// `base.name`: a property, a slot, a class constant, a method. Throws MJ2012.
Named Emitter::attribute(const Named& base, const std::string& name, const SourceRange& where) {
  if (base.is(Named::Kind::Namespace)) return namespace_attribute(base, name, where);
  if (base.is(Named::Kind::Class)) return class_attribute(base, name, where);
  if (base.is(Named::Kind::Tuple)) {
    const auto field = std::find(base.fields.begin(), base.fields.end(), name);
    if (field != base.fields.end()) {
      return base.items[static_cast<size_t>(field - base.fields.begin())];
    }
  }
  if (const char* what = what_of(base.kind)) {
    const std::string lookup = std::string("attribute lookup is not defined on ") + what + ": it";
    throw Error(Diag::MJ2012, where, {{"type", lookup}, {"name", name}, {"hint", ""}});
  }
  Value* value = as_value(base, where);
  const TypePtr& type = value->type;
  if (as_class(*type)) return object_attribute(value, name, where);
  if (type->is(TypeKind::Tuple)) {
    for (size_t i = 0; i < type->fields().size(); ++i) {
      if (type->fields()[i] == name) return Named::of(tuple_index(value, i, where));
    }
  }
  if (type->is(TypeKind::Tensor)) {
    if (const char* kind = lookup(tensor_properties, name)) {
      return call_operator(kind, {value}, {}, where);
    }
    for (const Cast& row : tensor_casts) {
      if (name != row.method) continue;
      Named made = Named::make(Named::Kind::Cast, name);
      made.value = value;
      made.dtype = row.dtype;
      return made;
    }
  }
  if (type->is(TypeKind::Device)) {
    if (const char* kind = lookup(device_properties, name)) {
      return call_operator(kind, {value}, {}, where);
    }
  }
  const bool optional = type->is(TypeKind::Optional);
  if (optional || !has_methods(type)) {
    throw Error(Diag::MJ2012, where,
                {{"type", "'" + type->str() + "' object"},
                 {"name", name},
                 {"hint", optional ? ". Did you forget to unwrap Optional before using it?" : ""}});
  }
  Named made = Named::make(Named::Kind::Operator, "aten::" + name);
  made.value = value;
  return made;
}

/// A slot, constant or method of an object; of an enum member its name or value.
Named Emitter::object_attribute(Value* object, const std::string& name, const SourceRange& where) {
  const TypePtr type = object->type;
  const ClassType& cls = *as_class(*type);
  if (cls.class_kind() == ClassKind::Enum && !cls.constants().empty()) {
    if (name == "name") {
      return Named::of(single(NodeKind::EnumName, {object}, string_type(), where));
    }
    if (name == "value") {
      return Named::of(single(NodeKind::EnumValue, {object}, cls.constants()[0].type, where));
    }
  }
  const size_t slot = cls.find_attribute(name);
  if (slot != ClassType::npos) {
    Value* made = single(NodeKind::GetAttr, {object}, cls.attribute_type(slot), where);
    made->node->name = name;
    made->node->index = static_cast<int64_t>(slot);
    return Named::of(made);
  }
  if (const ClassConstant* found = cls.find_constant(name)) {
    return Named::of(constant(*found->value, found->type, where));
  }
  if (cls.find_method(name)) {
    Named made = Named::make(Named::Kind::Method, name);
    made.value = object;
    return made;
  }
  throw Error(Diag::MJ2040, where, {{"type", cls.name()}, {"name", name}});
}

Named Emitter::class_attribute(const Named& base, const std::string& name,
                               const SourceRange& where) {
  const ClassTypePtr cls = as_class_ptr(base.type);
  if (cls && name == "__new__") {
    Named made = Named::make(Named::Kind::New, cls->name());
    made.type = base.type;
    return made;
  }
  const ClassConstant* member = cls ? cls->find_constant(name) : nullptr;
  if (member && cls->class_kind() == ClassKind::Enum) {
    return Named::of(
        constant(make_intrusive<EnumImpl>(cls, name, *member->value), base.type, where));
  }
  // The functions of a class's hooks lie in a file that is named after it.
  if (Function* hook = cls ? resolver_.find(cls->name() + "." + name).function : nullptr) {
    Named made = Named::make(Named::Kind::Function, name);
    made.function = hook;
    return made;
  }
  throw Error(Diag::MJ2012, where, {{"type", "a class"}, {"name", name}, {"hint", ""}});
}

Named Emitter::namespace_attribute(const Named& base, const std::string& name,
                                   const SourceRange& where) {
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
    Value* made = single(NodeKind::ConstantRef, {}, type_of(constants[index]), where);
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

// Operators.

Named Emitter::unary(const Expr& expr) {
  const SourceRange where = range(expr);
  const Expr& operand = expr.item(0);
  const bool minus = expr.text == "-";
  if (expr.text == "not") {
    Condition found = condition(expr);
    return Named::of(value_of(found, where));
  }
  if (minus && operand.is(ExprKind::Int)) {
    return literal(static_cast<int64_t>(0 - static_cast<uint64_t>(operand.integer)), int_type(),
                   expr);
  }
  if (minus && operand.is(ExprKind::Float)) return literal(-operand.number, float_type(), expr);
  if (minus && operand.is(ExprKind::Imaginary)) {
    return literal(std::complex<double>(-0.0, -operand.number), complex_type(), expr);
  }
  Value* value = value_of(operand, nullptr);
  if (expr.text == "+") return Named::of(value);
  if (minus && is_constant(value)) {
    const IValue& known = value->node->value;
    if (known.isDouble()) return literal(-known.toDouble(), float_type(), expr);
    if (known.isInt() || known.isBool()) {
      const int64_t number = known.isInt() ? known.toInt() : int64_t{known.toBool()};
      return literal(static_cast<int64_t>(0 - static_cast<uint64_t>(number)), int_type(), expr);
    }
  }
  if (as_class(*value->type)) {
    return Named::of(call_method(value, minus ? "__neg__" : "__invert__", {}, {}, where));
  }
  return call_operator(minus ? "aten::neg" : "aten::bitwise_not", {value}, {}, where);
}

/// `left op right` of values that were emitted already.
Named Emitter::binary(const std::string& op, const Named& left, const Named& right,
                      const SourceRange& where) {
  if (op == "+") {
    std::optional<std::vector<Named>> a = tuple_items(left, where), b = tuple_items(right, where);
    if (a && b) {
      count_copy(where, a->size() + b->size());
      a->insert(a->end(), b->begin(), b->end());
      return Named::tuple(std::move(*a));
    }
  }
  Value* x = as_value(left, where);
  Value* y = as_value(right, where);
  if (as_class(*x->type)) return Named::of(call_method(x, method_name(op), {y}, {}, where));
  std::string kind = infix(op).kind;
  const bool tensors = x->type->is(TypeKind::Tensor) || y->type->is(TypeKind::Tensor);
  if (op == "//" && tensors) kind = "aten::floor_divide";
  if (op == "%" && x->type->is(TypeKind::String)) kind = "aten::percentFormat";
  return call_operator(kind, {x, y}, {}, where);
}

/// The elements of a tuple, or nothing for anything else.
std::optional<std::vector<Named>> Emitter::tuple_items(const Named& named,
                                                       const SourceRange& where) {
  if (named.is(Named::Kind::Tuple)) return named.items;
  if (!named.is(Named::Kind::Value) || !named.value->type->is(TypeKind::Tuple)) {
    return std::nullopt;
  }
  return Named::tuple(unpack(named.value, where)).items;
}

/// One comparison, `in` included; an identity test of plain scalars is one of equality.
Value* Emitter::comparison(const std::string& op, Value* left, Value* right,
                           const SourceRange& where) {
  if (op == "in") return contains(left, right, where);
  if (op == "not in") {
    return operator_value("aten::__not__", {contains(left, right, where)}, where);
  }
  std::string kind = infix(op).kind;
  const bool identity = op == "is" || op == "is not";
  const bool by_value =
      (is_by_value(left->type) && is_by_value(right->type)) || (is_enum(left) && is_enum(right));
  if (identity && by_value) {
    if (!same_type(*left->type, *right->type)) return truth(op == "is not", where);
    kind = op == "is" ? "aten::eq" : "aten::ne";
  }
  const ClassType* cls = as_class(*left->type);
  if (cls && cls->class_kind() == ClassKind::Plain && !identity) {
    return call_method(left, method_name(op), {right}, {}, where);
  }
  return operator_value(kind, {left, right}, where);
}

Value* Emitter::contains(Value* item, Value* container, const SourceRange& where) {
  if (as_class(*container->type)) return call_method(container, "__contains__", {item}, {}, where);
  if (!container->type->is(TypeKind::String)) {
    return operator_value("aten::__contains__", {container, item}, where);
  }
  Value* zero = whole(0, where);
  Value* size = operator_value("aten::len", {container}, where);
  Value* at = operator_value("aten::find", {container, item, zero, size}, where);
  return operator_value("aten::ne", {at, whole(-1, where)}, where);
}

/// A value as a condition: a bool is itself, numbers and one-element tensors go through aten::Bool,
/// lists, dicts and strings by their length. Throws MJ2011.
Value* Emitter::boolean(Value* value, const SourceRange& where) {
  const TypePtr& type = value->type;
  if (type->is(TypeKind::Bool)) return value;
  if (is_constant(value)) {
    const IValue& known = value->node->value;
    if (known.isInt()) return truth(known.toInt() != 0, where);
    if (known.isDouble() && !std::isnan(known.toDouble())) {
      return truth(known.toDouble() != 0, where);
    }
  }
  if (type->is(TypeKind::Tensor) || type->is(TypeKind::Int) || type->is(TypeKind::Float)) {
    return operator_value("aten::Bool", {value}, where);
  }
  if (type->is(TypeKind::String) || type->is(TypeKind::List) || type->is(TypeKind::Dict)) {
    Value* size = operator_value("aten::len", {value}, where);
    return operator_value("aten::gt", {size, whole(0, where)}, where);
  }
  if (const ClassType* cls = as_class(*type)) {
    for (const char* method : {"__bool__", "__len__"}) {
      if (!cls->find_method(method)) continue;
      Value* made = call_method(value, method, {}, {}, where);
      if (!made->type->is(TypeKind::Bool) && !made->type->is(TypeKind::Int)) {
        throw Error(Diag::MJ2055, where, {{"type", made->type->str()}});
      }
      return boolean(made, where);
    }
  }
  throw Error(Diag::MJ2011, where, {{"type", type->str()}});
}

// Displays.

/// The elements of a display or call from item `first` on; a starred tuple gives its elements.
std::vector<Named> Emitter::items(const Expr& expr, size_t first,
                                  const std::vector<TypePtr>& hints) {
  std::vector<Named> made;
  for (size_t i = first; i < expr.items.size(); ++i) {
    const Expr& item = expr.item(i);
    if (item.is(ExprKind::Starred)) {
      const std::vector<Named> inner = static_items(expression(item.item(0), nullptr), range(item));
      count_copy(range(item), inner.size());
      made.insert(made.end(), inner.begin(), inner.end());
    } else {
      made.push_back(expression(item, i - first < hints.size() ? hints[i - first] : nullptr));
    }
  }
  return made;
}

/// As `items`; tuples among them become values at their places.
std::vector<Named> Emitter::settled(const Expr& expr, const std::vector<TypePtr>& hints) {
  std::vector<Named> made;
  const auto add = [&](const Named& named, const Expr& item) {
    const bool row = named.is(Named::Kind::Tuple) &&
                     std::all_of(named.items.begin(), named.items.end(),
                                 [](const Named& each) { return each.is(Named::Kind::Value); });
    made.push_back(row ? Named::of(as_value(named, range(item))) : named);
  };
  for (size_t i = 0; i < expr.items.size(); ++i) {
    const Expr& item = expr.item(i);
    if (item.is(ExprKind::Starred)) {
      const std::vector<Named> inner = static_items(expression(item.item(0), nullptr), range(item));
      count_copy(range(item), inner.size());
      for (const Named& named : inner) add(named, item);
    } else {
      add(expression(item, i < hints.size() ? hints[i] : nullptr), item);
    }
  }
  return made;
}

Named Emitter::tuple_display(const Expr& expr, const TypePtr& hint) {
  const TypePtr plain = hint && hint->is(TypeKind::Optional) ? hint->element() : hint;
  std::vector<TypePtr> hints;
  if (plain && plain->is(TypeKind::Tuple)) hints = plain->elements();
  if (plain && plain->is(TypeKind::List)) hints.assign(expr.items.size(), plain->element());
  return Named::tuple(settled(expr, hints));
}

/// A list display. Its element type is the hint's if all elements fit, else what they have in
/// common; Tensor when there are none. Throws MJ2083, MJ2094.
Value* Emitter::list_display(const Expr& expr, const TypePtr& hint) {
  const SourceRange where = range(expr);
  const TypePtr wanted = list_hint(hint, where);
  std::vector<Value*> values;
  for (const Named& item : settled(expr, std::vector<TypePtr>(expr.items.size(), wanted))) {
    values.push_back(as_value(item, where));
  }
  const auto misfit = [&](const Value* value) {
    return !is_subtype(value->type, wanted) &&
           !(is_empty_literal(value) && wanted->is(TypeKind::List));
  };
  if (wanted && std::any_of(values.begin(), values.end(), misfit)) {
    std::string found;
    for (const Value* value : values) {
      found += (found.empty() ? "" : ", ") + value->type->str();
    }
    throw Error(Diag::MJ2094, where, {{"expected", list_type(wanted)->str()}, {"found", found}});
  }
  const TypePtr element = common_type(values, wanted);
  return list(std::move(values), element, where);
}

/// A dict display: key, value, key, value...; Dict[str, Tensor] when it is empty.
Value* Emitter::dict_display(const std::vector<std::pair<const Expr*, const Expr*>>& pairs,
                             const TypePtr& hint, const SourceRange& where) {
  const TypePtr plain = hint && hint->is(TypeKind::Optional) ? hint->element() : hint;
  const bool known = plain && plain->is(TypeKind::Dict);
  const TypePtr key_hint = known ? plain->element(0) : nullptr;
  const TypePtr value_hint = known ? plain->element(1) : nullptr;
  std::vector<Value*> keys, values, inputs;
  for (const auto& [key, value] : pairs) {
    keys.push_back(value_of(*key, key_hint));
    values.push_back(value_of(*value, value_hint));
  }
  TypePtr type = known ? plain : dict_type(string_type(), tensor_type());
  if (!keys.empty()) {
    const TypePtr key = common_type(keys, key_hint), value = common_type(values, value_hint);
    if (key->is(TypeKind::Union)) {
      throw Error(Diag::MJ2096, where,
                  {{"expected", key->element(0)->str()}, {"found", key->element(1)->str()}});
    }
    check_dict_hint(plain, key, value, where);
    type = dict_type(key, value);
  }
  for (size_t i = 0; i < keys.size(); ++i) {
    inputs.push_back(keys[i]);
    inputs.push_back(values[i]);
  }
  return single(NodeKind::DictConstruct, std::move(inputs), type, where);
}

/// The element type that a place wants. Throws MJ2083: it wants something else than a list.
TypePtr Emitter::list_hint(const TypePtr& hint, const SourceRange& where) {
  const TypePtr plain = hint && hint->is(TypeKind::Optional) ? hint->element() : hint;
  if (!plain) return nullptr;
  if (plain->is(TypeKind::Tensor) || plain->is(TypeKind::Int) || plain->is(TypeKind::Float) ||
      plain->is(TypeKind::Bool) || plain->is(TypeKind::String)) {
    throw Error(Diag::MJ2083, where, {{"wanted", "List"}, {"found", plain->str()}});
  }
  return plain->is(TypeKind::List) ? plain->element() : nullptr;
}

/// Refuses keys and values of other types than the place wants. Throws MJ2082, MJ2091.
void Emitter::check_dict_hint(const TypePtr& hint, const TypePtr& key, const TypePtr& value,
                              const SourceRange& where) {
  if (key->is(TypeKind::Union)) throw Error(Diag::MJ2091, where, {{"type", key->str()}});
  if (!hint || !hint->is(TypeKind::Dict)) return;
  for (size_t i = 0; i < 2; ++i) {
    const TypePtr& found = i == 0 ? key : value;
    if (is_subtype(found, hint->element(i))) continue;
    throw Error(
        Diag::MJ2082, where,
        {{"expected", hint->str()}, {"what", i == 0 ? "key" : "value"}, {"found", found->str()}});
  }
}

/// The element type of a display: what all have in common, else a Union.
TypePtr Emitter::common_type(const std::vector<Value*>& values, const TypePtr& wanted) {
  if (wanted && std::all_of(values.begin(), values.end(),
                            [&](const Value* v) { return is_subtype(v->type, wanted); })) {
    return wanted;
  }
  if (wanted && wanted->is(TypeKind::List)) {
    for (Value* value : values) {
      if (is_empty_literal(value)) value->type = wanted;
    }
  }
  TypePtr element = values.empty() ? tensor_type() : values[0]->type;
  for (size_t i = 1; i < values.size(); ++i) {
    const TypePtr joined = unify(element, values[i]->type);
    element = joined ? joined : union_type({element, values[i]->type});
  }
  return element;
}

}  // namespace minijit::code
