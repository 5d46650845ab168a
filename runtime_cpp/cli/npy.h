// Arrays of numpy's .npy format (NEP 1), versions 1 to 3, and several of them in an .npz file.
#ifndef MINIJIT_CLI_NPY_H_
#define MINIJIT_CLI_NPY_H_

#include <string>
#include <utility>
#include <vector>

#include "minijit/tensor.h"

namespace minijit::cli {

/// The array of a .npy file, or those of a .npz file in its order. Throws std::runtime_error with
/// what is wrong.
std::vector<Tensor> read_arrays(const std::string& path);
void write_npy(const std::string& path, const Tensor& tensor);
/// Several arrays under their names, as numpy.savez writes them.
void write_npz(const std::string& path, const std::vector<std::pair<std::string, Tensor>>& arrays);

}  // namespace minijit::cli

#endif  // MINIJIT_CLI_NPY_H_
