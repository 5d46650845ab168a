// Any bytes as a type expression, as a tag of a pickle or an annotation gives one; what is
// accepted must print as a type that is accepted again and is the same.
#include <cstdlib>

#include "code/resolver.h"
#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  minijit::CompilationUnit unit;
  minijit::code::Resolver resolver(unit, [](const std::string&) { return nullptr; });
  try {
    const minijit::TypePtr type =
        resolver.load_type(std::string(reinterpret_cast<const char*>(data), size));
    const minijit::TypePtr again = resolver.load_type(type->str());
    if (!minijit::same_type(*type, *again)) std::abort();
  } catch (const minijit::Error&) {
  }
  return 0;
}
