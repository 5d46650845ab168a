// Any bytes as the code of an archive: lexer, parser, emitter, passes, plan of all it defines.
#include <sstream>

#include "code/resolver.h"
#include "fuzz/target.h"
#include "passes/compile.h"

namespace {

/// Names that lines `class Name...` and `def name...` at the margin define.
std::vector<std::string> defined_names(const std::string& text) {
  std::vector<std::string> names;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line) && names.size() < 64;) {
    const size_t start = line.rfind("class ", 0) == 0 ? 6 : line.rfind("def ", 0) == 0 ? 4 : 0;
    if (start) names.push_back(line.substr(start, line.find_first_of("(: ", start) - start));
  }
  return names;
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto source = std::make_shared<const minijit::Source>(
      "code/__torch__.py", std::string(reinterpret_cast<const char*>(data), size));
  minijit::CompilationUnit unit;
  minijit::code::Resolver resolver(
      unit, [&](const std::string& entry) { return entry == source->name ? source : nullptr; });
  for (const std::string& name : defined_names(source->text)) {
    try {
      const minijit::code::Definition found = resolver.find("__torch__." + name);
      resolver.drain();
      if (found.function) minijit::plan_of(*found.function);
      if (!found.cls) continue;
      for (const minijit::Function* method : found.cls->methods()) minijit::plan_of(*method);
    } catch (const minijit::Error&) {
    }
  }
  return 0;
}
