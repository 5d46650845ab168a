#include "cli/output_file.h"

#include <cstdio>
#include <stdexcept>
#include <utility>

#include "minijit/error.h"
#include "support/os.h"

namespace minijit::cli {

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

}  // namespace minijit::cli
