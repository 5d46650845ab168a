#include "minijit/serialize.h"

#include <sstream>
#include <string>

#include "loader/loader.h"
#include "loader/saver.h"
#include "support/blocks.h"
#include "support/os.h"

namespace minijit {

IValue pickle_load(const std::vector<char>& data) {
  const MemoryScope memory;
  const ByteSpan bytes(reinterpret_cast<const uint8_t*>(data.data()), data.size());
  return load_value(*open_archive(copy_bytes(bytes)));
}

std::vector<char> pickle_save(const IValue& value) {
  std::ostringstream stream;
  ZipWriter writer(stream, "archive");
  save_value(value, writer);
  const std::string bytes = stream.str();
  return std::vector<char>(bytes.begin(), bytes.end());
}

}  // namespace minijit
