// pickle/: the machine, the permitted functions, and what is refused.
#include "pickle/machine.h"

#include <algorithm>

#include "check.h"
#include "support/bytes.h"

using namespace minijit;

namespace {

/// One class, `__torch__.Pair`, with two slots; storages of any size, filled with ones.
class TestHost final : public PickleHost {
 public:
  TestHost() : pair_(std::make_shared<ClassType>("__torch__.Pair", ClassKind::Plain)) {
    pair_->add_attribute({"a", int_type()});
    pair_->add_attribute({"b", int_type()});
  }
  ~TestHost() override { pair_->release(); }
  TypePtr find_class(std::string_view name) override {
    return name == "__torch__.Pair" ? pair_ : nullptr;
  }
  TypePtr parse_type(std::string_view text) override {
    return text == "Dict[str, int]" ? dict_type(string_type(), int_type()) : list_type(int_type());
  }
  Storage load_storage(const StorageId& id) override {
    Storage storage = Storage::allocate(static_cast<uint64_t>(id.count) * itemsize(id.dtype));
    std::fill_n(static_cast<float*>(storage.data()), storage.nbytes() / 4, 1.0f);
    return storage;
  }
  void build(const intrusive_ptr<ObjectImpl>& object, IValue state) override {
    object->slots[0] = state.toDictImpl().at("a");
    object->slots[1] = state.toDictImpl().at("b");
  }

 private:
  std::shared_ptr<ClassType> pair_;
};

/// The pickle with protocol and STOP around `body`.
Unpickled load(const std::string& body) {
  TestHost host;
  return unpickle(as_bytes("\x80\x02" + body + "."), "data.pkl", host);
}

std::string refused(const std::string& body) {
  return thrown([&] { load(body); });
}

std::string text(const std::string& value) {
  return "X" + std::string(1, static_cast<char>(value.size())) + std::string(3, '\0') + value;
}

const std::string zero("K\0", 2);
const std::string pid =
    "(" + text("storage") + "ctorch\nFloatStorage\n" + text("0") + text("cpu") + "K\x06tQ";

std::string tensor(const std::string& offset, const std::string& sizes,
                   const std::string& strides) {
  return "ctorch._utils\n_rebuild_tensor_v2\n(" + pid + offset + sizes + strides + "\x89" +
         "ccollections\nOrderedDict\n)RtR";
}

void reads_values() {
  CHECK(load("N").value.isNone());
  CHECK_EQ(load("J\xfe\xff\xff\xff").value.toInt(), -2);
  CHECK_EQ(load(std::string("\x8a\x02\x00\x80", 4)).value.toInt(), -32768);
  CHECK_EQ(load(std::string("\x8a\x09") + std::string(8, '\xff') + "\xff").value.toInt(), -1);
  CHECK_EQ(load("G\x3f\xf8" + std::string(6, '\0')).value.toDouble(), 1.5);
  CHECK_EQ(load(text("\xc3\xa4")).value.toStringRef(), "\xc3\xa4");
  CHECK_EQ(load("(K\x01K\x02t").value.toTupleRef().size(), 2u);
  CHECK_EQ(load("](K\x01K\x02"
                "e")
               .value.toListImpl()
               .size(),
           2u);
  CHECK_EQ(load("}(" + text("k") + "K\x07u").value.toDictImpl().at("k").toInt(), 7);
  const Unpickled twice = load(
      "]q\x05(h\x05K\x01"
      "e");
  CHECK(
      twice.value.toListImpl().get(0).is(twice.value));  // holds itself, and is freed all the same
}

void calls_functions() {
  const Unpickled tagged =
      load("ctorch.jit._pickle\nrestore_type_tag\n}" + text("Dict[str, int]") + "\x86R");
  CHECK(tagged.value.toDictImpl().value_type->is(TypeKind::Int));
  const Unpickled made =
      load("c__torch__\nPair\n)\x81}(" + text("a") + "K\x01" + text("b") + "K\x02ub");
  CHECK_EQ(made.value.toObjectRef().slots[1].toInt(), 2);
  const Tensor read = load(tensor("K\x01", "K\x02\x85", "K\x02\x85")).value.toTensor();
  CHECK_EQ(read.storage_offset(), 1);
  CHECK_EQ(read[1].item<float>(), 1.0f);
  CHECK_EQ(load("ctorch\ndevice\n" + text("cuda:1") + "\x85R").value.toDevice().index, 1);
}

void refuses() {
  CHECK_EQ(refused("i"), "MJ5001");  // INST
  CHECK_EQ(refused("X\xff\xff\xff\x7fshort"), "MJ5002");
  CHECK_EQ(refused("\x85"), "MJ5003");  // TUPLE1 of nothing
  CHECK_EQ(refused("Nt"), "MJ5003");    // TUPLE without a mark
  CHECK_EQ(refused("NK\x01"
                   "a"),
           "MJ5003");                       // APPEND to None
  CHECK_EQ(refused("}(K\x01u"), "MJ5003");  // half a pair
  CHECK_EQ(refused("NN"), "MJ5003");        // two values
  CHECK_EQ(refused("cos\nsystem\n" + text("true") + "\x85R"), "MJ5004");
  CHECK_EQ(refused("h\x07"), "MJ5005");
  CHECK_EQ(refused("}(]K\x01u"), "MJ5006");  // a list as key
  CHECK_EQ(refused("\x8a\x09" + std::string(8, '\xff') + std::string(1, '\0')), "MJ5006");
  CHECK_EQ(refused(text("\xff\xfe")), "MJ5006");
  CHECK_EQ(refused("ctorch\ndevice\nK\x01\x85R"), "MJ5007");
  CHECK_EQ(refused("\x80\x04N"), "MJ5009");
  CHECK_EQ(refused("c__torch__\nNothing\n)\x81"), "MJ6034");
  CHECK_EQ(refused(tensor(zero, "K\x07\x85", "K\x01\x85")), "MJ5011");
  CHECK_EQ(refused(tensor("K\x06", "K\x01\x85", "K\x01\x85")), "MJ5011");
  CHECK_EQ(refused(tensor(zero, "J\xff\xff\xff\xff\x85", "K\x01\x85")), "MJ5012");
  CHECK_EQ(refused(tensor(zero, "K\x01\x85", ")")), "MJ5012");
  CHECK_EQ(load(tensor("K\x09", zero + "\x85", "K\x63\x85")).value.toTensor().numel(), 0);
}

/// One byte changed, and every prefix: an answer or an error of ours.
void survives_damage() {
  const std::string good = "c__torch__\nPair\n)\x81q\x01}(" + text("a") + "K\x01" + text("b") +
                           "K\x02ub" + tensor(zero, "K\x02K\x03\x86", "K\x03K\x01\x86") + "\x86";
  CHECK_EQ(refused(good), "");
  for (size_t i = 0; i < good.size(); ++i) {
    refused(good.substr(0, i));
    for (int mask : {0x01, 0x20, 0x80, 0xff}) {
      std::string spoiled = good;
      spoiled[i] = static_cast<char>(spoiled[i] ^ mask);
      refused(spoiled);
    }
  }
}

}  // namespace

int main() {
  reads_values();
  calls_functions();
  refuses();
  survives_damage();
}
