// The zip container as PyTorch writes it, byte for byte (grammar/FORMAT.md says which fields). In:
// records; out: a stream, which need not seek.
#ifndef MINIJIT_ZIP_ZIP_WRITER_H_
#define MINIJIT_ZIP_ZIP_WRITER_H_

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "minijit/span.h"

namespace minijit {

/// Writes records one after another; `close` writes the directory. Whether the stream took it all,
/// the stream says.
class ZipWriter {
 public:
  /// Records stand in the folder `root`; in none if it is empty.
  ZipWriter(std::ostream& out, std::string root) : out_(out), root_(std::move(root)) {}

  /// `body` as it is to stand in the file: with method 8 it is deflated.
  void record(const std::string& name, ByteSpan body, uint16_t method, uint32_t crc, uint64_t size);
  void stored(const std::string& name, ByteSpan body);
  /// Writes `.data/serialization_id`: forty digits that follow from the other records.
  void sign();
  void close();

 private:
  void write(std::string_view bytes);

  std::ostream& out_;
  std::string root_;
  std::string directory_;
  uint64_t position_ = 0;
  std::vector<std::string> names_;
  std::vector<uint32_t> checksums_;  // of records that hold something
};

}  // namespace minijit

#endif  // MINIJIT_ZIP_ZIP_WRITER_H_
