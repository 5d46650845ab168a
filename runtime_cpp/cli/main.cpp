// The tool `minijit`: the same verbs as `python -m minijit`.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "cli/npy.h"
#include "cli/verbs.h"
#include "minijit/minijit.h"
#include "minijit/module.h"
#include "minijit/ops.h"
#include "support/text.h"

namespace {

using minijit::IValue;
using minijit::jit::Module;

struct Verb {
  std::string_view name;
  size_t files;
  const char* help;
};
constexpr Verb verbs[] = {
#define MJ_TOOL_VERB(name, files, help) {name, files, help},
#define MJ_TOOL_OPTION(name, valued, verbs)
#define MJ_TOOL_USAGE(line)
#include "generated/tool.inc"
#undef MJ_TOOL_VERB
#undef MJ_TOOL_OPTION
};

struct Option {
  std::string_view name;
  bool valued;
  std::string_view verbs;
};
constexpr Option options_table[] = {
#define MJ_TOOL_VERB(name, files, help)
#define MJ_TOOL_OPTION(name, valued, verbs) {name, valued, " " verbs " "},
#include "generated/tool.inc"
#undef MJ_TOOL_OPTION
#undef MJ_TOOL_USAGE
};

const char* const usage =
#define MJ_TOOL_OPTION(name, valued, verbs)
#define MJ_TOOL_USAGE(line) line "\n"
#include "generated/tool.inc"
    ;

/// The verb, its files, and the options before, between and behind them.
struct Arguments {
  std::string verb;
  std::vector<std::string> files;
  std::vector<std::pair<std::string, std::string>> options;

  bool has(std::string_view name) const { return last(name).has_value(); }
  /// The value of an option; the last one where it is repeated.
  std::optional<std::string> last(std::string_view name) const {
    std::optional<std::string> found;
    for (const auto& [option, value] : options) {
      if (option == name) found = value;
    }
    return found;
  }
};

const Verb* find_verb(const std::string& name) {
  const auto* verb = std::find_if(std::begin(verbs), std::end(verbs),
                                  [&](const Verb& row) { return row.name == name; });
  return verb == std::end(verbs) ? nullptr : verb;
}

/// What helps with a verb; with all of them where it is none.
const char* help(const std::string& name) {
  const Verb* verb = find_verb(name);
  return verb ? verb->help : usage;
}

/// Throws std::invalid_argument with what makes no sense.
Arguments parse(const std::vector<std::string>& given) {
  Arguments result;
  result.verb = given[0];
  const Verb* verb = find_verb(given[0]);
  if (!verb) throw std::invalid_argument("there is no verb " + given[0]);
  for (size_t i = 1; i < given.size(); ++i) {
    const std::string& name = given[i];
    if (name.rfind("--", 0) != 0) {
      result.files.push_back(name);
      continue;
    }
    const auto* option = std::find_if(std::begin(options_table), std::end(options_table),
                                      [&](const Option& row) { return row.name == name; });
    if (option == std::end(options_table) ||
        option->verbs.find(" " + given[0] + " ") == std::string_view::npos) {
      throw std::invalid_argument(given[0] + " has no option " + name);
    }
    if (option->valued && i + 1 == given.size()) {
      throw std::invalid_argument(name + " wants a value");
    }
    result.options.emplace_back(name, option->valued ? given[++i] : "");
  }
  if (result.files.size() != verb->files) {
    throw std::invalid_argument(given[0] + " wants " + (verb->files == 1 ? "a file" : "two files") +
                                ", not " + std::to_string(result.files.size()));
  }
  for (const auto& [name, value] : result.options) {
    if (name == "--map" && value != "cpu" && value != "cpu:0") {
      throw std::invalid_argument("--map wants cpu, not " + value);
    }
  }
  const std::optional<std::string> output = result.last("--output");
  if (output && !minijit::ends_with(*output, ".npy") && !minijit::ends_with(*output, ".npz")) {
    throw std::invalid_argument("--output wants the name of a .npy or .npz file, not " + *output);
  }
  return result;
}

using Arrays = std::vector<std::pair<std::string, minijit::Tensor>>;

/// Visits what a result holds: `arr_1_0` in tuples and lists, keys in dicts; "" is the result
/// itself.
template <class Visit>
void visit_parts(const std::string& name, const IValue& value, const Visit& visit) {
  const auto inner = [&](const std::string& part) {
    return name.empty() ? part : name + "_" + part;
  };
  if (value.isGenericDict() && !value.toDictImpl().empty()) {
    for (const auto& entry : value.toDictImpl()) {
      visit_parts(inner(entry.key().str()), entry.value(), visit);
    }
    return;
  }
  const bool counts = value.isTuple() || value.isList();
  if (!counts || minijit::cli::items_of(value).empty()) return visit(name, value);
  const auto values = minijit::cli::items_of(value);
  for (size_t i = 0; i < values.size(); ++i) {
    const std::string place = std::to_string(i);
    visit_parts(name.empty() ? "arr_" + place : inner(place), values[i], visit);
  }
}

/// A tensor or number of a result; None within it is left out.
void add_array(const std::string& name, const IValue& value, Arrays& arrays) {
  const std::string place = name.empty() ? "arr_0" : name;
  const bool empty = value.isGenericDict() || value.isTuple() || value.isList();
  if (value.isTensor()) {
    arrays.emplace_back(place, value.toTensor());
  } else if (value.isScalar()) {
    const minijit::Tensor number = minijit::full({}, value.toScalar());
    arrays.emplace_back(place, value.isDouble() ? number.to(minijit::kFloat64) : number);
  } else if (!empty && (!value.isNone() || name.empty())) {
    throw std::runtime_error("the result " + name + (name.empty() ? "is a " : " is a ") +
                             value.tagKind() + ", not a Tensor or number");
  }
}

std::string text_of(const IValue& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

void save_result(const IValue& result, const std::string& path) {
  if (minijit::ends_with(path, ".npz")) {
    Arrays arrays;
    visit_parts("", result, [&](const std::string& name, const IValue& value) {
      add_array(name, value, arrays);
    });
    minijit::cli::write_npz(path, arrays);
  } else if (result.isTensor()) {
    minijit::cli::write_npy(path, result.toTensor());
  } else if (result.isTuple() && !result.toTupleRef().values.empty() &&
             result.toTupleRef().values[0].isTensor()) {
    minijit::cli::write_npy(path, result.toTupleRef().values[0].toTensor());
  } else {
    throw std::runtime_error(std::string("the result is a ") + result.tagKind() + ", not a Tensor");
  }
}

/// `name=n`.
void set_limit(const std::string& text) {
  const size_t sign = text.find('=');
  const std::string number = sign == std::string::npos ? "" : text.substr(sign + 1);
  constexpr size_t most_digits = 18;
  if (number.empty() || number.size() > most_digits ||
      number.find_first_not_of("0123456789") != std::string::npos) {
    throw std::invalid_argument("--limit wants name=n, as max_steps=1000, not " + text);
  }
  minijit::set_limit(text.substr(0, sign), std::stoull(number));
}

/// What `--input` and `--value` give, in their order.
std::vector<IValue> inputs_of(const Arguments& given, const minijit::jit::Method& method) {
  const minijit::jit::FunctionSchema schema = method.getSchema();
  const auto& formals = schema.arguments();
  std::vector<IValue> inputs;
  for (const auto& [name, value] : given.options) {
    if (name == "--input") {
      for (minijit::Tensor& array : minijit::cli::read_arrays(value)) inputs.emplace_back(array);
    } else if (name == "--value") {
      // One too many is the method's error.
      const size_t place = std::min(inputs.size() + 1, formals.size() - 1);
      inputs.push_back(minijit::cli::literal(value, formals[place].type()));
    }
  }
  return inputs;
}

int show(const Arguments& given, const minijit::cli::Report& report, int code) {
  const bool json = given.has("--json");
  std::cout << (json ? minijit::cli::as_json(report) : minijit::cli::as_text(report));
  return code;
}

int run(const Arguments& given, const std::optional<minijit::Device>& device) {
  const Module module = minijit::jit::load(given.files[0], device);
  const std::string method = given.last("--method").value_or("forward");
  if (!module.has_method(method)) {
    std::string known;
    for (const std::string& name : module.method_names()) known += " " + name;
    throw std::runtime_error("there is no method " + method + "; there are:" + known);
  }
  const IValue result = module.run_method(method, inputs_of(given, module.get_method(method)));
  const std::optional<std::string> output = given.last("--output");
  if (output) save_result(result, *output);
  if (given.has("--json")) {
    minijit::cli::Table outputs;
    visit_parts("", result, [&](const std::string& name, const IValue& value) {
      outputs.emplace_back(
          name.empty() ? "arr_0" : name,
          value.isTensor() ? minijit::cli::described(value.toTensor()) : text_of(value));
    });
    return show(
        given,
        {{"outputs", outputs}, {output ? "file" : "text", output ? *output : text_of(result)}}, 0);
  }
  if (!output && !result.isNone()) std::cout << result << '\n';
  return 0;
}

/// 1 if the last finding of a report names anything.
int any(const minijit::cli::Report& report) {
  const minijit::cli::Finding& last = report.back().second;
  if (const auto* list = std::get_if<minijit::cli::List>(&last)) return list->empty() ? 0 : 1;
  return std::get<minijit::cli::Table>(last).empty() ? 0 : 1;
}

int call(const Arguments& given) {
  namespace cli = minijit::cli;
  const std::string &verb = given.verb, &file = given.files[0];
  std::optional<minijit::Device> device;
  for (const auto& [name, value] : given.options) {
    if (name == "--map") device = minijit::Device(value);
    if (name == "--limit") set_limit(value);
  }
  const bool all_on_cpu = device.has_value();
  if (verb == "run") return run(given, device);
  if (verb == "info") return show(given, cli::info(file, all_on_cpu), 0);
  if (verb == "ops") return show(given, cli::ops(file, all_on_cpu), 0);
  if (verb == "strip" || verb == "upgrade") {
    const cli::Report report = verb == "strip" ? cli::strip(file, given.files[1])
                                               : cli::upgrade(file, given.files[1], all_on_cpu);
    return given.has("--json") ? show(given, report, 0) : 0;
  }
  if (verb == "ir" && given.has("--json")) return show(given, cli::ir(file, all_on_cpu), 0);
  if (verb == "ir") std::cout << minijit::jit::load(file, device).dump_ir();
  if (verb == "code" && given.has("--json")) return show(given, {{"files", cli::code(file)}}, 0);
  if (verb == "code") {
    for (const auto& [name, text] : cli::code(file)) {
      std::cout << "# " << name << "\n" << std::get<std::string>(text) << "\n";
    }
  }
  if (verb == "ir" || verb == "code") return 0;
  const cli::Report report = verb == "check"  ? cli::check(file, all_on_cpu)
                             : verb == "scan" ? cli::scan(file, all_on_cpu)
                                              : cli::diff(file, given.files[1], all_on_cpu);
  return show(given, report, any(report));
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> given(argv + 1, argv + argc);
  for (const std::string& argument : given) {
    if (argument == "--help" || argument == "-h") {
      std::fputs(help(given[0]), stdout);
      return 0;
    }
  }
  if (given == std::vector<std::string>{"--version"}) {
#define MJ_DIGEST(text) text
    std::printf("minijit %s, operators %s\n", mj_version(),
#include "generated/digest.inc"
    );
    return 0;
  }
  if (given.empty()) {
    std::fputs(usage, stderr);
    return 2;
  }
  try {
    return call(parse(given));
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "minijit: %s\n%s", error.what(), help(given[0]));
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
