// What the statements of a block may do to control, judged by their syntax alone.
#ifndef MINIJIT_CODE_FLOW_H_
#define MINIJIT_CODE_FLOW_H_

#include <string>
#include <vector>

#include "code/ast.h"

namespace minijit::code {

/// Statements in order, which need not stand together in the text.
using Statements = std::vector<const Stmt*>;
Statements statements_of(const Body& body);

/// Whether control may reach the end of the statements.
bool falls(const Statements& body);
/// Whether they hold a return, or a break or continue of a loop around them. With `in_loop`, breaks
/// and continues belong to a loop within the statement that is judged.
bool exits(const Statements& body, bool in_loop = false);
/// Whether they hold a return statement.
bool returns(const Statements& body);
/// The names that a statement binds, in order of first occurrence.
std::vector<std::string> assigned(const Stmt& stmt);

}  // namespace minijit::code

#endif  // MINIJIT_CODE_FLOW_H_
