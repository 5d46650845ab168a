#include <unordered_set>
#include <vector>

#include "cli/verbs.h"
#include "cli/zip_writer.h"
#include "code/upgrade.h"
#include "support/bytes.h"
#include "zip/zip_reader.h"

namespace minijit::cli {

namespace {

constexpr const char* identity_record = ".data/serialization_id";

/// A name without ".debug_pkl" at its end; empty if that is not there.
std::string without_debug(const std::string& name) {
  constexpr std::string_view debug = ".debug_pkl";
  const bool is_debug = name.size() > debug.size() &&
                        name.compare(name.size() - debug.size(), debug.size(), debug) == 0;
  return is_debug ? name.substr(0, name.size() - debug.size()) : "";
}

/// Does a record take part in what an archive computes?
bool is_needed(const std::string& name) {
  return without_debug(name).empty() && name.rfind("extra/", 0) != 0 &&
         name.rfind("traced_inputs", 0) != 0 && name != identity_record;
}

/// The folder inside the zip: the file's name without its last suffix.
std::string root_name(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.rfind('.'));
}

/// A record as it is in the file. Its checksum is verified.
void copy(const ZipReader& zip, const ZipRecord& record, ByteSpan file, const std::string& root,
          ZipWriter& writer) {
  zip.read(record);
  writer.record(root + "/" + record.name, file.subspan(record.start, record.compressed),
                record.method, record.crc, record.size);
}

/// Does a value hold lists or dicts of which files of version 2 and before do not say the types?
bool has_untagged(const IValue& root) {
  std::vector<const IValue*> left{&root};
  std::unordered_set<const void*> seen;
  while (!left.empty()) {
    const IValue& value = *left.back();
    left.pop_back();
    if (value.isGenericDict() || value.isList()) return true;
    const bool is_object = value.isObject();
    if (!is_object && !value.isTuple()) continue;
    const void* own = is_object ? static_cast<const void*>(&value.toObjectRef())
                                : static_cast<const void*>(&value.toTupleRef());
    if (!seen.insert(own).second) continue;
    if (is_object) {
      for (const IValue& item : value.toObjectRef().slots) left.push_back(&item);
    } else {
      for (const IValue& item : value.toTupleRef().values) left.push_back(&item);
    }
  }
  return false;
}

constexpr const char *version_record = "version", *later_version_record = ".data/version";

/// The record that says a version.
const char* version_name(int version) {
  constexpr int first_elsewhere = 6;
  return version < first_elsewhere ? version_record : later_version_record;
}

/// Does a record stay as it is? What tells an archive from others, or what the changed texts make
/// wrong, does not.
bool is_kept(const std::string& name, const code::UpgradedCode& upgraded) {
  return name != version_record && name != later_version_record && name != identity_record &&
         !upgraded.files.count(name) && !upgraded.files.count(without_debug(name));
}

}  // namespace

void upgrade(const std::string& source, const std::string& target, bool all_on_cpu) {
  const Opened opened(source, all_on_cpu, true);
  const LoadedProgram& program = opened.program;
  constexpr int first_tagged = 3;
  if (program.version < first_tagged && has_untagged(IValue(program.root))) {
    throw code::cannot_upgrade("lists or dicts have no types in a file of this version");
  }
  // Nothing says what is called behind them in their blocks.
  if (!program.unit->missing_operators().empty()) {
    throw code::cannot_upgrade("operators that are missing end blocks of its code");
  }
  const code::UpgradedCode upgraded = code::upgraded_code(*program.unit, program.upgraded_calls);
  const std::shared_ptr<FileBytes> bytes = map_file(source);
  const ZipReader zip(bytes->span(), true, bytes->path());
  ZipWriter writer(target);
  const std::string root = root_name(target);
  for (const ZipRecord& record : zip.records()) {
    if (is_kept(record.name, upgraded)) copy(zip, record, bytes->span(), root, writer);
  }
  for (const auto& [name, text] : upgraded.files) writer.stored(root + "/" + name, as_bytes(text));
  const std::string version = std::to_string(upgraded.version) + "\n";
  writer.stored(root + "/" + version_name(upgraded.version), as_bytes(version));
  writer.close();
}

void strip(const std::string& source, const std::string& target) {
  const std::shared_ptr<FileBytes> bytes = map_file(source);
  const ZipReader zip(bytes->span(), true, bytes->path());
  ZipWriter writer(target);
  for (const ZipRecord& record : zip.records()) {
    if (!is_needed(record.name)) continue;
    copy(zip, record, bytes->span(), root_name(target), writer);
  }
  writer.close();
}

}  // namespace minijit::cli
