#include "loader/saver.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "code/upgrade.h"
#include "loader/debug_map.h"
#include "loader/program_pickler.h"
#include "support/bytes.h"
#include "support/text.h"

namespace minijit {

namespace {

/// A name without ".debug_pkl" at its end.
std::string without_debug(const std::string& name) {
  constexpr std::string_view debug = ".debug_pkl";
  return ends_with(name, debug) ? name.substr(0, name.size() - debug.size()) : name;
}

code::UpgradedCode code_of(const LoadedProgram& program) {
  if (program.unit->missing_operators().empty()) {
    return code::upgraded_code(*program.unit, program.upgraded_calls);
  }
  constexpr int oldest_written = 3;
  if (program.version < oldest_written || !program.upgraded_calls.empty()) {
    // Nothing says what is called behind them in their blocks.
    throw code::cannot_upgrade("operators that are missing end blocks of its code");
  }
  code::UpgradedCode same;
  same.version = program.version;
  return same;
}

/// The source map of a text that has changed; empty if it was none.
std::string moved_map(const std::string& record, const code::UpgradedText& file) {
  return moved_rows(record, [&](size_t offset) {
    const auto next = std::upper_bound(
        file.places.begin(), file.places.end(), offset,
        [](size_t at, const std::pair<size_t, size_t>& place) { return at < place.first; });
    return next == file.places.begin() ? 0 : (next - 1)->second + offset - (next - 1)->first;
  });
}

void write_code(const RecordSource& source, const code::UpgradedCode& code, ZipWriter& writer) {
  for (const std::string& name : source.names()) {
    if (!starts_with(name, "code/")) continue;
    const auto changed = code.files.find(without_debug(name));
    if (changed == code.files.end()) {
      const PackedRecord record = source.packed(name);
      writer.record(name, record.body, record.method, record.crc, record.size);
    } else if (changed->first != name) {
      const std::string map = moved_map(source.read(name), changed->second);
      if (!map.empty()) writer.stored(name, as_bytes(map));
    }
  }
  for (const auto& [name, file] : code.files) writer.stored(name, as_bytes(file.text));
}

void write_storages(const Pickled& pickled, const char* folder, ZipWriter& writer) {
  for (size_t i = 0; i < pickled.storages.size(); ++i) {
    const Storage& storage = pickled.storages[i];
    writer.stored(folder + std::to_string(i),
                  ByteSpan(static_cast<const uint8_t*>(storage.data()), storage.nbytes()));
  }
}

}  // namespace

void save_program(const LoadedProgram& program, const RecordSource& source, const IValue& root,
                  const std::map<std::string, std::string>& extra, ZipWriter& writer) {
  const code::UpgradedCode code = code_of(program);
  auto constants = make_intrusive<TupleImpl>(program.unit->constants);
  const Pickled values = pickle_program(root);
  const Pickled constant_values = pickle_program(IValue(std::move(constants)));
  for (const auto& [name, text] : extra) writer.stored("extra/" + name, as_bytes(text));
  write_storages(values, "data/", writer);
  writer.stored("data.pkl", as_bytes(values.bytes));
  write_code(source, code, writer);
  write_storages(constant_values, "constants/", writer);
  writer.stored("constants.pkl", as_bytes(constant_values.bytes));
  constexpr int first_elsewhere = 6;
  const std::string version = std::to_string(code.version) + "\n";
  writer.stored(code.version < first_elsewhere ? "version" : ".data/version", as_bytes(version));
  writer.stored("byteorder", as_bytes("little"));
  writer.sign();
  writer.close();
}

void save_value(const IValue& value, ZipWriter& writer) {
  const Pickled pickled = pickle_plainly(value);
  writer.stored("data.pkl", as_bytes(pickled.bytes));
  writer.stored("byteorder", as_bytes("little"));
  write_storages(pickled, "data/", writer);
  writer.stored("version", as_bytes("3\n"));
  writer.sign();
  writer.close();
}

}  // namespace minijit
