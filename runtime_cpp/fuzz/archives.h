// Changes of archives that get past the checksums: one record is changed, the zip is written anew.
#ifndef MINIJIT_FUZZ_ARCHIVES_H_
#define MINIJIT_FUZZ_ARCHIVES_H_

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/target.h"
#include "minijit/error.h"
#include "test/zip_builder.h"
#include "zip/zip_reader.h"

/// Changes one record of an archive; one time in eight, and where it is none, its raw bytes.
inline size_t change_archive(uint8_t* data, size_t size, size_t most, unsigned seed) {
  if (seed % 8 == 0) return LLVMFuzzerMutate(data, size, most);
  std::vector<std::pair<std::string, std::string>> records;
  try {
    const minijit::ZipReader reader(minijit::ByteSpan(data, size));
    for (const minijit::ZipRecord& record : reader.records()) {
      const minijit::RecordBytes read = reader.read(record, false);
      records.emplace_back(record.name,
                           std::string(read.bytes.begin(), read.bytes.begin() + read.bytes.size()));
    }
  } catch (const minijit::Error&) {
    return LLVMFuzzerMutate(data, size, most);
  }
  // Tensor bytes are mostly not looked at; code is where most of the machine is.
  std::vector<size_t> parsed;
  for (size_t i = 0; i < records.size(); ++i) {
    const std::string& name = records[i].first;
    if (name.rfind("data/", 0) == 0 || name.rfind("constants/", 0) == 0) continue;
    const bool is_code =
        name.rfind("code/", 0) == 0 && name.find(".debug_pkl") == std::string::npos;
    parsed.insert(parsed.end(), is_code ? 4 : 1, i);
  }
  if (records.empty()) return LLVMFuzzerMutate(data, size, most);
  const size_t any = seed / 8 % records.size();
  const size_t pick = parsed.empty() || seed / 8 % 8 == 0 ? any : parsed[any % parsed.size()];
  std::string& text = records[pick].second;
  std::vector<uint8_t> space(text.size() + 1024);
  std::memcpy(space.data(), text.data(), text.size());
  const size_t changed = LLVMFuzzerMutate(space.data(), text.size(), space.size());
  text.assign(reinterpret_cast<char*>(space.data()), changed);
  const std::string made = make_zip(records);
  if (made.size() > most) return LLVMFuzzerMutate(data, size, most);
  std::memcpy(data, made.data(), made.size());
  return made.size();
}

#endif  // MINIJIT_FUZZ_ARCHIVES_H_
