// Arrays of numpy's .npy format (NEP 1), versions 1 to 3.
#ifndef MINIJIT_CLI_NPY_H_
#define MINIJIT_CLI_NPY_H_

#include <string>

#include "minijit/tensor.h"

namespace minijit::cli {

/// Throws std::runtime_error with what is wrong.
Tensor read_npy(const std::string& path);
void write_npy(const std::string& path, const Tensor& tensor);

}  // namespace minijit::cli

#endif  // MINIJIT_CLI_NPY_H_
