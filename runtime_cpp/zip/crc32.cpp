#include "zip/crc32.h"

#include <array>

#include "support/bytes.h"

namespace minijit {

namespace {

/// tables[k][b]: the effect of byte b followed by k zero bytes.
struct Tables {
  uint32_t rows[8][256];

  constexpr Tables() : rows() {
    for (uint32_t byte = 0; byte < 256; ++byte) {
      uint32_t value = byte;
      for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ (value & 1 ? 0xedb88320u : 0u);
      rows[0][byte] = value;
    }
    for (size_t row = 1; row < 8; ++row) {
      for (size_t byte = 0; byte < 256; ++byte) {
        const uint32_t before = rows[row - 1][byte];
        rows[row][byte] = (before >> 8) ^ rows[0][before & 0xff];
      }
    }
  }
};

constexpr Tables tables;

}  // namespace

uint32_t crc32(ByteSpan bytes) {
  uint32_t crc = 0xffffffffu;
  const uint8_t* at = bytes.data();
  size_t left = bytes.size();
  for (; left >= 8; left -= 8, at += 8) {
    const uint64_t word = read_little<uint64_t>(at) ^ crc;
    crc = 0;
    for (size_t i = 0; i < 8; ++i) crc ^= tables.rows[7 - i][(word >> (8 * i)) & 0xff];
  }
  for (; left > 0; --left, ++at) crc = (crc >> 8) ^ tables.rows[0][(crc ^ *at) & 0xff];
  return ~crc;
}

}  // namespace minijit
