// The C ABI over the C++ API: no exception leaves these functions.
#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "minijit/minijit.h"
#include "minijit/module.h"
#include "minijit/options.h"

struct mj_module {
  minijit::jit::Module module;
};

struct mj_tensor {
  minijit::Tensor tensor;  // row-major
};

namespace {

using minijit::DType;
using minijit::IValue;
using minijit::Tensor;

struct LastError {
  std::string text;
  std::string id;

  /// Keeps a failure; one for whose words there is no memory is "no memory".
  void keep(const char* what, const char* which) noexcept {
    try {
      text = what;
      id = which;
    } catch (...) {
      text.assign("no memory");  // short enough to stand in the string itself
      id.clear();
    }
  }
};

LastError& last_error() {
  static thread_local LastError error;
  return error;
}

/// What `action` gives, or `failed` with the error kept for the caller.
template <class Result, class Action>
Result guarded(Result failed, Action action) noexcept {
  LastError& last = last_error();
  try {
    return action();
  } catch (const minijit::Error& error) {
    last.keep(error.what(), error.id_name());
  } catch (const std::exception& error) {
    last.keep(error.what(), "");
  } catch (...) {
    last.keep("unknown error", "");
  }
  return failed;
}

DType checked_dtype(int32_t dtype) {
  if (!minijit::is_dtype(dtype)) throw std::invalid_argument("there is no such dtype");
  return static_cast<DType>(dtype);
}

template <class T>
T* given(T* pointer, const char* name) {
  if (!pointer) throw std::invalid_argument(std::string(name) + " is NULL");
  return pointer;
}

minijit::IntSpan checked_sizes(const int64_t* sizes, size_t dims) {
  if (dims) given(sizes, "sizes");
  return minijit::IntSpan(sizes, dims);
}

minijit::jit::LoadOptions load_options(int flags) {
  if (flags & ~(MJ_ANY_DEVICE | MJ_NO_SETSTATE | MJ_NO_MMAP | MJ_STRICT)) {
    throw std::invalid_argument("flags are a sum of mj_load_flag");
  }
  minijit::jit::LoadOptions options;
  if (flags & MJ_ANY_DEVICE) options.device = minijit::Device();
  options.run_setstate = !(flags & MJ_NO_SETSTATE);
  options.mmap = !(flags & MJ_NO_MMAP);
  options.strict = flags & MJ_STRICT;
  return options;
}

std::vector<Tensor> result_tensors(const IValue& result) {
  if (result.isNone()) return {};
  if (result.isTensor()) return {result.toTensor()};
  std::vector<Tensor> tensors;
  if (result.isTuple()) {
    for (const IValue& value : result.toTupleRef().values) tensors.push_back(value.toTensor());
    return tensors;
  }
  return result.toTensorVector();
}

}  // namespace

int32_t mj_abi_version(void) { return MJ_ABI_VERSION; }
const char* mj_version(void) { return MINIJIT_VERSION; }

const char* mj_last_error(void) { return last_error().text.c_str(); }
const char* mj_last_error_id(void) { return last_error().id.c_str(); }

mj_module* mj_load(const char* path, int flags) {
  return guarded<mj_module*>(nullptr, [&] {
    return new mj_module{minijit::jit::load(std::string(given(path, "path")), load_options(flags))};
  });
}

mj_module* mj_load_memory(const void* data, size_t size, int flags) {
  return guarded<mj_module*>(nullptr, [&] {
    return new mj_module{minijit::jit::load(given(data, "data"), size, load_options(flags))};
  });
}

void mj_module_free(mj_module* module) { delete module; }

int mj_has_method(const mj_module* module, const char* method) {
  return guarded(0, [&] {
    return given(module, "module")->module.has_method(given(method, "method")) ? 1 : 0;
  });
}

int mj_call(const mj_module* module, const char* method, mj_tensor* const* inputs, size_t n_inputs,
            mj_tensor** outputs, size_t capacity, size_t* n_outputs) {
  if (n_outputs) *n_outputs = 0;
  return guarded(1, [&] {
    std::vector<IValue> values;
    for (size_t i = 0; i < n_inputs; ++i) {
      values.emplace_back(given(given(inputs, "inputs")[i], "an input")->tensor);
    }
    const auto& called = given(module, "module")->module;
    const IValue result = called.run_method(std::string(given(method, "method")), values);
    const std::vector<Tensor> tensors = result_tensors(result);
    const size_t kept = std::min(capacity, tensors.size());
    std::vector<std::unique_ptr<mj_tensor>> made;
    if (kept) given(outputs, "outputs");
    for (size_t i = 0; i < kept; ++i) {
      made.push_back(std::unique_ptr<mj_tensor>(new mj_tensor{tensors[i].contiguous()}));
    }
    for (size_t i = 0; i < kept; ++i) outputs[i] = made[i].release();
    if (n_outputs) *n_outputs = tensors.size();
    return 0;
  });
}

mj_tensor* mj_tensor_new(int32_t dtype, const int64_t* sizes, size_t dims, const void* data) {
  return guarded<mj_tensor*>(nullptr, [&] {
    const Tensor made = minijit::empty(checked_sizes(sizes, dims), checked_dtype(dtype));
    if (data && made.numel()) std::memcpy(made.data(), data, made.nbytes());
    return new mj_tensor{made};
  });
}

mj_tensor* mj_tensor_borrow(int32_t dtype, const int64_t* sizes, size_t dims, void* data) {
  return guarded<mj_tensor*>(nullptr, [&] {
    return new mj_tensor{
        minijit::from_blob(given(data, "data"), checked_sizes(sizes, dims), checked_dtype(dtype))};
  });
}

void mj_tensor_free(mj_tensor* tensor) { delete tensor; }
mj_dtype mj_tensor_dtype(const mj_tensor* tensor) {
  return static_cast<mj_dtype>(tensor->tensor.dtype());
}
size_t mj_tensor_dims(const mj_tensor* tensor) { return static_cast<size_t>(tensor->tensor.dim()); }
const int64_t* mj_tensor_sizes(const mj_tensor* tensor) { return tensor->tensor.sizes().data(); }
size_t mj_tensor_numel(const mj_tensor* tensor) {
  return static_cast<size_t>(tensor->tensor.numel());
}
void* mj_tensor_data(const mj_tensor* tensor) { return tensor->tensor.data(); }

void mj_set_num_threads(int count) { minijit::set_num_threads(count); }
void mj_set_winograd(int tile) { minijit::set_winograd(tile); }

int mj_set_limit(const char* name, uint64_t value) {
  return guarded(1, [&] {
    minijit::set_limit(given(name, "name"), value);
    return 0;
  });
}
