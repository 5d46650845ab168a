#include "zip/zip_writer.h"

#include <algorithm>
#include <functional>
#include <ostream>
#include <unordered_set>

#include "minijit/error.h"
#include "support/bytes.h"
#include "zip/crc32.h"

namespace minijit {

namespace {

constexpr uint64_t largest = 0xffffffffu;  // in a field of 32 bits: the number is in the wide field
constexpr size_t longest_name = 0xffff;    // its length is a field of 16 bits

std::string little(uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

/// The field of numbers of 64 bits, if there are any.
std::string wide_field(const std::string& numbers) {
  return numbers.empty() ? "" : little(1, 2) + little(numbers.size(), 2) + numbers;
}

template <class Numbers>
std::string combined(const Numbers& numbers) {
  constexpr size_t digits = 20;
  uint64_t seed = 0;
  for (const uint64_t number : numbers) seed ^= number + 0x9e3779b9 + (seed << 6) + (seed >> 2);
  const std::string text = std::to_string(seed);
  return std::string(digits - text.size(), '0') + text;
}

}  // namespace

void ZipWriter::write(std::string_view bytes) {
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  position_ += bytes.size();
}

void ZipWriter::record(const std::string& name, ByteSpan body, uint16_t method, uint32_t crc,
                       uint64_t size) {
  constexpr uint64_t alignment = 64;
  const uint64_t header = position_;
  const std::string full = root_.empty() ? name : root_ + "/" + name;
  if (full.size() > longest_name) {
    throw Error(Diag::MJ6013, {{"detail", "the name of a record is too long: " +
                                              std::to_string(full.size()) + " bytes"}});
  }
  const bool large = size >= largest || body.size() >= largest, far = header >= largest;
  // The sizes come behind the bytes, as from a writer that does not seek.
  const std::string common = little(method ? 20 : 0, 2) + little(size ? 0x0808 : 0x0800, 2) +
                             little(method, 2) + little(0, 4);
  const std::string sizes = large ? little(size, 8) + little(body.size(), 8) : "";
  const std::string wide = wide_field(sizes + (far ? little(header, 8) : ""));
  const uint64_t start = header + 30 + full.size() + wide.size() + 4;
  const std::string padding((alignment - start % alignment) % alignment, 'Z');
  write("PK\x03\x04" + common + little(0, 4) + little(large ? largest : 0, 4) +
        little(large ? largest : 0, 4) + little(full.size(), 2) +
        little(wide.size() + padding.size() + 4, 2) + full + wide + little(0x4246, 2) +
        little(padding.size(), 2) + padding);
  write(as_text(body));
  if (size) {
    const int bytes = large || far ? 8 : 4;
    write("PK\x07\x08" + little(crc, 4) + little(body.size(), bytes) + little(size, bytes));
    checksums_.push_back(crc);
  }
  directory_ += "PK\x01\x02" + little(0, 2) + common + little(crc, 4) +
                little(large ? largest : body.size(), 4) + little(large ? largest : size, 4) +
                little(full.size(), 2) + little(wide.size(), 2) + std::string(10, '\0') +
                little(far ? largest : header, 4) + full + wide;
  names_.push_back(name);
}

void ZipWriter::stored(const std::string& name, ByteSpan body) {
  record(name, body, 0, crc32(body), body.size());
}

void ZipWriter::sign() {
  // PyTorch combines the names in the order of its hash set, which grew name by name.
  std::unordered_set<std::string> names;
  for (const std::string& name : names_) names.insert(name);
  std::vector<uint64_t> hashes;
  for (const std::string& name : names) hashes.push_back(std::hash<std::string>{}(name));
  const std::string digits = combined(hashes) + combined(checksums_);
  stored(".data/serialization_id", as_bytes(digits));
}

void ZipWriter::close() {
  constexpr uint64_t most = 0xffff;
  const uint64_t start = position_, count = names_.size();
  write(directory_);
  const uint64_t size = position_ - start, end = position_;
  write("PK\x06\x06" + little(44, 8) + little(0x031e, 2) + little(45, 2) + little(0, 8) +
        little(count, 8) + little(count, 8) + little(size, 8) + little(start, 8));
  write("PK\x06\x07" + little(0, 4) + little(end, 8) + little(1, 4));
  write("PK\x05\x06" + little(0, 4) + little(std::min(count, most), 2) +
        little(std::min(count, most), 2) + little(std::min(size, largest), 4) +
        little(std::min(start, largest), 4) + little(0, 2));
  out_.flush();
}

}  // namespace minijit
