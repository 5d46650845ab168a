// Files that appear whole or not at all.
#ifndef MINIJIT_CLI_OUTPUT_FILE_H_
#define MINIJIT_CLI_OUTPUT_FILE_H_

#include <fstream>
#include <string>
#include <string_view>

namespace minijit::cli {

/// A file that appears under its name only when everything has been written. Throws
/// std::runtime_error where that fails, MJ6012 where there is no such folder.
class OutputFile {
 public:
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  std::ostream& stream() { return out_; }
  void write(std::string_view bytes);
  /// Gives the file its name.
  void finish();

 private:
  std::string path_;
  std::string temporary_;
  std::ofstream out_;
  bool finished_ = false;
};

}  // namespace minijit::cli

#endif  // MINIJIT_CLI_OUTPUT_FILE_H_
