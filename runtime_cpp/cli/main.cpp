// The tool `minijit`: the same verbs as `python -m minijit`.
#include <cstdio>
#include <iostream>
#include <stdexcept>
#include <string>
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
    "  run    model.pt --input x.npy --output y.npy run a method (--method forward; --input "
    "repeats)\n"
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
  const std::vector<std::string> missing = module.missing_operators();
  for (const std::string& name : missing) std::printf("missing operator: %s\n", name.c_str());
  std::printf(missing.empty() ? "ok\n" : "");
  return missing.empty() ? 0 : 1;
}

void save_result(const IValue& result, const std::string& path) {
  if (result.isTensor()) {
    minijit::cli::write_npy(path, result.toTensor());
  } else if (result.isTuple() && !result.toTupleRef().values.empty() &&
             result.toTupleRef().values[0].isTensor()) {
    minijit::cli::write_npy(path, result.toTupleRef().values[0].toTensor());
  } else {
    throw std::runtime_error(std::string("the result is a ") + result.tagKind() + ", not a Tensor");
  }
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
  } else if (result.isTensor()) {
    std::cout << result.toTensor() << '\n';
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
    Module module = minijit::jit::load(args[1]);
    const std::vector<std::string> options(args.begin() + 2, args.end());
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
