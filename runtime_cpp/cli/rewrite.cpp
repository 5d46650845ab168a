#include <string>

#include "cli/output_file.h"
#include "cli/verbs.h"
#include "loader/saver.h"
#include "support/text.h"
#include "zip/zip_reader.h"
#include "zip/zip_writer.h"

namespace minijit::cli {

namespace {

/// Does a record take part in what an archive computes?
bool is_needed(const std::string& name) {
  return !ends_with(name, ".debug_pkl") && name.rfind("extra/", 0) != 0 &&
         name.rfind("traced_inputs", 0) != 0 && name != ".data/serialization_id";
}

/// The folder inside the zip: the file's name without its last suffix.
std::string root_name(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.rfind('.'));
}

}  // namespace

Report upgrade(const std::string& source, const std::string& target, bool all_on_cpu) {
  const Opened opened(source, all_on_cpu, true);
  OutputFile out(target);
  ZipWriter writer(out.stream(), root_name(target));
  save_program(opened.program, *opened.records, IValue(opened.program.root), opened.program.extra,
               writer);
  out.finish();
  return {{"file", target},
          {"opset_version_before", int64_t{opened.program.version}},
          {"opset_version", int64_t{read_version(*open_archive(map_file(target)))}}};
}

Report strip(const std::string& source, const std::string& target) {
  const std::shared_ptr<FileBytes> bytes = map_file(source);
  const ZipReader zip(bytes->span(), true, bytes->path());
  OutputFile out(target);
  ZipWriter writer(out.stream(), root_name(target));
  List left_out;
  for (const ZipRecord& record : zip.records()) {
    if (!is_needed(record.name)) {
      left_out.push_back(record.name);
      continue;
    }
    zip.read(record);
    writer.record(record.name, bytes->span().subspan(record.start, record.compressed),
                  record.method, record.crc, record.size);
  }
  writer.sign();
  writer.close();
  out.finish();
  return {{"file", target}, {"left_out", left_out}};
}

}  // namespace minijit::cli
