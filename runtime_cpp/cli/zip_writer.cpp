#include "cli/zip_writer.h"

#include <cstdio>
#include <stdexcept>

#include "minijit/error.h"
#include "support/bytes.h"
#include "support/os.h"
#include "zip/crc32.h"

namespace minijit::cli {

namespace {

std::string little(uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

constexpr uint64_t largest = 0xffffffffu;  // in a field of 32 bits: the number is in the wide field

/// The field of numbers of 64 bits, if there are any.
std::string wide_field(const std::string& numbers) {
  return numbers.empty() ? "" : little(1, 2) + little(numbers.size(), 2) + numbers;
}

}  // namespace

OutputFile::OutputFile(std::string path)
    : path_(std::move(path)), temporary_(path_ + "." + std::to_string(process_id()) + ".part") {
  const size_t slash = path_.rfind('/');
  const std::string parent = slash == std::string::npos ? "." : path_.substr(0, slash);
  if (!parent.empty() && !is_folder(parent)) throw Error(Diag::MJ6012, {{"path", parent}});
  out_.open(temporary_, std::ios::binary);
  if (!out_) throw std::runtime_error("cannot write " + path_);
}

OutputFile::~OutputFile() {
  if (!finished_) std::remove(temporary_.c_str());
}

void OutputFile::write(std::string_view bytes) {
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void OutputFile::finish() {
  out_.close();
  if (!out_ || std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    throw std::runtime_error("cannot write " + path_);
  }
  finished_ = true;
}

void ZipWriter::record(const std::string& name, ByteSpan body, uint16_t method, uint32_t crc,
                       uint64_t size) {
  constexpr uint64_t alignment = 64;
  const bool large = size >= largest || body.size() >= largest, far = position_ >= largest;
  const int needed = large || far ? 45 : 20;
  const std::string sizes = large ? little(size, 8) + little(body.size(), 8) : "";
  const std::string common = little(needed, 2) + little(0x800, 2) + little(method, 2) +
                             little(0, 2) + little(0x21, 2) + little(crc, 4) +
                             little(large ? largest : body.size(), 4) +
                             little(large ? largest : size, 4) + little(name.size(), 2);
  const std::string wide = wide_field(sizes);
  const uint64_t start = position_ + 30 + name.size() + wide.size() + 4;
  const std::string padding((alignment - start % alignment) % alignment, 'Z');
  const std::string header = "PK\x03\x04" + common + little(wide.size() + padding.size() + 4, 2) +
                             name + wide + little(0x4246, 2) + little(padding.size(), 2) + padding;
  const std::string extra = wide_field(sizes + (far ? little(position_, 8) : ""));
  directory_ += "PK\x01\x02" + little(needed, 2) + common + little(extra.size(), 2) +
                little(0, 10) + little(far ? largest : position_, 4) + name + extra;
  out_.write(header);
  out_.write(as_text(body));
  position_ += header.size() + body.size();
  ++count_;
}

void ZipWriter::stored(const std::string& name, ByteSpan body) {
  record(name, body, 0, crc32(body), body.size());
}

void ZipWriter::close() {
  constexpr uint64_t most_records = 0xffff;
  const uint64_t size = directory_.size();
  const bool large = count_ >= most_records || position_ >= largest || size >= largest;
  if (large) {
    const uint64_t end = position_ + size;
    directory_ += "PK\x06\x06" + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8) +
                  little(count_, 8) + little(count_, 8) + little(size, 8) + little(position_, 8) +
                  "PK\x06\x07" + little(0, 4) + little(end, 8) + little(1, 4);
  }
  const uint64_t count = large ? most_records : count_;
  out_.write(directory_ + "PK\x05\x06" + little(0, 4) + little(count, 2) + little(count, 2) +
             little(large ? largest : size, 4) + little(large ? largest : position_, 4) +
             little(0, 2));
  out_.finish();
}

}  // namespace minijit::cli
