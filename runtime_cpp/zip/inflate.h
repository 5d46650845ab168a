// Raw deflate streams (RFC 1951).
#ifndef MINIJIT_ZIP_INFLATE_H_
#define MINIJIT_ZIP_INFLATE_H_

#include <cstdint>

#include "minijit/span.h"

namespace minijit {

/// Fills `output` exactly from exactly the bytes of `input`. Returns what is wrong, or null.
const char* inflate(ByteSpan input, Span<uint8_t> output);

}  // namespace minijit

#endif  // MINIJIT_ZIP_INFLATE_H_
