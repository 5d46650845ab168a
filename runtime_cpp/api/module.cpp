#include "minijit/module.h"

#include <cstring>
#include <istream>
#include <unordered_map>

#include "ir/printer.h"
#include "loader/loader.h"
#include "passes/compile.h"

namespace minijit::jit {

/// Keeps the code alive as long as any module or method of it.
struct Program {
  LoadedProgram loaded;
};

Module wrap_program(std::shared_ptr<Program> program, intrusive_ptr<ObjectImpl> object) {
  Module made;
  made.program_ = std::move(program);
  made.object_ = std::move(object);
  return made;
}

namespace {

void check_cpu(Device device) {
  if (!device.is_cpu()) throw Error(Diag::MJ3039, {{"device", device.str()}});
}

Module load_from(std::shared_ptr<FileBytes> bytes, std::optional<Device> device,
                 ExtraFilesMap* extra) {
  if (device) check_cpu(*device);
  auto program = std::make_shared<Program>();
  LoadOptions options;
  options.to_cpu = device.has_value();
  program->loaded = load_program(*open_archive(std::move(bytes)), options);
  if (extra) {
    for (auto& entry : *extra) {
      const auto found = program->loaded.extra.find(entry.first);
      if (found != program->loaded.extra.end()) entry.second = found->second;
    }
  }
  intrusive_ptr<ObjectImpl> root = program->loaded.root;
  return wrap_program(std::move(program), std::move(root));
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

/// Deep copies in which what was shared is shared.
class Copies {
 public:
  IValue value(const IValue& from) {
    if (!from.is_shared()) return from;
    const auto known = made_.find(from.opaque_pointer());
    if (known != made_.end()) return known->second;
    IValue copy = from;
    if (from.isTensor()) {
      copy = tensor(from.toTensor());
    } else if (from.isList()) {
      const ListImpl& list = from.toListImpl();
      copy = make_intrusive<ListImpl>(list.element_type, all(list.values));
    } else if (from.isTuple()) {
      const TupleImpl& tuple = from.toTupleRef();
      copy = make_intrusive<TupleImpl>(all(tuple.values), tuple.type);
    } else if (from.isGenericDict()) {
      const DictImpl& dict = from.toDictImpl();
      auto made = make_intrusive<DictImpl>(dict.key_type, dict.value_type);
      for (const auto& [key, item] : dict.entries()) made->insert_or_assign(key, value(item));
      copy = std::move(made);
    } else if (from.isObject()) {
      const ObjectImpl& object = from.toObjectRef();
      auto made = make_intrusive<ObjectImpl>(object.type, std::vector<IValue>(object.slots.size()));
      made_.emplace(from.opaque_pointer(), IValue(made));
      for (size_t i = 0; i < object.slots.size(); ++i) made->slots[i] = value(object.slots[i]);
      return made;
    }
    made_.emplace(from.opaque_pointer(), copy);
    return copy;
  }

 private:
  std::vector<IValue> all(const std::vector<IValue>& from) {
    std::vector<IValue> made;
    for (const IValue& item : from) made.push_back(value(item));
    return made;
  }

  Tensor tensor(const Tensor& from) {
    Storage& memory = storages_[from.storage().get()];
    if (!memory) {
      memory = Storage::allocate(from.storage().nbytes());
      std::memcpy(memory.data(), from.storage().data(), memory.nbytes());
    }
    const Tensor made =
        tensor_on(memory, from.dtype(), from.storage_offset(), from.sizes(), from.strides());
    made.set_requires_grad(from.requires_grad());
    made.impl()->is_parameter = from.is_parameter();
    return made;
  }

  std::unordered_map<const RefCounted*, IValue> made_;
  std::unordered_map<const StorageImpl*, Storage> storages_;
};

std::vector<Tensor> values(const std::vector<NamedTensor>& named) {
  std::vector<Tensor> result;
  for (const NamedTensor& item : named) result.push_back(item.value);
  return result;
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
  const std::vector<Parameter>& formals;
  std::vector<IValue>& inputs;
};

/// `self` and the arguments, each checked against its type or taken from its default.
void fill_arguments(IValue* slots, const void* context) {
  const Call& call = *static_cast<const Call*>(context);
  slots[0] = IValue(call.object);
  for (size_t i = 0; i + 1 < call.formals.size(); ++i) {
    const Parameter& formal = call.formals[i + 1];
    if (i >= call.inputs.size()) {
      if (!formal.default_value) {
        throw Error(Diag::MJ9012, {{"name", call.name},
                                   {"argument", formal.name},
                                   {"problem", "is missing a value for argument"}});
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
                                 {"position", i},
                                 {"found", value.tagKind()}});
    }
  }
}

}  // namespace

IValue Method::operator()(std::vector<IValue> inputs) const {
  const Function& function = *static_cast<const Function*>(function_);
  const std::vector<Parameter>& formals = function.parameters();
  const size_t wanted = formals.size() - 1;
  if (inputs.size() > wanted) {
    throw Error(Diag::MJ9011, {{"name", name_}, {"count", wanted}, {"got", inputs.size()}});
  }
  RunOptions options;
  options.plan_of = plan_of;
  RunState state{options};
  const Call call{name_, object_, formals, inputs};
  return run_plan(*static_cast<const Plan*>(plan_.get()), fill_arguments, &call, state);
}

bool Module::has_method(const std::string& name) const {
  return object_->type->find_method(name) != nullptr;
}

Method Module::get_method(const std::string& name) const {
  const Function* function = object_->type->find_method(name);
  if (!function) throw Error(Diag::MJ2030, {{"name", type_name() + "." + name}});
  return Method(program_, object_, function, name);
}

IValue Module::forward(std::vector<IValue> inputs) {
  if (!forward_) forward_ = std::make_shared<Method>(get_method("forward"));
  return (*forward_)(std::move(inputs));
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

bool Module::hasattr(const std::string& name) const {
  return object_->type->find_attribute(name) != ClassType::npos ||
         object_->type->find_constant(name);
}

void Module::setattr(const std::string& name, IValue value) {
  const size_t slot = object_->type->find_attribute(name);
  if (slot == ClassType::npos) {
    throw Error(Diag::MJ2037, {{"module", type_name()}, {"name", name}, {"hint", ""}});
  }
  const TypePtr& type = object_->type->attribute_type(slot);
  if (!is_instance(value, type)) {
    throw Error(Diag::MJ2014, {{"expected", type->str()}, {"found", value.tagKind()}});
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

std::vector<NamedModule> Module::named_children() const {
  std::vector<NamedModule> found;
  const auto& attributes = object_->type->attributes();
  for (size_t i = 0; i < attributes.size(); ++i) {
    const IValue& value = object_->slots[i];
    if (value.isModule()) {
      found.push_back({attributes[i].name, wrap_program(program_, value.toObject())});
    }
  }
  return found;
}

std::vector<NamedModule> Module::named_modules() const {
  std::vector<NamedModule> found{{"", *this}};
  for (const NamedModule& child : named_children()) {
    for (NamedModule& inner : child.value.named_modules()) {
      const std::string name = inner.name.empty() ? child.name : child.name + "." + inner.name;
      found.push_back({name, std::move(inner.value)});
    }
  }
  return found;
}

std::vector<Module> Module::children() const {
  std::vector<Module> found;
  for (NamedModule& child : named_children()) found.push_back(std::move(child.value));
  return found;
}

std::vector<Module> Module::modules() const {
  std::vector<Module> found;
  for (NamedModule& module : named_modules()) found.push_back(std::move(module.value));
  return found;
}

std::vector<NamedValue> Module::named_attributes(bool recurse) const {
  std::vector<NamedValue> found;
  const auto& attributes = object_->type->attributes();
  for (size_t i = 0; i < attributes.size(); ++i) {
    found.push_back({attributes[i].name, object_->slots[i]});
  }
  if (!recurse) return found;
  for (const NamedModule& child : named_children()) {
    for (NamedValue& inner : child.value.named_attributes()) {
      found.push_back({child.name + "." + inner.name, std::move(inner.value)});
    }
  }
  return found;
}

Module Module::clone() const {
  Copies copies;
  return wrap_program(program_, copies.value(IValue(object_)).toObject());
}

Module Module::copy() const {
  const auto made = make_intrusive<ObjectImpl>(object_->type, object_->slots);
  return wrap_program(program_, made);
}

void Module::to(Device device, bool) { check_cpu(device); }
void Module::to(Device device, DType dtype, bool) {
  check_cpu(device);
  to(dtype);
}
void Module::to(DType dtype, bool) {
  if (!is_floating_point(dtype)) {
    throw Error(Diag::MJ9003,
                {{"expected", "a floating point dtype"}, {"found", dtype_name(dtype)}});
  }
  for (const Module& module : modules()) {
    const ObjectImpl& object = *module.object_;
    const auto& attributes = object.type->attributes();
    for (size_t i = 0; i < attributes.size(); ++i) {
      IValue& slot = module.object_->slots[i];
      const bool wanted = attributes[i].is_parameter || attributes[i].is_buffer;
      if (!wanted || !slot.isTensor() || !slot.toTensor().is_floating_point()) continue;
      const Tensor made = slot.toTensor().to(dtype);
      made.set_requires_grad(slot.toTensor().requires_grad());
      made.impl()->is_parameter = attributes[i].is_parameter;
      slot = made;
    }
  }
}

std::string Module::type_name() const { return object_->type->name(); }
int Module::version() const { return program_->loaded.version; }
std::string Module::dump_ir() const { return print_unit(*program_->loaded.unit); }
std::vector<std::string> Module::records() const { return program_->loaded.names; }

std::vector<std::string> Module::missing_operators() const {
  std::vector<std::string> names;
  for (const MissingOperator& missing : program_->loaded.unit->missing_operators)
    names.push_back(missing.name);
  return names;
}

std::vector<std::string> Module::method_names() const {
  std::vector<std::string> names;
  for (const Function* method : object_->type->methods()) names.emplace_back(method->name());
  return names;
}

Module load(const std::string& path, std::optional<Device> device) {
  return load_from(map_file(path), device, nullptr);
}
Module load(const std::string& path, ExtraFilesMap& extra) {
  return load_from(map_file(path), std::nullopt, &extra);
}
Module load(const std::string& path, std::optional<Device> device, ExtraFilesMap& extra) {
  return load_from(map_file(path), device, &extra);
}
Module load(std::istream& stream, std::optional<Device> device) {
  return load_from(read_stream(stream), device, nullptr);
}
Module load(const void* data, size_t size) {
  return load_from(copy_bytes(ByteSpan(static_cast<const uint8_t*>(data), size)), std::nullopt,
                   nullptr);
}

}  // namespace minijit::jit
