// Any bytes as an archive that is loaded and whose methods are called with small tensors, under a
// limit of steps.
#include "fuzz/archives.h"
#include "loader/loader.h"
#include "minijit/module.h"
#include "passes/compile.h"

namespace {

using minijit::IValue;

/// An argument that fits a type, of a shape that `variant` chooses.
IValue argument(const minijit::TypePtr& type, unsigned variant) {
  using minijit::TypeKind;
  static const std::vector<std::vector<int64_t>> shapes = {{4}, {2, 4}, {1, 3, 8, 8}, {}, {0}};
  switch (type->kind()) {
    case TypeKind::Tensor:
      return minijit::ones(shapes[variant % shapes.size()]);
    case TypeKind::Int:
      return int64_t{2};
    case TypeKind::Float:
      return 0.5;
    case TypeKind::Bool:
      return true;
    case TypeKind::String:
      return std::string("text");
    default:
      return IValue();
  }
}

}  // namespace

size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t most, unsigned seed) {
  return change_archive(data, size, most, seed);
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  // Well below what the sanitizer lets one allocation take: refusing more is an answer.
  minijit::set_limit("max_alloc_bytes", uint64_t{1} << 24);
  const std::function<void(const std::string&)> silent = [](const std::string&) {};
  minijit::LoadOptions options;
  options.run.max_steps = 10'000;
  options.run.print = &silent;
  try {
    const auto bytes = minijit::copy_bytes(minijit::ByteSpan(data, size));
    const minijit::LoadedProgram program =
        minijit::load_program(*minijit::open_archive(bytes), options);
    if (!program.root) return 0;
    for (const minijit::Function* method : program.root->type->methods()) {
      for (unsigned variant = 0; variant < 5; ++variant) {
        std::vector<IValue> arguments{IValue(program.root)};
        for (size_t i = 1; i < method->parameters().size(); ++i) {
          arguments.push_back(argument(method->parameters()[i].type, variant));
        }
        try {
          minijit::run_function(*method, std::move(arguments), options.run);
        } catch (const minijit::Error&) {
        }
      }
    }
  } catch (const minijit::Error&) {
  }
  return 0;
}
