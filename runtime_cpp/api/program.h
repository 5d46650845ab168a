// What a module of the API stands on.
#ifndef MINIJIT_API_PROGRAM_H_
#define MINIJIT_API_PROGRAM_H_

#include <memory>

#include "loader/loader.h"

namespace minijit::jit {

/// Keeps the code alive as long as any module or method of it.
struct Program {
  LoadedProgram loaded;
  // What it was read from; null for a frozen one.
  std::unique_ptr<RecordSource> source;
  // What was frozen: its code may still be in use, its objects too.
  std::shared_ptr<CompilationUnit> code_before;
  std::shared_ptr<Program> before;
};

}  // namespace minijit::jit

#endif  // MINIJIT_API_PROGRAM_H_
