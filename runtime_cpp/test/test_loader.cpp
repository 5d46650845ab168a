// loader/: whole archives from a file's bytes and from memory, the checks of slots, and where
// errors point.
#include "loader/loader.h"

#include <cstring>

#include "check.h"
#include "loader/memory_source.h"
#include "minijit/types.h"
#include "passes/compile.h"
#include "support/bytes.h"
#include "zip_builder.h"

using namespace minijit;

namespace {

using Records = std::map<std::string, std::string>;

std::string text(const std::string& value) { return "X" + little(value.size(), 4) + value; }

/// A one-dimensional float tensor of the whole storage `key`.
std::string tensor(const std::string& key, uint64_t count) {
  const std::string size = "J" + little(count, 4);
  return "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + "ctorch\nFloatStorage\n" +
         text(key) + text("cpu") + size + "tQJ" + little(0, 4) + size + "\x85J" + little(1, 4) +
         "\x85\x89" + "ccollections\nOrderedDict\n)RtR";
}

std::string pickle(const std::string& body) { return "\x80\x02" + body + "."; }

std::string object(const std::string& cls, const std::string& items) {
  return "c__torch__\n" + cls + "\n)\x81}(" + items + "ub";
}

const char* const code =
    "class Net(Module):\n"
    "  __parameters__ = [\"w\", ]\n"
    "  w : Tensor\n"
    "  n : int\n"
    "  extra : Optional[List[int]]\n"
    "  def forward(self: __torch__.Net,\n"
    "    x: Tensor) -> Tensor:\n"
    "    return torch.add(x, self.w)\n";

Records archive(const std::string& slots) {
  return {{"version", "3\n"},
          {"constants.pkl", pickle(")")},
          {"data.pkl", pickle(object("Net", slots))},
          {"code/__torch__.py", code}};
}

const std::string good_slots =
    text("w") + tensor("0", 2) + text("n") + "J" + little(7, 4) + text("extra") + "N";

Storage two_floats(float* values) { return Storage::borrow(values, 8, nullptr, nullptr); }

LoadedProgram load(const Records& records, float* values) {
  return load_program(*memory_source(records, {{"data/0", two_floats(values)}}));
}

std::string refused(const Records& records) {
  float values[2] = {};
  return thrown([&] { load(records, values); });
}

Tensor forward(const LoadedProgram& program, const Tensor& input) {
  const Function* method = program.root->type->find_method("forward");
  return run_function(*method, {IValue(program.root), IValue(input)}).toTensor();
}

void shares_memory() {
  float values[2] = {1, 2};
  const LoadedProgram program = load(archive(good_slots), values);
  CHECK_EQ(program.version, 3);
  CHECK(program.root->slots[0].toTensor().is_parameter());
  values[1] = 20;
  CHECK_EQ(forward(program, ones({2}))[1].item<float>(), 21.0f);
}

void loads_files() {
  std::vector<std::pair<std::string, std::string>> records;
  for (const auto& record : archive(good_slots)) records.push_back(record);
  const float values[2] = {1, 2};
  records.emplace_back("data/0", std::string(reinterpret_cast<const char*>(values), 8));
  records.emplace_back("extra/note.txt", "hello");
  // The data lie at every possible distance from an aligned place.
  for (size_t pad = 0; pad < 8; ++pad) {
    LoadedProgram program =
        load_program(*open_archive(copy_bytes(as_bytes(make_zip(records, pad)))));
    CHECK_EQ(program.extra.at("note.txt"), "hello");
    CHECK_EQ(forward(program, ones({2}))[1].item<float>(), 3.0f);
  }
}

void checks_slots() {
  const std::string w = text("w") + tensor("0", 2);
  const std::string n = text("n") + "J" + little(7, 4);
  const std::string extra = text("extra") + "N";
  CHECK_EQ(refused(archive(w + n + extra)), "");
  CHECK_EQ(refused(archive(w + n)), "MJ6031");
  CHECK_EQ(refused(archive(w + text("n") + "N" + extra)), "MJ6032");
  CHECK_EQ(refused(archive(text("w") + "N" + n + extra)), "MJ6032");
  // A name where a value should be.
  CHECK_EQ(refused(archive(text("w") + "ctorch\nFloatStorage\n" + n + extra)), "MJ6032");
  const auto list = [&](const std::string& items) {
    return w + n + text("extra") + "ctorch.jit._pickle\nrestore_type_tag\n](" + items + "e" +
           text("List[int]") + "\x86R";
  };
  CHECK_EQ(refused(archive(list(""))), "");
  CHECK_EQ(refused(archive(list("\x88"))), "MJ6032");
  CHECK_EQ(refused(archive(text("w") + tensor("0", 3) + n + extra)), "MJ5010");
  CHECK_EQ(refused(archive(text("w") + tensor("1", 2) + n + extra)), "MJ4009");
}

void checks_records() {
  Records records = archive(good_slots);
  records["version"] = "11";
  CHECK_EQ(refused(records), "MJ6003");
  records["version"] = "0";
  CHECK_EQ(refused(records), "MJ6002");
  records["version"] = "x";
  CHECK_EQ(refused(records), "MJ6004");
  records = archive(good_slots);
  records["constants.pkl"] = pickle("]");
  CHECK_EQ(refused(records), "MJ6030");
  records.erase("constants.pkl");
  CHECK_EQ(refused(records), "MJ6006");
  records = archive(good_slots);
  records.erase("code/__torch__.py");
  CHECK_EQ(refused(records), "MJ6034");
}

/// The record that maps all of the code to line 41 of net.py.
std::string debug_record(const std::string& file) {
  const auto number = [](uint64_t value) { return "J" + little(value, 4); };
  const std::string texts = "(" + text("") + text("  return x + self.w\n") + text(file) + "t";
  const std::string place = "(ctorch.jit._pickle\nbuild_intlist\n](" + number(1) + "e\x85R" +
                            number(2) + number(41) + "t";
  const std::string row =
      "(" + number(0) + "(" + place + number(9) + number(19) + "t" + number(1) + "t";
  return pickle("(" + text("FORMAT_WITH_STRING_TABLE") + texts + "(" + row + "tt");
}

std::string failure(const Records& records) {
  float values[2] = {1, 2};
  const LoadedProgram program = load(records, values);
  try {
    forward(program, ones({3}));
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

void points_at_the_author() {
  Records records = archive(good_slots);
  const std::string in_code = "  File \"code/__torch__.py\", line 8, in forward\n";
  CHECK(failure(records).find(in_code) != std::string::npos);
  records["code/__torch__.py.debug_pkl"] = debug_record("net.py");
  CHECK(failure(records).find("  File \"net.py\", line 41, in forward\n      return x + self.w\n"
                              "             ~~~~~~~~~~ <--- HERE") != std::string::npos);
  const std::string good = debug_record("net.py");
  for (size_t length = 0; length < good.size(); ++length) {
    records["code/__torch__.py.debug_pkl"] = good.substr(0, length);
    CHECK(failure(records).find(in_code) != std::string::npos);
  }
}

}  // namespace

int main() {
  shares_memory();
  loads_files();
  checks_slots();
  checks_records();
  points_at_the_author();
}
