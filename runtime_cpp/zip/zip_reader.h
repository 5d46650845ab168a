// The zip container, read strictly. In: the bytes of a file; out: named records, every offset
// checked. It does not know what records mean. The subset of the format that archives use is in
// grammar/FORMAT.md.
#ifndef MINIJIT_ZIP_ZIP_READER_H_
#define MINIJIT_ZIP_ZIP_READER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "minijit/intrusive_ptr.h"
#include "minijit/span.h"

namespace minijit {

/// One record: where its (compressed) bytes lie in the file.
struct ZipRecord {
  std::string name;  // without the root folder
  uint16_t flags = 0;
  uint16_t method = 0;
  uint32_t crc = 0;
  uint64_t compressed = 0;
  uint64_t size = 0;
  uint64_t header = 0;
  uint64_t start = 0;

  bool is_stored() const { return method == 0; }
  uint64_t end() const { return start + compressed; }
};

/// The bytes of a record: a view of the file, or a buffer of their own.
struct RecordBytes {
  ByteSpan bytes;
  std::vector<uint8_t> owned;
  detail::HeldBytes held;
};

/// The records under the root folder of a zip file. The file's bytes must outlive it.
class ZipReader {
 public:
  /// Reads and checks the directory. Without `rooted` the names are taken whole, as in a .npz file.
  /// `path` is where they come from, for messages. Throws MJ4001 to MJ4008 and MJ4012.
  explicit ZipReader(ByteSpan data, bool rooted = true, const std::string& path = {});

  const std::string& root() const { return root_; }
  /// In the order of the directory.
  const std::vector<ZipRecord>& records() const { return records_; }
  /// Names outside the root folder; they are never read.
  const std::vector<std::string>& foreign() const { return foreign_; }
  /// The record, or null.
  const ZipRecord* find(std::string_view name) const;
  /// The record. Throws MJ4009.
  const ZipRecord& get(std::string_view name) const;
  /// The bytes of a stored record in place, unchecked.
  ByteSpan stored_bytes(const ZipRecord& record) const;
  /// The bytes, inflated if need be; the checksum is verified unless `check` is off. Throws MJ4004,
  /// MJ4010, MJ4011.
  RecordBytes read(const ZipRecord& record, bool check = true) const;

 private:
  ByteSpan data_;
  std::string root_;
  std::vector<ZipRecord> records_;
  std::vector<uint32_t> by_name_;
  std::vector<std::string> foreign_;
};

}  // namespace minijit

#endif  // MINIJIT_ZIP_ZIP_READER_H_
