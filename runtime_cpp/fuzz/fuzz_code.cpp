// Any bytes as the code of an archive: lexer, parser, emitter, verifier, plan.
#include "code/resolver.h"
#include "fuzz/target.h"
#include "passes/compile.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto source = std::make_shared<const minijit::Source>(
      "code/__torch__.py", std::string(reinterpret_cast<const char*>(data), size));
  minijit::CompilationUnit unit;
  minijit::code::Resolver resolver(
      unit, [&](const std::string& entry) { return entry == source->name ? source : nullptr; });
  for (const char* const name : {"__torch__.Net", "__torch__.f", "__torch__.forward"}) {
    try {
      const minijit::code::Definition found = resolver.find(name);
      resolver.drain();
      if (found.function) minijit::plan_of(*found.function);
      if (!found.cls) continue;
      for (const minijit::Function* method : found.cls->methods()) minijit::plan_of(*method);
    } catch (const minijit::Error&) {
    }
  }
  return 0;
}
