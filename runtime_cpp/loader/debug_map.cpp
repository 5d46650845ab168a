#include "loader/debug_map.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "loader/program_pickler.h"
#include "pickle/machine.h"
#include "support/bytes.h"

namespace minijit {

namespace {

/// From `offset` of the code on, up to the next row, the author's place is what `range` describes.
struct MapRow {
  size_t offset;
  const IValue* range;
};

/// Debug records hold numbers, texts, tuples and lists only.
class NoNames final : public PickleHost {
 public:
  TypePtr find_class(std::string_view) override { return nullptr; }
  TypePtr parse_type(std::string_view) override { refuse(); }
  Storage load_storage(const StorageId&) override { refuse(); }
  void build(const intrusive_ptr<ObjectImpl>&, IValue) override { refuse(); }

 private:
  [[noreturn]] static void refuse() {
    throw Error(Diag::MJ6030,
                {{"record", "debug_pkl"}, {"expected", "texts"}, {"found", "others"}});
  }
};

const std::vector<IValue>& items(const IValue& value) {
  return value.isList() ? value.toListImpl().values : value.toTupleRef().values;
}

size_t number(const IValue& value) {
  return static_cast<size_t>(std::max<int64_t>(value.toInt(), 0));
}

constexpr std::string_view with_table = "FORMAT_WITH_STRING_TABLE";

/// A record in the form with a string table: rows (offset, ((texts, file name, first line), start,
/// end), tag), whose texts and file names are indices into the table.
class DebugMap {
 public:
  explicit DebugMap(std::function<std::string()> read) : read_(std::move(read)) {}

  std::optional<SourceRange> find(size_t offset) {
    std::call_once(once_, [&] { load(); });
    const auto next =
        std::upper_bound(rows_.begin(), rows_.end(), offset,
                         [](size_t at, const MapRow& row) { return at < row.offset; });
    if (next == rows_.begin()) return std::nullopt;
    try {
      return range(*(next - 1)->range);
    } catch (const std::exception&) {
      return std::nullopt;
    }
  }

 private:
  // Lines are named by index and may repeat: a small record must not become a large text.
  static constexpr size_t most_text = size_t{1} << 24;

  void load() {
    try {
      const std::string bytes = read_();
      NoNames host;
      record_ = unpickle(as_bytes(bytes), "debug_pkl", host);
      const std::vector<IValue>& parts = items(record_.value);
      if (parts.at(0).toStringView() != with_table) return;
      texts_ = &items(parts.at(1));
      for (const IValue& row : items(parts.at(2))) {
        rows_.push_back({number(items(row).at(0)), &items(row).at(1)});
      }
      std::stable_sort(rows_.begin(), rows_.end(),
                       [](const MapRow& a, const MapRow& b) { return a.offset < b.offset; });
    } catch (const std::exception&) {
      rows_.clear();
    }
    read_ = nullptr;
  }

  std::optional<SourceRange> range(const IValue& value) const {
    const std::vector<IValue>& fields = items(value);
    const std::vector<IValue>& source = items(fields.at(0));
    const size_t start = number(fields.at(1));
    const size_t end = number(fields.at(2));
    const std::string& name = text(source.at(1));
    std::string all;
    for (const IValue& line : items(source.at(0))) {
      all += text(line);
      if (all.size() > most_text) return std::nullopt;
    }
    if (name.empty() || start >= end || end > all.size()) return std::nullopt;
    const size_t first_line = std::max<size_t>(number(source.at(2)), 1);
    return SourceRange(std::make_shared<const Source>(name, std::move(all), first_line), start,
                       end);
  }

  const std::string& text(const IValue& index) const {
    return texts_->at(number(index)).toStringRef();
  }

  std::function<std::string()> read_;
  std::once_flag once_;
  Unpickled record_;
  const std::vector<IValue>* texts_ = nullptr;
  std::vector<MapRow> rows_;
};

IValue tuple(std::vector<IValue> values) {
  return IValue(make_intrusive<TupleImpl>(std::move(values)));
}

}  // namespace

std::string moved_rows(const std::string& record, const std::function<size_t(size_t)>& moved) {
  try {
    NoNames host;
    const Unpickled old = unpickle(as_bytes(record), "debug_pkl", host);
    const std::vector<IValue>& parts = items(old.value);
    if (parts.at(0).toStringView() != with_table) return "";
    std::map<int64_t, IValue> rows;
    for (const IValue& row : items(parts.at(2))) {
      std::vector<IValue> fields = items(row);
      const auto offset = static_cast<int64_t>(moved(number(fields.at(0))));
      fields[0] = IValue(offset);
      rows.emplace(offset, tuple(std::move(fields)));
    }
    std::vector<IValue> sorted;
    for (auto& [offset, row] : rows) sorted.push_back(std::move(row));
    return pickle_program(tuple({parts[0], parts.at(1), tuple(std::move(sorted))})).bytes;
  } catch (const std::exception&) {
    return "";
  }
}

std::function<std::optional<SourceRange>(size_t start, size_t end)> debug_origin(
    std::function<std::string()> read) {
  auto map = std::make_shared<DebugMap>(std::move(read));
  return [map](size_t start, size_t) { return map->find(start); };
}

}  // namespace minijit
