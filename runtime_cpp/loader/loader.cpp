#include "loader/loader.h"

#include <cctype>
#include <cstring>

#include "passes/compile.h"
#include "pickle/machine.h"
#include "support/limits.h"
#include "zip/zip_reader.h"

namespace minijit {

namespace {

class ZipSource final : public RecordSource {
 public:
  explicit ZipSource(std::shared_ptr<FileBytes> bytes) : bytes_(std::move(bytes)), zip_(bytes_->span()) {}

  bool has(const std::string& name) const override { return zip_.find(name) != nullptr; }

  std::string read(const std::string& name) const override {
    const RecordBytes record = zip_.read(zip_.get(name));
    return std::string(reinterpret_cast<const char*>(record.bytes.data()), record.bytes.size());
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

 private:
  std::shared_ptr<FileBytes> bytes_;
  ZipReader zip_;
};

int read_version(const RecordSource& source) {
  const std::string text = source.read(source.has(".data/version") ? ".data/version" : "version");
  size_t at = 0;
  while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at]))) ++at;
  int64_t version = 0;
  size_t digits = 0;
  for (; at + digits < text.size() && std::isdigit(static_cast<unsigned char>(text[at + digits])); ++digits) {
    if (digits >= 18) throw Error(Diag::MJ6004, {{"text", text.substr(0, 40)}});
    version = version * 10 + (text[at + digits] - '0');
  }
  if (!digits) throw Error(Diag::MJ6004, {{"text", text.substr(0, 40)}});
#define MJ_VERSIONS(low, high) constexpr int64_t minimum = low, maximum = high;
#include "generated/versions.inc"
#undef MJ_VERSIONS
  if (version < minimum) throw Error(Diag::MJ6002, {{"version", version}, {"minimum", minimum}});
  if (version > maximum) throw Error(Diag::MJ6003, {{"version", version}, {"maximum", maximum}});
  return static_cast<int>(version);
}

/// Containers of files without type tags take the types that their places declare.
void restore_types(const IValue& value, const TypePtr& type, int depth) {
  if (depth > static_cast<int>(limits::max_type_depth)) return;
  if (type->is(TypeKind::Optional) && !value.isNone()) return restore_types(value, type->element(), depth + 1);
  if (value.isList() && type->is(TypeKind::List)) {
    value.toListImpl().element_type = type->element();
    for (const IValue& item : value.toListRef()) restore_types(item, type->element(), depth + 1);
  } else if (value.isGenericDict() && type->is(TypeKind::Dict)) {
    value.toDictImpl().key_type = type->element(0);
    value.toDictImpl().value_type = type->element(1);
    for (const auto& entry : value.toDictImpl()) restore_types(entry.second, type->element(1), depth + 1);
  } else if (value.isTuple() && type->is(TypeKind::Tuple)) {
    TupleImpl& tuple = value.toTupleRef();
    if (!type->fields().empty()) tuple.type = type;
    for (size_t i = 0; i < tuple.size() && i < type->elements().size(); ++i) {
      restore_types(tuple.values[i], type->element(i), depth + 1);
    }
  }
}

class Host final : public PickleHost {
 public:
  Host(const RecordSource& source, code::Resolver& resolver, std::string folder)
      : source_(source), resolver_(resolver), folder_(std::move(folder)) {}

  TypePtr find_class(std::string_view name) override {
    if (name.rfind("__torch__", 0) != 0) return nullptr;
    return resolver_.find(std::string(name)).cls;
  }

  TypePtr parse_type(std::string_view text) override { return resolver_.load_type(std::string(text)); }

  Storage load_storage(const StorageId& id) override {
    if (id.location.rfind("cpu", 0) != 0) throw Error(Diag::MJ5013, {{"location", id.location}});
    const size_t item = itemsize(id.dtype);
    if (id.count < 0 || static_cast<uint64_t>(id.count) > limits::max_alloc_bytes / item) {
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
    storages_.emplace(id.key, std::make_pair(id.dtype, storage));
    return storage;
  }

  void build(const intrusive_ptr<ObjectImpl>& object, IValue state) override {
    const ClassType& cls = *object->type;
    if (cls.find_method("__setstate__") && cls.find_method("__getstate__")) {
      pending.push_back({object, std::move(state)});
      return;
    }
    if (!state.isGenericDict()) {
      throw Error(Diag::MJ6051, {{"owner", cls.name()}, {"name", "(state is no dict)"}});
    }
    const DictImpl& values = state.toDictImpl();
    for (size_t slot = 0; slot < cls.attributes().size(); ++slot) {
      const ClassAttribute& attribute = cls.attributes()[slot];
      const IValue* value = values.find(IValue(attribute.name));
      if (!value) throw Error(Diag::MJ6051, {{"owner", cls.name()}, {"name", attribute.name}});
      restore_types(*value, attribute.type, 0);
      const bool interface = as_class(*attribute.type) &&
                             as_class(*attribute.type)->class_kind() == ClassKind::Interface;
      if (!interface && !is_instance(*value, attribute.type)) {
        throw Error(Diag::MJ6052, {{"name", attribute.name},
                                   {"owner", cls.name()},
                                   {"wanted", attribute.type->str()},
                                   {"found", value->tagKind()}});
      }
      if (attribute.is_parameter && value->isTensor()) value->toTensorImpl()->is_parameter = true;
      object->slots[slot] = *value;
    }
  }

  std::vector<PendingState> pending;

 private:
  const RecordSource& source_;
  code::Resolver& resolver_;
  std::string folder_;
  std::map<std::string, std::pair<DType, Storage>> storages_;
};

ByteSpan bytes_of(const std::string& text) {
  return ByteSpan(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

void run_setstates(const Host& host, const LoadOptions& options) {
  // Inner objects stand before outer ones.
  for (const PendingState& next : host.pending) {
    const Function* method = next.object->type->find_method("__setstate__");
    if (!options.run_setstate) {
      throw Error(Diag::MJ6011, {{"what", "an object with __setstate__"}, {"why", "the caller forbade running it"}});
    }
    run_function(*method, {IValue(next.object), next.state}, options.run);
  }
}

}  // namespace

std::unique_ptr<RecordSource> open_archive(std::shared_ptr<FileBytes> bytes) {
  return std::make_unique<ZipSource>(std::move(bytes));
}

LoadedProgram load_program(const RecordSource& source, const LoadOptions& options) {
  if (source.has("model.json") && !source.has("constants.pkl")) {
    throw Error(Diag::MJ6005, {{"name", "model.json"}});
  }
  if (!source.has("constants.pkl")) {
    if (source.has("data.pkl")) throw Error(Diag::MJ6006);
    throw Error(Diag::MJ4009, {{"name", "constants.pkl"}});
  }
  LoadedProgram program;
  program.version = read_version(source);
  program.unit = std::make_shared<CompilationUnit>();
  program.unit->opset_version = program.version;
  code::Resolver resolver(*program.unit, [&](const std::string& name) -> std::shared_ptr<const Source> {
    if (!source.has(name)) return nullptr;
    std::string text = source.read(name);
    if (text.size() > limits::max_code_bytes) {
      throw Error(Diag::MJ4010, {{"name", name}, {"limit", "max_code_bytes"}, {"value", text.size()}});
    }
    return std::make_shared<const Source>(name, std::move(text));
  });
  Host constants_host(source, resolver, "constants");
  const std::string constants_pickle = source.read("constants.pkl");
  Unpickled constants = unpickle(bytes_of(constants_pickle), "constants.pkl", constants_host);
  if (!constants.value.isTuple()) throw Error(Diag::MJ6053);
  program.unit->constants = constants.value.toTupleRef().values;
  constants.keep();
  Host host(source, resolver, "data");
  const std::string data_pickle = source.read("data.pkl");
  Unpickled data = unpickle(bytes_of(data_pickle), "data.pkl", host);
  resolver.drain();
  run_setstates(constants_host, options);
  run_setstates(host, options);
  if (!data.value.isObject() || !data.value.toObjectRef().type->is_module()) throw Error(Diag::MJ6054);
  program.root = data.value.toObject();
  data.keep();
  program.names = source.names();
  for (const std::string& name : program.names) {
    if (name.rfind("extra/", 0) == 0) program.extra[name.substr(6)] = source.read(name);
  }
  return program;
}

}  // namespace minijit
