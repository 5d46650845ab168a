// What a kernel sees. In: pointers to the values of all schema arguments; out: the results.
// Kernels know tensors and values, nothing of graphs or plans.
#ifndef MINIJIT_KERNELS_KERNEL_CALL_H_
#define MINIJIT_KERNELS_KERNEL_CALL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/op_info.h"
#include "minijit/error.h"
#include "minijit/ivalue.h"
#include "support/blocks.h"

namespace minijit {

using Ints = std::vector<int64_t, BlockAllocator<int64_t>>;

/// One call of an operator. `in[i]` is schema argument i; `out[i]` receives result i.
struct KernelCall {
  const OpInfo& op;
  const IValue* const* in;
  IValue* out;
  int n_in;  // values in `in`; more than the schema says only for an operator with `...`

  const IValue& arg(int i) const { return *in[i]; }
  bool has(int i) const { return !in[i]->isNone(); }

  const Tensor& tensor(int i) const {
    if (!in[i]->isTensor()) wrong(i, "a Tensor");
    return in[i]->toTensor();
  }
  /// Undefined for None.
  Tensor optional_tensor(int i) const { return has(i) ? tensor(i) : Tensor(); }
  int64_t integer(int i) const {
    const IValue& v = *in[i];
    if (v.isInt()) return v.unchecked_int();
    if (v.isBool()) return v.unchecked_bool();
    wrong(i, "an int");
  }
  int64_t integer_or(int i, int64_t otherwise) const { return has(i) ? integer(i) : otherwise; }
  double number(int i) const {
    const IValue& v = *in[i];
    if (v.isDouble()) return v.unchecked_double();
    if (v.isInt()) return static_cast<double>(v.unchecked_int());
    if (v.isBool()) return v.unchecked_bool();
    wrong(i, "a number");
  }
  bool boolean(int i) const {
    if (!in[i]->isBool()) wrong(i, "a bool");
    return in[i]->unchecked_bool();
  }
  const std::string& string(int i) const {
    if (!in[i]->isString()) wrong(i, "a str");
    return in[i]->toStringRef();
  }
  /// A list of ints; one int is repeated `count` times where that is given.
  Ints ints(int i, size_t count = 0) const;
  /// A list of tensors; None becomes undefined where the schema lets it stand there.
  std::vector<Tensor> tensors(int i) const;
  std::optional<DType> dtype(int i) const;
  DType dtype_or(int i, DType otherwise) const { return dtype(i).value_or(otherwise); }

  void set(int i, IValue value) const { out[i] = std::move(value); }
  void set(IValue value) const { out[0] = std::move(value); }

  /// Throws MJ3111: argument i is not what the schema says.
  [[noreturn]] void wrong(int i, const char* wanted) const;
};

namespace kernels {

/// Throws MJ3100 with PyTorch's sentence.
[[noreturn]] void fail(std::string detail);
[[noreturn]] void fail_index(std::string detail);
/// Throws MJ3110 with the name that PyTorch gives the operator's kernel.
[[noreturn]] void not_implemented(const OpInfo& op, DType dtype);
[[noreturn]] void not_implemented(const char* name, DType dtype);
std::string text(IntSpan values);
/// "float", "c10::Half", "unsigned char": what C++ calls an element, in messages.
const char* cpp_name(DType dtype);
/// Throws MJ9030, MJ3039 if argument i is a device other than the CPU.
void check_cpu(const KernelCall& call, int i);

/// A dimension counted from the front. Throws MJ3001.
int64_t wrap_dim(int64_t dim, int64_t dims);

/// Process-wide state, with the thread pool of support/parallel.h.
DType default_dtype();
void set_default_dtype(DType dtype);

}  // namespace kernels
}  // namespace minijit

#endif  // MINIJIT_KERNELS_KERNEL_CALL_H_
