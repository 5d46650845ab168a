#include "minijit/module.h"

#include <atomic>
#include <cmath>
#include <complex>
#include <istream>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "api/program.h"
#include "code/schema_matching.h"
#include "ir/instance.h"
#include "ir/printer.h"
#include "kernels/devices.h"
#include "passes/compile.h"
#include "passes/freeze.h"
#include "support/blocks.h"

namespace minijit::jit {

/// `forward`, looked up once; threads that come first at the same time make it twice.
struct ForwardMethod {
  std::atomic<Method*> ready{nullptr};
  ~ForwardMethod() { delete ready.load(); }
};

Module wrap_program(std::shared_ptr<Program> program, intrusive_ptr<ObjectImpl> object) {
  Module made;
  made.program_ = std::move(program);
  made.object_ = std::move(object);
  made.forward_ = std::make_shared<ForwardMethod>();
  return made;
}

namespace {

Module load_from(std::shared_ptr<FileBytes> bytes, const LoadOptions& given,
                 ExtraFilesMap* extra = nullptr) {
  const std::optional<Device>& device = given.device;
  if (device) kernels::check_cpu(*device);
  minijit::LoadOptions options;
  options.all_on_cpu = device.has_value();
  options.run_setstate = given.run_setstate;
  options.strict = given.strict;
  auto program = std::make_shared<Program>();
  program->source = open_archive(std::move(bytes));
  program->loaded = load_program(*program->source, options);
  program->loaded.unit->owner = program;
  if (extra) {
    for (auto& entry : *extra) {
      const auto found = program->loaded.extra.find(entry.first);
      if (found != program->loaded.extra.end()) entry.second = found->second;
    }
  }
  intrusive_ptr<ObjectImpl> root = program->loaded.root;
  return wrap_program(std::move(program), std::move(root));
}

LoadOptions on(std::optional<Device> device) {
  LoadOptions options;
  options.device = device;
  return options;
}

void collect(const ObjectImpl& object, const std::string& prefix, bool recurse, bool parameters,
             std::vector<NamedTensor>* found) {
  const auto& attributes = object.type->attributes();
  for (size_t i = 0; i < attributes.size(); ++i) {
    const bool wanted = parameters ? attributes[i].is_parameter : attributes[i].is_buffer;
    if (wanted && object.slots[i].isTensor()) {
      found->push_back({prefix + attributes[i].name, object.slots[i].toTensor()});
    }
  }
  if (!recurse) return;
  for (size_t i = 0; i < attributes.size(); ++i) {
    if (object.slots[i].isObject() && object.slots[i].toObjectRef().type->is_module()) {
      collect(object.slots[i].toObjectRef(), prefix + attributes[i].name + ".", true, parameters,
              found);
    }
  }
}

void set_training(ObjectImpl& object, bool on) {
  const auto& attributes = object.type->attributes();
  for (size_t i = 0; i < attributes.size(); ++i) {
    if (attributes[i].name == "training" && object.slots[i].isBool()) object.slots[i] = IValue(on);
    if (object.slots[i].isObject() && object.slots[i].toObjectRef().type->is_module()) {
      set_training(object.slots[i].toObjectRef(), on);
    }
  }
}

template <class T>
std::vector<T> values(const std::vector<Named<T>>& named) {
  std::vector<T> result;
  for (const Named<T>& item : named) result.push_back(item.value);
  return result;
}

bool is_module(const IValue& value) {
  return value.isObject() && value.toObjectRef().type->is_module();
}

void collect_attributes(const ObjectImpl& object, const std::string& prefix, bool recurse,
                        std::vector<Named<IValue>>* found) {
  const auto& attributes = object.type->attributes();
  for (size_t i = 0; i < attributes.size(); ++i) {
    found->push_back({prefix + attributes[i].name, object.slots[i]});
    if (recurse && is_module(object.slots[i])) {
      collect_attributes(object.slots[i].toObjectRef(), prefix + attributes[i].name + ".", true,
                         found);
    }
  }
}

using Converted = std::unordered_map<const TensorImpl*, IValue>;

/// Parameters and buffers that two slots share stay shared.
void convert_tensors(ObjectImpl& object, DType dtype, Converted& done) {
  const auto& attributes = object.type->attributes();
  for (size_t i = 0; i < attributes.size(); ++i) {
    IValue& slot = object.slots[i];
    if (is_module(slot)) {
      convert_tensors(slot.toObjectRef(), dtype, done);
    } else if ((attributes[i].is_parameter || attributes[i].is_buffer) && slot.isTensor() &&
               slot.toTensor().is_floating_point() && slot.toTensor().dtype() != dtype) {
      const Tensor old = slot.toTensor();
      IValue& made = done[old.impl()];
      if (made.isNone()) {
        const Tensor fresh = old.to(dtype);
        fresh.set_requires_grad(old.requires_grad());
        fresh.impl()->is_parameter = old.is_parameter();
        made = IValue(fresh);
      }
      slot = made;
    }
  }
}

intrusive_ptr<ObjectImpl> copy_slots(const ObjectImpl& object) {
  auto made = make_intrusive<ObjectImpl>(object.type, object.slots);
  for (IValue& slot : made->slots) {
    if (is_module(slot)) slot = IValue(copy_slots(slot.toObjectRef()));
  }
  return made;
}

}  // namespace

Method::Method(std::shared_ptr<Program> program, intrusive_ptr<ObjectImpl> object,
               const void* function, std::string name)
    : program_(std::move(program)),
      object_(std::move(object)),
      function_(function),
      name_(std::move(name)) {
  plan_ = plan_of(*static_cast<const Function*>(function_));
}

namespace {

struct Call {
  const std::string& name;
  const intrusive_ptr<ObjectImpl>& object;
  const Function& function;
  std::vector<IValue>& inputs;
};

/// As PyTorch's schemas show a default: devices by name, both parts of complex numbers.
std::string default_text(const IValue& value) {
  if (value.isDevice()) return value.toDevice().str();
  if (!value.isComplexDouble()) return literal_text(value);
  const std::complex<double> number = value.toComplexDouble();
  const double real = number.real() == 0 ? 0.0 : number.real();  // zeros have no sign here
  return literal_text(IValue(real)) + (number.imag() >= 0 ? "+" : "-") +
         literal_text(IValue(std::fabs(number.imag()))) + "j";
}

std::string declaration_of(const std::string& name, const Function& function) {
  std::string declaration;
  for (const Parameter& formal : function.parameters()) {
    declaration += declaration.empty() ? name + "(" : ", ";
    declaration += code::schema_type(*formal.type) + " " + formal.name;
    if (formal.default_value) declaration += "=" + default_text(*formal.default_value);
  }
  const std::string returned = code::schema_type(*function.return_type());
  return declaration + ") -> " + (returned[0] == '(' ? "(" + returned + ")" : returned);
}

/// A value as Python shows it.
std::string value_text(const IValue& value) {
  const auto joined = [](Span<const IValue> items) {
    std::string text;
    for (const IValue& item : items) text += (text.empty() ? "" : ", ") + value_text(item);
    return text;
  };
  if (value.isString()) return "'" + value.toStringRef() + "'";
  if (value.isList()) return "[" + joined(value.toListRef()) + "]";
  if (value.isTuple()) {
    const auto& items = value.toTupleRef().values;
    return "(" + joined(items) + (items.size() == 1 ? ",)" : ")");
  }
  std::ostringstream out;
  if (value.isGenericDict()) {
    for (const auto& entry : value.toDictImpl()) {
      out << (out.tellp() > 0 ? ", " : "") << value_text(entry.key()) << ": "
          << value_text(entry.value());
    }
    return "{" + out.str() + "}";
  }
  out << value;
  return out.str();
}

/// A value in a message, cut where it is long.
std::string shown_value(const IValue& value) {
  constexpr size_t most = 200;
  const std::string text = value_text(value);
  return text.size() <= most ? text : text.substr(0, most) + "...";
}

[[noreturn]] void fail_missing(const std::string& name, const std::string& argument,
                               const Function& function) {
  throw Error(
      Diag::MJ9015,
      {{"name", name}, {"argument", argument}, {"declaration", declaration_of(name, function)}});
}

/// `self` and the arguments, each checked against its type or taken from its default.
void fill_arguments(IValue* slots, const void* context) {
  const Call& call = *static_cast<const Call*>(context);
  slots[0] = IValue(call.object);
  const std::vector<Parameter>& formals = call.function.parameters();
  for (size_t i = 0; i + 1 < formals.size(); ++i) {
    const Parameter& formal = formals[i + 1];
    if (i >= call.inputs.size()) {
      if (!formal.default_value) {
        fail_missing(call.name, formal.name, call.function);
      }
      slots[i + 1] = *formal.default_value;
      continue;
    }
    IValue& value = slots[i + 1];
    value = std::move(call.inputs[i]);
    if (formal.type->is(TypeKind::Tensor) && value.isTensor()) continue;
    if (formal.type->is(TypeKind::Float) && value.isInt()) {
      value = IValue(static_cast<double>(value.toInt()));
    }
    if (!is_instance(value, formal.type)) {
      throw Error(Diag::MJ9013, {{"name", call.name},
                                 {"wanted", formal.type->str()},
                                 {"argument", formal.name},
                                 {"position", i + 1},
                                 {"hint", ""},
                                 {"found", type_of(value)->str()},
                                 {"value", shown_value(value)},
                                 {"declaration", declaration_of(call.name, call.function)}});
    }
  }
}

}  // namespace

FunctionSchema Method::getSchema() const {
  const Function& function = *static_cast<const Function*>(function_);
  std::vector<Argument> arguments;
  for (const Parameter& formal : function.parameters()) {
    arguments.emplace_back(formal.name, formal.type, formal.default_value);
  }
  return FunctionSchema(name_, std::move(arguments), function.return_type());
}

IValue Method::operator()(std::vector<IValue> inputs) const {
  const Function& function = *static_cast<const Function*>(function_);
  const size_t wanted = function.parameters().size();
  if (inputs.size() >= wanted) {
    throw Error(Diag::MJ9017, {{"name", name_},
                               {"count", wanted},
                               {"got", inputs.size() + 1},
                               {"declaration", declaration_of(name_, function)}});
  }
  RunOptions options;
  options.plan_of = plan_of;
  RunState state{options};
  const Call call{name_, object_, function, inputs};
  return run_plan(*static_cast<const Plan*>(plan_.get()), fill_arguments, &call, state);
}

IValue Method::operator()(std::vector<IValue> inputs, const Kwargs& kwargs) const {
  if (kwargs.empty()) return (*this)(std::move(inputs));
  const std::vector<Parameter>& formals = static_cast<const Function*>(function_)->parameters();
  const auto fail = [&](const std::string& argument, const char* problem) {
    throw Error(Diag::MJ9012, {{"name", name_}, {"argument", argument}, {"problem", problem}});
  };
  size_t used = 0;
  for (const auto& each : kwargs) {
    size_t at = 1;
    while (at < formals.size() && formals[at].name != each.first) ++at;
    if (at == formals.size()) fail(each.first, "is unknown");
    if (at - 1 < inputs.size()) fail(each.first, "is given twice");
  }
  for (size_t i = inputs.size() + 1; i < formals.size() && used < kwargs.size(); ++i) {
    const auto given = kwargs.find(formals[i].name);
    if (given != kwargs.end()) {
      inputs.push_back(given->second);
      ++used;
    } else if (formals[i].default_value) {
      inputs.push_back(*formals[i].default_value);
    } else {
      fail_missing(name_, formals[i].name, *static_cast<const Function*>(function_));
    }
  }
  return (*this)(std::move(inputs));
}

bool Module::has_method(const std::string& name) const {
  return object_->type->find_method(name) != nullptr;
}

Method Module::get_method(const std::string& name) const {
  const Function* function = object_->type->find_method(name);
  if (!function) throw Error(Diag::MJ2030, {{"name", type_name() + "." + name}});
  return Method(program_, object_, function, name);
}

IValue Module::forward(std::vector<IValue> inputs) const {
  Method* method = forward_->ready.load(std::memory_order_acquire);
  if (!method) {
    auto made = std::make_unique<Method>(get_method("forward"));
    if (forward_->ready.compare_exchange_strong(method, made.get(), std::memory_order_acq_rel)) {
      method = made.release();
    }
  }
  return (*method)(std::move(inputs));
}

IValue Module::forward(std::vector<IValue> inputs, const Kwargs& kwargs) const {
  return get_method("forward")(std::move(inputs), kwargs);
}

std::optional<Method> Module::find_method(const std::string& name) const {
  if (!has_method(name)) return std::nullopt;
  return get_method(name);
}

std::vector<Method> Module::get_methods() const {
  std::vector<Method> methods;
  for (const std::string& name : method_names()) methods.push_back(get_method(name));
  return methods;
}

IValue Module::run_method(const std::string& name, std::vector<IValue> inputs) const {
  return get_method(name)(std::move(inputs));
}

IValue Module::attr(const std::string& name) const {
  const size_t slot = object_->type->find_attribute(name);
  if (slot != ClassType::npos) return object_->slots[slot];
  if (const ClassConstant* constant = object_->type->find_constant(name)) return *constant->value;
  throw Error(Diag::MJ2037, {{"module", type_name()}, {"name", name}, {"hint", ""}});
}

IValue Module::attr(const std::string& name, IValue otherwise) const {
  return hasattr(name) ? attr(name) : std::move(otherwise);
}

bool Module::hasattr(const std::string& name) const {
  return object_->type->find_attribute(name) != ClassType::npos ||
         object_->type->find_constant(name);
}

void Module::setattr(const std::string& name, IValue value) const {
  const size_t slot = object_->type->find_attribute(name);
  if (slot == ClassType::npos) {
    throw Error(Diag::MJ2037, {{"module", type_name()}, {"name", name}, {"hint", ""}});
  }
  const TypePtr& type = object_->type->attribute_type(slot);
  if (!is_instance(value, type)) {
    throw Error(Diag::MJ2014, {{"expected", type->str()}, {"found", type_of(value)->str()}});
  }
  object_->slots[slot] = std::move(value);
}

void Module::train(bool on) { set_training(*object_, on); }

bool Module::is_training() const { return hasattr("training") && attr("training").toBool(); }

std::vector<NamedTensor> Module::named_parameters(bool recurse) const {
  std::vector<NamedTensor> found;
  collect(*object_, "", recurse, true, &found);
  return found;
}

std::vector<NamedTensor> Module::named_buffers(bool recurse) const {
  std::vector<NamedTensor> found;
  collect(*object_, "", recurse, false, &found);
  return found;
}

std::vector<Tensor> Module::parameters(bool recurse) const {
  return values(named_parameters(recurse));
}
std::vector<Tensor> Module::buffers(bool recurse) const { return values(named_buffers(recurse)); }

std::vector<Named<Module>> Module::named_children() const {
  std::vector<Named<Module>> found;
  const auto& attributes = object_->type->attributes();
  for (size_t i = 0; i < attributes.size(); ++i) {
    const IValue& value = object_->slots[i];
    if (is_module(value)) {
      found.push_back({attributes[i].name, wrap_program(program_, value.toObject())});
    }
  }
  return found;
}

std::vector<Module> Module::children() const { return values(named_children()); }

std::vector<Named<Module>> Module::named_modules() const {
  std::vector<Named<Module>> found{{"", *this}};
  std::unordered_set<const ObjectImpl*> seen{object_.get()};
  for (const Named<IValue>& item : named_attributes()) {
    if (is_module(item.value) && seen.insert(&item.value.toObjectRef()).second) {
      found.push_back({item.name, wrap_program(program_, item.value.toObject())});
    }
  }
  return found;
}

std::vector<Module> Module::modules() const { return values(named_modules()); }

std::vector<Named<IValue>> Module::named_attributes(bool recurse) const {
  std::vector<Named<IValue>> found;
  collect_attributes(*object_, "", recurse, &found);
  return found;
}

std::vector<IValue> Module::attributes(bool recurse) const {
  return values(named_attributes(recurse));
}

void Module::to(DType dtype, bool) {
  Converted done;
  convert_tensors(*object_, dtype, done);
}

void Module::to(Device device, bool) { kernels::check_cpu(device); }

void Module::to(Device device, DType dtype, bool) {
  to(device);
  to(dtype);
}

Module Module::deepcopy() const {
  return wrap_program(program_, IValue(object_).deepcopy().toObject());
}

Module Module::copy() const { return wrap_program(program_, copy_slots(*object_)); }

std::string Module::type_name() const { return object_->type->name(); }
int Module::version() const { return program_->loaded.version; }
std::string Module::dump_ir() const { return print_unit(*program_->loaded.unit); }
std::vector<std::string> Module::records() const { return program_->loaded.names; }

std::vector<MissingOperator> Module::missing_operators() const {
  std::vector<MissingOperator> found;
  for (const minijit::MissingOperator& each : program_->loaded.unit->missing_operators()) {
    const SourceRange place = each.place.original();
    found.push_back({each.name, each.why, place.source->name, place.line()});
  }
  return found;
}

std::vector<std::string> Module::method_names() const {
  std::vector<std::string> names;
  for (const Function* method : object_->type->methods()) names.emplace_back(method->name());
  return names;
}

Module load(const std::string& path, std::optional<Device> device) {
  return load_from(map_file(path), on(device));
}
Module load(const std::string& path, std::optional<Device> device, ExtraFilesMap& extra) {
  return load_from(map_file(path), on(device), &extra);
}
Module load(const std::string& path, ExtraFilesMap& extra) {
  return load_from(map_file(path), LoadOptions(), &extra);
}
Module load(std::istream& stream, std::optional<Device> device) {
  const MemoryScope memory;
  return load_from(read_stream(stream), on(device));
}
Module load(std::istream& stream, std::optional<Device> device, ExtraFilesMap& extra) {
  const MemoryScope memory;
  return load_from(read_stream(stream), on(device), &extra);
}
Module load(const void* data, size_t size, std::optional<Device> device) {
  return load(data, size, on(device));
}
Module load(const std::string& path, const LoadOptions& options) {
  const MemoryScope memory;
  return load_from(options.mmap ? map_file(path) : read_file(path), options);
}
Module load(std::istream& stream, const LoadOptions& options) {
  const MemoryScope memory;
  return load_from(read_stream(stream), options);
}
Module load(const void* data, size_t size, const LoadOptions& options) {
  const MemoryScope memory;
  return load_from(copy_bytes(ByteSpan(static_cast<const uint8_t*>(data), size)), options);
}

Module freeze(const Module& module, const std::optional<std::vector<std::string>>& preserved_attrs,
              bool optimize_numerics) {
  if (module.is_training()) throw Error(Diag::MJ8021, {});
  const MemoryScope memory;
  auto program = std::make_shared<Program>();
  const LoadedProgram& old = module.program_->loaded;
  passes::Frozen made =
      passes::freeze(*old.unit, module.object_,
                     preserved_attrs.value_or(std::vector<std::string>()), optimize_numerics);
  program->code_before = old.unit;
  if (made.has_old_objects) program->before = module.program_;
  program->loaded.unit = std::move(made.unit);
  program->loaded.root = made.root;
  program->loaded.version = old.version;
  program->loaded.names = old.names;
  program->loaded.unit->owner = program;
  return wrap_program(std::move(program), std::move(made.root));
}

Module optimize_for_inference(const Module& module, const std::vector<std::string>& other_methods) {
  return module.hasattr("training") ? freeze(module, other_methods) : module;
}

}  // namespace minijit::jit

namespace minijit {

jit::Module IValue::toModule() const {
  const CompilationUnit* unit = isModule() ? toObjectRef().type->unit() : nullptr;
  std::shared_ptr<void> owner = unit ? unit->owner.lock() : nullptr;
  if (!owner) throw Error(Diag::MJ9003, {{"expected", "Module"}, {"found", tagKind()}});
  return jit::wrap_program(std::static_pointer_cast<jit::Program>(owner), toObject());
}

}  // namespace minijit
