#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include "cli/verbs.h"
#include "ir/printer.h"
#include "minijit/ops.h"

namespace minijit::cli {

namespace {

constexpr const char* absent = "absent";

using Attributes = std::vector<std::pair<std::string, IValue>>;

bool holds_tensors(const IValue& value) {
  if (value.isGenericDict()) {
    for (const auto& entry : value.toDictImpl()) {
      if (holds_tensors(entry.value())) return true;
    }
    return false;
  }
  if (!value.isTuple() && !value.isList()) return value.isTensor();
  const Span<const IValue> items = items_of(value);
  return std::any_of(items.begin(), items.end(), holds_tensors);
}

std::string key_text(const IValue& key) {
  if (key.isString()) return "'" + key.toStringRef() + "'";
  std::ostringstream out;
  out << key;
  return out.str();
}

/// A value; of a container that holds tensors each part, `name['key']` and `name[0]`.
void add_parts(const std::string& name, const IValue& value, Attributes& found) {
  if (value.isTensor() || !holds_tensors(value)) {
    found.emplace_back(name, value);
  } else if (value.isGenericDict()) {
    for (const auto& entry : value.toDictImpl()) {
      add_parts(name + "[" + key_text(entry.key()) + "]", entry.value(), found);
    }
  } else {
    const Span<const IValue> items = items_of(value);
    for (size_t i = 0; i < items.size(); ++i) {
      add_parts(name + "[" + std::to_string(i) + "]", items[i], found);
    }
  }
}

void collect(const ObjectImpl& object, const std::string& prefix, Attributes& found) {
  for (size_t i = 0; i < object.slots.size(); ++i) {
    const std::string name = prefix + object.type->attributes()[i].name;
    const IValue& value = object.slots[i];
    if (value.isObject() && value.toObjectRef().type->is_module()) {
      collect(value.toObjectRef(), name + ".", found);
    } else {
      add_parts(name, value, found);
    }
  }
}

const IValue* find(const Attributes& attributes, const std::string& name) {
  for (const auto& [known, value] : attributes) {
    if (known == name) return &value;
  }
  return nullptr;
}

std::string shown(const IValue* value) {
  if (!value) return absent;
  if (value->isTensor()) return described(value->toTensor());
  std::ostringstream out;
  out << *value;
  return out.str();
}

/// Elements as pairs of numbers, so that complex ones are of the same kind.
std::vector<std::pair<double, double>> elements(const Tensor& tensor) {
  std::vector<std::pair<double, double>> result(static_cast<size_t>(tensor.numel()));
  if (is_complex(tensor.dtype())) {
    const Tensor wide = tensor.to(kComplexDouble).contiguous();
    const auto* data = static_cast<const double*>(wide.data_ptr());
    for (size_t i = 0; i < result.size(); ++i) result[i] = {data[2 * i], data[2 * i + 1]};
  } else {
    const Tensor wide = tensor.to(kFloat64).contiguous();
    const auto* data = static_cast<const double*>(wide.data_ptr());
    for (size_t i = 0; i < result.size(); ++i) result[i] = {data[i], 0.0};
  }
  return result;
}

/// Which elements are not the same; NaN is like NaN. Integers are compared as what they are.
std::vector<bool> differing(const Tensor& one, const Tensor& other) {
  std::vector<bool> result(static_cast<size_t>(one.numel()));
  if (is_floating_point(one.dtype()) || is_complex(one.dtype())) {
    const auto a = elements(one), b = elements(other);
    const auto is_nan = [](const std::pair<double, double>& x) { return x != x; };
    for (size_t i = 0; i < a.size(); ++i)
      result[i] = a[i] != b[i] && !(is_nan(a[i]) && is_nan(b[i]));
    return result;
  }
  const Tensor a = one.to(kInt64).contiguous(), b = other.to(kInt64).contiguous();
  for (size_t i = 0; i < result.size(); ++i) {
    result[i] = a.const_data_ptr<int64_t>()[i] != b.const_data_ptr<int64_t>()[i];
  }
  return result;
}

/// How far the values of two tensors of one dtype and size are apart; empty if they agree.
std::string distance(const Tensor& one, const Tensor& other) {
  if (one.dtype() != other.dtype() || one.sizes() != other.sizes()) return {};
  const std::vector<bool> differ = differing(one, other);
  const auto a = elements(one), b = elements(other);
  int64_t count = 0;
  double most = 0;
  for (size_t i = 0; i < differ.size(); ++i) {
    if (!differ[i]) continue;
    ++count;
    const double apart = std::hypot(a[i].first - b[i].first, a[i].second - b[i].second);
    if (!(apart <= most)) most = std::isnan(most) ? most : apart;
  }
  if (!count) return {};
  char text[32];
  std::snprintf(text, sizeof(text), "%.6g", most);
  return std::to_string(count) + " of " + std::to_string(one.numel()) + " differ, by at most " +
         (std::isnan(most) ? "nan" : text);
}

std::vector<std::string> stripped_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line.substr(std::min(line.find_first_not_of(' '), line.size())));
  }
  return lines;
}

/// The first line that is not the same in two texts, from each; empty if there is none.
std::pair<std::string, std::string> first_difference(const std::string& one,
                                                     const std::string& other) {
  const std::vector<std::string> a = stripped_lines(one), b = stripped_lines(other);
  for (size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string left = i < a.size() ? a[i] : "", right = i < b.size() ? b[i] : "";
    if (left != right) return {left, right};
  }
  return {};
}

}  // namespace

Span<const IValue> items_of(const IValue& value) {
  return value.isTuple() ? Span<const IValue>(value.toTupleRef().values) : value.toListRef();
}

std::map<std::string, std::string> functions(const CompilationUnit& unit) {
  std::map<std::string, std::string> texts;
  for (const auto& function : unit.functions()) {
    if (function->graph()) texts[function->qualified_name()] = print_graph(*function->graph());
  }
  return texts;
}

Report diff(const std::string& first, const std::string& second, bool all_on_cpu) {
  const Opened a(first, all_on_cpu), b(second, all_on_cpu);
  Table found;
  const auto note = [&](const std::string& what, const std::string& one, const std::string& other) {
    if (one != other) found.emplace_back(what, one + " | " + other);
  };
  note("class", a.program.root->type->name(), b.program.root->type->name());
  note("opset version", std::to_string(a.program.version), std::to_string(b.program.version));
  Attributes ours, theirs;
  collect(*a.program.root, "", ours);
  collect(*b.program.root, "", theirs);
  std::vector<std::string> names;
  for (const auto& [name, value] : ours) names.push_back(name);
  for (const auto& [name, value] : theirs) {
    if (!find(ours, name)) names.push_back(name);
  }
  for (const std::string& name : names) {
    const IValue *one = find(ours, name), *other = find(theirs, name);
    note("attribute " + name, shown(one), shown(other));
    if (!one || !other || !one->isTensor() || !other->isTensor()) continue;
    const std::string apart = distance(one->toTensor(), other->toTensor());
    if (!apart.empty()) found.emplace_back("values of " + name, apart);
  }
  const auto one = functions(*a.program.unit), other = functions(*b.program.unit);
  std::set<std::string> all;
  for (const auto& [name, text] : one) all.insert(name);
  for (const auto& [name, text] : other) all.insert(name);
  for (const std::string& name : all) {
    const auto [left, right] = first_difference(one.count(name) ? one.at(name) : absent,
                                                other.count(name) ? other.at(name) : absent);
    note("function " + name, left, right);
  }
  return {{"differences", found}};
}

}  // namespace minijit::cli
