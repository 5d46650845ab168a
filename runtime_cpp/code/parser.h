// Tokens to syntax trees by recursive descent. Depth is limited, so hostile text cannot exhaust the
// stack.
#ifndef MINIJIT_CODE_PARSER_H_
#define MINIJIT_CODE_PARSER_H_

#include <memory>

#include "code/ast.h"
#include "minijit/error.h"

namespace minijit::code {

/// Parses a file of code. Errors: MJ1xxx.
File parse_file(std::shared_ptr<const Source> source);

/// Parses text that is one expression: the type strings of pickles, defaults of operators. Errors:
/// MJ1xxx.
ExprPtr parse_expression(const std::shared_ptr<const Source>& source);

}  // namespace minijit::code

#endif  // MINIJIT_CODE_PARSER_H_
