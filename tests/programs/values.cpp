// Reads what torch.save wrote, changes it, and writes what torch.load reads.
#include <minijit/torch.h>

#include <fstream>
#include <iostream>
#include <iterator>

int main(int count, char** args) {
  if (count != 3) return 2;
  std::ifstream in(args[1], std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
  try {
    const torch::IValue value = torch::pickle_load(bytes);
    std::cout << value.type()->str() << "\n";
    auto dict = value.toGenericDict();
    const torch::Tensor weight = dict.at("weight").toTensor();
    dict.insert("doubled", weight * 2);
    dict.insert("name", "from C++");
    const std::vector<char> made = torch::pickle_save(value);
    std::ofstream(args[2], std::ios::binary)
        .write(made.data(), static_cast<std::streamsize>(made.size()));
  } catch (const c10::Error& problem) {
    std::cout << problem.what() << "\n";
    return 1;
  }
  return 0;
}
