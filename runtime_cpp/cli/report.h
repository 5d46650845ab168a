// What a verb found, as text for people and as JSON for programs. Python's cli/report.py prints the
// same bytes.
#ifndef MINIJIT_CLI_REPORT_H_
#define MINIJIT_CLI_REPORT_H_

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace minijit::cli {

using Scalar = std::variant<std::string, int64_t>;
using List = std::vector<std::string>;
using Table = std::vector<std::pair<std::string, Scalar>>;
using Finding = std::variant<std::string, int64_t, List, Table>;
using Report = std::vector<std::pair<std::string, Finding>>;

/// A line for each fact; the parts of a list or table below its name.
std::string as_text(const Report& report);
/// One object, its keys in the order of the text.
std::string as_json(const Report& report);

}  // namespace minijit::cli

#endif  // MINIJIT_CLI_REPORT_H_
