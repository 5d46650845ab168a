#include "cli/zip_writer.h"

#include <cstdio>
#include <stdexcept>

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

}  // namespace

OutputFile::OutputFile(std::string path)
    : path_(std::move(path)), temporary_(path_ + "." + std::to_string(process_id()) + ".part") {
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
  constexpr uint64_t largest = 0xffffffffu, alignment = 64;  // larger files need the 64-bit form
  if (size >= largest || position_ + body.size() > largest - (1u << 20)) {
    throw std::runtime_error(out_.path() + ": more than 4 GB do not fit into this file");
  }
  const std::string common = little(20, 2) + little(0x800, 2) + little(method, 2) + little(0, 2) +
                             little(0x21, 2) + little(crc, 4) + little(body.size(), 4) +
                             little(size, 4) + little(name.size(), 2);
  const uint64_t start = position_ + 30 + name.size() + 4;
  const std::string padding((alignment - start % alignment) % alignment, 'Z');
  const std::string header = "PK\x03\x04" + common + little(padding.size() + 4, 2) + name +
                             little(0x4246, 2) + little(padding.size(), 2) + padding;
  directory_ += "PK\x01\x02" + little(20, 2) + common + little(0, 12) + little(position_, 4) + name;
  out_.write(header);
  out_.write(as_text(body));
  position_ += header.size() + body.size();
  ++count_;
}

void ZipWriter::stored(const std::string& name, ByteSpan body) {
  record(name, body, 0, crc32(body), body.size());
}

void ZipWriter::close() {
  if (count_ >= 0xffff) throw std::runtime_error(out_.path() + ": too many records");
  out_.write(directory_ + "PK\x05\x06" + little(0, 4) + little(count_, 2) + little(count_, 2) +
             little(directory_.size(), 4) + little(position_, 4) + little(0, 2));
  out_.finish();
}

}  // namespace minijit::cli
