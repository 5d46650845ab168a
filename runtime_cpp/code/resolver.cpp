#include "code/resolver.h"

#include <mutex>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "code/missing.h"
#include "code/parser.h"
#include "code/schema_matching.h"
#include "ir/instance.h"
#include "support/limits.h"
#include "zip/inflate.h"

namespace minijit::code {

namespace {

SourceRange range_of(const Expr& expr, const std::shared_ptr<const Source>& source) {
  return SourceRange(source, expr.start, expr.end);
}

std::string generic_name(const Expr& expr) {
  std::string name = dotted_name(expr);
  const size_t dot = name.rfind('.');
  if (dot != std::string::npos) name = name.substr(dot + 1);
  if (name == "list") return "List";
  if (name == "dict") return "Dict";
  if (name == "tuple") return "Tuple";
  if (name.rfind("BroadcastingList", 0) == 0 &&
      name.find_first_not_of("0123456789", 16) == name.npos)
    return "List";
  if (name == "Await") return "Future";
  for (const char* known : {"Optional", "List", "Dict", "Tuple", "Union", "Future", "Final"}) {
    if (name == known) return name;
  }
  return "";
}

const TypePtr* simple_type(const std::string& name) {
  struct Row {
    const char* name;
    const TypePtr& (*type)();
  };
  static constexpr Row rows[] = {
      {"Tensor", tensor_type},       {"torch.Tensor", tensor_type}, {"int", int_type},
      {"float", float_type},         {"bool", bool_type},           {"str", string_type},
      {"complex", complex_type},     {"number", number_type},       {"None", none_type},
      {"NoneType", none_type},       {"Device", device_type},       {"Any", any_type},
      {"Generator", generator_type},
  };
  for (const Row& row : rows) {
    if (name == row.name) return &row.type();
  }
  return nullptr;
}

/// What a class of PyTorch 1.3 to 1.5 holds where it says that it holds a Tensor.
TypePtr packed_type(std::string cls, TypePtr declared) {
  for (size_t at; (at = cls.find(".___torch_mangle_")) != std::string::npos;) {
    cls.erase(at, cls.find('.', at + 1) - at);
  }
  const size_t ao = cls.find(".ao.nn.");
  if (ao != std::string::npos) cls.erase(ao, 3);
#define MJ_PACKED(name, type) \
  if (cls == (name)) return contract_class(type);
#include "generated/packed.inc"
#undef MJ_PACKED
  return declared;
}

std::vector<std::string> strings(const Expr& expr, const std::shared_ptr<const Source>& source) {
  std::vector<std::string> found;
  if (expr.is(ExprKind::String)) return {expr.text};
  for (const ExprPtr& item : expr.items) {
    if (!item->is(ExprKind::String)) {
      throw Error(Diag::MJ2034, range_of(expr, source), {{"what", "a list of names"}});
    }
    found.push_back(item->text);
  }
  return found;
}

}  // namespace

std::string dotted_name(const Expr& expr) {
  if (expr.is(ExprKind::Name)) return expr.text;
  if (expr.is(ExprKind::Attribute)) {
    const std::string base = dotted_name(expr.item(0));
    return base.empty() ? base : base + "." + expr.text;
  }
  return "";
}

TypePtr Resolver::parse_type(const Expr& expr, const std::shared_ptr<const Source>& source) {
  if (expr.is(ExprKind::None)) return none_type();
  if (expr.is(ExprKind::Binary) && expr.text == "|") {
    return union_type({parse_type(expr.item(0), source), parse_type(expr.item(1), source)});
  }
  if (expr.is(ExprKind::Subscript)) {
    const std::string name = generic_name(expr.item(0));
    std::vector<const Expr*> items;
    if (expr.item(1).is(ExprKind::Tuple)) {
      for (const ExprPtr& item : expr.item(1).items) items.push_back(item.get());
    } else {
      items.push_back(&expr.item(1));
    }
    if (name == "Tuple" && items.size() == 1 && items[0]->is(ExprKind::Tuple) &&
        items[0]->items.empty()) {
      items.clear();
    }
    std::vector<TypePtr> parts;
    for (const Expr* item : items) parts.push_back(parse_type(*item, source));
    if (name == "Tuple") return tuple_type(std::move(parts));
    if (name == "Union" && !parts.empty()) return union_type(std::move(parts));
    if (name == "Dict" && parts.size() == 2) return dict_type(parts[0], parts[1]);
    if (parts.size() == 1) {
      if (name == "Optional") return optional_type(parts[0]);
      if (name == "Final") return parts[0];
      if (name == "List") return list_type(parts[0]);
      // `fork` runs what it is given at once.
      if (name == "Future") return parts[0];
    }
  } else {
    const std::string name = dotted_name(expr);
    if (const TypePtr* simple = simple_type(name)) return *simple;
    if (name.rfind("__torch__.", 0) == 0) {
      const Definition found = find(name);
      if (found.cls) return found.cls;
      if (found.named_tuple) return found.named_tuple;
    }
    if (!name.empty())
      throw Error(Diag::MJ2006, range_of(expr, source), {{"name", name}, {"hint", ""}});
  }
  std::string problem;
  if (expr.is(ExprKind::Subscript) && generic_name(expr.item(0)).empty()) {
    const std::string base = dotted_name(expr.item(0));
    problem = base.empty() ? "Subscripted type must be a type identifier: "
                           : "Unknown type constructor " + base + ": ";
  }
  throw Error(
      Diag::MJ2007, range_of(expr, source),
      {{"what", problem + "'" + std::string(range_of(expr, source).text()) + "'"}, {"hint", ""}});
}

TypePtr Resolver::load_type(const std::string& text) {
  const auto source = std::make_shared<const Source>("<type>", text);
  TypePtr type = parse_type(*parse_expression(source), source);
  drain();
  return type;
}

const File* Resolver::file(const std::string& prefix) {
  const auto known = files_.find(prefix);
  if (known != files_.end()) return known->second.get();
  std::string path = prefix;
  std::replace(path.begin(), path.end(), '.', '/');
  const std::shared_ptr<const Source> source = read_("code/" + path + ".py");
  std::unique_ptr<File> parsed;
  if (source) parsed = std::make_unique<File>(parse_file(source));
  const File* result = parsed.get();
  files_[prefix] = std::move(parsed);
  return result;
}

void Resolver::find_classes(const std::string& prefix) {
  for (const auto& cls : file(prefix)->classes) find(prefix + "." + cls->name);
}

Definition Resolver::find(const std::string& name) {
  Definition found;
  found.cls = unit_.find_class(name);
  if (!found.cls) found.cls = contract_class(name);
  found.named_tuple = unit_.find_named_tuple(name);
  found.function = unit_.find_function(name);
  if (found) return found;
  const size_t dot = name.rfind('.');
  if (dot == std::string::npos) return found;
  const std::string atom = name.substr(dot + 1);
  const File* text = file(name.substr(0, dot));
  if (!text) return found;
  for (auto it = text->classes.rbegin(); it != text->classes.rend(); ++it) {
    if ((*it)->name != atom) continue;
    if ((*it)->base && dotted_name(*(*it)->base) == "NamedTuple") {
      found.named_tuple = define_tuple(name, **it, text->source);
    } else {
      found.cls = define_class(name, **it, text->source);
    }
    return found;
  }
  for (const auto& definition : text->functions) {
    if (definition->name == atom) {
      found.function = declare(name, *definition, text->source, nullptr);
      return found;
    }
  }
  return found;
}

TypePtr Resolver::define_tuple(const std::string& name, const ClassDef& cls,
                               const std::shared_ptr<const Source>& source) {
  std::vector<TypePtr> elements;
  std::vector<std::string> fields;
  for (const StmtPtr& stmt : cls.body) {
    if (stmt->kind != StmtKind::Annotated || !stmt->targets[0]->is(ExprKind::Name)) continue;
    elements.push_back(parse_type(*stmt->annotation, source));
    fields.push_back(stmt->targets[0]->text);
  }
  TypePtr type = named_tuple_type(name, std::move(elements), std::move(fields));
  unit_.add_named_tuple(type);
  return type;
}

std::shared_ptr<ClassType> Resolver::define_class(const std::string& name, const ClassDef& cls,
                                                  const std::shared_ptr<const Source>& source) {
  ClassKind kind = ClassKind::Plain;
  if (cls.base) {
    const std::string base = dotted_name(*cls.base);
    if (base == "Module") {
      kind = ClassKind::Module;
    } else if (base == "Enum") {
      kind = ClassKind::Enum;
    } else if (base == "Interface" || base == "ModuleInterface") {
      kind = ClassKind::Interface;
    } else {
      throw Error(Diag::MJ2031, range_of(*cls.base, source), {{"name", name}});
    }
  }
  std::shared_ptr<ClassType> made = unit_.add_class(name, kind);
  std::vector<std::string> parameters, buffers, pre, post;
  std::vector<ClassAttribute> attributes;
  const auto attribute = [&](const std::string& attribute_name, const Expr& annotation,
                             const Expr* value) {
    const bool is_final =
        annotation.is(ExprKind::Subscript) && generic_name(annotation.item(0)) == "Final";
    TypePtr type = parse_type(annotation, source);
    if (attribute_name == "_packed_params" && type->is(TypeKind::Tensor)) {
      type = packed_type(name, std::move(type));
    }
    for (const ClassAttribute& known : attributes) {
      if (known.name == attribute_name) {
        throw Error(Diag::MJ2033, range_of(annotation, source),
                    {{"name", attribute_name}, {"owner", name}});
      }
    }
    if (!value) {
      attributes.push_back({attribute_name, std::move(type), false, false});
    } else if (is_final) {
      IValue constant = constant_expression(*value, source, type);
      if (!is_instance(constant, type)) {
        throw Error(Diag::MJ2014, range_of(*value, source),
                    {{"expected", type->str()}, {"found", type_of(constant)->str()}});
      }
      made->add_constant(
          {attribute_name, type, std::make_shared<const IValue>(std::move(constant))});
    } else {
      throw Error(Diag::MJ2032, range_of(*value, source),
                  {{"what", "an attribute with a value that is not Final"}});
    }
  };
  for (const StmtPtr& stmt : cls.body) {
    if (stmt->kind == StmtKind::Annotated && stmt->targets[0]->is(ExprKind::Name)) {
      attribute(stmt->targets[0]->text, *stmt->annotation, stmt->value.get());
    } else if (stmt->kind == StmtKind::Assign && stmt->targets.size() == 1) {
      const Expr& target = *stmt->targets[0];
      if (target.is(ExprKind::Subscript) && dotted_name(target.item(0)) == "__annotations__" &&
          target.item(1).is(ExprKind::String)) {
        attribute(target.item(1).text, *stmt->value, nullptr);
        continue;
      }
      const std::string target_name = target.is(ExprKind::Name) ? target.text : "";
      if (target_name == "__annotations__") continue;
      if (target_name == "__parameters__") {
        parameters = strings(*stmt->value, source);
      } else if (target_name == "__buffers__") {
        buffers = strings(*stmt->value, source);
      } else if (target_name == "__forward_pre_hooks__") {
        pre = strings(*stmt->value, source);
      } else if (target_name == "__forward_hooks__") {
        post = strings(*stmt->value, source);
      } else if (kind == ClassKind::Enum && !target_name.empty()) {
        IValue constant = constant_expression(*stmt->value, source, nullptr);
        const TypePtr type = type_of(constant);
        made->add_constant(
            {target_name, type, std::make_shared<const IValue>(std::move(constant))});
      } else {
        throw Error(Diag::MJ2032, range_of(target, source),
                    {{"what", "an assignment without annotation"}});
      }
    } else if (stmt->kind != StmtKind::Define) {
      throw Error(Diag::MJ2032, SourceRange(source, stmt->start, stmt->end),
                  {{"what", "this statement"}});
    }
  }
  for (ClassAttribute& made_attribute : attributes) {
    const auto has = [&](const std::vector<std::string>& names) {
      return std::find(names.begin(), names.end(), made_attribute.name) != names.end();
    };
    made_attribute.is_parameter = has(parameters);
    made_attribute.is_buffer = has(buffers);
    made->add_attribute(std::move(made_attribute));
  }
  made->set_hooks(std::move(pre), std::move(post));
  for (const StmtPtr& stmt : cls.body) {
    if (stmt->kind != StmtKind::Define) continue;
    const Def& definition = *stmt->define;
    if (made->find_method(definition.name)) {
      throw Error(Diag::MJ2033, SourceRange(source, definition.start, definition.end),
                  {{"name", definition.name}, {"owner", name}});
    }
    Function* method = declare(name + "." + definition.name, definition, source, made);
    made->add_method(definition.name, method);
  }
  return made;
}

Function* Resolver::declare(const std::string& name, const Def& definition,
                            const std::shared_ptr<const Source>& source, const TypePtr& owner) {
  if (owner && definition.params.empty()) {
    throw Error(Diag::MJ2068, SourceRange(source, definition.start, definition.end),
                {{"kind", "Method"},
                 {"name", definition.name},
                 {"type", owner->str()},
                 {"detail", "has no parameter: methods must have a self argument"}});
  }
  std::vector<Parameter> parameters;
  for (size_t i = 0; i < definition.params.size(); ++i) {
    const Param& param = definition.params[i];
    TypePtr type = tensor_type();
    if (owner && i == 0) {
      type = owner;
    } else if (param.annotation) {
      type = parse_type(*param.annotation, source);
    }
    Parameter made{param.name, type, std::nullopt};
    if (param.default_value) {
      made.default_value = constant_expression(*param.default_value, source, type);
      const bool stands_for_none = type->is(TypeKind::Tensor) && made.default_value->isNone();
      if (!stands_for_none && !is_instance(*made.default_value, type)) {
        throw Error(Diag::MJ2097, range_of(*param.default_value, source),
                    {{"type", type->str()}, {"name", param.name}, {"hint", ""}});
      }
    }
    parameters.push_back(std::move(made));
  }
  TypePtr returns = definition.returns ? parse_type(*definition.returns, source) : nullptr;
  auto function = std::make_unique<Function>(name, std::move(parameters), returns);
  function->is_method = owner != nullptr;
  Function* made = unit_.add_function(std::move(function));
  const ClassType* cls = owner ? as_class(*owner) : nullptr;
  if (!cls || cls->class_kind() != ClassKind::Interface) {
    pending_.push_back({&definition, source, made});
  }
  return made;
}

void Resolver::drain() {
  while (!pending_.empty()) {
    const Pending next = pending_.front();
    pending_.pop_front();
    note_missing(unit_, *next.definition, next.source);
    emit_function(*this, *next.definition, next.source, *next.function);
  }
}

IValue Resolver::constant_expression(const Expr& expr, const std::shared_ptr<const Source>& source,
                                     const TypePtr& wanted) {
  const auto list = [&](const TypePtr& element) {
    std::vector<IValue> values;
    for (const ExprPtr& item : expr.items) {
      values.push_back(constant_expression(*item, source, element));
    }
    TypePtr common = common_type(values, element);
    return make_intrusive<ListImpl>(std::move(common), std::move(values));
  };
  TypePtr plain = wanted && wanted->is(TypeKind::Optional) ? wanted->element() : wanted;
  if (plain && plain->is(TypeKind::Union)) {
    for (const TypePtr& member : plain->elements()) {
      // Unions in unions are tried over and over.
      if (++tried_members_ > max_tried_members) {
        throw Error(Diag::MJ2034, range_of(expr, source),
                    {{"what", "the value of so many nested unions"}});
      }
      IValue value = constant_expression(expr, source, member);
      if (is_instance(value, member)) return value;
    }
    plain = nullptr;
  }
  const auto number = [&](double value, IValue own) {
    if (plain && plain->is(TypeKind::Float)) return IValue(value);
    if (plain && plain->is(TypeKind::Complex)) return IValue(std::complex<double>(value));
    return own;
  };
  switch (expr.kind) {
    case ExprKind::Int:
      if (plain && plain->is(TypeKind::Bool)) return expr.integer != 0;
      return number(static_cast<double>(expr.integer), IValue(expr.integer));
    case ExprKind::Float:
      return number(expr.number, IValue(expr.number));
    case ExprKind::Imaginary:
      return std::complex<double>(0, expr.number);
    case ExprKind::String:
      return expr.text;
    case ExprKind::True:
    case ExprKind::False: {
      const bool value = expr.is(ExprKind::True);
      if (plain && plain->is(TypeKind::Int)) return int64_t{value};
      return number(value, IValue(value));
    }
    case ExprKind::None:
      return IValue();
    case ExprKind::Unary: {
      if (expr.text != "-") break;
      const IValue inner = constant_expression(expr.item(0), source, wanted);
      if (inner.isInt()) {
        return static_cast<int64_t>(0 - static_cast<uint64_t>(inner.toInt()));
      }
      if (inner.isDouble()) return -inner.toDouble();
      if (inner.isComplexDouble()) return -inner.toComplexDouble();
      break;
    }
    case ExprKind::Binary: {  // both parts of a complex number
      if (expr.text != "+" && expr.text != "-") break;
      const IValue real = constant_expression(expr.item(0), source, nullptr);
      const IValue imaginary = constant_expression(expr.item(1), source, nullptr);
      if (!(real.isInt() || real.isDouble()) || !imaginary.isComplexDouble()) break;
      const std::complex<double> second = imaginary.toComplexDouble();
      const double first = real.isInt() ? static_cast<double>(real.toInt()) : real.toDouble();
      return expr.text == "+" ? first + second : first - second;
    }
    case ExprKind::Tuple: {
      if (plain && plain->is(TypeKind::List)) return list(plain->element());
      std::vector<IValue> values;
      for (size_t i = 0; i < expr.items.size(); ++i) {
        const bool known = plain && plain->is(TypeKind::Tuple) && i < plain->elements().size();
        values.push_back(
            constant_expression(expr.item(i), source, known ? plain->element(i) : nullptr));
      }
      return make_intrusive<TupleImpl>(std::move(values));
    }
    case ExprKind::List:
      return list(plain && plain->is(TypeKind::List) ? plain->element() : nullptr);
    case ExprKind::Name:
      if (expr.text == "inf") return static_cast<double>(INFINITY);
      if (expr.text == "nan") return std::nan("");
      if (expr.text == "infj") return std::complex<double>(0, INFINITY);
      if (expr.text == "nanj") return std::complex<double>(0, std::nan(""));
      break;
    case ExprKind::Call: {
      const std::string name = dotted_name(expr.item(0));
      if (name == "annotate" && expr.items.size() == 3) {
        return constant_expression(expr.item(2), source, parse_type(expr.item(1), source));
      }
      if (name == "torch.device" && expr.items.size() == 2 && expr.item(1).is(ExprKind::String)) {
        return Device(std::string_view(expr.item(1).text));
      }
      break;
    }
    case ExprKind::Attribute: {
      const std::string name = dotted_name(expr);
      if (name.rfind("CONSTANTS.", 0) == 0) {
        const std::string digits = name.substr(std::min<size_t>(name.size(), 11));
        if (!digits.empty() && digits.size() < 10 &&
            digits.find_first_not_of("0123456789") == std::string::npos) {
          const size_t index = std::stoul(digits);
          if (index < unit_.constants.size()) return unit_.constants[index];
        }
        throw Error(Diag::MJ2039, range_of(expr, source), {{"name", name.substr(10)}});
      }
      const size_t dot = name.rfind('.');
      if (dot != std::string::npos && name.rfind("__torch__.", 0) == 0) {
        const Definition owner = find(name.substr(0, dot));
        if (owner.cls && owner.cls->class_kind() == ClassKind::Enum) {
          if (const ClassConstant* member = owner.cls->find_constant(name.substr(dot + 1))) {
            return make_intrusive<EnumImpl>(owner.cls, member->name, *member->value);
          }
        }
      }
      break;
    }
    default:
      break;
  }
  throw Error(Diag::MJ2034, range_of(expr, source),
              {{"what", "'" + std::string(range_of(expr, source).text()) + "'"}});
}

namespace {

struct ContractText {
  const char* name;
  int version;
  std::string_view text;
};
constexpr ContractText upgraders[] = {
#define MJ_UPGRADER(index, name, version, text) {name, version, text},
#include "generated/upgraders.inc"
#undef MJ_UPGRADER
};
#define MJ_VERSIONS(low, high) constexpr int newest = high;
#include "generated/versions.inc"
#undef MJ_VERSIONS
struct CompositeRow {
  const char* name;
  size_t length;  // of its text
};
constexpr CompositeRow composites[] = {
#define MJ_COMPOSITE(index, name, length) {name, length},
#include "generated/composites.inc"
#undef MJ_COMPOSITE
};
constexpr uint8_t composite_stream[] = {
#include "generated/composite_stream.inc"
};

/// Where the text of a row starts in all texts; behind the last row it is their size.
size_t composite_start(size_t index) {
  size_t start = 0;
  for (size_t i = 0; i < index; ++i) start += composites[i].length;
  return start;
}

std::string_view composite_text(size_t index) {
  static const std::string all = [] {
    std::string texts(composite_start(std::size(composites)), '\0');
    const char* problem =
        inflate(ByteSpan(composite_stream, sizeof(composite_stream)),
                Span<uint8_t>(reinterpret_cast<uint8_t*>(texts.data()), texts.size()));
    if (problem) throw Error(Diag::MJ9001, {{"detail", problem}});
    return texts;
  }();
  return std::string_view(all).substr(composite_start(index), composites[index].length);
}

/// The text of an entry that archives may name or composites share; null if there is none.
std::shared_ptr<const Source> contract_file(const std::string& entry) {
  for (size_t i = 0; i < std::size(composites); ++i) {
    if (entry == composites[i].name)
      return std::make_shared<const Source>(entry, std::string(composite_text(i)));
  }
  return nullptr;
}

std::unique_ptr<CompilationUnit> compile(const ContractText& row,
                                         std::vector<UpgradedCall>* upgraded = nullptr) {
  auto unit = std::make_unique<CompilationUnit>();
  unit->opset_version = row.version;
  const auto source =
      std::make_shared<const Source>(std::string(row.name) + ".py", std::string(row.text));
  Resolver inner(*unit, [&](const std::string& entry) {
    return entry == "code/__torch__.py" ? source : contract_file(entry);
  });
  inner.find(std::string("__torch__.") + row.name);
  inner.drain();
  if (upgraded) *upgraded = inner.upgraded_calls();
  // The syntax trees die with `inner`; graphs do not refer to them.
  return unit;
}

const Function& function_of(const CompilationUnit& unit, const char* name) {
  return *unit.find_function(std::string("__torch__.") + name);
}

}  // namespace

const char* upgrader_name(int32_t index) { return upgraders[index].name; }

std::string_view upgrader_text(int32_t index) { return upgraders[index].text; }

std::vector<UpgradedCall> upgraded_again(int32_t index) {
  std::vector<UpgradedCall> upgraded;
  compile(upgraders[index], &upgraded);
  return upgraded;
}

void Resolver::note_upgraded(const OpInfo& op, const SourceRange& place) {
  for (const UpgradedCall& known : upgraded_) {
    const bool same_place = known.place.source == place.source && known.place.start == place.start;
    if (same_place && known.op == &op) return;
  }
  upgraded_.push_back({place, &op});
}

const Function& Resolver::upgrader(int32_t index) {
  std::unique_ptr<CompilationUnit>& unit = upgrader_units_[index];
  if (!unit) unit = compile(upgraders[index]);
  return function_of(*unit, upgraders[index].name);
}

namespace {

constexpr std::string_view class_prefix = "__torch__.torch.classes.";
constexpr std::string_view class_entry = "code/__torch__/torch/classes/";

}  // namespace

std::shared_ptr<ClassType> contract_class(std::string_view name) {
  if (name.substr(0, class_prefix.size()) != class_prefix) return nullptr;
  static std::recursive_mutex lock;
  static std::unique_ptr<CompilationUnit> unit;
  const std::lock_guard<std::recursive_mutex> guard(lock);
  if (!unit) {
    // Looked into while it is filled: classes name each other.
    unit = std::make_unique<CompilationUnit>();
    unit->opset_version = newest;
    try {
      Resolver inner(*unit, contract_file);
      for (const CompositeRow& row : composites) {
        const std::string_view entry = row.name;
        if (entry.substr(0, class_entry.size()) != class_entry) continue;
        const std::string_view file = entry.substr(class_entry.size());
        inner.find_classes(
            std::string(class_prefix) +
            std::string(file.substr(0, file.size() - std::string_view(".py").size())));
      }
      inner.drain();
    } catch (...) {
      unit.reset();  // the next one tries again
      throw;
    }
  }
  return unit->find_class(std::string(name));
}

const Function& composite(int32_t index) {
  static std::mutex lock;
  static std::unique_ptr<CompilationUnit> units[std::size(composites)];
  const std::lock_guard<std::mutex> guard(lock);
  const size_t row = static_cast<size_t>(index);
  const char* name = composites[row].name;
  if (!units[row]) units[row] = compile({name, newest, composite_text(row)});
  return function_of(*units[row], name);
}

}  // namespace minijit::code
