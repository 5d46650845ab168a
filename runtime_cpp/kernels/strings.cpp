// Strings of programs (bytes), and messages: print, format, warn, raise.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>

#include "kernels/host.h"
#include "kernels/kernel_list.h"
#include "kernels/run.h"
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
  if (value.isComplexDouble()) {
    const std::complex<double> number = value.toComplexDouble();
    return float_text(number.real()) + (number.imag() >= 0 ? "+" : "-") +
           float_text(std::fabs(number.imag())) + "j";
  }
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
  if (value.isEnum()) {
    const std::string& name = value.toEnumRef().type->name();
    return "Enum<" + name.substr(name.rfind('.') + 1) + "." + value.toEnumRef().name + ">";
  }
  if (value.isObject()) return "<" + value.toObjectRef().type->name() + " object>";
  return std::string("<") + value.tagKind() + ">";
}

namespace {

/// A number of fill characters; no program needs more than the limit for lists allows.
size_t checked_width(int64_t count) {
  constexpr int64_t longest = int64_t{1} << 26;
  if (count > longest) fail("a text of " + std::to_string(count) + " more characters is too long");
  return static_cast<size_t>(std::max<int64_t>(count, 0));
}

/// How many characters a text lacks of the width that is argument 1.
size_t missing(const KernelCall& call, const std::string& text) {
  const int64_t width = std::max<int64_t>(call.integer(1), 0);
  return checked_width(width - static_cast<int64_t>(text.size()));
}

/// The bounds of a search; a negative end counts from one behind the last character.
std::pair<int64_t, int64_t> bounds(const KernelCall& call) {
  const auto size = static_cast<int64_t>(call.string(0).size());
  int64_t start = call.integer(2), end = call.integer(3);
  if (start < 0) start = std::max<int64_t>(start + size, 0);
  if (end < 0) end = std::max<int64_t>(end + size + 1, 0);
  return {start, end};
}

/// As PyTorch's `substr`: where the bounds cross, all that follows; a start beyond the end is an
/// error.
std::string cut(const std::string& text, int64_t start, int64_t end) {
  const size_t size = text.size(), at = static_cast<size_t>(start);
  if (at > size) {
    fail("basic_string::substr: __pos (which is " + std::to_string(at) +
         ") > this->size() (which is " + std::to_string(size) + ")");
  }
  return text.substr(at, end < start ? std::string::npos : static_cast<size_t>(end - start));
}

/// Where a text is found between the bounds, first or last, or -1.
int64_t find_text(const KernelCall& call, bool last) {
  const auto [start, end] = bounds(call);
  const std::string part = end > start ? cut(call.string(0), start, end) : "";
  const size_t found = last ? part.rfind(call.string(1)) : part.find(call.string(1));
  return found == std::string::npos ? -1 : static_cast<int64_t>(found) + start;
}

int64_t index_text(const KernelCall& call, bool last) {
  const int64_t found = find_text(call, last);
  if (found < 0) throw Error(Diag::MJ3100, {{"detail", "ValueError: substring not found"}});
  return found;
}

// Characters are bytes and letters those of ASCII, whatever the locale.
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_lower(c) || is_upper(c); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_shown(char c) { return c >= ' ' && c <= '~'; }
bool is_letter_or_digit(char c) { return is_letter(c) || is_digit(c); }
char to_lower(char c) { return static_cast<char>(is_upper(c) ? c + 32 : c); }
char to_upper(char c) { return static_cast<char>(is_lower(c) ? c - 32 : c); }

void every(KernelCall& call, bool (*holds)(char)) {
  const std::string& text = call.string(0);
  call.set(IValue(!text.empty() && std::all_of(text.begin(), text.end(), holds)));
}

/// Letters of one case only, and at least one.
void one_case(KernelCall& call, bool (*wanted)(char), bool (*other)(char)) {
  const std::string& text = call.string(0);
  call.set(IValue(std::any_of(text.begin(), text.end(), wanted) &&
                  std::none_of(text.begin(), text.end(), other)));
}

/// A text with each character as `change(character, the one before it)`.
template <class Change>
void changed(KernelCall& call, Change change) {
  std::string text = call.string(0);
  char before = ' ';
  for (char& c : text) c = change(c, std::exchange(before, c));
  call.set(IValue(std::move(text)));
}

/// The text with `left` and `right` fill characters around it.
void padded(KernelCall& call, bool at_left, bool at_right) {
  const std::string &text = call.string(0), &fill = call.string(2);
  if (fill.size() != 1) fail("TypeError: The fill character must be exactly one character long");
  const size_t all = missing(call, text), wide = static_cast<size_t>(call.integer(1));
  const size_t left = !at_left ? 0 : at_right ? all / 2 + (all & wide & 1) : all;
  call.set(IValue(std::string(left, fill[0]) + text + std::string(all - left, fill[0])));
}

void parted(KernelCall& call, size_t at, bool keep_left) {
  const std::string& text = call.string(0);
  if (at == std::string::npos) {
    call.set(keep_left ? 0 : 2, IValue(text));
    call.set(1, IValue(std::string()));
    call.set(keep_left ? 2 : 0, IValue(std::string()));
    return;
  }
  call.set(0, IValue(text.substr(0, at)));
  call.set(1, IValue(call.string(1)));
  call.set(2, IValue(text.substr(at + call.string(1).size())));
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
  const auto [start, end] = bounds(call);
  const std::string part = cut(call.string(0), start, end);
  call.set(IValue(part.rfind(call.string(1), 0) == 0));
}
void aten_endswith(KernelCall& call) {
  const auto [start, end] = bounds(call);
  const std::string part = cut(call.string(0), start, end), &tail = call.string(1);
  call.set(IValue(part.size() >= tail.size() &&
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
void aten_find(KernelCall& call) { call.set(find_text(call, false)); }
void aten_index_str(KernelCall& call) { call.set(index_text(call, false)); }
void aten_split_str(KernelCall& call) {
  const std::string& text = call.string(0);
  // A negative number of splits is without limit.
  int64_t left = std::max<int64_t>(call.integer(2), -1);
  std::vector<std::string> parts;
  if (call.has(1)) {
    const std::string& separator = call.string(1);
    if (separator.empty()) fail("ValueError: empty separator");
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
void aten_rsplit(KernelCall& call) {
  const std::string &text = call.string(0), &separator = call.string(1);
  if (separator.empty()) fail("ValueError: empty separator");
  int64_t left = std::max<int64_t>(call.integer(2), -1);
  std::vector<std::string> parts;
  size_t end = text.size();
  for (; left != 0 && end >= separator.size(); left -= left > 0) {
    const size_t found = text.rfind(separator, end - separator.size());
    if (found == std::string::npos) break;
    parts.push_back(text.substr(found + separator.size(), end - found - separator.size()));
    end = found;
  }
  parts.push_back(text.substr(0, end));
  std::reverse(parts.begin(), parts.end());
  call.set(IValue(parts));
}
void aten_splitlines(KernelCall& call) {
  const std::string& text = call.string(0);
  const bool keep = call.boolean(1);
  std::vector<std::string> parts;
  size_t at = 0;
  for (size_t end; (end = text.find_first_of("\n\r\v\f\x1c\x1d\x1e", at)) != std::string::npos;
       at = end + 1) {
    parts.push_back(text.substr(at, end - at));
    if (keep) parts.emplace_back(1, text[end]);
  }
  if (at < text.size()) parts.push_back(text.substr(at));
  call.set(IValue(parts));
}
void aten_partition(KernelCall& call) { parted(call, call.string(0).find(call.string(1)), true); }
void aten_rpartition(KernelCall& call) {
  parted(call, call.string(0).rfind(call.string(1)), false);
}
void aten_isspace(KernelCall& call) { every(call, is_blank); }
void aten_isalpha(KernelCall& call) { every(call, is_letter); }
void aten_isdigit(KernelCall& call) { every(call, is_digit); }
void aten_isnumeric(KernelCall& call) { every(call, is_digit); }
void aten_isdecimal(KernelCall& call) { every(call, is_digit); }
void aten_isalnum(KernelCall& call) { every(call, is_letter_or_digit); }
void aten_isprintable(KernelCall& call) {
  const std::string& text = call.string(0);
  call.set(IValue(std::all_of(text.begin(), text.end(), is_shown)));
}
void aten_islower(KernelCall& call) { one_case(call, is_lower, is_upper); }
void aten_isupper(KernelCall& call) { one_case(call, is_upper, is_lower); }
void aten_isidentifier(KernelCall& call) {
  every(call, is_letter_or_digit);
  if (call.out[0].toBool() && is_digit(call.string(0)[0])) call.set(IValue(false));
}
void aten_istitle(KernelCall& call) {
  bool found = false;
  char before = ' ';
  for (const char c : call.string(0)) {
    if (is_upper(c) ? is_letter(before) : is_lower(c) && !is_letter(before)) {
      return call.set(IValue(false));
    }
    found |= is_letter(c);
    before = c;
  }
  call.set(IValue(found));
}
void aten_capitalize(KernelCall& call) {
  bool first = true;
  changed(call,
          [&](char c, char) { return std::exchange(first, false) ? to_upper(c) : to_lower(c); });
}
void aten_title(KernelCall& call) {
  changed(call, [](char c, char before) { return is_letter(before) ? to_lower(c) : to_upper(c); });
}
void aten_swapcase(KernelCall& call) {
  changed(call, [](char c, char) { return is_lower(c) ? to_upper(c) : to_lower(c); });
}
void aten_center(KernelCall& call) { padded(call, true, true); }
void aten_ljust(KernelCall& call) { padded(call, false, true); }
void aten_rjust(KernelCall& call) { padded(call, true, false); }
void aten_zfill(KernelCall& call) {
  const std::string& text = call.string(0);
  call.set(IValue(std::string(missing(call, text), '0') + text));
}
void aten_expandtabs(KernelCall& call) {
  const int64_t size = call.integer(1);
  std::string text;
  int64_t column = 0;
  for (const char c : call.string(0)) {
    // Columns go on behind the end of a line, unlike Python's.
    const int64_t added = c != '\t' ? 1 : size > 0 ? size - column % size : 0;
    text.append(checked_width(added), c == '\t' ? ' ' : c);
    column += added;
  }
  call.set(IValue(std::move(text)));
}
void aten_lstrip(KernelCall& call) {
  const std::string& text = call.string(0);
  const size_t first = text.find_first_not_of(call.string(1));
  call.set(IValue(first == std::string::npos ? std::string() : text.substr(first)));
}
void aten_rstrip(KernelCall& call) {
  const std::string& text = call.string(0);
  call.set(IValue(text.substr(0, text.find_last_not_of(call.string(1)) + 1)));
}
void aten_rfind(KernelCall& call) { call.set(find_text(call, true)); }
void aten_rindex(KernelCall& call) { call.set(index_text(call, true)); }
/// Those that begin within the bounds; PyTorch never ends where the text to find is empty.
void aten_count(KernelCall& call) {
  const std::string &text = call.string(0), &wanted = call.string(1);
  const auto [start, bound] = bounds(call);
  const int64_t end = std::min(bound, static_cast<int64_t>(text.size()));
  if (start >= end) return call.set(int64_t{0});
  if (wanted.empty()) return call.set(end - start + 1);
  int64_t count = 0;
  for (size_t at = static_cast<size_t>(start);
       (at = text.find(wanted, at)) < static_cast<size_t>(end); at += wanted.size()) {
    ++count;
  }
  call.set(count);
}
static void in_base(KernelCall& call, const char* prefix, uint64_t base) {
  const int64_t value = call.integer(0);
  uint64_t left = static_cast<uint64_t>(value);
  if (value < 0) left = 0 - left;
  std::string digits;
  do {
    digits += "0123456789abcdef"[left % base];
    left /= base;
  } while (left);
  std::reverse(digits.begin(), digits.end());
  call.set(IValue((value < 0 ? "-" : "") + (prefix + digits)));
}
void aten_bin(KernelCall& call) { in_base(call, "0b", 2); }
void aten_oct(KernelCall& call) { in_base(call, "0o", 8); }
void aten_hex(KernelCall& call) { in_base(call, "0x", 16); }
void aten_ord(KernelCall& call) {
  if (call.string(0).size() != 1) {
    fail("String for ord() must be 1 character, found " + std::to_string(call.string(0).size()));
  }
  call.set(static_cast<int64_t>(static_cast<unsigned char>(call.string(0)[0])));
}
void aten_chr(KernelCall& call) {
  // PyTorch leaves out the last one.
  if (call.integer(0) < 0 || call.integer(0) >= 0x10FFFF) {
    fail("chr() arg not in range(0x110000), found " + std::to_string(call.integer(0)));
  }
  call.set(IValue(std::string(1, static_cast<char>(call.integer(0)))));
}
void aten_warn(KernelCall& call) { warn(call.string(0)); }
/// A class that the definition of an operator names is the operator's own error.
void prim_RaiseException(KernelCall& call) {
  constexpr std::pair<std::string_view, Diag> of_operators[] = {
      {"operator.RuntimeError", Diag::MJ3100},        {"operator.IndexError", Diag::MJ3101},
      {"operator.TypeError", Diag::MJ3102},           {"operator.ValueError", Diag::MJ3103},
      {"operator.NotImplementedError", Diag::MJ3120},
  };
  for (const auto& [name, id] : of_operators) {
    if (call.has(1) && call.string(1) == name) throw Error(id, {{"detail", call.string(0)}});
  }
  std::string message = call.has(1) ? call.string(1) + ": " : "";
  throw Error(Diag::MJ3112, {{"message", message + call.string(0)}});
}

namespace {
thread_local bool grad_enabled = true;
}  // namespace
void set_grad_mode(bool enabled) { grad_enabled = enabled; }
bool grad_mode() { return grad_enabled; }
void aten_is_grad_enabled(KernelCall& call) { call.set(IValue(grad_enabled)); }
void aten_set_grad_enabled(KernelCall& call) { grad_enabled = call.boolean(0); }

}  // namespace minijit::kernels
