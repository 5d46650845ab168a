// Programs in C++: load an archive, call its methods, read and write its state.
#ifndef MINIJIT_MODULE_H_
#define MINIJIT_MODULE_H_

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "minijit/error.h"
#include "minijit/ivalue.h"
#include "minijit/tensor.h"
#include "minijit/types.h"

#pragma GCC visibility push(default)

namespace minijit {

/// Threads that one call may use, the caller included.
void set_num_threads(int count);
int get_num_threads();

/// The largest tile of Winograd's convolution that may be used where it is faster than plain sums:
/// 0, none; 2, as exact as they are; 4, faster again, with errors a few times as large. For the
/// whole process; the CMake option MINIJIT_WINOGRAD is what it starts with.
void set_winograd(int tile);
int get_winograd();

/// Limits of loading and running, for the whole process: the rows of limits.table, `max_steps`
/// among them. A limit can be lowered, and raised again to what it was. Throws MJ9018.
void set_limit(std::string_view name, uint64_t value);
uint64_t get_limit(std::string_view name);

namespace jit {

struct Program;
class Module;
struct ForwardMethod;

using Kwargs = std::unordered_map<std::string, IValue>;
/// Files that lie in an archive beside its program, by name.
using ExtraFilesMap = std::unordered_map<std::string, std::string>;

/// An operator that a program calls and this runtime lacks: which, why not, and the call, in the
/// author's file if that is known.
struct MissingOperator {
  std::string name;
  std::string why;
  std::string file;
  size_t line = 0;
};

/// A parameter of a method.
class Argument {
 public:
  Argument(std::string name, TypePtr type, std::optional<IValue> default_value)
      : name_(std::move(name)), type_(std::move(type)), default_(std::move(default_value)) {}
  const std::string& name() const { return name_; }
  const TypePtr& type() const { return type_; }
  const std::optional<IValue>& default_value() const { return default_; }

 private:
  std::string name_;
  TypePtr type_;
  std::optional<IValue> default_;
};

/// What a method takes, `self` first, and the type of what it returns.
class FunctionSchema {
 public:
  FunctionSchema(std::string name, std::vector<Argument> arguments, TypePtr return_type)
      : name_(std::move(name)),
        arguments_(std::move(arguments)),
        return_type_(std::move(return_type)) {}
  const std::string& name() const { return name_; }
  const std::vector<Argument>& arguments() const { return arguments_; }
  const TypePtr& return_type() const { return return_type_; }

 private:
  std::string name_;
  std::vector<Argument> arguments_;
  TypePtr return_type_;
};

/// A method of a module. Calls are safe on many threads at once unless the method assigns state.
class Method {
 public:
  /// Missing trailing arguments take their defaults. Throws Error.
  IValue operator()(std::vector<IValue> inputs) const;
  /// The same with arguments by name. Throws MJ9012 for one that is unknown or given twice.
  IValue operator()(std::vector<IValue> inputs, const Kwargs& kwargs) const;
  const std::string& name() const { return name_; }
  FunctionSchema getSchema() const;
  /// As libtorch's programs write: `method.function().getSchema()`.
  const Method& function() const { return *this; }
  size_t num_inputs() const { return getSchema().arguments().size(); }

 private:
  friend class Module;
  Method(std::shared_ptr<Program> program, intrusive_ptr<ObjectImpl> object, const void* function,
         std::string name);

  std::shared_ptr<Program> program_;
  intrusive_ptr<ObjectImpl> object_;
  const void* function_;
  std::string name_;
  std::shared_ptr<const void> plan_;
};

/// Something of a module and its dotted name.
template <class T>
struct Named {
  std::string name;
  T value;
};
using NamedTensor = Named<Tensor>;

/// A loaded module: shared code and state. Copies share both. Calls are safe on many threads at
/// once unless a method assigns attributes or writes to buffers.
class Module {
 public:
  Module() = default;

  /// Calls `forward`. Missing trailing arguments take their defaults. Throws Error.
  IValue forward(std::vector<IValue> inputs) const;
  IValue forward(std::vector<IValue> inputs, const Kwargs& kwargs) const;
  /// The method. Throws MJ2030.
  Method get_method(const std::string& name) const;
  bool has_method(const std::string& name) const;
  std::optional<Method> find_method(const std::string& name) const;
  std::vector<Method> get_methods() const;
  /// Calls a method.
  IValue run_method(const std::string& name, std::vector<IValue> inputs) const;
  template <class... T>
  IValue run_method(const std::string& name, T&&... inputs) const {
    std::vector<IValue> all;
    (all.emplace_back(std::forward<T>(inputs)), ...);
    return run_method(name, std::move(all));
  }
  template <class... T>
  IValue operator()(T&&... inputs) const {
    return get_method("forward")({IValue(std::forward<T>(inputs))...});
  }
  IValue operator()(std::vector<IValue> inputs) const { return forward(std::move(inputs)); }

  /// An attribute. Throws MJ2037.
  IValue attr(const std::string& name) const;
  IValue attr(const std::string& name, IValue otherwise) const;
  bool hasattr(const std::string& name) const;
  /// Throws MJ2037 for an unknown name, MJ2014 for a value of another type.
  void setattr(const std::string& name, IValue value) const;
  /// Sets training mode, here and below.
  void train(bool on = true);
  void eval() { train(false); }
  bool is_training() const;

  std::vector<NamedTensor> named_parameters(bool recurse = true) const;
  std::vector<NamedTensor> named_buffers(bool recurse = true) const;
  std::vector<Tensor> parameters(bool recurse = true) const;
  std::vector<Tensor> buffers(bool recurse = true) const;
  std::vector<Named<Module>> named_children() const;
  std::vector<Module> children() const;
  /// This module (its name is "") and all below, outer before inner; each once.
  std::vector<Named<Module>> named_modules() const;
  std::vector<Module> modules() const;
  /// All slots, submodules among them.
  std::vector<Named<IValue>> named_attributes(bool recurse = true) const;
  std::vector<IValue> attributes(bool recurse = true) const;

  /// Floating-point parameters and buffers get the dtype. Tensors that were taken from the module
  /// before keep theirs.
  void to(DType dtype, bool non_blocking = false);
  /// Nothing to do for the CPU. Throws MJ9030, MJ3039 for another device.
  void to(Device device, bool non_blocking = false);
  void to(Device device, DType dtype, bool non_blocking = false);

  /// The same code with its own state.
  Module deepcopy() const;
  Module clone() const { return deepcopy(); }
  /// The same code and tensors; assignments to attributes of the copy do not reach this module.
  Module copy() const;

  /// Writes an archive that PyTorch and minijit load: the code as it was loaded, the attributes as
  /// they are, and `extra`. The same module gives the same bytes. A path names the old file or the
  /// new one at any time, never a part of one. Throws MJ6012, MJ6041 if it cannot be written,
  /// MJ6013 for a frozen module and for names that no file has, MJ6036 for code of an old version
  /// that only Python writes anew.
  void save(const std::string& path, const ExtraFilesMap& extra = {}) const;
  void save(std::ostream& stream, const ExtraFilesMap& extra = {}) const;
  /// Parameters, attributes, methods and submodules as text.
  std::string dump_to_str(bool print_method_bodies, bool print_attr_values,
                          bool print_param_values) const;
  /// The same to the standard output.
  void dump(bool print_method_bodies = true, bool print_attr_values = true,
            bool print_param_values = true) const;

  /// The class's qualified name.
  std::string type_name() const;
  /// The opset version of the archive.
  int version() const;
  /// The IR of all functions as text.
  std::string dump_ir() const;
  /// What the program calls and this runtime lacks: where it is reached, NotImplementedError.
  std::vector<MissingOperator> missing_operators() const;
  /// Names of the archive's records.
  std::vector<std::string> records() const;
  std::vector<std::string> method_names() const;
  const intrusive_ptr<ObjectImpl>& _ivalue() const { return object_; }

 private:
  friend Module freeze(const Module& module,
                       const std::optional<std::vector<std::string>>& preserved_attrs,
                       bool optimize_numerics);
  friend Module wrap_program(std::shared_ptr<Program> program, intrusive_ptr<ObjectImpl> object);
  void save_as(std::ostream& stream, const std::string& root, const ExtraFilesMap& extra) const;

  std::shared_ptr<Program> program_;
  intrusive_ptr<ObjectImpl> object_;
  std::shared_ptr<ForwardMethod> forward_;  // made at the first call
};

namespace detail {
/// A name in the folder of `path` that nobody else uses. Throws MJ6012 if there is no such folder.
std::string temporary_name(const std::string& path);
/// The folder inside the archive: the file's name without its last suffix. Throws MJ6013 if that
/// is empty.
std::string root_name(const std::string& path);
/// Throws MJ6041.
[[noreturn]] void fail_writing(const std::string& path);
}  // namespace detail

// Compiled into whoever calls it: the library itself cannot write a file.
inline void Module::save(const std::string& path, const ExtraFilesMap& extra) const {
  const std::string part = detail::temporary_name(path);
  try {
    std::ofstream out(part, std::ios::binary);
    if (!out) detail::fail_writing(path);
    save_as(out, detail::root_name(path), extra);
    out.close();
    if (!out || std::rename(part.c_str(), path.c_str()) != 0) detail::fail_writing(path);
  } catch (...) {
    std::remove(part.c_str());
    throw;
  }
}

/// How to load what is not trusted, or may change.
struct LoadOptions {
  /// Where all tensors are restored, wherever they were saved; without a device a file of another
  /// one than the CPU is refused with MJ5013.
  std::optional<Device> device;
  /// Without it a file that would run a `__setstate__` is refused with MJ6011: nothing of it runs
  /// while it is loaded.
  bool run_setstate = true;
  /// Without it the file is copied, so that it may change, or be cut short, afterwards.
  bool mmap = true;
  /// With it a file that calls operators which this runtime lacks is refused with MJ6022, which
  /// lists them; without it they raise where they are reached.
  bool strict = false;
};

/// Loads an archive; its weights are views of the mapped file. With a device, all tensors are
/// restored there, wherever they were saved; without one a file of another device than the CPU is
/// refused with MJ5013. Throws Error.
Module load(const std::string& path, std::optional<Device> device = std::nullopt);
Module load(const std::string& path, const LoadOptions& options);
Module load(std::istream& stream, const LoadOptions& options);
Module load(const void* data, size_t size, const LoadOptions& options);
/// The same; `extra` is filled for the names it holds.
Module load(const std::string& path, std::optional<Device> device, ExtraFilesMap& extra);
Module load(const std::string& path, ExtraFilesMap& extra);
/// From a stream, which is read to its end.
Module load(std::istream& stream, std::optional<Device> device = std::nullopt);
Module load(std::istream& stream, std::optional<Device> device, ExtraFilesMap& extra);
/// From memory of the caller, which is copied.
Module load(const void* data, size_t size, std::optional<Device> device = std::nullopt);

/// A module whose parameters and attributes are constants of its `forward`, on the same memory.
/// What `forward` writes to, and what `preserved_attrs` names (attributes, methods, "sub.name"),
/// stays. What only depends on constants is computed now; with `optimize_numerics` batch
/// normalisations go into the weights before them. Throws MJ8021 in training mode, MJ8022 for a
/// name that is not there, MJ8023 if a method gives back the module itself.
Module freeze(const Module& module,
              const std::optional<std::vector<std::string>>& preserved_attrs = std::nullopt,
              bool optimize_numerics = true);
/// The module frozen, with `other_methods` beside `forward`, unless it is already.
Module optimize_for_inference(const Module& module,
                              const std::vector<std::string>& other_methods = {});

}  // namespace jit
}  // namespace minijit

#pragma GCC visibility pop

#endif  // MINIJIT_MODULE_H_
