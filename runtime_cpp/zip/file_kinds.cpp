#include "zip/file_kinds.h"

#include <algorithm>
#include <string_view>

namespace minijit {

namespace {

struct FileKind {
  const char* kind;
  std::string_view beginning;
  const char* advice;
  bool saved;  // may torch.save have written it?

  /// Whether a file begins so: bytes in hexadecimal, ?? for any.
  bool fits(ByteSpan data) const {
    constexpr size_t width = 3;
    constexpr const char* digits = "0123456789abcdef";
    if (data.size() * width < beginning.size() + 1) return false;
    for (size_t i = 0; i * width < beginning.size(); ++i) {
      const char *wanted = &beginning[i * width], high = digits[data[i] >> 4];
      if (wanted[0] != '?' && (wanted[0] != high || wanted[1] != digits[data[i] & 15]))
        return false;
    }
    return true;
  }
};
constexpr FileKind file_kinds[] = {
#define MJ_FILE_KIND(kind, beginning, advice, saved) {kind, beginning, advice, saved},
#include "generated/file_kinds.inc"
#undef MJ_FILE_KIND
};

/// Do bytes begin as text does, and not end as a pickle does?
bool is_text(ByteSpan data) {
  constexpr size_t enough = 32;  // so many printable bytes are no accident
  const size_t looked_at = std::min(data.size(), enough);
  return looked_at > 0 && data[data.size() - 1] != '.' &&
         std::all_of(data.begin(), data.begin() + looked_at, [](uint8_t byte) {
           return (byte >= 0x20 && byte < 0x7f) || byte == '\t' || byte == '\r' || byte == '\n';
         });
}

}  // namespace

Recognized recognized(ByteSpan data) {
  for (const FileKind& row : file_kinds) {
    if (row.fits(data)) return {std::string("it is ") + row.kind + ": " + row.advice, row.saved};
  }
  return is_text(data) ? Recognized{"it is text", false} : Recognized{"", true};
}

}  // namespace minijit
