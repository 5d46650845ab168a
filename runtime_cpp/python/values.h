// Values between the two languages. In: Python values and static types, or values of a program;
// out: the other. Tensors share their memory both ways, lists and dicts are copied.
#ifndef MINIJIT_PYTHON_VALUES_H_
#define MINIJIT_PYTHON_VALUES_H_

#include <unordered_map>

#include "ir/function.h"
#include "kernels/generator.h"
#include "minijit/ivalue.h"
#include "python/peers.h"

namespace minijit::python {

/// Memory of the runtime as Python's Storage holds it, which is one as long as anybody holds it.
class Memory {
 public:
  explicit Memory(Storage memory) : storage(std::move(memory)) {}
  Memory(Memory&&) = default;
  ~Memory();
  /// The Storage that is there, or none.
  static nb::object known(const StorageImpl* memory);
  /// This, which does not move any more, is held by a Storage.
  void held_by(const nb::object& python);

  const Storage storage;
};

/// An object of a loaded program as Python holds it.
struct ObjectHandle {
  intrusive_ptr<ObjectImpl> object;
};

/// Python values for a program. One object serves one call: what was shared among the arguments
/// is shared among the results.
class Importer {
 public:
  /// `unit` gives the classes of objects; may be null.
  explicit Importer(const CompilationUnit* unit) : unit_(unit) {}

  /// Throws MJ9003 if the value is not of the type.
  IValue value(nb::handle value, const TypePtr& type);
  Storage storage(nb::handle storage);
  /// Tells the Python tensors whose sizes, strides or memory the program has changed, and the
  /// generators what has been drawn.
  void refresh() const;
  /// The Python tensor that came in as this one; none if it did not.
  nb::object original(const TensorImpl& value) const;
  /// The Python half's ScriptObject of a module of another program; none if it did not come in.
  nb::object original(const ObjectImpl& value) const;
  /// The Python Generator that came in as this one; none if it did not.
  nb::object original(const Generator& value) const;

 private:
  IValue tensor(nb::handle value);
  IValue generator(nb::handle value);
  intrusive_ptr<RefCounted> quantizer(nb::handle value);
  IValue list(nb::handle value, const TypePtr& element);
  IValue dict(nb::handle value, const TypePtr& key, const TypePtr& item);
  IValue tuple(nb::handle value, const TypePtr& type);
  IValue object(nb::handle value);
  IValue module(nb::handle value);
  IValue member(nb::handle value);
  TypePtr infer(nb::handle value) const;
  bool fits(nb::handle value, const Type& type) const;

  struct Given {
    nb::object python;
    Tensor tensor;
    std::vector<int64_t> sizes, strides;
    const void* data;
  };

  const CompilationUnit* unit_;
  std::unordered_map<PyObject*, IValue> objects_;
  std::unordered_map<PyObject*, Storage> storages_;
  std::vector<Given> tensors_;
  std::vector<std::pair<nb::object, intrusive_ptr<Generator>>> generators_;
};

/// A program's values for Python.
class Exporter {
 public:
  /// `classes` maps qualified names to the Python half's ClassType. What `given` brought in goes
  /// out as the same Python tensor.
  explicit Exporter(nb::handle classes, const Importer* given = nullptr)
      : classes_(classes), given_(given) {}

  nb::object value(const IValue& value);

 private:
  nb::object tensor(const TensorImpl& value) const;
  nb::object object(const ObjectImpl& value);
  nb::object class_type(const ClassType& cls) const;

  nb::handle classes_;
  const Importer* given_;
  std::unordered_map<const ObjectImpl*, nb::object> objects_;
};

/// A generator in the state of a Python one; of None, of that which operators draw from.
intrusive_ptr<Generator> generator_like(nb::handle python);
/// Puts a Python generator, as above, into a state.
void set_generator(nb::handle python, const Generator::State& state);
/// A new Storage over the memory, or the one that it came from.
nb::object storage_of(const Storage& memory);
nb::object to_text(std::string_view text);
std::string from_text(nb::handle text);

}  // namespace minijit::python

#endif  // MINIJIT_PYTHON_VALUES_H_
