// Little-endian numbers in memory of any alignment. Callers have checked that the bytes are there.
#ifndef MINIJIT_SUPPORT_BYTES_H_
#define MINIJIT_SUPPORT_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "minijit/span.h"

namespace minijit {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "minijit runs on little-endian machines");

template <class T>
T read_little(const uint8_t* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof(T));
  return value;
}

inline std::string_view as_text(ByteSpan bytes) {
  return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

inline ByteSpan as_bytes(std::string_view text) {
  return ByteSpan(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

/// Is it well-formed UTF-8 (no overlong forms; surrogates only if permitted)?
bool is_utf8(std::string_view text, bool permit_surrogates = false);
/// Text for messages, cut to `limit` bytes; bytes that are not printable ASCII or UTF-8 become
/// `\x..`.
std::string printable(std::string_view text, size_t limit = 120);

}  // namespace minijit

#endif  // MINIJIT_SUPPORT_BYTES_H_
