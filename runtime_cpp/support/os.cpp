#include "support/os.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <istream>
#include <limits>
#include <new>

#include "minijit/error.h"
#include "minijit/intrusive_ptr.h"
#include "support/limits.h"

namespace minijit {

namespace {

[[noreturn]] void fail(const std::string& path, const std::string& detail) {
  throw Error(Diag::MJ9007, {{"detail", detail}, {"path", path}});
}

[[noreturn]] void fail_errno(const std::string& path) {
  fail(path, std::string("errno ") + std::to_string(errno) + ": " + std::strerror(errno));
}

[[noreturn]] void fail_size() {
  throw Error(Diag::MJ4012,
              {{"limit", "max_file_bytes"}, {"value", uint64_t{limits::max_file_bytes}}});
}

class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : path_(path) {
    // A NUL would silently cut the path short.
    if (path.find('\0') != std::string::npos) fail(path.c_str(), "the path holds a NUL byte");
    do {
      number_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    } while (number_ < 0 && errno == EINTR);
    if (number_ < 0) fail_errno(path);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(number_); }

  int number() const { return number_; }
  struct stat status() const {
    struct stat result;
    if (::fstat(number_, &result) != 0) fail_errno(path_);
    if (S_ISDIR(result.st_mode)) fail(path_, "it is a directory");
    return result;
  }
  /// Up to `count` bytes; 0 at the end.
  size_t read(uint8_t* into, size_t count) const {
    for (;;) {
      const ssize_t got = ::read(number_, into, count);
      if (got >= 0) return static_cast<size_t>(got);
      if (errno != EINTR) fail_errno(path_);
    }
  }

 private:
  std::string path_;
  int number_;
};

class MappedFile : public FileBytes {
 public:
  MappedFile(const Descriptor& file, const std::string& path, uint64_t size) {
    void* address = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file.number(), 0);
    if (address == MAP_FAILED) fail_errno(path);
    data_ = static_cast<uint8_t*>(address);
    size_ = size;
  }
  ~MappedFile() override { ::munmap(data_, size_); }
};

class OwnedBytes : public FileBytes {
 public:
  explicit OwnedBytes(std::vector<uint8_t> bytes) : bytes_(std::move(bytes)), held_(bytes_.size()) {
    data_ = bytes_.data();
    size_ = bytes_.size();
  }

 private:
  std::vector<uint8_t> bytes_;
  detail::HeldBytes held_;
};

class BorrowedBytes : public FileBytes {
 public:
  BorrowedBytes(void* data, uint64_t size) {
    data_ = static_cast<uint8_t*>(data);
    size_ = size;
  }
};

/// Collects what `read(pointer, count)` delivers until it returns 0.
template <class Read>
std::shared_ptr<FileBytes> read_all(uint64_t expected, Read read) {
  constexpr size_t step = size_t{1} << 16;
  std::vector<uint8_t> bytes;
  size_t used = 0;
  bytes.resize(expected < limits::max_file_bytes ? static_cast<size_t>(expected) + 1 : step);
  for (;;) {
    if (used == bytes.size()) bytes.resize(bytes.size() + std::max(step, bytes.size() / 2));
    const size_t got = read(bytes.data() + used, bytes.size() - used);
    if (got == 0) break;
    used += got;
    if (used > limits::max_file_bytes) fail_size();
  }
  bytes.resize(used);
  return std::make_shared<OwnedBytes>(std::move(bytes));
}

std::shared_ptr<FileBytes> read_descriptor(const Descriptor& file, uint64_t expected) {
  return read_all(expected, [&](uint8_t* into, size_t count) { return file.read(into, count); });
}

uint64_t regular_size(const struct stat& status) {
  if (!S_ISREG(status.st_mode) || status.st_size <= 0) return 0;
  const auto size = static_cast<uint64_t>(status.st_size);
  if (size > limits::max_file_bytes) fail_size();
  return size;
}

}  // namespace

std::shared_ptr<FileBytes> map_file(const std::string& path) {
  const Descriptor file(path);
  const uint64_t size = regular_size(file.status());
  std::shared_ptr<FileBytes> bytes;
  if (size == 0) {
    bytes = read_descriptor(file, 0);
  } else {
    bytes = std::make_shared<MappedFile>(file, path, size);
  }
  bytes->set_path(path);
  return bytes;
}

std::shared_ptr<FileBytes> read_file(const std::string& path) {
  const Descriptor file(path);
  std::shared_ptr<FileBytes> bytes = read_descriptor(file, regular_size(file.status()));
  bytes->set_path(path);
  return bytes;
}

std::shared_ptr<FileBytes> read_stream(std::istream& stream) {
  if (!stream) fail("<stream>", "the stream is in a failed state");
  auto result = read_all(0, [&](uint8_t* into, size_t count) {
    stream.read(reinterpret_cast<char*>(into), static_cast<std::streamsize>(count));
    return static_cast<size_t>(stream.gcount());
  });
  if (stream.bad()) fail("<stream>", "reading failed");
  return result;
}

std::shared_ptr<FileBytes> copy_bytes(ByteSpan bytes) {
  return std::make_shared<OwnedBytes>(bytes.vec());
}

std::shared_ptr<FileBytes> borrow_bytes(void* data, uint64_t size) {
  return std::make_shared<BorrowedBytes>(data, size);
}

bool is_folder(const std::string& path) {
  struct stat status;
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

int available_processors() {
  cpu_set_t set;
  if (::sched_getaffinity(0, sizeof(set), &set) == 0) {
    const int count = CPU_COUNT(&set);
    if (count > 0) return count;
  }
  const long count = ::sysconf(_SC_NPROCESSORS_ONLN);
  return count > 0 ? static_cast<int>(count) : 1;
}

int64_t process_id() { return ::getpid(); }

}  // namespace minijit
