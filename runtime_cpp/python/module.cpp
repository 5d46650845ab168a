// The extension minijit._native. In: records, storages and Python values; out: calls of the
// runtime. Must not know: how programs are compiled, what a ScriptModule is.
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <cstring>
#include <functional>
#include <optional>
#include <unordered_map>

#include "code/resolver.h"
#include "code/schema_matching.h"
#include "kernels/host.h"
#include "kernels/run.h"
#include "loader/memory_source.h"
#include "minijit/module.h"
#include "passes/compile.h"
#include "passes/freeze.h"
#include "python/values.h"

namespace minijit::python {

Peers& peers() {
  static Peers* const made = new Peers;
  return *made;
}

namespace {

void connect(const nb::kwargs& given) {
  Peers& p = peers();
  p.tensor = given["tensor"];
  p.storage = given["storage"];
  p.relaid = given["relaid"];
  p.quantizer = given["quantizer"];
  for (auto [number, dtype] : nb::borrow<nb::dict>(given["dtypes"])) {
    const auto place = nb::cast<size_t>(number);
    if (p.dtypes.size() <= place) p.dtypes.resize(place + 1);
    p.dtypes[place] = nb::borrow(dtype);
  }
  p.device = given["device"];
  p.script_object = given["script_object"];
  p.home_of = given["home_of"];
  p.enum_value = given["enum_value"];
  p.tuple_class = given["tuple_class"];
  p.raise_error = given["raise_error"];
  p.write = given["write"];
  p.warn = given["warn"];
  p.generator = given["generator"];
  p.random_state = given["random_state"];
  p.set_random_state = given["set_random_state"];
}

/// Python's generator for the time of one call: fetched when it is first drawn from, given back at
/// the end.
class PythonHost final : public CallHost {
 public:
  PythonHost() : outer_(thread_host()) { thread_host() = this; }
  ~PythonHost() override { thread_host() = outer_; }
  PythonHost(const PythonHost&) = delete;
  PythonHost& operator=(const PythonHost&) = delete;

  Generator& generator() override {
    if (!generator_) fetch();
    return *generator_;
  }

  void warn(const std::string& text) override {
    const nb::gil_scoped_acquire gil;
    if (!thread_place()) {
      peers().warn(to_text(text));
      return;
    }
    const SourceRange place = thread_place()->original();
    peers().warn(to_text(text), to_text(place.source ? place.source->name : ""), place.line());
  }

  /// Called with the GIL held. The next number is drawn from what Python has then.
  void give_back() {
    if (!generator_) return;
    set_generator(nb::none(), generator_->state());
    generator_ = intrusive_ptr<Generator>();
  }

 private:
  void fetch() {
    const nb::gil_scoped_acquire gil;
    generator_ = generator_like(nb::none());
  }

  CallHost* outer_;
  intrusive_ptr<Generator> generator_;
};

void look_for_signals() {
  const nb::gil_scoped_acquire gil;
  if (PyErr_CheckSignals() != 0) nb::raise_python_error();
}

void print_to_python(const std::string& text) {
  const nb::gil_scoped_acquire gil;
  peers().write(to_text(text));
}

/// Runs something without the GIL, with Python as the host of its operators.
template <class Run>
IValue run_released(const Run& run) {
  PythonHost host;
  std::optional<IValue> result;
  try {
    const nb::gil_scoped_release released;
    result = run();
  } catch (...) {
    host.give_back();
    throw;
  }
  host.give_back();
  return std::move(*result);
}

/// A loaded program; its objects keep it alive.
struct Program {
  LoadedProgram loaded;
  nb::object classes;
  std::shared_ptr<Program> before;  // what was frozen
  // Python may write to the memory that it gave: while it is held here, nothing made of it is kept.
  std::vector<Storage> given;
  // What `@ignore` left to Python; these functions have no graph.
  std::unordered_map<const Function*, nb::object> callbacks;
};

class Object : public ObjectHandle {
 public:
  Object(std::shared_ptr<Program> program, intrusive_ptr<ObjectImpl> own)
      : ObjectHandle{std::move(own)}, program_(std::move(program)) {}

  std::string class_name() const { return object->type->name(); }
  uintptr_t key() const { return reinterpret_cast<uintptr_t>(object.get()); }

  /// Which tensor is in a slot; 0 if none is.
  uintptr_t tensor_key(const std::string& name) const {
    const IValue& value = slot(name);
    return value.isTensor() ? reinterpret_cast<uintptr_t>(value.toTensorImpl()) : 0;
  }

  nb::object get(const std::string& name) const {
    const IValue& value = slot(name);
    if (value.isModule()) return nb::cast(Object(program_, value.toObject()));
    return Exporter(program_->classes).value(value);
  }

  void set(const std::string& name, nb::handle value) {
    const size_t index = find(name);
    Importer importer(program_->loaded.unit.get());
    const bool is_parameter = object->type->attributes()[index].is_parameter;
    IValue made = importer.value(value, object->type->attribute_type(index));
    if (made.isTensor()) made.toTensorImpl()->is_parameter = is_parameter;
    object->slots[index] = std::move(made);
  }

  /// As jit::freeze of C++.
  Object frozen(const std::vector<std::string>& preserved) const {
    auto program = std::make_shared<Program>();
    passes::Frozen made = passes::freeze(*program_->loaded.unit, object, preserved, true);
    program->loaded.unit = std::move(made.unit);
    program->loaded.root = made.root;
    program->classes = program_->classes;
    program->before = program_;
    program->callbacks = program_->callbacks;
    return Object(std::move(program), std::move(made.root));
  }

  nb::object call(const std::string& name, const nb::list& args, bool grad_enabled) const {
    const Function* function = object->type->find_method(name);
    if (!function) throw Error(Diag::MJ2030, {{"name", class_name() + "." + name}});
    return run(*function, {IValue(object)}, args, grad_enabled);
  }

  /// A free function of the program.
  nb::object call_function(const std::string& name, const nb::list& args, bool grad_enabled) const {
    const Function* function = program_->loaded.unit->find_function(name);
    if (!function) throw Error(Diag::MJ2030, {{"name", name}});
    return run(*function, {}, args, grad_enabled);
  }

 private:
  nb::object run(const Function& function, std::vector<IValue> values, const nb::list& args,
                 bool grad_enabled) const {
    kernels::set_grad_mode(grad_enabled);
    const std::vector<Parameter>& formals = function.parameters();
    const size_t first = values.size();
    if (formals.size() != args.size() + first) {
      throw Error(
          Diag::MJ9011,
          {{"name", function.name()}, {"count", formals.size() - first}, {"got", args.size()}});
    }
    Importer importer(program_->loaded.unit.get());
    values.reserve(formals.size());
    for (size_t i = 0; i < args.size(); ++i) {
      values.push_back(importer.value(args[i], formals[i + first].type));
    }
    static const std::function<void(const std::string&)> print = print_to_python;
    RunOptions options;
    options.print = &print;
    options.poll = look_for_signals;
    const std::function<std::optional<IValue>(const Function&, const std::vector<IValue>&)>
        outside = [this](const Function& called, const std::vector<IValue>& given) {
          return call_back(called, given);
        };
    if (!program_->callbacks.empty()) options.outside = &outside;
    const IValue result = [&] {
      try {
        return run_released([&] { return run_function(function, std::move(values), options); });
      } catch (...) {
        importer.refresh();
        throw;
      }
    }();
    importer.refresh();
    return Exporter(program_->classes, &importer).value(result);
  }

  /// Runs a function that stayed in Python; nothing for others. Throws MJ3130 where it raised.
  std::optional<IValue> call_back(const Function& function, const std::vector<IValue>& args) const {
    const auto found = program_->callbacks.find(&function);
    if (found == program_->callbacks.end()) return std::nullopt;
    const nb::gil_scoped_acquire gil;
    static_cast<PythonHost*>(thread_host())->give_back();
    Exporter exporter(program_->classes);
    nb::list given;
    for (const IValue& arg : args) {
      given.append(arg.isModule() ? nb::cast(Object(program_, arg.toObject()))
                                  : exporter.value(arg));
    }
    try {
      const nb::object result = found->second(*given);
      return Importer(program_->loaded.unit.get()).value(result, function.return_type());
    } catch (nb::python_error& raised) {
      // Errors of programs that it ran in turn, and Ctrl-C, go on as they are.
      if (!raised.matches(PyExc_Exception) || nb::hasattr(raised.value(), "diagnostic")) throw;
      throw Error(Diag::MJ3130, {{"type", from_text(raised.type().attr("__name__"))},
                                 {"message", from_text(nb::str(raised.value()))}});
    }
  }

  size_t find(const std::string& name) const {
    const size_t index = object->type->find_attribute(name);
    if (index == ClassType::npos) {
      throw Error(Diag::MJ2037, {{"module", class_name()}, {"name", name}, {"hint", ""}});
    }
    return index;
  }
  const IValue& slot(const std::string& name) const { return object->slots[find(name)]; }

  std::shared_ptr<Program> program_;
};

Storage copy_of(const Storage& storage) {
  Storage made = Storage::allocate(storage.nbytes());
  if (storage.nbytes()) std::memcpy(made.data(), storage.data(), storage.nbytes());
  return made;
}

/// `copies_constants`: they are the program's own from then on.
Object load(const nb::dict& records, const nb::dict& storages, nb::object classes,
            bool copies_constants, const nb::dict& callbacks) {
  std::map<std::string, std::string> texts;
  for (auto [name, value] : records) {
    const auto bytes = nb::cast<nb::bytes>(value);
    texts.emplace(nb::cast<std::string>(name), std::string(bytes.c_str(), bytes.size()));
  }
  Importer importer(nullptr);
  auto program = std::make_shared<Program>();
  std::map<std::string, Storage> memory;
  for (auto [name, value] : storages) {
    auto key = nb::cast<std::string>(name);
    Storage storage = importer.storage(value);
    if (copies_constants && key.compare(0, 10, "constants/") == 0) {
      storage = copy_of(storage);
    } else {
      program->given.push_back(storage);
    }
    memory.emplace(std::move(key), std::move(storage));
  }
  LoadOptions options;
  options.plain_states = true;
  program->loaded = load_program(*memory_source(std::move(texts), std::move(memory)), options);
  program->classes = std::move(classes);
  for (const std::unique_ptr<Function>& function : program->loaded.unit->functions()) {
    const nb::str name = nb::str(function->qualified_name().c_str());
    if (!callbacks.contains(name)) continue;
    function->set_graph(nullptr);
    program->callbacks.emplace(function.get(), callbacks[name]);
  }
  intrusive_ptr<ObjectImpl> root = program->loaded.root;
  return Object(std::move(program), std::move(root));
}

/// One operator with all its schema's arguments, for comparisons with the reference.
nb::object run_one(const std::string& kind, const std::string& overload, const nb::list& args) {
  const OpInfo* found = nullptr;
  for (const OpInfo& op : find_operators(kind)) {
    if (overload == op.overload && op.until < 0) found = &op;
  }
  if (!found) throw Error(Diag::MJ3113, {{"name", kind + "." + overload}});
  Importer importer(nullptr);
  std::vector<IValue> values;
  for (size_t i = 0; i < args.size(); ++i) {
    const bool typed = i < static_cast<size_t>(found->n_args);
    values.push_back(importer.value(
        args[i], typed ? code::decode_type(found->args[i].type.c_str()) : any_type()));
  }
  std::vector<IValue> results;
  run_released([&] {
    results = run_row(*found, std::move(values));
    return IValue();
  });
  importer.refresh();
  Exporter exporter(nb::none(), &importer);
  if (results.empty()) return nb::none();
  if (results.size() == 1) return exporter.value(results[0]);
  nb::list made;
  for (const IValue& result : results) made.append(exporter.value(result));
  return nb::tuple(made);
}

void raise_in_python(const std::exception_ptr& thrown, void*) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Error& error) {
    const SourceRange& range = error.range();
    const Source* source = range.source.get();
    try {
      const nb::object made = peers().raise_error(
          error.id_name(), to_text(error.sentence()), to_text(error.what()),
          to_text(source ? source->name : ""), to_text(source ? source->text : ""),
          source ? source->first_line : 0, range.start, range.end);
      PyErr_SetObject(made.type().ptr(), made.ptr());
    } catch (nb::python_error& failed) {
      failed.restore();
    }
  }
}

}  // namespace

NB_MODULE(_native, m) {
  nb::set_leak_warnings(false);
  nb::register_exception_translator(raise_in_python);
  m.def("connect", connect);
  m.def("load", load);
  m.def("run_operator", run_one);
  m.def("set_num_threads", [](int count) { set_num_threads(count); });
  m.def("set_limit", [](const std::string& name, uint64_t value) { set_limit(name, value); });
  m.def("get_num_threads", [] { return get_num_threads(); });
  m.def("set_default_dtype",
        [](int dtype) { kernels::set_default_dtype(static_cast<DType>(dtype)); });
  m.def("set_winograd", [](int tile) { set_winograd(tile); });
  m.def("get_winograd", [] { return get_winograd(); });
  nb::class_<Memory>(m, "Memory")
      .def_prop_ro("address",
                   [](const Memory& m) { return reinterpret_cast<uintptr_t>(m.storage.data()); })
      .def_prop_ro("nbytes", [](const Memory& m) { return m.storage.nbytes(); });
  nb::class_<ObjectHandle>(m, "ObjectHandle");
  nb::class_<Object, ObjectHandle>(m, "Object")
      .def_prop_ro("class_name", &Object::class_name)
      .def_prop_ro("key", &Object::key)
      .def("tensor_key", &Object::tensor_key)
      .def("get", &Object::get)
      .def("set", &Object::set, nb::arg("name"), nb::arg("value").none())
      .def("frozen", &Object::frozen)
      .def("call", &Object::call)
      .def("call_function", &Object::call_function);
}

}  // namespace minijit::python
