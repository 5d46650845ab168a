#include "loader/loader.h"

#include "ir/instance.h"
#include <cstring>
#include <unordered_set>

#include "loader/debug_map.h"
#include "loader/fitter.h"
#include "loader/survey.h"
#include "passes/compile.h"
#include "pickle/machine.h"
#include "pickle/rebuild.h"
#include "support/blocks.h"
#include "support/bytes.h"
#include "support/limits.h"
#include "zip/zip_reader.h"

namespace minijit {

namespace {

class ZipSource final : public RecordSource {
 public:
  explicit ZipSource(std::shared_ptr<FileBytes> bytes)
      : bytes_(std::move(bytes)),
        shared_(std::make_shared<ZipReader>(bytes_->span(), true, bytes_->path())),
        zip_(*shared_) {}

  bool has(const std::string& name) const override { return zip_.find(name) != nullptr; }

  std::string read(const std::string& name) const override { return read_from(zip_, name); }

  PackedRecord packed(const std::string& name) const override {
    const ZipRecord& record = zip_.get(name);
    zip_.read(record);
    return {bytes_->span().subspan(record.start, record.compressed), record.method, record.crc,
            record.size};
  }

  std::function<std::string()> deferred(const std::string& name) const override {
    return [bytes = bytes_, zip = shared_, name] { return read_from(*zip, name); };
  }

  Storage storage(const std::string& folder, const std::string& key, uint64_t nbytes,
                  size_t alignment) const override {
    const std::string name = folder + "/" + key;
    const ZipRecord* record = zip_.find(name);
    if (!record && nbytes == 0) return Storage::allocate(0);
    const ZipRecord& found = zip_.get(name);
    if (found.size != nbytes) {
      throw Error(Diag::MJ5010, {{"key", key}, {"found", found.size}, {"wanted", nbytes}});
    }
    if (found.is_stored()) {
      uint8_t* data = bytes_->data() + found.start;
      if (reinterpret_cast<uintptr_t>(data) % alignment == 0) {
        auto* keep = new std::shared_ptr<FileBytes>(bytes_);
        return Storage::borrow(
            data, nbytes,
            [](void* context) { delete static_cast<std::shared_ptr<FileBytes>*>(context); }, keep);
      }
    }
    const RecordBytes body = zip_.read(found, !found.is_stored());
    Storage copy = Storage::allocate(nbytes);
    if (nbytes) std::memcpy(copy.data(), body.bytes.data(), nbytes);
    return copy;
  }

  std::vector<std::string> names() const override {
    std::vector<std::string> result;
    for (const ZipRecord& record : zip_.records()) result.push_back(record.name);
    return result;
  }

  void verify() const override {
    for (const ZipRecord& record : zip_.records()) zip_.read(record);
  }

 private:
  static std::string read_from(const ZipReader& zip, const std::string& name) {
    const RecordBytes record = zip.read(zip.get(name));
    return std::string(as_text(record.bytes));
  }

  std::shared_ptr<FileBytes> bytes_;
  std::shared_ptr<const ZipReader> shared_;
  const ZipReader& zip_;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of bools that are neither 0 nor 1 become 1: C++ may not even look at others.
void normalise_bools(const Storage& storage) {
  auto* bytes = static_cast<uint8_t*>(storage.data());
  for (uint64_t i = 0; i < storage.nbytes(); ++i) {
    if (bytes[i] > 1) bytes[i] = 1;
  }
}

class Host final : public PickleHost {
 public:
  Host(const RecordSource& source, code::Resolver& resolver, const std::string& folder,
       const LoadOptions& options, bool has_program = true)
      : source_(source),
        resolver_(resolver),
        folder_(folder),
        options_(options),
        has_program_(has_program),
        record_(folder == "data" ? "data.pkl" : "constants.pkl"),
        fitter_(record_) {}

  TypePtr find_class(std::string_view name) override {
    if (name.rfind("__torch__", 0) != 0) return nullptr;
    return resolver_.find(std::string(name)).cls;
  }

  TypePtr parse_type(std::string_view text) override {
    return resolver_.load_type(std::string(text));
  }

  Storage load_storage(const StorageId& id) override {
    if (!options_.all_on_cpu && id.location.rfind("cpu", 0) != 0)
      throw Error(Diag::MJ5013, {{"location", id.location}});
    const size_t item = itemsize(id.dtype);
    if (static_cast<uint64_t>(id.count) > limits::max_alloc_bytes / item) {
      throw Error(Diag::MJ5012, {{"what", "number of elements"}, {"value", id.count}});
    }
    const uint64_t nbytes = static_cast<uint64_t>(id.count) * item;
    const auto known = storages_.find(id.key);
    if (known != storages_.end()) {
      if (known->second.first != id.dtype || known->second.second.nbytes() != nbytes) {
        throw Error(Diag::MJ5014, {{"key", id.key},
                                   {"first", dtype_name(known->second.first)},
                                   {"second", dtype_name(id.dtype)}});
      }
      return known->second.second;
    }
    Storage storage = source_.storage(folder_, id.key, nbytes, item);
    if (id.dtype == kBool) normalise_bools(storage);
    storages_.emplace(id.key, std::make_pair(id.dtype, storage));
    return storage;
  }

  void build(const intrusive_ptr<ObjectImpl>& object, IValue state) override {
    const bool twice = !built_.insert(object.get()).second;
    if (twice || (!has_state(*object->type) && !state.isGenericDict())) {
      throw WrongArguments{twice ? "the object has its state" : "the state of an object is a dict"};
    }
    pending_.push_back({object, std::move(state)});
  }

  bool has_program() const override { return has_program_; }

  /// Runs the pickle and gives its objects their slots; `__setstate__` waits for `set_states`.
  Unpickled load() {
    const std::string pickle = source_.read(record_);
    Unpickled result = unpickle(as_bytes(pickle), record_, *this);
    for (const IValue& made : result.containers) {
      if (made.isObject() && !built_.count(&made.toObjectRef())) fill(made.toObjectRef(), IValue());
    }
    for (const PendingState& next : pending_) {
      if (!has_state(*next.object->type)) fill(*next.object, next.state);
    }
    return result;
  }

  void set_states() {
    // Inner objects stand before outer ones.
    for (const PendingState& next : pending_) {
      if (has_state(*next.object->type)) set_state(next);
    }
  }

  /// Gives what no slot holds its type. Throws MJ6030.
  void finish(const IValue& result) {
    if (fitter_.fit(result, any_type())) return;
    throw Error(
        Diag::MJ6030,
        {{"record", record_}, {"expected", "what its tags say"}, {"found", fitter_.found()}});
  }

 private:
  bool has_state(const ClassType& cls) const {
    return !options_.plain_states && has_own_state(cls);
  }

  void fill(ObjectImpl& object, const IValue& state) {
    const ClassType& cls = *object.type;
    for (size_t slot = 0; slot < cls.attributes().size(); ++slot) {
      const ClassAttribute& attribute = cls.attributes()[slot];
      const IValue* value =
          state.isGenericDict() ? state.toDictImpl().find(IValue(attribute.name)) : nullptr;
      if (!value) {
        throw Error(Diag::MJ6031,
                    {{"record", record_}, {"attribute", attribute.name}, {"owner", cls.name()}});
      }
      fit(*value, attribute.type, attribute.name, cls);
      if (attribute.is_parameter && value->isTensor()) value->toTensorImpl()->is_parameter = true;
      object.slots[slot] = *value;
    }
  }

  void fit(const IValue& value, const TypePtr& type, const std::string& name,
           const ClassType& cls) {
    if (fitter_.fit(value, type)) return;
    throw Error(Diag::MJ6032, {{"record", record_},
                               {"attribute", name},
                               {"owner", cls.name()},
                               {"expected", type->str()},
                               {"found", fitter_.found()}});
  }

  void set_state(const PendingState& next) {
    const ClassType& cls = *next.object->type;
    const Function* method = cls.find_method("__setstate__");
    if (method->parameters().size() != 2) {
      throw Error(Diag::MJ5007, {{"record", record_},
                                 {"offset", 0},
                                 {"function", cls.name()},
                                 {"detail", "its __setstate__ does not take one state"}});
    }
    const Parameter& formal = method->parameters()[1];
    fit(next.state, formal.type, formal.name, cls);
    if (!options_.run_setstate) {
      throw Error(Diag::MJ6011, {{"what", "an object with __setstate__"},
                                 {"why", "the caller forbade running it"}});
    }
    run_function(*method, {IValue(next.object), next.state}, options_.run);
    for (size_t slot = 0; slot < cls.attributes().size(); ++slot) {
      const ClassAttribute& attribute = cls.attributes()[slot];
      if (next.object->slots[slot].isNone() && !is_instance(IValue(), attribute.type)) {
        throw Error(Diag::MJ6033, {{"attribute", attribute.name},
                                   {"owner", cls.name()},
                                   {"expected", attribute.type->str()}});
      }
    }
  }

  const RecordSource& source_;
  code::Resolver& resolver_;
  std::string folder_;
  const LoadOptions& options_;
  bool has_program_;
  std::string record_;
  Fitter fitter_;
  std::map<std::string, std::pair<DType, Storage>> storages_;
  std::vector<PendingState> pending_;
  std::unordered_set<const ObjectImpl*> built_;
};

void refuse_missing(const CompilationUnit& unit) {
  if (unit.missing_operators().empty()) return;
  std::string listed;
  for (const MissingOperator& each : unit.missing_operators()) listed += "\n  " + each.str();
  throw Error(Diag::MJ6022, {{"operators", listed}});
}

}  // namespace

std::unique_ptr<RecordSource> open_archive(std::shared_ptr<FileBytes> bytes) {
  return std::make_unique<ZipSource>(std::move(bytes));
}

int read_version(const RecordSource& source) {
  const std::string text = source.read(source.has(".data/version") ? ".data/version" : "version");
  constexpr size_t most_digits = 18;
  size_t at = std::min(text.find_first_not_of(" \t\n\v\f\r"), text.size());
  const size_t start = at;
  int64_t version = 0;
  for (; at < text.size() && is_digit(text[at]) && at - start < most_digits; ++at) {
    version = version * 10 + (text[at] - '0');
  }
  if (at == start || (at < text.size() && is_digit(text[at]))) {
    throw Error(Diag::MJ6004, {{"text", "'" + printable(text, 40) + "'"}});
  }
#define MJ_VERSIONS(low, high) constexpr int64_t minimum = low, maximum = high;
#include "generated/versions.inc"
#undef MJ_VERSIONS
  if (version < minimum) throw Error(Diag::MJ6002, {{"version", version}, {"minimum", minimum}});
  if (version > maximum) throw Error(Diag::MJ6003, {{"version", version}, {"maximum", maximum}});
  return static_cast<int>(version);
}

bool has_own_state(const ClassType& cls) {
  return cls.find_method("__setstate__") && cls.find_method("__getstate__");
}

namespace {

LoadedProgram read_program(const RecordSource& source, const LoadOptions& options) {
  if (source.has("model.json") && !source.has("constants.pkl")) {
    throw Error(Diag::MJ6005, {{"held", listing(source)}});
  }
  if (!source.has("constants.pkl")) {
    if (source.has("data.pkl")) throw Error(Diag::MJ6006);
    throw Error(Diag::MJ4009, {{"name", "constants.pkl"}});
  }
  LoadedProgram program;
  program.version = read_version(source);
  program.unit = options.unit ? options.unit : std::make_shared<CompilationUnit>();
  program.unit->opset_version = program.version;
  code::Resolver resolver(
      *program.unit, [&](const std::string& name) -> std::shared_ptr<const Source> {
        if (!source.has(name)) return nullptr;
        std::string text = source.read(name);
        if (text.size() > limits::max_code_bytes) {
          throw Error(Diag::MJ4010,
                      {{"name", name}, {"limit", "max_code_bytes"}, {"value", text.size()}});
        }
        if (!is_utf8(text)) {
          throw Error(Diag::MJ4004, {{"name", name}, {"detail", "it is not UTF-8"}});
        }
        auto code = std::make_shared<Source>(name, std::move(text));
        if (source.has(name + ".debug_pkl")) {
          code->origin = debug_origin(source.deferred(name + ".debug_pkl"));
        }
        return code;
      });
  Host constants_host(source, resolver, "constants", options);
  Unpickled constants = constants_host.load();
  if (!constants.value.isTuple()) {
    throw Error(Diag::MJ6030, {{"record", "constants.pkl"},
                               {"expected", "a tuple"},
                               {"found", python_kind(constants.value)}});
  }
  constants_host.finish(constants.value);
  program.unit->constants = constants.value.toTupleRef().values;
  Host host(source, resolver, "data", options);
  Unpickled data = host.load();
  resolver.drain();
  if (options.strict) refuse_missing(*program.unit);
  constants_host.set_states();
  host.set_states();
  host.finish(data.value);
  if (!data.value.isObject() || !data.value.toObjectRef().type->is_module()) {
    throw Error(
        Diag::MJ6030,
        {{"record", "data.pkl"}, {"expected", "a module"}, {"found", python_kind(data.value)}});
  }
  program.root = data.value.toObject();
  constants.keep("constants.pkl");
  data.keep("data.pkl");
  program.names = source.names();
  program.upgraded_calls = resolver.upgraded_calls();
  for (const std::string& name : program.names) {
    if (name.rfind("extra/", 0) == 0) program.extra[name.substr(6)] = source.read(name);
  }
  return program;
}

}  // namespace

LoadedProgram load_program(const RecordSource& source, const LoadOptions& options) {
  const MemoryScope memory;
  try {
    return read_program(source, options);
  } catch (const Error& problem) {
    const std::string needs = needs_of(source, problem);
    if (needs.empty()) throw;
    throw Error(Diag::MJ6035, {{"needs", needs}});
  } catch (const std::bad_alloc&) {
    throw_out_of_memory(UINT64_MAX);
  }
}

IValue load_value(const RecordSource& source, const LoadOptions& options) {
  const MemoryScope memory;
  try {
    CompilationUnit unit;
    code::Resolver resolver(unit, [](const std::string&) { return nullptr; });
    Host host(source, resolver, "data", options, false);
    Unpickled data = host.load();
    host.finish(data.value);
    data.keep("data.pkl");
    return data.value;
  } catch (const std::bad_alloc&) {
    throw_out_of_memory(UINT64_MAX);
  }
}

}  // namespace minijit
