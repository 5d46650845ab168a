// The text form of graphs; for one archive Python and C++ print the same bytes.
#ifndef MINIJIT_IR_PRINTER_H_
#define MINIJIT_IR_PRINTER_H_

#include <string>

#include "ir/function.h"

namespace minijit {

/// A constant as the code dialect writes it.
std::string literal_text(const IValue& value);
/// A graph as text that ends with a newline.
std::string print_graph(const Graph& graph);
/// Every function and method, sorted by qualified name.
std::string print_unit(const CompilationUnit& unit);

}  // namespace minijit

#endif  // MINIJIT_IR_PRINTER_H_
