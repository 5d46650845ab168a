#include "cli/output_file.h"

#include <cstdio>
#include <stdexcept>
#include <utility>

#include "minijit/module.h"

namespace minijit::cli {

OutputFile::OutputFile(std::string path)
    : path_(std::move(path)), temporary_(jit::detail::temporary_name(path_)) {
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

}  // namespace minijit::cli
