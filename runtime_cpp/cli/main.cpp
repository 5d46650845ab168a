// The tool `minijit`: the same verbs as `python -m minijit`.
#include <cstdio>
#include <iostream>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "cli/npy.h"
#include "minijit/module.h"

namespace {

using minijit::IValue;
using minijit::jit::Module;

const char* const usage =
    "usage: minijit VERB model.pt [options]\n"
    "  info   model.pt                              classes, parameters, version, records\n"
    "  ir     model.pt                              the IR of all functions\n"
    "  check  model.pt                              load, and list missing operators\n"
    "  run    model.pt [option value]...            call a method on .npy files\n"
    "options of every verb:\n"
    "  --map cpu        restore the tensors of another device on the CPU\n"
    "  --limit name=n   lower a limit of loading or running, as max_steps=1000000\n"
    "options of run:\n"
    "  --input x.npy    an argument; repeat it for more, in order\n"
    "  --output y.npy   write the result (the first tensor of a tuple); else it is printed\n"
    "  --output y.npz   write all tensors of a tuple, list or dict\n"
    "  --method name    instead of forward\n"
    "exit codes: 0 done, 1 the file was refused or the program failed, 2 wrong usage\n";

int info(const Module& module) {
  std::printf("class: %s\nopset version: %d\n", module.type_name().c_str(), module.version());
  std::printf("methods:");
  for (const std::string& name : module.method_names()) std::printf(" %s", name.c_str());
  int64_t count = 0;
  for (const auto& item : module.named_parameters()) count += item.value.numel();
  std::printf("\nparameters: %lld\n", static_cast<long long>(count));
  for (const auto& item : module.named_parameters()) {
    std::printf("  %s: %s (", item.name.c_str(), minijit::dtype_name(item.value.dtype()));
    for (size_t i = 0; i < item.value.sizes().size(); ++i) {
      std::printf("%s%lld", i ? ", " : "", static_cast<long long>(item.value.sizes()[i]));
    }
    std::printf(")\n");
  }
  std::printf("records:\n");
  for (const std::string& name : module.records()) std::printf("  %s\n", name.c_str());
  return 0;
}

int check(const Module& module) {
  const std::vector<std::string> named = module.missing_operators();
  const std::set<std::string> missing(named.begin(), named.end());
  for (const std::string& name : missing) std::printf("missing operator: %s\n", name.c_str());
  std::printf(missing.empty() ? "ok\n" : "");
  return missing.empty() ? 0 : 1;
}

bool is_npz(const std::string& path) {
  return path.size() > 4 && path.compare(path.size() - 4, 4, ".npz") == 0;
}

/// The tensors of a result, under the names that numpy.savez would give them.
std::vector<std::pair<std::string, minijit::Tensor>> named_tensors(const IValue& result) {
  std::vector<std::pair<std::string, minijit::Tensor>> arrays;
  const auto add = [&](const std::string& name, const IValue& value) {
    if (!value.isTensor()) {
      throw std::runtime_error("the result " + name + " is a " + value.tagKind() +
                               ", not a Tensor");
    }
    arrays.emplace_back(name, value.toTensor());
  };
  if (result.isGenericDict()) {
    for (const auto& entry : result.toDictImpl()) add(entry.key().str(), entry.value());
  } else if (result.isTuple() || result.isList()) {
    const auto values = result.isTuple() ? minijit::Span<const IValue>(result.toTupleRef().values)
                                         : result.toListRef();
    for (size_t i = 0; i < values.size(); ++i) add("arr_" + std::to_string(i), values[i]);
  } else {
    add("arr_0", result);
  }
  return arrays;
}

void save_result(const IValue& result, const std::string& path) {
  if (is_npz(path)) {
    minijit::cli::write_npz(path, named_tensors(result));
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
    throw std::invalid_argument("--limit " + text);
  }
  minijit::set_limit(text.substr(0, sign), std::stoull(number));
}

int run(Module& module, const std::vector<std::string>& options) {
  std::vector<IValue> inputs;
  std::string output, method = "forward";
  for (size_t i = 0; i < options.size(); i += 2) {
    if (i + 1 == options.size()) throw std::invalid_argument(options[i]);
    if (options[i] == "--input") {
      inputs.emplace_back(minijit::cli::read_npy(options[i + 1]));
    } else if (options[i] == "--output") {
      output = options[i + 1];
    } else if (options[i] == "--method") {
      method = options[i + 1];
    } else {
      throw std::invalid_argument(options[i]);
    }
  }
  const IValue result = module.run_method(method, std::move(inputs));
  if (!output.empty()) {
    save_result(result, output);
  } else if (!result.isNone()) {
    std::cout << result << '\n';
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  if (!args.empty() && (args[0] == "--help" || args[0] == "-h")) {
    std::fputs(usage, stdout);
    return 0;
  }
  if (args.size() < 2) {
    std::fputs(usage, stderr);
    return 2;
  }
  try {
    const std::string& verb = args[0];
    if (verb != "info" && verb != "ir" && verb != "check" && verb != "run") {
      throw std::invalid_argument(verb);
    }
    std::vector<std::string> options(args.begin() + 2, args.end());
    std::optional<minijit::Device> device;
    for (size_t i = 0; i + 1 < options.size();) {
      if (options[i] == "--map") {
        device = minijit::Device(options[i + 1]);
      } else if (options[i] == "--limit") {
        set_limit(options[i + 1]);
      } else {
        i += 2;
        continue;
      }
      options.erase(options.begin() + static_cast<std::ptrdiff_t>(i),
                    options.begin() + static_cast<std::ptrdiff_t>(i) + 2);
    }
    if (verb != "run" && !options.empty()) throw std::invalid_argument(options[0]);
    Module module = minijit::jit::load(args[1], device);
    if (verb == "info") return info(module);
    if (verb == "check") return check(module);
    if (verb == "run") return run(module, options);
    std::fputs(module.dump_ir().c_str(), stdout);
    return 0;
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "minijit: %s?\n%s", error.what(), usage);
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
