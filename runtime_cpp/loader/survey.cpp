#include "loader/survey.h"

#include <algorithm>
#include <cctype>

#include "ir/op_info.h"
#include "pickle/globals.h"
#include "pickle/walk.h"
#include "support/bytes.h"

namespace minijit {

namespace {

constexpr std::string_view contract_classes = "__torch__.torch.classes.";

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

/// Names with the places where they stand, in the order in which they were met.
class Places {
 public:
  void add(const std::string& name, const std::string& place) {
    auto row = std::find_if(rows_.begin(), rows_.end(),
                            [&](const auto& known) { return known.first == name; });
    if (row == rows_.end()) row = rows_.insert(rows_.end(), {name, {}});
    std::vector<std::string>& places = row->second;
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
  }

  bool empty() const { return rows_.empty(); }

  std::string text() const {
    std::string lines;
    for (const auto& [name, places] : rows_) {
      lines += "\n  " + name + " (";
      for (const std::string& place : places)
        lines += (&place == places.data() ? "" : ", ") + place;
      lines += ")";
    }
    return lines;
  }

 private:
  std::vector<std::pair<std::string, std::vector<std::string>>> rows_;
};

bool is_lacking(const std::string& name) {
  if (starts_with(name, contract_classes)) return !code::contract_class(name);
  return is_unread_global(name);
}

bool starts_word(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; }
bool continues_word(char c) { return starts_word(c) || (c >= '0' && c <= '9'); }

/// The dotted name that begins at `at`, which it passes.
std::string dotted_word(const std::string& text, size_t& at) {
  const size_t start = at;
  while (at < text.size() && continues_word(text[at])) ++at;
  while (at + 1 < text.size() && text[at] == '.' && continues_word(text[at + 1])) {
    ++at;
    while (at < text.size() && continues_word(text[at])) ++at;
  }
  return text.substr(start, at - start);
}

/// Passes a string literal; one without an end on its line is passed up to its quote only.
void pass_string(const std::string& text, size_t& at) {
  const size_t start = at++;
  while (at < text.size() && text[at] != '"' && text[at] != '\n') at += text[at] == '\\' ? 2 : 1;
  at = at < text.size() && text[at] == '"' ? at + 1 : start + 1;
}

std::vector<std::string> split(const std::string& name) {
  std::vector<std::string> atoms;
  size_t start = 0;
  for (size_t dot; (dot = name.find('.', start)) != std::string::npos; start = dot + 1) {
    atoms.push_back(name.substr(start, dot - start));
  }
  atoms.push_back(name.substr(start));
  return atoms;
}

std::string operator_of(const std::vector<std::string>& atoms) {
  if (atoms[0] == "torch" && atoms.size() == 2 && atoms[1] != "device" && atoms[1] != "wait") {
    return "aten::" + atoms[1];
  }
  return atoms[0] == "ops" && atoms.size() == 3 ? atoms[1] + "::" + atoms[2] : std::string();
}

class Survey {
 public:
  explicit Survey(const RecordSource& source) : source_(source) {
    for (const char* record : {"data.pkl", "constants.pkl"}) scan_pickle(record);
    for (const std::string& name : source.names()) {
      const bool is_code = starts_with(name, "code/") && name.size() > 3 &&
                           name.compare(name.size() - 3, 3, ".py") == 0;
      if (is_code) scan_code(name);
    }
  }

  std::string text() const {
    return found_.empty() ? std::string() : found_.text() + operators_.text();
  }

 private:
  void scan_pickle(const char* record) {
    const std::string pickle = source_.read(record);
    PickleWalker(as_bytes(pickle), record).walk([&](const std::string& name) {
      if (is_lacking(name)) found_.add(name, record);
    });
  }

  void scan_code(const std::string& record) {
    const std::string text = source_.read(record);
    size_t line = 1;
    for (size_t at = 0; at < text.size();) {
      if (text[at] == '"') {
        pass_string(text, at);
      } else if (starts_word(text[at])) {
        const std::string name = dotted_word(text, at);
        scan_name(name, at < text.size() ? text[at] : '\0', record + ":" + std::to_string(line));
      } else {
        line += text[at++] == '\n';
      }
    }
  }

  void scan_name(const std::string& name, char next, const std::string& place) {
    const std::vector<std::string> atoms = split(name);
    if (starts_with(name, contract_classes)) {
      const std::string cls =
          std::string(contract_classes) + atoms[3] + (atoms.size() > 4 ? "." + atoms[4] : "");
      if (is_lacking(cls)) found_.add(cls, place);
    } else if (name == "RRef" && next == '[') {
      found_.add(name, place);
    } else if (next == '(') {
      const std::string kind = operator_of(atoms);
      if (!kind.empty() && find_operators(kind).empty()) operators_.add(kind, place);
    }
  }

  const RecordSource& source_;
  Places found_;
  Places operators_;
};

/// Refusals that may stand for a need; others are of damaged or hostile files.
bool may_be_need(Diag id) {
  return id == Diag::MJ2006 || id == Diag::MJ5004 || id == Diag::MJ5015 || id == Diag::MJ6034;
}

}  // namespace

std::string needs_of(const RecordSource& source, const Error& problem) {
  return may_be_need(problem.id()) ? Survey(source).text() : std::string();
}

std::string listing(const RecordSource& source) {
  constexpr size_t listed = 20;
  std::string text;
  const std::vector<std::string> names = source.names();
  for (size_t i = 0; i < names.size() && i < listed; ++i) {
    text += (i ? ", " : "") + printable(names[i], 80);
  }
  return names.size() > listed ? text + ", ..." : text;
}

}  // namespace minijit
