#include "zip/zip_reader.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <optional>
#include <unordered_set>

#include "minijit/error.h"
#include "support/bytes.h"
#include "support/checked.h"
#include "support/limits.h"
#include "zip/crc32.h"
#include "zip/file_kinds.h"
#include "zip/inflate.h"

namespace minijit {

namespace {

constexpr uint32_t end_signature = 0x06054b50;
constexpr uint32_t end64_signature = 0x06064b50;
constexpr uint32_t locator64_signature = 0x07064b50;
constexpr uint32_t central_signature = 0x02014b50;
constexpr uint32_t local_signature = 0x04034b50;
constexpr uint32_t descriptor_signature = 0x08074b50;

constexpr uint16_t flag_descriptor = 0x0008;
constexpr uint16_t flag_utf8 = 0x0800;
constexpr uint16_t flag_effort = 0x0006;  // how hard the deflater tried
constexpr uint16_t permitted_flags = flag_descriptor | flag_utf8 | flag_effort;

constexpr uint64_t end_size = 22;
constexpr uint64_t central_size = 46;
constexpr uint64_t local_size = 30;

[[noreturn]] void fail_directory(const char* detail) {
  throw Error(Diag::MJ4003, {{"detail", detail}});
}

[[noreturn]] void fail_record(std::string_view name, const std::string& detail) {
  throw Error(Diag::MJ4004, {{"name", printable(name)}, {"detail", detail}});
}

[[noreturn]] void fail_kind(std::string_view name, const std::string& detail) {
  throw Error(Diag::MJ4005, {{"name", printable(name)}, {"detail", detail}});
}

[[noreturn]] void fail_name(std::string_view name, const char* detail) {
  throw Error(Diag::MJ4006, {{"name", "'" + printable(name, 80) + "'"}, {"detail", detail}});
}

/// A fixed-size structure of the file, whose bytes are known to be there.
struct Fields {
  const uint8_t* bytes;
  uint16_t u16(size_t at) const { return read_little<uint16_t>(bytes + at); }
  uint32_t u32(size_t at) const { return read_little<uint32_t>(bytes + at); }
  uint64_t u64(size_t at) const { return read_little<uint64_t>(bytes + at); }
};

struct Directory {
  uint64_t start;
  uint64_t end;
  uint64_t count;
};

/// Says what the file is instead, if that is known; else what is wrong with it.
[[noreturn]] void fail_no_zip(ByteSpan data, std::string problem, const std::string& path,
                              Diag diagnostic) {
  const std::string known = recognized(data).what;
  if (!known.empty()) {
    diagnostic = Diag::MJ4001;
    problem = known;
  }
  if (!path.empty()) problem += ", file path: " + path;
  throw Error(diagnostic, {{"detail", problem}});
}

uint64_t find_end(ByteSpan data, const std::string& path) {
  if (data.size() < end_size) {
    fail_no_zip(data, std::to_string(data.size()) + " bytes are too few", path, Diag::MJ4001);
  }
  const uint64_t latest = data.size() - end_size;
  const uint64_t earliest = latest > 0xffff ? latest - 0xffff : 0;
  std::optional<uint64_t> found;
  for (uint64_t at = latest + 1; at-- > earliest;) {
    const Fields end{data.data() + at};
    if (end.u32(0) != end_signature) continue;
    const uint64_t after = at + end_size + end.u16(20);
    if (found && after == data.size()) {
      fail_directory("it has two end records, one in the other's comment");
    }
    if (!found && after <= data.size()) found = at;
  }
  if (!found) fail_no_zip(data, "no end record", path, Diag::MJ4002);
  return *found;
}

/// The ZIP64 end record's fields, if there is a locator before `end`; `at` becomes its start.
bool find_end64(ByteSpan data, uint64_t end, uint64_t* at) {
  if (end < 20) return false;
  const Fields locator{data.data() + end - 20};
  if (locator.u32(0) != locator64_signature) return false;
  if (locator.u32(4) != 0 || locator.u32(16) > 1) fail_directory("it spans several disks");
  *at = locator.u64(8);
  if (*at > end - 20 || end - 20 - *at < 56 ||
      Fields{data.data() + *at}.u32(0) != end64_signature) {
    fail_directory("the ZIP64 end record is not where its locator says");
  }
  return true;
}

Directory find_directory(ByteSpan data, const std::string& path) {
  const uint64_t at = find_end(data, path);
  const Fields end{data.data() + at};
  uint64_t here = end.u16(8);
  uint64_t count = end.u16(10);
  uint64_t size = end.u32(12);
  uint64_t offset = end.u32(16);
  uint64_t limit = at;
  uint64_t at64;
  if (find_end64(data, at, &at64)) {
    const Fields end64{data.data() + at64};
    if (end64.u32(16) != 0 || end64.u32(20) != 0) fail_directory("it spans several disks");
    const auto take = [](uint64_t* small, uint64_t large, uint64_t top) {
      if (*small != large && *small != top) fail_directory("its two end records disagree");
      *small = large;
    };
    take(&here, end64.u64(24), 0xffff);
    take(&count, end64.u64(32), 0xffff);
    take(&size, end64.u64(40), 0xffffffff);
    take(&offset, end64.u64(48), 0xffffffff);
    limit = at64;
  } else if (count == 0xffff || size == 0xffffffff || offset == 0xffffffff) {
    fail_directory("the ZIP64 end record is missing");
  }
  if (end.u16(4) != 0 || end.u16(6) != 0 || here != count) {
    fail_directory("it spans several disks");
  }
  if (count > limits::max_records) {
    throw Error(Diag::MJ4012, {{"limit", "max_records"}, {"value", count}});
  }
  if (!fits(offset, size, limit)) fail_directory("it lies outside the file");
  if (offset + size != limit) fail_directory("its size is not what the end record says");
  if (count == 0) throw Error(Diag::MJ4002, {{"detail", "no records"}});
  return {offset, limit, count};
}

void check_name(std::string_view name) {
  if (name.empty() || name.size() > limits::max_record_name_bytes) {
    fail_name(name, "it is empty or too long");
  }
  if (!is_utf8(name)) fail_name(name, "it is not UTF-8");
  if (name.find('\0') != std::string_view::npos || name.find('\\') != std::string_view::npos) {
    fail_name(name, "it holds a NUL or a backslash");
  }
  bool plain = name[0] != '/';
  for (std::string_view rest = name; plain && !rest.empty();) {
    const size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, slash);
    plain = part != "." && part != "..";
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
  if (!plain) fail_name(name, "it is not a plain relative path");
}

/// Replaces sizes and offset that say "too large" by those of the ZIP64 extra field.
void apply_zip64(ZipRecord& record, ByteSpan extra) {
  constexpr uint64_t absent = 0xffffffff;
  while (extra.size() >= 4) {
    const Fields field{extra.data()};
    const size_t length = field.u16(2);
    if (length > extra.size() - 4) fail_record(record.name, "its extra field runs over its end");
    if (field.u16(0) == 1) {
      size_t at = 4;
      for (uint64_t* value : {&record.size, &record.compressed, &record.header}) {
        if (*value != absent) continue;
        if (at + 8 > 4 + length) fail_record(record.name, "its ZIP64 field is too short");
        *value = field.u64(at);
        at += 8;
      }
    }
    extra = extra.subspan(4 + length);
  }
}

void check_kind(const ZipRecord& record, uint16_t disk, uint32_t attributes) {
  if (record.flags & ~permitted_flags) {
    char text[64];
    std::snprintf(text, sizeof(text), "flags %#06x (encrypted or patched)", record.flags);
    fail_kind(record.name, text);
  }
  if (record.method != 0 && record.method != 8) {
    fail_kind(record.name, "compression method " + std::to_string(record.method));
  }
  if (disk) fail_kind(record.name, "it is on another disk");
  if (record.is_stored() && record.compressed != record.size) {
    fail_record(record.name, "it is stored, but its two sizes differ");
  }
  if ((attributes >> 16 & 0xf000) == 0xa000) fail_kind(record.name, "it is a symbolic link");
}

/// Compares the local header with the directory and finds where the bytes start.
void locate(ZipRecord& record, ByteSpan data, uint64_t directory) {
  if (!fits(record.header, local_size, directory)) {
    fail_record(record.name, "its header lies outside the records");
  }
  const Fields local{data.data() + record.header};
  if (local.u32(0) != local_signature) {
    fail_record(record.name, "no header where the directory says");
  }
  const size_t name_length = local.u16(26);
  record.start = record.header + local_size + name_length + local.u16(28);
  if (!fits(record.start, record.compressed, directory)) {
    fail_record(record.name, "it runs over the directory");
  }
  if (as_text(data.subspan(record.header + local_size, name_length)) != record.name) {
    fail_record(record.name, "its header has another name");
  }
  const auto differing = static_cast<uint16_t>(local.u16(6) ^ record.flags);
  if (local.u16(8) != record.method || (differing & ~(flag_utf8 | flag_effort))) {
    fail_record(record.name, "its header has another method or flags");
  }
  const bool streamed = record.flags & flag_descriptor;  // the numbers stand behind the data
  const auto agrees = [&](size_t at, uint64_t real) {
    const uint32_t written = local.u32(at);
    return written == real || written == 0xffffffff || (streamed && written == 0);
  };
  if (!agrees(14, record.crc) || !agrees(18, record.compressed) || !agrees(22, record.size)) {
    fail_record(record.name, "its header has another size or checksum");
  }
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::vector<ZipRecord> read_entries(ByteSpan data, const Directory& directory) {
  std::vector<ZipRecord> records;
  std::unordered_set<std::string> seen;
  uint64_t at = directory.start;
  for (uint64_t i = 0; i < directory.count; ++i) {
    if (!fits(at, central_size, directory.end) ||
        Fields{data.data() + at}.u32(0) != central_signature) {
      fail_directory("it holds fewer records than it says");
    }
    const Fields entry{data.data() + at};
    const uint64_t name_length = entry.u16(28);
    const uint64_t extra_length = entry.u16(30);
    const uint64_t body = at + central_size;
    at = body + name_length + extra_length + entry.u16(32);
    if (at > directory.end) fail_directory("a record's description runs over its end");
    ZipRecord record;
    record.name = as_text(data.subspan(body, name_length));
    check_name(record.name);
    record.flags = entry.u16(8);
    record.method = entry.u16(10);
    record.crc = entry.u32(16);
    record.compressed = entry.u32(20);
    record.size = entry.u32(24);
    record.header = entry.u32(42);
    apply_zip64(record, data.subspan(body + name_length, extra_length));
    check_kind(record, entry.u16(34), entry.u32(38));
    if (!seen.insert(lower(record.name)).second) {
      throw Error(Diag::MJ4007, {{"name", printable(record.name)}});
    }
    locate(record, data, directory.start);
    records.push_back(std::move(record));
  }
  if (at != directory.end) fail_directory("it holds more than the records it says");
  return records;
}

/// The numbers behind a streamed record, of 32 or 64 bits, with or without signature.
void check_descriptor(const ZipRecord& record, ByteSpan data, uint64_t limit) {
  if (!(record.flags & flag_descriptor) || (record.size == 0 && record.end() == limit)) return;
  const ByteSpan behind = data.subspan(record.end(), limit - record.end());
  const auto agrees = [&](size_t at, bool wide) {
    const size_t needed = at + (wide ? 20 : 12);
    if (behind.size() < needed) return false;
    const Fields fields{behind.data() + at};
    const uint64_t compressed = wide ? fields.u64(4) : fields.u32(4);
    const uint64_t size = wide ? fields.u64(12) : fields.u32(8);
    return fields.u32(0) == record.crc && compressed == record.compressed && size == record.size;
  };
  const bool has_signature =
      behind.size() >= 4 && Fields{behind.data()}.u32(0) == descriptor_signature;
  if (has_signature && (agrees(4, false) || agrees(4, true))) return;
  if (agrees(0, false) || agrees(0, true)) return;
  fail_record(record.name, "the numbers behind its bytes are others");
}

void check_overlaps(const std::vector<ZipRecord>& records, ByteSpan data, uint64_t directory) {
  std::vector<const ZipRecord*> order;
  order.reserve(records.size());
  for (const ZipRecord& record : records) order.push_back(&record);
  std::sort(order.begin(), order.end(), [](const ZipRecord* a, const ZipRecord* b) {
    return a->header != b->header ? a->header < b->header : a->end() < b->end();
  });
  if (order.front()->header != 0) {
    throw Error(Diag::MJ4001, {{"detail", "bytes before the first record"}});
  }
  for (size_t i = 0; i < order.size(); ++i) {
    const uint64_t limit = i + 1 < order.size() ? order[i + 1]->header : directory;
    if (limit < order[i]->end()) {
      throw Error(Diag::MJ4008,
                  {{"name", printable(order[i]->name)}, {"other", printable(order[i + 1]->name)}});
    }
    check_descriptor(*order[i], data, limit);
  }
}

std::vector<uint8_t> inflate_record(const ZipRecord& record, ByteSpan body) {
  const auto exceeds = [&](const char* limit) {
    throw Error(Diag::MJ4010,
                {{"name", printable(record.name)}, {"limit", limit}, {"value", record.size}});
  };
  if (record.size > limits::max_inflated_bytes) exceeds("max_inflated_bytes");
  if (record.size / limits::max_inflate_ratio > record.compressed ||
      record.size > record.compressed * limits::max_inflate_ratio) {
    exceeds("max_inflate_ratio");
  }
  std::vector<uint8_t> result(static_cast<size_t>(record.size));
  if (const char* problem = inflate(body, Span<uint8_t>(result))) {
    fail_record(record.name, std::string("inflating failed: ") + problem);
  }
  return result;
}

}  // namespace

ZipReader::ZipReader(ByteSpan data, bool rooted, const std::string& path) : data_(data) {
  const Directory directory = find_directory(data, path);
  std::vector<ZipRecord> all = read_entries(data, directory);
  check_overlaps(all, data, directory.start);
  const std::string first = all.front().name;
  const size_t prefix = rooted ? first.find('/') + 1 : 0;
  if (rooted && prefix == 0) {
    const bool array = first.size() > 4 && first.compare(first.size() - 4, 4, ".npy") == 0;
    fail_name(first, array ? "it is in no folder; load a .npz file with minijit.load_file"
                           : "it is in no folder");
  }
  if (rooted) root_ = first.substr(0, prefix - 1);
  for (ZipRecord& record : all) {
    if (record.name.back() == '/') {
      if (record.size) fail_name(record.name, "a folder with content");
    } else if (record.name.compare(0, prefix, first, 0, prefix) == 0) {
      record.name.erase(0, prefix);
      records_.push_back(std::move(record));
    } else {
      foreign_.push_back(std::move(record.name));
    }
  }
  by_name_.resize(records_.size());
  for (size_t i = 0; i < by_name_.size(); ++i) by_name_[i] = static_cast<uint32_t>(i);
  std::sort(by_name_.begin(), by_name_.end(),
            [&](uint32_t a, uint32_t b) { return records_[a].name < records_[b].name; });
}

const ZipRecord* ZipReader::find(std::string_view name) const {
  const auto found = std::lower_bound(
      by_name_.begin(), by_name_.end(), name,
      [&](uint32_t i, std::string_view wanted) { return records_[i].name < wanted; });
  if (found == by_name_.end() || records_[*found].name != name) return nullptr;
  return &records_[*found];
}

const ZipRecord& ZipReader::get(std::string_view name) const {
  if (const ZipRecord* record = find(name)) return *record;
  throw Error(Diag::MJ4009, {{"name", printable(name)}});
}

ByteSpan ZipReader::stored_bytes(const ZipRecord& record) const {
  return data_.subspan(record.start, record.compressed);
}

RecordBytes ZipReader::read(const ZipRecord& record, bool check) const {
  RecordBytes result;
  result.bytes = stored_bytes(record);
  if (!record.is_stored()) {
    result.owned = inflate_record(record, result.bytes);
    result.bytes = result.owned;
    result.held.set(result.owned.size());
  }
  if (check && crc32(result.bytes) != record.crc) {
    throw Error(Diag::MJ4011, {{"name", printable(record.name)}});
  }
  return result;
}

}  // namespace minijit
