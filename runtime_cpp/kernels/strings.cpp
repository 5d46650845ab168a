// Strings of programs (bytes), and messages: print, format, warn, raise.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>

#include "kernels/host.h"
#include "kernels/kernel_list.h"
#include "kernels/text.h"
#include "kernels/slices.h"
#include "minijit/types.h"
#include "support/limits.h"

namespace minijit::kernels {

std::string float_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  char buffer[40];
  if (value == std::floor(value) && std::fabs(value) < 9223372036854775808.0) {
    std::snprintf(buffer, sizeof(buffer), "%lld.", static_cast<long long>(value));
  } else {
    std::snprintf(buffer, sizeof(buffer), "%.17g", value);
  }
  return buffer;
}

void lengthen(std::string& text, std::string_view more) {
  check_alloc(text.size() + more.size());
  text += more;
}

namespace {

/// Adds one of several printed things.
void list_item(std::string& text, const std::string& item) {
  if (!text.empty()) lengthen(text, ", ");
  lengthen(text, item);
}

}  // namespace

std::string printed(const IValue& value) {
  if (value.isNone()) return "None";
  if (value.isBool()) return value.toBool() ? "True" : "False";
  if (value.isInt()) return std::to_string(value.toInt());
  if (value.isDouble()) return float_text(value.toDouble());
  if (value.isString()) return value.toStringRef();
  if (value.isDevice()) return value.toDevice().str();
  if (value.isTensor()) {
    std::ostringstream out;
    out << value.toTensor();
    return out.str();
  }
  if (value.isList()) {
    std::string text;
    for (const IValue& item : value.toListRef()) list_item(text, printed(item));
    return "[" + text + "]";
  }
  if (value.isTuple()) {
    std::string text;
    const auto& items = value.toTupleRef().values;
    for (const IValue& item : items) list_item(text, printed(item));
    return "(" + text + (items.size() == 1 ? ",)" : ")");
  }
  if (value.isGenericDict()) {
    std::string text;
    for (const auto& entry : value.toDictImpl()) {
      list_item(text, printed(entry.first) + ": " + printed(entry.second));
    }
    return "{" + text + "}";
  }
  if (value.isEnum()) return value.toEnumRef().type->name() + "." + value.toEnumRef().name;
  if (value.isObject()) return "<" + value.toObjectRef().type->name() + " object>";
  return std::string("<") + value.tagKind() + ">";
}

namespace {

size_t bound(int64_t at, size_t size) {
  const int64_t n = static_cast<int64_t>(size);
  if (at < 0) at += n;
  return static_cast<size_t>(std::min(std::max<int64_t>(at, 0), n));
}

/// The part [start, end) that find and its like look at; -1 as the end means all.
std::pair<size_t, size_t> window(const KernelCall& call, int start) {
  const size_t size = call.string(0).size();
  const int64_t end = call.integer(start + 1);
  return {bound(call.integer(start), size), end == -1 ? size : bound(end, size)};
}

int64_t find_text(const KernelCall& call) {
  const auto [start, end] = window(call, 2);
  const size_t found = call.string(0).substr(0, end).find(call.string(1), start);
  return found == std::string::npos ? -1 : static_cast<int64_t>(found);
}

std::string mapped(const std::string& text, char low, char high, int shift) {
  std::string result = text;
  for (char& c : result) {
    if (c >= low && c <= high) c = static_cast<char>(c + shift);
  }
  return result;
}

}  // namespace

void aten_add_str(KernelCall& call) {
  std::string text = call.string(0);
  lengthen(text, call.string(1));
  call.set(IValue(std::move(text)));
}
void aten_str(KernelCall& call) { call.set(IValue(printed(call.arg(0)))); }
void aten_format(KernelCall& call) {
  const std::string& pattern = call.string(0);
  std::string text;
  int next = 1;
  for (size_t at = 0;;) {
    const size_t hole = pattern.find("{}", at);
    text += pattern.substr(at, hole == std::string::npos ? hole : hole - at);
    if (hole == std::string::npos) break;
    if (next >= call.n_in) fail("Too few arguments for format string: " + pattern);
    lengthen(text, printed(call.arg(next++)));
    at = hole + 2;
  }
  call.set(IValue(std::move(text)));
}
/// One value under `%d`, `%f`, `%e`, `%c` or `%s`.
static std::string filled(char specifier, const IValue& value) {
  const std::string name = std::string("%") + specifier;
  const char* kind = value.isString() ? "String" : value.tagKind();
  const auto number = [&](const char* wanted) {
    if (value.isInt() || value.isDouble() || value.isBool()) return value.toNumber();
    fail(name + " requires " + wanted + " for formatting, but got " + kind);
  };
  char text[512];
  switch (specifier) {
    case 'd':
    case 'i':
      return std::to_string(value.isInt() ? value.toInt()
                                          : static_cast<int64_t>(number("a number")));
    case 'e':
    case 'E':
    case 'f':
    case 'F': {
      const char format[] = {'%', specifier, '\0'};
      std::snprintf(text, sizeof(text), format, number("a number"));
      return text;
    }
    case 'c':
      if (value.isInt()) return std::string(1, static_cast<char>(value.toInt()));
      if (value.isString() && value.toStringRef().size() == 1) return value.toStringRef();
      fail(name + " requires an int or char for formatting, but got " + kind);
    case 's':
      return printed(value);
    default:
      fail("The specifier " + name + " is not supported in TorchScript format strings");
  }
}
void aten_percentFormat(KernelCall& call) {
  const std::string& pattern = call.string(0);
  Span<const IValue> values;
  if (call.n_in > 1) {
    values = call.arg(1).isTuple() ? Span<const IValue>(call.arg(1).toTupleRef().values)
                                   : Span<const IValue>(&call.arg(1), 1);
  }
  std::string text;
  size_t next = 0;
  size_t at = 0;
  for (;;) {
    const size_t hole = pattern.find('%', at);
    if (hole == std::string::npos) break;
    text.append(pattern, at, hole - at);
    if (hole + 1 == pattern.size()) fail("Incomplete format specifier");
    at = hole + 2;
    if (pattern[hole + 1] == '%') {
      text += '%';
      continue;
    }
    if (next >= values.size()) fail("Too few arguments for format string");
    lengthen(text, filled(pattern[hole + 1], values[next++]));
  }
  if (next < values.size()) fail("Too many arguments for format string");
  call.set(IValue(text.append(pattern, at, std::string::npos)));
}
void aten___getitem___str(KernelCall& call) {
  const std::string& text = call.string(0);
  const int64_t size = static_cast<int64_t>(text.size());
  int64_t at = call.integer(1);
  if (at < -size || at >= size) fail_index("string index out of range");
  if (at < 0) at += size;
  call.set(IValue(std::string(1, text[static_cast<size_t>(at)])));
}
void aten_slice_str(KernelCall& call) {
  const std::string& text = call.string(0);
  std::string result;
  for_slice(call, static_cast<int64_t>(text.size()), 1, [&](size_t i) { result += text[i]; });
  call.set(IValue(std::move(result)));
}
void aten_lower(KernelCall& call) { call.set(IValue(mapped(call.string(0), 'A', 'Z', 32))); }
void aten_upper(KernelCall& call) { call.set(IValue(mapped(call.string(0), 'a', 'z', -32))); }
void aten_join(KernelCall& call) {
  std::string text;
  bool first = true;
  for (const IValue& item : call.arg(1).toListRef()) {
    if (!first) lengthen(text, call.string(0));
    first = false;
    lengthen(text, item.toStringRef());
  }
  call.set(IValue(std::move(text)));
}
void aten_strip(KernelCall& call) {
  const std::string& text = call.string(0);
  const size_t first = text.find_first_not_of(call.string(1));
  if (first == std::string::npos) {
    call.set(IValue(std::string()));
    return;
  }
  call.set(IValue(text.substr(first, text.find_last_not_of(call.string(1)) - first + 1)));
}
void aten_startswith(KernelCall& call) {
  const auto [start, end] = window(call, 2);
  const std::string part = start <= end ? call.string(0).substr(start, end - start) : "";
  call.set(IValue(start <= end && part.rfind(call.string(1), 0) == 0));
}
void aten_endswith(KernelCall& call) {
  const auto [start, end] = window(call, 2);
  const std::string part = start <= end ? call.string(0).substr(start, end - start) : "";
  const std::string& tail = call.string(1);
  call.set(IValue(start <= end && part.size() >= tail.size() &&
                  part.compare(part.size() - tail.size(), tail.size(), tail) == 0));
}
void aten_replace(KernelCall& call) {
  const std::string &text = call.string(0), &old = call.string(1), &fresh = call.string(2);
  int64_t left = std::max<int64_t>(call.integer(3), -1);
  std::string result;
  size_t at = 0;
  if (old.empty()) {
    for (size_t i = 0; i <= text.size(); ++i) {
      if (left != 0) {
        lengthen(result, fresh);
        left -= left > 0;
      }
      if (i < text.size()) result += text[i];
    }
    call.set(IValue(std::move(result)));
    return;
  }
  while (left != 0) {
    const size_t found = text.find(old, at);
    if (found == std::string::npos) break;
    result.append(text, at, found - at);
    lengthen(result, fresh);
    at = found + old.size();
    left -= left > 0;
  }
  call.set(IValue(result + text.substr(at)));
}
void aten_find(KernelCall& call) { call.set(find_text(call)); }
void aten_index_str(KernelCall& call) {
  const int64_t found = find_text(call);
  if (found < 0) throw Error(Diag::MJ3100, {{"detail", "ValueError: substring not found"}});
  call.set(found);
}
void aten_split_str(KernelCall& call) {
  const std::string& text = call.string(0);
  // A negative number of splits is without limit.
  int64_t left = std::max<int64_t>(call.integer(2), -1);
  std::vector<std::string> parts;
  if (call.has(1)) {
    const std::string& separator = call.string(1);
    if (separator.empty()) throw Error(Diag::MJ3103, {{"detail", "empty separator"}});
    size_t at = 0;
    for (; left != 0; left -= left > 0) {
      const size_t found = text.find(separator, at);
      if (found == std::string::npos) break;
      parts.push_back(text.substr(at, found - at));
      at = found + separator.size();
    }
    parts.push_back(text.substr(at));
  } else {
    const char* blanks = " \t\n\r\f\v";
    size_t at = text.find_first_not_of(blanks);
    while (at != std::string::npos) {
      size_t end = left == 0 ? std::string::npos : text.find_first_of(blanks, at);
      parts.push_back(text.substr(at, end == std::string::npos ? end : end - at));
      if (end == std::string::npos) break;
      at = text.find_first_not_of(blanks, end);
      left -= left > 0;
    }
  }
  call.set(IValue(parts));
}
void aten_ord(KernelCall& call) {
  if (call.string(0).size() != 1) {
    fail("String for ord() must be 1 character, found " + std::to_string(call.string(0).size()));
  }
  call.set(static_cast<int64_t>(static_cast<unsigned char>(call.string(0)[0])));
}
void aten_chr(KernelCall& call) {
  call.set(IValue(std::string(1, static_cast<char>(call.integer(0)))));
}
void aten_warn(KernelCall& call) {
  if (CallHost* host = thread_host()) return host->warn(call.string(0));
  std::fprintf(stderr, "Warning: %s\n", call.string(0).c_str());
}
void prim_RaiseException(KernelCall& call) {
  std::string message = call.has(1) ? call.string(1) + ": " : "";
  throw Error(Diag::MJ3112, {{"message", message + call.string(0)}});
}

namespace {
thread_local bool grad_mode = true;
}  // namespace
void set_grad_mode(bool enabled) { grad_mode = enabled; }
void aten_is_grad_enabled(KernelCall& call) { call.set(IValue(grad_mode)); }
void aten_set_grad_enabled(KernelCall& call) { grad_mode = call.boolean(0); }

}  // namespace minijit::kernels
