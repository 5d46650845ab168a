// Any bytes as a program pickle, with a host that knows no class and small storages.
#include "fuzz/target.h"
#include "minijit/error.h"
#include "pickle/machine.h"

namespace {

using minijit::DType;
using minijit::IValue;
using minijit::ObjectImpl;
using minijit::Storage;
using minijit::StorageId;
using minijit::TypePtr;

class Host final : public minijit::PickleHost {
 public:
  TypePtr find_class(std::string_view) override { return nullptr; }
  TypePtr parse_type(std::string_view text) override {
    return text == "int" ? minijit::int_type() : minijit::list_type(minijit::any_type());
  }
  Storage load_storage(const StorageId& id) override {
    if (id.count < 0 || id.count > 64) throw minijit::Error(minijit::Diag::MJ5010, {});
    return Storage::allocate(static_cast<uint64_t>(id.count) * minijit::itemsize(id.dtype));
  }
  void build(const minijit::intrusive_ptr<ObjectImpl>&, IValue) override {}
};

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Host host;
  try {
    minijit::unpickle(minijit::ByteSpan(data, size), "fuzz.pkl", host);
  } catch (const minijit::Error&) {
  }
  return 0;
}
