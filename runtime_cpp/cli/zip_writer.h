// Zip files, their records aligned as archives have them; of 64 bits where that is needed.
#ifndef MINIJIT_CLI_ZIP_WRITER_H_
#define MINIJIT_CLI_ZIP_WRITER_H_

#include <cstdint>
#include <fstream>
#include <string>

#include "minijit/span.h"

namespace minijit::cli {

/// A file that appears under its name only when everything has been written. Throws
/// std::runtime_error where that fails.
class OutputFile {
 public:
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view bytes);
  /// Gives the file its name.
  void finish();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::string temporary_;
  std::ofstream out_;
  bool finished_ = false;
};

/// Writes records one after another; `close` writes the directory.
class ZipWriter {
 public:
  explicit ZipWriter(const std::string& path) : out_(path) {}

  /// `body` as it is to stand in the file: with method 8 it is deflated.
  void record(const std::string& name, ByteSpan body, uint16_t method, uint32_t crc, uint64_t size);
  void stored(const std::string& name, ByteSpan body);
  void close();

 private:
  OutputFile out_;
  std::string directory_;
  uint64_t position_ = 0;
  uint64_t count_ = 0;
};

}  // namespace minijit::cli

#endif  // MINIJIT_CLI_ZIP_WRITER_H_
