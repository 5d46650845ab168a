#include "loader/memory_source.h"

#include <cstring>
#include <utility>

#include "minijit/error.h"
#include "support/bytes.h"
#include "zip/crc32.h"

namespace minijit {

namespace {

using Records = std::map<std::string, std::string>;

const std::string& get(const Records& records, const std::string& name) {
  const auto found = records.find(name);
  if (found == records.end()) throw Error(Diag::MJ4009, {{"name", printable(name)}});
  return found->second;
}

class MemorySource final : public RecordSource {
 public:
  MemorySource(Records records, std::map<std::string, Storage> storages)
      : records_(std::make_shared<const Records>(std::move(records))),
        storages_(std::move(storages)) {}

  bool has(const std::string& name) const override { return records_->count(name) != 0; }

  std::string read(const std::string& name) const override { return get(*records_, name); }

  PackedRecord packed(const std::string& name) const override {
    const ByteSpan body = as_bytes(get(*records_, name));
    return {body, 0, crc32(body), body.size()};
  }

  Storage storage(const std::string& folder, const std::string& key, uint64_t nbytes,
                  size_t) const override {
    const std::string name = folder + "/" + key;
    const auto shared = storages_.find(name);
    if (shared == storages_.end() && nbytes == 0 && !has(name)) return Storage::allocate(0);
    const uint64_t found =
        shared != storages_.end() ? shared->second.nbytes() : get(*records_, name).size();
    if (found != nbytes) {
      throw Error(Diag::MJ5010, {{"key", printable(key)}, {"found", found}, {"wanted", nbytes}});
    }
    if (shared != storages_.end()) return shared->second;
    Storage copy = Storage::allocate(nbytes);
    if (nbytes) std::memcpy(copy.data(), get(*records_, name).data(), nbytes);
    return copy;
  }

  void verify() const override {}

  std::vector<std::string> names() const override {
    std::vector<std::string> result;
    for (const auto& record : *records_) result.push_back(record.first);
    for (const auto& storage : storages_) {
      if (!has(storage.first)) result.push_back(storage.first);
    }
    return result;
  }

  std::function<std::string()> deferred(const std::string& name) const override {
    return [records = records_, name] { return get(*records, name); };
  }

 private:
  std::shared_ptr<const Records> records_;
  std::map<std::string, Storage> storages_;
};

}  // namespace

std::unique_ptr<RecordSource> memory_source(std::map<std::string, std::string> records,
                                            std::map<std::string, Storage> storages) {
  return std::make_unique<MemorySource>(std::move(records), std::move(storages));
}

}  // namespace minijit
