#include "code/schema_matching.h"

#include <algorithm>

#include "code/resolver.h"

namespace minijit::code {

namespace {

TypePtr decode(std::string_view encoded, size_t& at) {
  char c = encoded[at++];
  switch (c) {
    case 'T':
      return tensor_type();
    case 'S':
      return number_type();
    case 'i':
      return int_type();
    case 'f':
      return float_type();
    case 'c':
      return complex_type();
    case 'b':
      return bool_type();
    case 's':
      return string_type();
    case 'd':
      return device_type();
    case 'g':
      return generator_type();
    case 'N':
      return none_type();
    case '?':
      return optional_type(decode(encoded, at));
    case '[':
      return list_type(decode(encoded, at));
    case '{': {
      TypePtr key = decode(encoded, at);
      return dict_type(std::move(key), decode(encoded, at));
    }
    case '(': {
      std::vector<TypePtr> elements(static_cast<size_t>(encoded[at++] - '0'));
      for (TypePtr& element : elements) element = decode(encoded, at);
      return tuple_type(std::move(elements));
    }
    case '#': {
      const size_t end = encoded.find(';', at);
      TypePtr cls = contract_class(encoded.substr(at, end - at));
      at = end + 1;
      return cls;
    }
    case '$': {
      size_t start = at++;
      while (at < encoded.size() && encoded[at] >= '0' && encoded[at] <= '9') ++at;
      return var_type(std::string(encoded.substr(start, at - start)));
    }
    default:
      return any_type();
  }
}

const TypePtr& without_none(const TypePtr& type) {
  return type->is(TypeKind::Optional) ? type->element() : type;
}

TypePtr substitute(const TypePtr& type, const Variables& variables) {
  if (!has_variables(*type)) return type;
  switch (type->kind()) {
    case TypeKind::Var: {
      auto found = variables.find(type->name());
      return found == variables.end() ? type : found->second;
    }
    case TypeKind::Optional:
      return optional_type(substitute(type->element(), variables));
    case TypeKind::List:
      return list_type(substitute(type->element(), variables));
    case TypeKind::Dict:
      return dict_type(substitute(type->element(0), variables),
                       substitute(type->element(1), variables));
    case TypeKind::Tuple: {
      std::vector<TypePtr> elements;
      for (const TypePtr& element : type->elements()) {
        elements.push_back(substitute(element, variables));
      }
      return tuple_type(std::move(elements));
    }
    default:
      return type;
  }
}

bool is_bound(const Type& type, const Variables& variables) {
  if (type.is(TypeKind::Var)) return variables.count(type.name()) > 0;
  return std::all_of(type.elements().begin(), type.elements().end(),
                     [&](const TypePtr& element) { return is_bound(*element, variables); });
}

// Binds the variables of `formal` so that `type` fits; false when its shape differs.
bool bind(const TypePtr& formal, const TypePtr& type, Variables& variables) {
  if (!has_variables(*formal) && !formal->is(TypeKind::Dict) && !formal->is(TypeKind::Tuple)) {
    return true;
  }
  switch (formal->kind()) {
    case TypeKind::Var: {
      auto known = variables.find(formal->name());
      TypePtr joined = known == variables.end() ? type : unify(known->second, type);
      if (!joined) return false;
      variables[formal->name()] = joined;
      return true;
    }
    case TypeKind::Optional:
      if (type->is(TypeKind::None)) return is_bound(*formal->element(), variables);
      return bind(formal->element(), without_none(type), variables);
    case TypeKind::List:
      if (type->is(TypeKind::List)) return bind(formal->element(), type->element(), variables);
      if (!type->is(TypeKind::Tuple) || type->elements().empty()) return false;
      return std::all_of(
          type->elements().begin(), type->elements().end(),
          [&](const TypePtr& element) { return bind(formal->element(), element, variables); });
    case TypeKind::Dict:
      return type->is(TypeKind::Dict) && bind(formal->element(0), type->element(0), variables) &&
             bind(formal->element(1), type->element(1), variables);
    case TypeKind::Tuple:
      if (!type->is(TypeKind::Tuple) || type->elements().size() != formal->elements().size()) {
        return false;
      }
      for (size_t i = 0; i < formal->elements().size(); ++i) {
        if (!bind(formal->element(i), type->element(i), variables)) return false;
      }
      return true;
    default:
      return true;
  }
}

// The operator that turns a `type` into a `wanted` where no subtyping does, or null.
const char* conversion(const Type& wanted, const TypePtr& type) {
  if (type->is(TypeKind::String) && wanted.is(TypeKind::Device)) return "aten::device";
  if (is_subtype(type, tensor_type())) {
    if (wanted.is(TypeKind::Int)) return "aten::IntImplicit";
    if (wanted.is(TypeKind::Float)) return "aten::FloatImplicit";
    if (wanted.is(TypeKind::Number)) return "aten::ScalarImplicit";
  } else if (type->is(TypeKind::Number)) {
    if (wanted.is(TypeKind::Int)) return "aten::Int";
    if (wanted.is(TypeKind::Float)) return "aten::Float";
  } else if (type->is(TypeKind::Bool)) {
    if (wanted.is(TypeKind::Int) || wanted.is(TypeKind::Number)) return "aten::Int";
    if (wanted.is(TypeKind::Float)) return "aten::Float";
  }
  return nullptr;
}

bool is_element(const TypePtr& formal, const Type& type) {
  const TypePtr& list = without_none(formal);
  return list->is(TypeKind::List) && (type.is(TypeKind::Int) || type.is(TypeKind::Float)) &&
         same_type(type, *list->element());
}

class Matcher {
 public:
  Matcher(const OpInfo& op, const CallTypes& call, bool convert, std::string* reason)
      : op_(op), call_(call), convert_(convert), reason_(reason) {}

  std::optional<Match> run() {
    Match match;
    match.op = &op_;
    size_t used = 0;
    std::set<std::string_view> taken;
    // Python's operators call their `self` `input` too.
    const bool is_aten = std::string_view(op_.kind).rfind("aten::", 0) == 0;
    for (int32_t i = 0; i < op_.n_args; ++i) {
      const ArgInfo& argument = op_.args[i];
      const bool is_input = is_aten && argument.name == std::string_view("self");
      const auto keyword =
          std::find_if(call_.keywords.begin(), call_.keywords.end(), [&](const auto& k) {
            return k.first == argument.name || (is_input && k.first == "input");
          });
      const bool named = keyword != call_.keywords.end();
      TypePtr formal = decode_type(argument.type.c_str());
      Actual actual;
      TypePtr type;
      if (!argument.kwarg_only && used < call_.positional.size()) {
        if (named)
          return fail("Keyword argument " + std::string(argument.name) + " specified twice.");
        if (gathers(i, formal, used)) {
          actual.from = Actual::From::Gather;
          actual.position = used;
          actual.type = without_none(formal);
          match.actuals.push_back(std::move(actual));
          used = call_.positional.size();
          continue;
        }
        actual.from = Actual::From::Position;
        actual.position = used;
        type = call_.positional[used++];
      } else if (named) {
        actual.from = Actual::From::Keyword;
        actual.keyword = keyword->first;
        type = keyword->second;
        taken.insert(keyword->first);
      } else if (argument.has_default) {
        actual.type = formal;
        match.actuals.push_back(std::move(actual));
        continue;
      } else {
        return fail("Argument " + std::string(argument.name) + " not provided.");
      }
      if (!fit(argument, formal, type, actual)) {
        std::string wanted = formal->str();
        if (argument.fixed_size) {
          wanted += " (of length " + std::to_string(argument.fixed_size) + ")";
        }
        return fail("Expected a value of type '" + wanted + "' for argument '" + argument.name +
                    "' but instead found type '" + type->str() + "'.");
      }
      match.actuals.push_back(std::move(actual));
    }
    if (used < call_.positional.size() && !op_.vararg) {
      return fail("Expected at most " + std::to_string(used) + " arguments but found " +
                  std::to_string(call_.positional.size()) + " positional arguments.");
    }
    for (const auto& [name, type] : call_.keywords) {
      if (!taken.count(name)) return fail("Unknown keyword argument '" + name + "'.");
    }
    for (const TypePtr& type : decode_returns(op_)) {
      match.returns.push_back(substitute(type, variables_));
    }
    match.first_extra = used;
    return match;
  }

 private:
  std::nullopt_t fail(std::string text) {
    if (reason_) *reason_ = std::move(text);
    return std::nullopt;
  }

  // `view(2, 3)`: the remaining positional arguments as the list that stands last.
  bool gathers(int32_t index, const TypePtr& formal, size_t used) const {
    const ArgInfo& argument = op_.args[index];
    const TypePtr& wanted = without_none(formal);
    const bool last = index + 1 == op_.n_args || op_.args[index + 1].kwarg_only;
    if (!last || argument.fixed_size || !wanted->is(TypeKind::List)) return false;
    if (wanted->element()->is(TypeKind::Var)) return false;
    const Type& first = *call_.positional[used];
    if (first.is(TypeKind::List) || first.is(TypeKind::Tuple) || first.is(TypeKind::Optional) ||
        first.is(TypeKind::None)) {
      return false;
    }
    return std::all_of(call_.positional.begin() + static_cast<std::ptrdiff_t>(used),
                       call_.positional.end(),
                       [&](const TypePtr& type) { return is_subtype(type, wanted->element()); });
  }

  bool is_empty_list(const Actual& actual) const {
    return actual.from == Actual::From::Position ? call_.empty_positions.count(actual.position) > 0
                                                 : call_.empty_keywords.count(actual.keyword) > 0;
  }

  bool fit(const ArgInfo& argument, const TypePtr& formal, const TypePtr& type, Actual& actual) {
    if (argument.fixed_size && is_element(formal, *type)) {
      actual.type = formal;
      actual.conversion = Conversion::Repeat;
      return true;
    }
    if (is_empty_list(actual) && is_bound(*formal, variables_)) {
      const TypePtr wanted = substitute(formal, variables_);
      if (without_none(wanted)->is(TypeKind::List)) {
        actual.type = without_none(wanted);
        actual.conversion = Conversion::Empty;
        return true;
      }
    }
    if (!bind(formal, type, variables_)) return false;
    TypePtr concrete = substitute(formal, variables_);
    if (is_subtype(type, concrete)) {
      actual.type = std::move(concrete);
      return true;
    }
    const TypePtr& wanted = without_none(concrete);
    if (type->is(TypeKind::Tuple) && wanted->is(TypeKind::List) &&
        std::all_of(type->elements().begin(), type->elements().end(), [&](const TypePtr& element) {
          return is_subtype(element, wanted->element());
        })) {
      actual.type = wanted;
      actual.conversion = Conversion::Unpack;
      return true;
    }
    if (!convert_) return false;
    actual.converter = conversion(*wanted, type);
    if (!actual.converter) return false;
    actual.type = wanted;
    actual.conversion = Conversion::Apply;
    return true;
  }

  const OpInfo& op_;
  const CallTypes& call_;
  bool convert_;
  std::string* reason_;
  Variables variables_;
};

/// "(Tensor, int)".
std::string parts_text(const Type& type) {
  std::string text = "(";
  for (size_t i = 0; i < type.elements().size(); ++i) {
    text += (i ? ", " : "") + schema_type(*type.element(i));
  }
  return text + ")";
}

}  // namespace

std::string schema_type(const Type& type, int32_t size) {
  switch (type.kind()) {
    case TypeKind::Number:
      return "Scalar";
    case TypeKind::Optional:
      return schema_type(*type.element(), size) + "?";
    case TypeKind::List:
      return schema_type(*type.element()) + "[" + (size ? std::to_string(size) : "") + "]";
    case TypeKind::Dict:
      return "Dict" + parts_text(type);
    case TypeKind::Union:
      return "Union" + parts_text(type);
    case TypeKind::Tuple:
      return type.name().empty() ? parts_text(type) : type.str();
    default:
      return type.str();
  }
}

TypePtr decode_type(std::string_view encoded) {
  size_t at = 0;
  return decode(encoded, at);
}

std::vector<TypePtr> decode_returns(const OpInfo& op) {
  std::vector<TypePtr> types;
  std::string_view encoded = op.returns.c_str();
  for (size_t at = 0; at < encoded.size();) types.push_back(decode(encoded, at));
  return types;
}

std::string qualified_name(const OpInfo& op) {
  std::string name = op.kind.c_str();
  if (*op.overload) name += std::string(".") + op.overload;
  return name;
}

std::string schema_text(const OpInfo& op) {
  std::string text = qualified_name(op) + "(";
  bool star = false;
  for (int32_t i = 0; i < op.n_args; ++i) {
    const ArgInfo& argument = op.args[i];
    if (i) text += ", ";
    if (argument.kwarg_only && !star) text += "*, ";
    star = star || argument.kwarg_only;
    text += schema_type(*decode_type(argument.type.c_str()), argument.fixed_size) + " ";
    text += argument.name;
    if (argument.has_default) text += std::string("=") + argument.default_text;
  }
  if (op.vararg) text += op.n_args ? ", ..." : "...";
  text += ") -> ";
  std::vector<TypePtr> returns = decode_returns(op);
  if (returns.size() == 1) return text + schema_type(*returns[0]);
  text += "(";
  for (size_t i = 0; i < returns.size(); ++i) {
    text += (i ? ", " : "") + schema_type(*returns[i]);
  }
  return text + ")";
}

std::optional<Match> match_types(const OpInfo& op, const CallTypes& call, bool allow_conversions,
                                 std::string* reason) {
  return Matcher(op, call, allow_conversions, reason).run();
}

bool in_force(const OpInfo& op, int version) {
  return op.since <= version && (op.until < 0 || version <= op.until);
}

bool has_operator(std::string_view kind, int version) {
  Span<const OpInfo> rows = find_operators(kind);
  return std::any_of(rows.begin(), rows.end(),
                     [&](const OpInfo& op) { return in_force(op, version); });
}

Match resolve(std::string_view kind, const CallTypes& call, int version, const SourceRange& range) {
  if (!has_operator(kind, version)) throw Error(Diag::MJ2901, range, {{"kind", kind}});
  for (bool convert : {false, true}) {
    for (const OpInfo& op : find_operators(kind)) {
      if (!in_force(op, version)) continue;
      if (auto match = match_types(op, call, convert, nullptr)) return std::move(*match);
    }
  }
  std::string candidates;
  for (const OpInfo& op : find_operators(kind)) {
    std::string reason;
    if (!in_force(op, version)) continue;
    match_types(op, call, true, &reason);
    if (!candidates.empty()) candidates += "\n";
    candidates += "  " + schema_text(op) + ":\n    " + reason;
  }
  throw Error(Diag::MJ2902, range, {{"candidates", candidates}});
}

}  // namespace minijit::code
