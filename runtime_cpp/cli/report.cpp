#include "cli/report.h"

#include <algorithm>
#include <cstdio>

namespace minijit::cli {

namespace {

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else if (c == '\r') {
      result += "\\r";
    } else if (c == '\b') {
      result += "\\b";
    } else if (c == '\f') {
      result += "\\f";
    } else if (byte < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof(escape), "\\u%04x", byte);
      result += escape;
    } else {
      result += c;
    }
  }
  return result + '"';
}

struct Plain {
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(int64_t number) const { return std::to_string(number); }
};

struct Json {
  std::string operator()(const std::string& text) const { return quoted(text); }
  std::string operator()(int64_t number) const { return std::to_string(number); }
  std::string operator()(const List& list) const {
    std::string parts;
    for (const std::string& part : list) {
      parts += (parts.empty() ? "\n    " : ",\n    ") + quoted(part);
    }
    return parts.empty() ? "[]" : "[" + parts + "\n  ]";
  }
  std::string operator()(const Table& table) const {
    std::string parts;
    for (const auto& [name, value] : table) {
      parts +=
          (parts.empty() ? "\n    " : ",\n    ") + quoted(name) + ": " + std::visit(Json(), value);
    }
    return parts.empty() ? "{}" : "{" + parts + "\n  }";
  }
};

struct Text {
  std::string name;

  std::string operator()(const std::string& text) const { return name + ": " + text + "\n"; }
  std::string operator()(int64_t number) const {
    return name + ": " + std::to_string(number) + "\n";
  }
  std::string operator()(const List& list) const {
    std::string lines = name + (list.empty() ? ": none\n" : ":\n");
    for (const std::string& part : list) lines += "  " + part + "\n";
    return lines;
  }
  std::string operator()(const Table& table) const {
    std::string lines = name + (table.empty() ? ": none\n" : ":\n");
    for (const auto& [part, value] : table) {
      lines += "  " + part + ": " + std::visit(Plain(), value) + "\n";
    }
    return lines;
  }
};

}  // namespace

std::string as_text(const Report& report) {
  std::string text;
  for (const auto& [key, finding] : report) {
    std::string name = key;
    std::replace(name.begin(), name.end(), '_', ' ');
    text += std::visit(Text{name}, finding);
  }
  return text;
}

std::string as_json(const Report& report) {
  std::string parts;
  for (const auto& [key, finding] : report) {
    parts += (parts.empty() ? "\n  " : ",\n  ") + quoted(key) + ": " + std::visit(Json(), finding);
  }
  return (parts.empty() ? "{}" : "{" + parts + "\n}") + "\n";
}

}  // namespace minijit::cli
