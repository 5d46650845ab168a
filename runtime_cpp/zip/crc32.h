// The checksum of zip files.
#ifndef MINIJIT_ZIP_CRC32_H_
#define MINIJIT_ZIP_CRC32_H_

#include <cstdint>

#include "minijit/span.h"

namespace minijit {

uint32_t crc32(ByteSpan bytes);

}  // namespace minijit

#endif  // MINIJIT_ZIP_CRC32_H_
