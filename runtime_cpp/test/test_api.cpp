// The public API as programs written for libtorch use it: their headers are replaced by one of
// minijit's. What such programs do with tensors, values and modules must compile and be right.
#include <minijit/torch.h>

#include <atomic>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

#include "check.h"
#include "support/bytes.h"
#include "zip_builder.h"

namespace {

std::string text(const std::string& value) { return "X" + little(value.size(), 4) + value; }

std::string floats(const std::vector<float>& values) {
  return std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
}

std::string tensor(const std::string& key, uint64_t count, const std::string& device) {
  const std::string size = "J" + little(count, 4);
  return "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + "ctorch\nFloatStorage\n" +
         text(key) + text(device) + size + "tQJ" + little(0, 4) + size + "\x85J" + little(1, 4) +
         "\x85\x89" + "ccollections\nOrderedDict\n)RtR";
}

const char* const code =
    "class Inner(Module):\n"
    "  __parameters__ = [\"bias\", ]\n"
    "  __buffers__ = []\n"
    "  bias : Tensor\n"
    "  training : bool\n"
    "  def forward(self: __torch__.Inner,\n"
    "    x: Tensor) -> Tensor:\n"
    "    return torch.add(x, self.bias)\n"
    "class Net(Module):\n"
    "  __parameters__ = [\"scale\", ]\n"
    "  __buffers__ = [\"hidden\", ]\n"
    "  scale : Tensor\n"
    "  hidden : Tensor\n"
    "  training : bool\n"
    "  steps : int\n"
    "  inner : __torch__.Inner\n"
    "  def forward(self: __torch__.Net,\n"
    "    x: Tensor) -> Tensor:\n"
    "    return (self.inner).forward(torch.mul(x, self.scale), )\n"
    "  def step(self: __torch__.Net,\n"
    "    x: Tensor,\n"
    "    gain: float=2.) -> Tuple[Tensor, int]:\n"
    "    self.steps = torch.add(self.steps, 1)\n"
    "    hidden = torch.add(self.hidden, torch.mul(x, gain))\n"
    "    self.hidden = hidden\n"
    "    return (hidden, self.steps)\n"
    "  def reset(self: __torch__.Net) -> NoneType:\n"
    "    self.hidden = torch.zeros_like(self.hidden)\n"
    "    self.steps = 0\n"
    "    return None\n"
    "  def table(self: __torch__.Net,\n"
    "    xs: List[Tensor],\n"
    "    names: Dict[str, Tensor],\n"
    "    extra: Optional[Tensor]=None) -> Dict[str, Tensor]:\n"
    "    out = annotate(Dict[str, Tensor], {})\n"
    "    out[\"sum\"] = torch.add(torch.stack(xs), names[\"a\"])\n"
    "    if torch.__isnot__(extra, None):\n"
    "      out[\"extra\"] = unchecked_cast(Tensor, extra)\n"
    "    else:\n"
    "      pass\n"
    "    return out\n";

std::string archive(const std::string& device = "cpu") {
  const std::string inner = "c__torch__\nInner\n)\x81}(" + text("bias") + tensor("1", 2, device) +
                            text("training") + "\x88" + "ub";
  const std::string net = "c__torch__\nNet\n)\x81}(" + text("scale") + tensor("0", 2, device) +
                          text("hidden") + tensor("2", 2, device) + text("training") + "\x88" +
                          text("steps") + "J" + little(0, 4) + text("inner") + inner + "ub";
  return make_zip({{"version", "3\n"},
                   {"constants.pkl", "\x80\x02)."},
                   {"data.pkl", "\x80\x02" + net + "."},
                   {"code/__torch__.py", code},
                   {"extra/labels.txt", "cat\ndog\n"},
                   {"data/0", floats({2, 3})},
                   {"data/1", floats({10, 20})},
                   {"data/2", floats({0, 0})}});
}

torch::jit::script::Module load(const std::string& device = "cpu") {
  std::istringstream stream(archive(device));
  return torch::jit::load(stream, torch::kCPU);
}

void tensors() {
  torch::NoGradGuard no_grad;
  c10::InferenceMode inference;
  const auto options = torch::TensorOptions().dtype(torch::kFloat32).device(torch::kCPU);
  std::vector<float> memory = {1, 2, 3, 4, 5, 6};
  at::Tensor x = torch::from_blob(memory.data(), {2, 3}, options).clone();
  CHECK(x.sizes() == (std::vector<int64_t>{2, 3}));
  CHECK_EQ(x.size(-1), 3);
  CHECK_EQ((x * 2 + 1 - x / 2.0).sum().item<float>(), 37.5f);
  CHECK_EQ((1 - x)[1][2].item<float>(), -5.0f);
  CHECK_EQ((2.0 / x).index({0, 1}).item().toFloat(), 1.0f);
  const auto rows = x.accessor<float, 2>();
  CHECK_EQ(rows[1][0], 4.0f);
  rows[1][0] = 40;
  CHECK_EQ(x.argmax().item<int64_t>(), 3);
  auto [values, indices] = x.max(1);
  CHECK(torch::equal(indices, torch::tensor({2, 0})));
  CHECK(torch::allclose(values, torch::tensor({3.0, 40.0})));
  CHECK_EQ(std::get<1>(x.topk(2, 1))[1][0].item<int>(), 0);
  CHECK(std::fabs(torch::softmax(x, 1).sum().item<double>() - 2) < 1e-6);
  CHECK_EQ(x.permute({1, 0}).contiguous().view({-1}).dim(), 1);
  CHECK_EQ(torch::cat({x, x}, 1).size(1), 6);
  CHECK_EQ(torch::stack({x, x}).dim(), 3);
  CHECK_EQ(x.to(torch::kInt64).scalar_type(), torch::kLong);
  CHECK_EQ(x.to(torch::kCPU, torch::kFloat64).dtype(), torch::kDouble);
  CHECK_EQ(thrown([&] { x.to(torch::kCUDA); }), "MJ9030");
  CHECK_EQ(thrown([&] { torch::zeros({2}, torch::device(torch::Device("cuda:0"))); }), "MJ9030");
  x += torch::ones({3});
  x.mul_(0.5).clamp_(1, 3);
  CHECK_EQ(x.max().item<float>(), 3.0f);
  CHECK((x > 2).any().item<bool>() && !(x > 2).all().item<bool>());
  using namespace torch::indexing;
  CHECK_EQ(x.index({Slice(), Slice(None, -1)}).size(1), 2);
  CHECK_EQ(x.index({"...", 0}).dim(), 1);
  CHECK(x.index({None, Ellipsis, Slice(0, 3, 2)}).sizes() == (std::vector<int64_t>{1, 2, 2}));
  x.index_put_({0, Slice(1)}, 7);
  CHECK_EQ(x.index({x > 5}).numel(), 2);
  CHECK_EQ(torch::full({2}, 3).dtype(), torch::kInt64);
  CHECK_EQ(torch::arange(0, 10, 3).size(0), 4);
  CHECK_EQ(torch::tensor({{1, 2}, {3, 4}}).sum().item<int64_t>(), 10);
  CHECK_EQ(torch::tensor(std::vector<int>{1, 2}, torch::kInt32).dtype(), torch::kInt);
  CHECK_EQ(torch::tensor(2.5).item<double>(), 2.5);
  CHECK_EQ(torch::zeros(4).numel(), 4);
  torch::manual_seed(0);
  const torch::Tensor noise = torch::randn({2, 2});
  torch::manual_seed(0);
  CHECK(torch::equal(noise, torch::randn_like(noise)));
  bool released = false;
  torch::from_blob(memory.data(), {3, 2}, {1, 3}, [&](void*) { released = true; }, options);
  CHECK(released);
  std::ostringstream shown;
  shown << torch::ones({2}) << " " << x.sizes() << " " << x.device();
  CHECK_EQ(shown.str(), " 1\n 1\n[ CPUFloatType{2} ] [2, 3] cpu");
}

void values() {
  torch::jit::IValue tuple =
      c10::ivalue::Tuple::create({torch::ones({1}), int64_t{3}, std::string("a")});
  CHECK_EQ(tuple.toTuple()->elements()[1].toInt(), 3);
  CHECK_EQ(tuple.toTupleRef().elements().at(2).toStringRef(), "a");
  const auto [t, n, s] = tuple.to<std::tuple<torch::Tensor, int64_t, std::string>>();
  CHECK(t.numel() == 1 && n == 3 && s == "a");
  c10::List<at::Tensor> list;
  list.push_back(torch::ones({2}));
  torch::jit::IValue as_value(list);
  CHECK(as_value.isTensorList() && as_value.toTensorVector().size() == 1);
  CHECK_EQ(as_value.toList().get(0).toTensor().numel(), 2);
  for (const c10::IValue& each : as_value.toList()) CHECK(each.isTensor());
  c10::Dict<std::string, at::Tensor> dict;
  dict.insert("a", torch::zeros({3}));
  const c10::IValue dict_value(dict);
  for (const auto& entry : dict_value.toGenericDict()) {
    CHECK_EQ(entry.key().toStringRef(), "a");
    CHECK_EQ(entry.value().toTensor().numel(), 3);
  }
  CHECK_EQ(dict_value.toGenericDict().at("a").toTensor().numel(), 3);
  CHECK(c10::IValue(std::optional<int64_t>()).isNone());
  CHECK(!c10::IValue(1.5).toOptional<double>() == false);
  CHECK_EQ(c10::IValue(std::vector<std::vector<int64_t>>{{1}, {2, 3}}).toList().size(), 2u);
  std::ostringstream shown;
  shown << c10::IValue(std::vector<int64_t>{1, 2});
  CHECK_EQ(shown.str(), "[1, 2]");
}

void modules() {
  torch::jit::script::Module module = load();
  module.eval();
  CHECK(!module.is_training() && !module.attr("inner").toObjectRef().slots[1].toBool());
  std::vector<torch::jit::IValue> inputs;
  inputs.push_back(torch::ones({2}));
  CHECK(torch::equal(module.forward(inputs).toTensor(), torch::tensor({12.0f, 23.0f})));
  CHECK_EQ(module.named_parameters().size(), 2u);
  for (const auto& named : module.named_parameters()) {
    CHECK(named.name == "scale" || named.name == "inner.bias");
  }
  CHECK_EQ(module.named_buffers()[0].name, "hidden");
  CHECK_EQ(module.named_modules()[1].name, "inner");
  for (const auto& child : module.named_children()) CHECK_EQ(child.name, "inner");
  CHECK_EQ(module.named_attributes(false).size(), 5u);

  const auto schema = module.get_method("step").function().getSchema();
  CHECK_EQ(schema.name(), "step");
  CHECK_EQ(schema.arguments().size(), module.get_method("step").num_inputs());
  CHECK_EQ(schema.arguments()[0].name(), "self");
  CHECK_EQ(schema.arguments()[1].type()->str(), "Tensor");
  CHECK_EQ(schema.arguments().back().name(), "gain");
  CHECK(schema.arguments().back().default_value().has_value());
  CHECK_EQ(schema.return_type()->str(), "Tuple[Tensor, int]");

  // State: a step, a copy that goes its own way, a reset.
  auto first = module.run_method("step", torch::ones({2})).toTuple();
  CHECK_EQ(first->elements()[0].toTensor()[0].item<float>(), 2.0f);
  torch::jit::Module other = module.deepcopy();
  other.get_method("step")({torch::ones({2})}, {{"gain", 0.5}});
  CHECK_EQ(other.attr("steps").toInt(), 2);
  CHECK_EQ(module.attr("steps").toInt(), 1);
  CHECK_EQ(other.attr("hidden").toTensor()[1].item<float>(), 2.5f);
  module.get_method("reset")({});
  CHECK_EQ(module.attr("hidden").toTensor().sum().item<float>(), 0.0f);
  CHECK_EQ(other.attr("steps").toInt(), 2);
  module.setattr("steps", 5);
  CHECK_EQ(module.attr("steps").toInt(), 5);
  CHECK_EQ(thrown([&] { module.setattr("steps", "five"); }), "MJ2014");
  CHECK(!module.hasattr("nothing") && module.find_method("reset") && !module.find_method("go"));
  CHECK_EQ(thrown([&] { module.get_method("step")({torch::ones({2})}, {{"wrong", 1}}); }),
           "MJ9012");

  std::unordered_map<std::string, torch::Tensor> names{{"a", torch::ones({2})}};
  auto table = module.run_method("table", std::vector<torch::Tensor>{torch::ones({2})}, names);
  CHECK_EQ(table.toGenericDict().at("sum").toTensor().sum().item<float>(), 4.0f);

  other.to(torch::kFloat64);
  CHECK_EQ(other.forward({torch::ones({2}, torch::kFloat64)}).toTensor().dtype(), torch::kDouble);
  CHECK_EQ(thrown([&] { other.to(torch::kCUDA); }), "MJ9030");
}

void freezing() {
  torch::jit::Module module = load();
  const std::vector<torch::jit::IValue> inputs{torch::ones({2})};
  const float wanted = module.forward(inputs).toTensor()[0].item<float>();
  module.train();
  CHECK_EQ(thrown([&] { torch::jit::freeze(module); }), "MJ8021");
  module.eval();
  const auto names = [](const torch::jit::Module& m) {
    std::string found;
    for (const auto& each : m.named_attributes()) found += each.name + " ";
    return found;
  };
  {
    const torch::jit::Module frozen = torch::jit::freeze(module);
    CHECK_EQ(names(frozen), "");
    CHECK(frozen.parameters().empty() && frozen.named_children().empty());
    CHECK(!frozen.find_method("step") && !frozen.is_training());
    CHECK_EQ(frozen.forward(inputs).toTensor()[0].item<float>(), wanted);
    CHECK_EQ(torch::jit::optimize_for_inference(frozen)._ivalue().get(), frozen._ivalue().get());
    // Constants are on the memory that was the module's.
    module.attr("scale").toTensor().mul_(2);
    CHECK_EQ(frozen.forward(inputs).toTensor()[0].item<float>(),
             module.forward(inputs).toTensor()[0].item<float>());
    module.attr("scale").toTensor().div_(2);
    CHECK_EQ(frozen.deepcopy().forward(inputs).toTensor()[0].item<float>(), wanted);
  }
  // What a kept method changes stays, and only that.
  torch::jit::Module kept = torch::jit::optimize_for_inference(module, {"step"});
  CHECK_EQ(names(kept), "hidden steps ");
  kept.run_method("step", torch::ones({2}));
  CHECK_EQ(kept.attr("steps").toInt(), 1);
  CHECK_EQ(module.attr("steps").toInt(), 0);
  CHECK_EQ(names(torch::jit::freeze(module, {{"scale", "inner.bias"}})), "scale inner inner.bias ");
  torch::jit::Module inner = torch::jit::freeze(module, {{"inner"}});
  CHECK_EQ(names(inner), "inner inner.bias inner.training ");
  inner.attr("inner").toModule().setattr("bias", torch::zeros({2}));
  CHECK_EQ(inner.attr("inner").toModule().forward(inputs).toTensor()[0].item<float>(), 1.0f);
  CHECK_EQ(thrown([&] { torch::jit::freeze(module, {{"inner.nothing"}}); }), "MJ8022");
  CHECK_EQ(thrown([&] { torch::jit::freeze(module, {{"nothing.bias"}}); }), "MJ8022");
  // The frozen module keeps what it needs of the first.
  torch::jit::Module alone = [] {
    torch::jit::Module first = load();
    first.eval();
    return torch::jit::freeze(first, {{"inner.forward"}});
  }();
  CHECK_EQ(alone.forward(inputs).toTensor()[0].item<float>(), wanted);
  CHECK_EQ(names(alone), "inner ");
  CHECK(alone.attr("inner").toModule().forward(inputs).isTensor());
}

void devices_and_files() {
  CHECK_EQ(thrown([] {
             std::istringstream stream(archive("cuda:0"));
             torch::jit::load(stream);
           }),
           "MJ5013");
  CHECK_EQ(load("cuda:0").forward({torch::ones({2})}).toTensor()[1].item<float>(), 23.0f);
  torch::jit::ExtraFilesMap extra{{"labels.txt", ""}};
  std::istringstream stream(archive());
  torch::jit::load(stream, torch::kCPU, extra);
  CHECK_EQ(extra["labels.txt"], "cat\ndog\n");
}

void errors() {
  const torch::jit::Module module = load();
  try {
    module.forward({torch::ones({3})});
    CHECK(false);
  } catch (const c10::Error& error) {
    const std::string what = error.what();
    CHECK(what.find("The size of tensor a (3) must match") != std::string::npos);
    CHECK(what.find("code/__torch__.py\", line 19") != std::string::npos);
    CHECK(what.find("HERE") != std::string::npos);
    CHECK_EQ(error.msg(), error.what_without_backtrace());
  }
}

/// A class whose `__setstate__` adds one to what the file says.
std::string stateful_archive() {
  const std::string net = "c__torch__\nNet\n)\x81J" + little(4, 4) + "b";
  return make_zip({{"version", "3\n"},
                   {"constants.pkl", "\x80\x02)."},
                   {"data.pkl", "\x80\x02" + net + "."},
                   {"code/__torch__.py",
                    "class Net(Module):\n"
                    "  __parameters__ = []\n"
                    "  n : int\n"
                    "  def __getstate__(self: __torch__.Net) -> int:\n"
                    "    return self.n\n"
                    "  def __setstate__(self: __torch__.Net,\n"
                    "    state: int) -> NoneType:\n"
                    "    self.n = torch.add(state, 1)\n"
                    "    return None\n"}});
}

void load_options() {
  const std::string bytes = stateful_archive();
  torch::jit::LoadOptions options;
  CHECK_EQ(torch::jit::load(bytes.data(), bytes.size(), options).attr("n").toInt(), 5);
  options.run_setstate = false;
  CHECK_EQ(thrown([&] { torch::jit::load(bytes.data(), bytes.size(), options); }), "MJ6011");
  std::istringstream stream(bytes);
  CHECK_EQ(thrown([&] { torch::jit::load(stream, options); }), "MJ6011");

  const std::string path = "test_api_copied.pt";
  const std::string good = archive();
  std::ofstream(path, std::ios::binary) << good;
  options.mmap = false;
  options.device = torch::kCPU;
  const torch::jit::Module module = torch::jit::load(path, options);
  std::ofstream(path, std::ios::binary | std::ios::trunc) << "gone";
  CHECK_EQ(module.forward({torch::ones({2})}).toTensor()[1].item<float>(), 23.0f);
  CHECK_EQ(thrown([&] { torch::jit::load(path, options); }), "MJ4001");
  std::remove(path.c_str());
}

void saving() {
  const torch::jit::Module module = load();
  module.run_method("step", torch::ones({2}));
  std::stringstream first, second;
  module.save(first);
  const torch::jit::Module again = torch::jit::load(first);
  CHECK_EQ(again.attr("steps").toInt(), 1);
  CHECK(again.attr("hidden").toTensor().equal(module.attr("hidden").toTensor()));
  again.save(second);
  CHECK(first.str() == second.str());
  again.attr("inner").toModule().save(second);  // behind the first file
  std::stringstream inner(second.str().substr(first.str().size()));
  CHECK_EQ(torch::jit::load(inner).forward({torch::zeros({2})}).toTensor()[1].item<float>(),
           module.attr("inner").toModule().attr("bias").toTensor()[1].item<float>());
  std::ostringstream full;
  full.setstate(std::ios::badbit);
  CHECK_EQ(thrown([&] { module.save(full); }), "MJ6041");
  CHECK_EQ(thrown([&] { module.save(".pt"); }), "MJ6013");
  CHECK_EQ(thrown([&] { module.save(second, {{std::string(65536, 'n'), ""}}); }), "MJ6013");
}

/// One module called by many threads that all come first, while they load others and change how
/// many threads a call may use.
void threads() {
  const torch::jit::Module module = load();
  const int before = torch::get_num_threads();
  std::atomic<int> right{0};
  std::vector<std::thread> all;
  for (int n = 0; n < 4; ++n) {
    all.emplace_back([&, n] {
      const float wanted = 2.0f * static_cast<float>(n) + 10;
      for (int i = 0; i < 50; ++i) {
        const torch::jit::Module own = i % 10 ? module : load();
        torch::set_num_threads(1 + (n + i) % 3);
        const auto y = own.forward({torch::full({2}, static_cast<double>(n))}).toTensor();
        right += y[0].item<float>() == wanted;
        const auto large = torch::full({1 << 18}, wanted).sum().item<float>();
        right += large == wanted * (1 << 18);
      }
    });
  }
  for (std::thread& thread : all) thread.join();
  torch::set_num_threads(before);
  CHECK_EQ(right.load(), 400);
}

}  // namespace

int main() {
  tensors();
  values();
  modules();
  freezing();
  devices_and_files();
  load_options();
  saving();
  errors();
  threads();
  std::puts("api: ok");
}
