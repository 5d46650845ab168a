// Small zip files for tests, written plainly.
#ifndef MINIJIT_TEST_ZIP_BUILDER_H_
#define MINIJIT_TEST_ZIP_BUILDER_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/bytes.h"
#include "zip/crc32.h"

inline std::string little(uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += i < 8 ? static_cast<char>(value >> (8 * i) & 0xff) : '\0';
  return text;
}

/// A file of stored records under `root/`; `pad` bytes of extra field shift the first record's
/// data.
inline std::string make_zip(const std::vector<std::pair<std::string, std::string>>& records,
                            size_t pad = 0) {
  std::string file;
  std::string directory;
  for (const auto& [name, data] : records) {
    const std::string full = "root/" + name;
    const std::string extra = pad ? "FB" + little(pad, 2) + std::string(pad, 'Z') : "";
    const std::string numbers = little(minijit::crc32(minijit::as_bytes(data)), 4) +
                                little(data.size(), 4) + little(data.size(), 4);
    directory += "PK\x01\x02" + little(0, 8) + little(0, 4) + numbers + little(full.size(), 2) +
                 little(0, 12) + little(file.size(), 4) + full;
    file += "PK\x03\x04" + little(0, 10) + numbers + little(full.size(), 2) +
            little(extra.size(), 2) + full + extra + data;
  }
  const size_t start = file.size();
  return file + directory + "PK\x05\x06" + little(0, 4) + little(records.size(), 2) +
         little(records.size(), 2) + little(directory.size(), 4) + little(start, 4) + little(0, 2);
}

#endif  // MINIJIT_TEST_ZIP_BUILDER_H_
