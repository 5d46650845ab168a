// The program's side of the demo: no Python, no PyTorch.
#include <minijit/module.h>

#include <iostream>
#include <vector>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: demo model.pt\n";
    return 2;
  }
  try {
    minijit::jit::Module module = minijit::jit::load(argv[1]);
    std::vector<float> input = {1, 2, 3, 4};
    minijit::Tensor x = minijit::from_blob(input.data(), {4});
    minijit::Tensor y = module.forward({x}).toTensor();
    std::cout << y << '\n';
  } catch (const minijit::Error& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
