#include "pickle/walk.h"

#include <cstdio>

#include "minijit/error.h"
#include "support/bytes.h"
#include "support/limits.h"

namespace minijit {

namespace {

struct Opcode {
  std::string_view name;
  std::string_view code;
  std::string_view argument;
};
constexpr Opcode opcodes[] = {
#define MJ_OPCODE(name, code, argument, before, after, profiles) {name, code, argument},
#include "generated/opcodes.inc"
#undef MJ_OPCODE
};

const Opcode* find_opcode(uint8_t code) {
  static const char digits[] = "0123456789abcdef";
  const char text[] = {digits[code >> 4], digits[code & 15]};
  for (const Opcode& row : opcodes) {
    if (row.code == std::string_view(text, 2)) return &row;
  }
  return nullptr;
}

}  // namespace

void PickleWalker::walk(const std::function<void(const std::string&)>& found) {
  for (;;) {
    at_ = offset_;
    const uint8_t code = take(1, "the pickle (no STOP)")[0];
    const Opcode* row = find_opcode(code);
    if (!row) {
      char name[8];
      std::snprintf(name, sizeof(name), "0x%02x", code);
      throw Error(
          Diag::MJ5001,
          {{"code", static_cast<int>(code)}, {"name", name}, {"offset", at_}, {"record", record_}});
    }
    if (row->argument == "line2") {
      const std::string module = line();
      found(module + "." + line());
    } else {
      skip(row->argument);
    }
    if (row->name == "STOP") return;
  }
}

ByteSpan PickleWalker::take(uint64_t count, const char* what) {
  if (count > data_.size() - offset_) {
    throw Error(Diag::MJ5002, {{"record", record_}, {"what", what}, {"offset", at_}});
  }
  const ByteSpan taken = data_.subspan(offset_, static_cast<size_t>(count));
  offset_ += taken.size();
  return taken;
}

void PickleWalker::skip(std::string_view argument) {
  if (argument == "u1") take(1, "a number");
  if (argument == "u2") take(2, "a number");
  if (argument == "u4" || argument == "i4") take(4, "a number");
  if (argument == "f8") take(8, "a number");
  if (argument == "long1") take(take(1, "a number")[0], "an integer");
  if (argument == "bytes1") take(take(1, "a number")[0], "a string");
  if (argument == "text4") take(read_little<uint32_t>(take(4, "a number").data()), "a text");
  if (argument == "text8") take(read_little<uint64_t>(take(8, "a number").data()), "a text");
}

std::string PickleWalker::line() {
  const size_t window = std::min<size_t>(data_.size() - offset_, limits::max_record_name_bytes + 1);
  const std::string_view text = as_text(data_.subspan(offset_, window));
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) {
    throw Error(Diag::MJ5002, {{"record", record_}, {"what", "a name"}, {"offset", at_}});
  }
  offset_ += end + 1;
  return printable(text.substr(0, end), limits::max_record_name_bytes);
}

}  // namespace minijit
