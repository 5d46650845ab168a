#include "pickle/globals.h"

#include "minijit/error.h"

namespace minijit {

namespace {

struct GlobalRow {
  std::string_view name;
  std::string_view kind;
  std::string_view profiles;
};

constexpr GlobalRow global_rows[] = {
#define MJ_GLOBAL(name, kind, profiles) {name, kind, profiles},
#include "generated/globals.inc"
#undef MJ_GLOBAL
};

struct StorageRow {
  std::string_view name;
  DType dtype;
};

constexpr StorageRow storage_rows[] = {
#define MJ_STORAGE(name, dtype) {name, DType::k##dtype},
#include "generated/storages.inc"
#undef MJ_STORAGE
};

}  // namespace

std::string_view program_global_kind(std::string_view name) {
  for (const GlobalRow& row : global_rows) {
    if (row.name == name && row.profiles.find("program") != std::string_view::npos) return row.kind;
  }
  return {};
}

bool is_of_tensor_files(std::string_view name) {
  constexpr std::string_view pytorch = "torch.";
  if (name.substr(0, pytorch.size()) != pytorch) return false;
  for (const GlobalRow& row : global_rows) {
    if (row.name == name) return row.profiles.find("tensors") != std::string_view::npos;
  }
  return false;
}

bool is_unread_global(std::string_view name) {
  for (const GlobalRow& row : global_rows) {
    if (row.name == name) return row.profiles.find("unread") != std::string_view::npos;
  }
  return false;
}

std::optional<DType> storage_dtype(std::string_view name) {
  const std::string_view atom = name.substr(name.rfind('.') + 1);
  for (const StorageRow& row : storage_rows) {
    if (row.name == atom) return row.dtype;
  }
  return std::nullopt;
}

std::string_view storage_name(DType dtype, bool quantized) {
  for (const StorageRow& row : storage_rows) {
    if (row.dtype == dtype && (row.name[0] == 'Q') == quantized) return row.name;
  }
  throw Error(Diag::MJ6013, {{"detail", "a tensor of its dtype cannot be saved"}});
}

IValue wrap_pickle_value(intrusive_ptr<RefCounted> value) {
  return IValue::opaque(IValue::Tag::Generator, std::move(value));
}

PickleGlobal* as_global(const IValue& value) {
  return value.isGenerator() ? dynamic_cast<PickleGlobal*>(value.opaque_pointer()) : nullptr;
}

StoredElements* as_stored(const IValue& value) {
  return value.isGenerator() ? dynamic_cast<StoredElements*>(value.opaque_pointer()) : nullptr;
}

}  // namespace minijit
