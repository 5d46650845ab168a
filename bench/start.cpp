// From nothing to the first result of an archive; run.py measures the process.
#include <minijit/module.h>

#include <cstdio>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  minijit::jit::Module module = minijit::jit::load(argv[1]);
  const minijit::Tensor y = module.forward({minijit::ones({1, 4})}).toTensor();
  std::printf("%g\n", static_cast<double>(y.data_ptr<float>()[0]));
}
