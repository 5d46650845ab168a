// A program as people write them for libtorch's inference API; only the include
// is minijit's. Arguments: an archive whose forward takes a (1, 4) tensor, and
// one that keeps a counter.
#include <minijit/torch.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

int failures = 0;

void check(bool right, const std::string &what) {
  if (right)
    return;
  std::cout << "wrong: " << what << "\n";
  ++failures;
}

class Policy {
public:
  explicit Policy(const std::string &path) {
    try {
      module_ = torch::jit::load(path, torch::kCPU);
    } catch (const c10::Error &e) {
      std::cerr << "error loading the model: " << e.what() << "\n";
      throw;
    }
    module_.eval();
    module_.to(torch::kCPU);
  }

  std::vector<float> act(std::vector<float> observation) {
    torch::NoGradGuard no_grad;
    c10::InferenceMode guard;
    const auto options =
        torch::TensorOptions().dtype(torch::kFloat32).device(torch::kCPU);
    const auto count = static_cast<int64_t>(observation.size());
    torch::Tensor input =
        torch::from_blob(observation.data(), {1, count}, options).clone();
    std::vector<torch::jit::IValue> inputs;
    inputs.push_back(input);
    at::Tensor out = module_.forward(inputs)
                         .toTensor()
                         .squeeze(0)
                         .to(torch::kCPU)
                         .contiguous();
    return std::vector<float>(out.data_ptr<float>(),
                              out.data_ptr<float>() + out.numel());
  }

  torch::jit::script::Module module_;
};

void tensors() {
  torch::manual_seed(0);
  const torch::Tensor x = torch::ones({2, 3});
  const torch::Tensor counts = torch::arange(0, 6).view({2, 3});
  check(counts.dtype() == torch::kInt64 && counts[1][2].item<int64_t>() == 5,
        "arange");
  torch::Tensor s = (x + counts.to(torch::kFloat) * 2 - 1) / 2.0;
  check(torch::equal(
            s, torch::tensor({0.f, 1.f, 2.f, 3.f, 4.f, 5.f}).view({2, 3})),
        "arithmetic");
  check(s.accessor<float, 2>()[1][2] == 5 && s.size(0) == 2 && s.numel() == 6,
        "accessor");
  check(torch::equal(s.argmax(1), torch::tensor({2, 2})), "argmax");
  check(std::get<0>(s.max(1))[0].item<float>() == 2, "max");
  check(std::abs(torch::softmax(s, 1).sum().item<float>() - 2) < 1e-6,
        "softmax");
  check(torch::cat({x, x}, 0).sizes() == torch::IntSpan({4, 3}), "cat");
  check(torch::stack({x, x}).sizes().vec() == std::vector<int64_t>({2, 2, 3}),
        "stack");
  check(s.slice(1, 0, 2).sizes() == torch::IntSpan({2, 2}), "slice");
  check(torch::allclose(x, torch::ones_like(x)), "allclose");
  check((x * 0 == torch::zeros({2, 3})).all().item<bool>(), "comparison");
  torch::Tensor y = torch::full({2}, 1.5, torch::kFloat64);
  y += 1;
  y.mul_(2);
  check(y.mean().item<double>() == 5 && y.dtype() == torch::kFloat64,
        "in place");
  check(torch::rand({100}).max().item().toFloat() < 1, "rand");
  check(torch::randn({3}, torch::dtype(torch::kFloat64)).dtype() ==
            torch::kFloat64,
        "randn");
  check(!torch::cuda::is_available() && x.device() == torch::Device("cpu"),
        "devices");
  try {
    x.to(torch::Device("cuda:0"));
    check(false, "another device is refused");
  } catch (const c10::Error &) {
  }
}

void elements() {
  torch::Tensor x = torch::ones({2, 3});
  x[0] = torch::zeros({3});
  x[1][2] = torch::tensor(10.f);
  x[0][1] = 5;
  check(x.sum().item<float>() == 17, "assignment to a place writes elements");
  torch::Tensor row = x[0];
  row = torch::ones({3});
  check(x.sum().item<float>() == 17, "assignment to a variable does not");
  check(torch::equal(torch::einsum("ij,kj->ik", {x, x}), x.matmul(x.t())),
        "einsum");
  check(x.packed_accessor32<float, 2>()[1][2] == 10 && x.data<float>()[1] == 5,
        "memory");
  TORCH_CHECK(x.dim() == 2);
  try {
    TORCH_CHECK(x.dim() == 3, "got ", x.dim(), " dimensions");
    check(false, "TORCH_CHECK throws");
  } catch (const c10::Error &e) {
    check(std::string(e.what()).find("got 2 dimensions") == 0, e.what());
  }
}

void names() {
  using namespace torch;
  const jit::script::Module module;
  const IValue none;
  check(none.isNone() && !cuda::is_available(),
        "one namespace holds all names");
}

void values() {
  const torch::jit::IValue pair(std::make_tuple(torch::ones({1}), int64_t{3}));
  check(pair.isTuple() && pair.toTuple()->elements()[1].toInt() == 3, "tuple");
  c10::Dict<std::string, at::Tensor> named;
  named.insert("a", torch::ones({1}));
  for (const auto &entry : named)
    check(entry.key().toStringRef() == "a", "dict");
  c10::List<int64_t> numbers({1, 2});
  numbers.push_back(3);
  check(numbers.vec() == std::vector<int64_t>({1, 2, 3}), "list");
  check(torch::jit::IValue(numbers).toIntVector().size() == 3,
        "list as a value");
}

bool refused(const torch::jit::Module &module, const std::string &path,
             const std::string &phrase) {
  try {
    module.save(path);
  } catch (const c10::Error &e) {
    return std::string(e.what()).find(phrase) != std::string::npos;
  }
  return false;
}

void saving(torch::jit::Module module, const std::string &counter) {
  const std::string target = counter + ".saved.pt";
  module.forward({});
  module.save(target, {{"note", "three"}});
  torch::jit::ExtraFilesMap extra{{"note", ""}};
  torch::jit::Module again = torch::jit::load(target, extra);
  check(extra["note"] == "three", "an extra file is kept");
  check(again.forward({}).toTensor().item<int64_t>() == 2,
        "a saved module is in the state that it had");
  std::stringstream one, two;
  again.save(one);
  torch::jit::load(one).save(two);
  check(one.str().size() > 100 && one.str() == two.str(),
        "the same module gives the same bytes");
  check(refused(again, counter + ".no/m.pt", "does not exist"), "MJ6012");
  check(refused(again, "/dev/full/m.pt", ""), "a file is no folder");
  check(refused(again, "/proc/self/m.pt", "MJ6041"), "nothing is written here");
  again.eval();
  check(refused(torch::jit::freeze(again), target, "before it is frozen"),
        "a frozen module");
  const std::string text = again.dump_to_str(false, false, false);
  check(text.find("module __torch__.") == 0 &&
            text.find("  methods {\n    method forward {\n    }\n") !=
                std::string::npos,
        text);
  check(again.dump_to_str(true, true, true).find("aten::add") !=
            std::string::npos,
        "the bodies of methods");
}

void modules(const std::string &path, const std::string &counter) {
  std::ifstream stream(path, std::ios::binary);
  torch::jit::Module module = torch::jit::load(stream);
  std::string names;
  for (const auto &parameter : module.named_parameters())
    names += parameter.name + ";";
  check(names == "0.weight;0.bias;", names);
  check(module.named_children().size() == 2 && module.modules().size() == 3,
        "children");
  const torch::Tensor out =
      module.get_method("forward")({torch::ones({1, 4})}).toTensor();
  check(out.sizes() == torch::IntSpan({1, 3}), "method");
  try {
    module.forward({torch::ones({1, 9})});
    check(false, "a wrong shape is an error");
  } catch (const c10::Error &e) {
    const std::string text = e.what();
    check(text.find("mat1 and mat2 shapes cannot be multiplied") == 0, text);
    check(text.find("linear.py") != std::string::npos,
          "the author's file is named");
  }
  const torch::jit::Module layer = module.attr("0").toModule();
  check(layer.forward({torch::ones({1, 4})}).toTensor().size(1) == 3,
        "an attribute is a module");
  torch::jit::ExtraFilesMap extra{{"nothing", ""}};
  check(torch::jit::load(path, c10::nullopt, extra).is_training(),
        "extra files");
  torch::jit::Module first = torch::jit::load(counter);
  torch::jit::Module second = first.clone();
  check(first.forward({}).toTensor().item<int64_t>() == 1, "state");
  check(first.forward({}).toTensor().item<int64_t>() == 2, "state is kept");
  check(second.forward({}).toTensor().item<int64_t>() == 1,
        "a clone has its own");
  first.run_method("reset", {});
  check(first.attr("count").toTensor().item<int64_t>() == 0, "attribute");
  saving(first, counter);
  module.to(torch::kFloat64);
  check(module.forward({torch::ones({1, 4}, torch::kFloat64)})
                .toTensor()
                .dtype() == torch::kFloat64,
        "conversion");
}

} // namespace

int main(int, char **argv) {
  torch::set_num_threads(1);
  Policy policy(argv[1]);
  for (const float value : policy.act({1.f, 2.f, 3.f, 4.f}))
    std::cout << value << "\n";
  tensors();
  elements();
  names();
  values();
  modules(argv[1], argv[2]);
  return failures != 0;
}
