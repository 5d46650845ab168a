// The verbs that look at files and rewrite them: cli/inspect.py, compare.py and rewrite.py in C++.
#ifndef MINIJIT_CLI_VERBS_H_
#define MINIJIT_CLI_VERBS_H_

#include <map>
#include <string>

#include "cli/report.h"
#include "loader/loader.h"
#include "minijit/tensor.h"

namespace minijit::cli {

/// A file with its program.
struct Opened {
  std::unique_ptr<RecordSource> records;
  LoadedProgram program;

  Opened(const std::string& path, bool all_on_cpu, bool verified = false);
};

/// The literal `text` as a value of a type. Throws std::invalid_argument if it is none.
IValue literal(const std::string& text, const TypePtr& wanted);
/// The elements of a tuple or list.
Span<const IValue> items_of(const IValue& value);
/// The IR of all functions by name.
std::map<std::string, std::string> functions(const CompilationUnit& unit);
/// The dtype and the sizes.
std::string described(const Tensor& tensor);

/// Class, version, methods, parameters and records.
Report info(const std::string& path, bool all_on_cpu);
/// The operators of all functions.
Report ops(const std::string& path, bool all_on_cpu);
/// Loads, verifies all checksums, and names the operators that are missing.
Report check(const std::string& path, bool all_on_cpu);
/// What a file holds, and what of it would be refused. Nothing of it runs.
Report scan(const std::string& path, bool all_on_cpu);
/// Class, version, attributes, values of tensors, and functions.
Report diff(const std::string& first, const std::string& second, bool all_on_cpu);
/// The code in the file: names of records and texts.
Table code(const std::string& path);
/// The IR of all functions.
Report ir(const std::string& path, bool all_on_cpu);
/// Writes an archive anew, with the newest versions of its operators and its extra files, as
/// loader/saver.h says. Checksums are verified.
Report upgrade(const std::string& source, const std::string& target, bool all_on_cpu);
/// Copies an archive without what only people read. Checksums are verified.
Report strip(const std::string& source, const std::string& target);

}  // namespace minijit::cli

#endif  // MINIJIT_CLI_VERBS_H_
