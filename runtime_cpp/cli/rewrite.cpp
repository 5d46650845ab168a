#include "cli/verbs.h"
#include "cli/zip_writer.h"
#include "zip/zip_reader.h"

namespace minijit::cli {

namespace {

/// Does a record take part in what an archive computes?
bool is_needed(const std::string& name) {
  constexpr std::string_view debug = ".debug_pkl";
  const bool is_debug = name.size() > debug.size() &&
                        name.compare(name.size() - debug.size(), debug.size(), debug) == 0;
  return !is_debug && name.rfind("extra/", 0) != 0 && name.rfind("traced_inputs", 0) != 0 &&
         name != ".data/serialization_id";
}

/// The folder inside the zip: the file's name without its last suffix.
std::string root_name(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.rfind('.'));
}

}  // namespace

void strip(const std::string& source, const std::string& target) {
  const std::shared_ptr<FileBytes> bytes = map_file(source);
  const ZipReader zip(bytes->span());
  ZipWriter writer(target);
  for (const ZipRecord& record : zip.records()) {
    if (!is_needed(record.name)) continue;
    zip.read(record);
    writer.record(root_name(target) + "/" + record.name,
                  bytes->span().subspan(record.start, record.compressed), record.method, record.crc,
                  record.size);
  }
  writer.close();
}

}  // namespace minijit::cli
