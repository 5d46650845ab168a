// What the code of an archive calls and this runtime lacks, all at once and before anything runs.
#ifndef MINIJIT_CODE_MISSING_H_
#define MINIJIT_CODE_MISSING_H_

#include <memory>
#include <string>

#include "code/ast.h"
#include "ir/function.h"

namespace minijit::code {

constexpr const char* not_there = "there is no such operator";
constexpr const char* no_overload = "no overload takes arguments of these types";

/// Whether a kind gives the result of a fork or an await, which has run already: no operator.
bool gives_result(const std::string& kind);

/// Notes what a definition calls by name and nothing here takes, in order of the text.
void note_missing(CompilationUnit& unit, const Def& definition,
                  const std::shared_ptr<const Source>& source);

}  // namespace minijit::code

#endif  // MINIJIT_CODE_MISSING_H_
