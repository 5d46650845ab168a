// Programs in C++: load an archive, call its methods, read and write its state.
#ifndef MINIJIT_MODULE_H_
#define MINIJIT_MODULE_H_

#include <cstdint>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "minijit/error.h"
#include "minijit/functions.h"
#include "minijit/ivalue.h"
#include "minijit/tensor.h"
#include "minijit/types.h"

#pragma GCC visibility push(default)

namespace minijit {

/// Threads that one call may use, the caller included.
void set_num_threads(int count);
int get_num_threads();

namespace jit {

struct Program;
class Module;

/// A method of a module. Calls are safe on many threads at once unless the method assigns state.
class Method {
 public:
  IValue operator()(std::vector<IValue> inputs) const;
  const std::string& name() const { return name_; }

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

/// A named tensor of a module.
struct NamedTensor {
  std::string name;
  Tensor value;
};

/// A named attribute of a module.
struct NamedValue {
  std::string name;
  IValue value;
};

struct NamedModule;

/// A loaded module: shared code and state. Copies share both.
class Module {
 public:
  Module() = default;

  /// Calls `forward`. Missing trailing arguments take their defaults. Throws Error.
  IValue forward(std::vector<IValue> inputs);
  /// The method. Throws MJ2030.
  Method get_method(const std::string& name) const;
  bool has_method(const std::string& name) const;
  /// Calls a method.
  IValue run_method(const std::string& name, std::vector<IValue> inputs) const;
  IValue operator()(std::vector<IValue> inputs) { return forward(std::move(inputs)); }

  /// An attribute. Throws MJ2037.
  IValue attr(const std::string& name) const;
  bool hasattr(const std::string& name) const;
  void setattr(const std::string& name, IValue value);
  /// Sets training mode, here and below.
  void train(bool on = true);
  void eval() { train(false); }
  bool is_training() const;

  std::vector<NamedTensor> named_parameters(bool recurse = true) const;
  std::vector<NamedTensor> named_buffers(bool recurse = true) const;
  std::vector<Tensor> parameters(bool recurse = true) const;
  std::vector<Tensor> buffers(bool recurse = true) const;
  std::vector<NamedModule> named_children() const;
  std::vector<Module> children() const;
  /// This module, under the empty name, and all below it.
  std::vector<NamedModule> named_modules() const;
  std::vector<Module> modules() const;
  std::vector<NamedValue> named_attributes(bool recurse = true) const;
  /// Copies of code and state: nothing is shared but the program.
  Module clone() const;
  Module deepcopy() const { return clone(); }
  Module copy() const;
  /// The CPU is where everything is. Throws MJ3039 for another device.
  void to(Device device, bool non_blocking = false);
  /// Converts floating parameters and buffers, here and below.
  void to(DType dtype, bool non_blocking = false);
  void to(Device device, DType dtype, bool non_blocking = false);

  /// The class's qualified name.
  std::string type_name() const;
  /// The opset version of the archive.
  int version() const;
  /// The IR of all functions as text.
  std::string dump_ir() const;
  /// Operators that the program names and this runtime lacks.
  std::vector<std::string> missing_operators() const;
  /// Names of the archive's records.
  std::vector<std::string> records() const;
  std::vector<std::string> method_names() const;
  const intrusive_ptr<ObjectImpl>& _ivalue() const { return object_; }

 private:
  friend Module wrap_program(std::shared_ptr<Program> program, intrusive_ptr<ObjectImpl> object);
  std::shared_ptr<Program> program_;
  intrusive_ptr<ObjectImpl> object_;
  std::shared_ptr<Method> forward_;
};

/// A named submodule.
struct NamedModule {
  std::string name;
  Module value;
};

using ExtraFilesMap = std::map<std::string, std::string>;
/// Loads an archive; its weights are views of the mapped file. With a device, which must be the
/// CPU, tensors that were saved on other devices are put there, too. `extra` is filled for the
/// names that the archive holds. Throws Error.
Module load(const std::string& path, std::optional<Device> device = {});
Module load(const std::string& path, ExtraFilesMap& extra);
Module load(const std::string& path, std::optional<Device> device, ExtraFilesMap& extra);
/// From a stream, which is read to its end.
Module load(std::istream& stream, std::optional<Device> device = {});
/// From memory of the caller, which is copied.
Module load(const void* data, size_t size);

/// The module itself: constants are not folded into its code yet.
inline Module freeze(const Module& module) { return module; }
inline Module optimize_for_inference(const Module& module) { return module; }

}  // namespace jit
}  // namespace minijit

#pragma GCC visibility pop

#endif  // MINIJIT_MODULE_H_
