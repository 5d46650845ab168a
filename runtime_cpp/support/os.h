// What needs the operating system. In: paths; out: bytes. It does not know what the bytes mean.
#ifndef MINIJIT_SUPPORT_OS_H_
#define MINIJIT_SUPPORT_OS_H_

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "minijit/span.h"

namespace minijit {

/// Bytes that stay where they are while it lives. They may be written: a mapped file is copied on
/// write and never changed on disk.
class FileBytes {
 public:
  virtual ~FileBytes() = default;
  uint8_t* data() const { return data_; }
  uint64_t size() const { return size_; }
  ByteSpan span() const { return ByteSpan(data_, size_); }
  /// Where they come from; empty if that was no path.
  const std::string& path() const { return path_; }
  void set_path(const std::string& path) { path_ = path; }

 protected:
  std::string path_;
  uint8_t* data_ = nullptr;
  uint64_t size_ = 0;
};

/// Maps a regular file; reads anything else (a pipe) to its end. Throws MJ9007; MJ4012 beyond the
/// limit. A file that is cut short while it is mapped ends the process on access: copy it first if
/// that may happen.
std::shared_ptr<FileBytes> map_file(const std::string& path);
/// Reads a file into memory, so that it may change afterwards. Throws like map_file.
std::shared_ptr<FileBytes> read_file(const std::string& path);
/// The rest of a stream. Throws MJ9007 if the stream fails, MJ4012 beyond the limit.
std::shared_ptr<FileBytes> read_stream(std::istream& stream);
/// Copies the bytes.
std::shared_ptr<FileBytes> copy_bytes(ByteSpan bytes);
/// Bytes of the caller, which must stay valid; they are never written through this object's users
/// unless a program writes to its weights.
std::shared_ptr<FileBytes> borrow_bytes(void* data, uint64_t size);

bool is_folder(const std::string& path);
/// Number of processors this process may use, at least 1.
int available_processors();
/// A number that differs after fork().
int64_t process_id();

}  // namespace minijit

#endif  // MINIJIT_SUPPORT_OS_H_
