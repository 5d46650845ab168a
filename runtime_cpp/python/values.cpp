#include "python/values.h"

#include <nanobind/stl/string.h>

#include <algorithm>
#include <complex>
#include <cstring>

#include "code/resolver.h"
#include "tensor/quantizer.h"

namespace minijit::python {

namespace {

/// A Storage of Python's and the array that holds its bytes.
struct PythonMemory {
  PyObject* storage;
  PyObject* bytes;
};

void release_python(void* context) {
  auto* memory = static_cast<PythonMemory*>(context);
  if (Py_IsInitialized()) {
    const PyGILState_STATE state = PyGILState_Ensure();
    Py_DECREF(memory->bytes);
    Py_DECREF(memory->storage);
    PyGILState_Release(state);
  }
  delete memory;
}

nb::object get(nb::handle value, const nb::object& name) {
  nb::object found = nb::steal(PyObject_GetAttr(value.ptr(), name.ptr()));
  if (!found.is_valid()) nb::raise_python_error();
  return found;
}

void put(nb::handle value, const nb::object& name, nb::handle item) {
  if (PyObject_SetAttr(value.ptr(), name.ptr(), item.ptr()) != 0) nb::raise_python_error();
}

/// An object of a class, without its `__init__`.
nb::object bare(const nb::object& cls) {
  auto* type = reinterpret_cast<PyTypeObject*>(cls.ptr());
  static PyObject* const nothing = PyTuple_New(0);
  nb::object made = nb::steal(type->tp_new(type, nothing, nullptr));
  if (!made.is_valid()) nb::raise_python_error();
  return made;
}

bool is_a(nb::handle value, const nb::object& cls) {
  return PyObject_IsInstance(value.ptr(), cls.ptr()) == 1;
}

std::vector<int64_t> integers(nb::handle tuple) {
  std::vector<int64_t> values;
  for (nb::handle item : nb::borrow<nb::tuple>(tuple)) values.push_back(nb::cast<int64_t>(item));
  return values;
}

nb::object tuple_of(IntSpan values) {
  nb::object made = nb::steal(PyTuple_New(static_cast<Py_ssize_t>(values.size())));
  for (size_t i = 0; i < values.size(); ++i) {
    PyTuple_SET_ITEM(made.ptr(), static_cast<Py_ssize_t>(i), PyLong_FromLongLong(values[i]));
  }
  return made;
}

[[noreturn]] void misfit(nb::handle value, const TypePtr& type) {
  std::string found = nb::cast<std::string>(nb::type_name(value.type()));
  if (PyLong_Check(value.ptr()) && type->is(TypeKind::Int)) found += " beyond 64 bits";
  throw Error(Diag::MJ9003, {{"expected", type->str()}, {"found", found}});
}

/// Weak references to the Storages over memory of the runtime, and by which Memory each holds it.
struct Holder {
  nb::object reference;
  const Memory* by;
};

std::unordered_map<const StorageImpl*, Holder>& holders() {
  // Never freed: memory may be released while Python ends.
  static auto* const made = new std::unordered_map<const StorageImpl*, Holder>;
  return *made;
}

}  // namespace

Memory::~Memory() {
  const auto found = holders().find(storage.get());
  if (found != holders().end() && found->second.by == this) holders().erase(found);
}

nb::object Memory::known(const StorageImpl* memory) {
  const auto found = holders().find(memory);
  if (found == holders().end()) return nb::none();
  return nb::borrow(PyWeakref_GetObject(found->second.reference.ptr()));
}

void Memory::held_by(const nb::object& python) {
  nb::object reference = nb::steal(PyWeakref_NewRef(python.ptr(), nullptr));
  if (!reference.is_valid()) nb::raise_python_error();
  holders()[storage.get()] = {std::move(reference), this};
}

nb::object to_text(std::string_view text) {
  PyObject* made =
      PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "surrogateescape");
  if (!made) nb::raise_python_error();
  return nb::steal(made);
}

std::string from_text(nb::handle text) {
  Py_ssize_t size = 0;
  if (const char* data = PyUnicode_AsUTF8AndSize(text.ptr(), &size)) {
    return std::string(data, static_cast<size_t>(size));
  }
  PyErr_Clear();
  nb::object bytes = nb::steal(PyUnicode_AsEncodedString(text.ptr(), "utf-8", "surrogateescape"));
  if (!bytes.is_valid()) nb::raise_python_error();
  return std::string(PyBytes_AS_STRING(bytes.ptr()),
                     static_cast<size_t>(PyBytes_GET_SIZE(bytes.ptr())));
}

Storage Importer::storage(nb::handle value) {
  const auto known = storages_.find(value.ptr());
  if (known != storages_.end()) return known->second;
  const nb::object owner = get(value, peers().owner);
  if (nb::isinstance<Memory>(owner)) {
    return storages_.emplace(value.ptr(), nb::cast<Memory&>(owner).storage).first->second;
  }
  const nb::object bytes = get(value, peers().bytes);
  Py_buffer view;
  if (PyObject_GetBuffer(bytes.ptr(), &view, PyBUF_SIMPLE) != 0) nb::raise_python_error();
  void* data = view.buf;
  const auto nbytes = static_cast<uint64_t>(view.len);
  const bool writable = !view.readonly;
  PyBuffer_Release(&view);
  Storage made;
  if (writable) {
    auto* memory = new PythonMemory{value.ptr(), bytes.ptr()};
    Py_INCREF(memory->storage);
    Py_INCREF(memory->bytes);
    made = Storage::borrow(data, nbytes, release_python, memory);
  } else {
    // A program may write to whatever it is given.
    made = Storage::allocate(nbytes);
    if (nbytes) std::memcpy(made.data(), data, nbytes);
  }
  storages_.emplace(value.ptr(), made);
  return made;
}

intrusive_ptr<Generator> generator_like(nb::handle python) {
  const auto given = nb::cast<nb::tuple>(peers().random_state(python));
  Generator::State state;
  state.seed = nb::cast<uint64_t>(given[0]);
  const auto key = nb::cast<nb::bytes>(given[1]);
  if (key.size() != sizeof(state.key))
    throw Error(Diag::MJ9003, {{"expected", "Generator"}, {"found", "bytes"}});
  std::memcpy(state.key, key.c_str(), sizeof(state.key));
  state.position = nb::cast<uint32_t>(given[2]);
  if (!given[3].is_none()) state.next_normal = nb::cast<double>(given[3]);
  auto made = make_intrusive<Generator>();
  made->set_state(state);
  return made;
}

void set_generator(nb::handle python, const Generator::State& state) {
  const nb::object kept =
      state.next_normal ? nb::object(nb::float_(*state.next_normal)) : nb::none();
  peers().set_random_state(python, state.seed,
                           nb::bytes(reinterpret_cast<const char*>(state.key), sizeof(state.key)),
                           state.position, kept);
}

IValue Importer::generator(nb::handle value) {
  auto known = std::find_if(generators_.begin(), generators_.end(),
                            [&](const auto& given) { return given.first.is(value); });
  if (known == generators_.end()) {
    known = generators_.insert(known, {nb::borrow(value), generator_like(value)});
  }
  return IValue::opaque(IValue::Tag::Generator, known->second);
}

nb::object Importer::original(const Generator& value) const {
  for (const auto& [python, made] : generators_) {
    if (made.get() == &value) return python;
  }
  return nb::none();
}

IValue Importer::tensor(nb::handle value) {
  for (const Given& given : tensors_) {
    if (given.python.is(value)) return given.tensor;
  }
  const Peers& p = peers();
  const Storage memory = storage(get(value, p._storage));
  const auto dtype = static_cast<DType>(nb::cast<int>(get(get(value, p._dtype), p.number)));
  std::vector<int64_t> sizes = integers(get(value, p._sizes));
  std::vector<int64_t> strides = integers(get(value, p._strides));
  const Tensor made =
      tensor_on(memory, dtype, nb::cast<int64_t>(get(value, p._offset)), sizes, strides);
  made.set_requires_grad(nb::cast<bool>(get(value, p._requires_grad)));
  const nb::object quantizer = get(value, p._quantizer);
  if (!quantizer.is_none()) made.impl()->quantizer = this->quantizer(quantizer);
  tensors_.push_back({nb::borrow(value), made, std::move(sizes), std::move(strides), made.data()});
  return made;
}

intrusive_ptr<RefCounted> Importer::quantizer(nb::handle value) {
  auto made = make_intrusive<Quantizer>();
  made->scheme = static_cast<QScheme>(nb::cast<int>(value.attr("scheme")));
  made->scale = nb::cast<double>(value.attr("scale"));
  made->zero_point = nb::cast<int64_t>(value.attr("zero_point"));
  made->axis = nb::cast<int64_t>(value.attr("axis"));
  const nb::object scales = value.attr("scales");
  if (!scales.is_none()) {
    made->scales = tensor(scales).toTensor();
    made->zero_points = tensor(value.attr("zero_points")).toTensor();
  }
  return made;
}

void Importer::refresh() const {
  for (const auto& [python, made] : generators_) set_generator(python, made->state());
  for (const Given& given : tensors_) {
    const TensorImpl& now = *given.tensor.impl();
    const IntSpan sizes = given.tensor.sizes(), strides = given.tensor.strides();
    if (now.data == given.data &&
        std::equal(sizes.begin(), sizes.end(), given.sizes.begin(), given.sizes.end()) &&
        std::equal(strides.begin(), strides.end(), given.strides.begin(), given.strides.end())) {
      continue;
    }
    put(given.python, peers()._storage, storage_of(now.storage));
    put(given.python, peers()._sizes, tuple_of(sizes));
    put(given.python, peers()._strides, tuple_of(strides));
    put(given.python, peers()._offset, nb::int_(now.offset));
    peers().relaid.attr("times") += nb::int_(1);
  }
}

nb::object Importer::original(const TensorImpl& value) const {
  for (const Given& given : tensors_) {
    if (given.tensor.impl() == &value) return given.python;
  }
  return nb::none();
}

IValue Importer::list(nb::handle value, const TypePtr& element) {
  std::vector<IValue> items;
  for (nb::handle item : value) items.push_back(this->value(item, element));
  return make_intrusive<ListImpl>(element, std::move(items));
}

IValue Importer::dict(nb::handle value, const TypePtr& key, const TypePtr& item) {
  auto made = make_intrusive<DictImpl>(key, item);
  for (auto [k, v] : nb::borrow<nb::dict>(value)) {
    made->insert_or_assign(this->value(k, key), this->value(v, item));
  }
  return made;
}

IValue Importer::tuple(nb::handle value, const TypePtr& type) {
  const auto& types = type->elements();
  if (static_cast<size_t>(PyTuple_GET_SIZE(value.ptr())) != types.size()) misfit(value, type);
  std::vector<IValue> items;
  for (size_t i = 0; i < types.size(); ++i) {
    items.push_back(
        this->value(PyTuple_GET_ITEM(value.ptr(), static_cast<Py_ssize_t>(i)), types[i]));
  }
  return make_intrusive<TupleImpl>(std::move(items), type->name().empty() ? nullptr : type);
}

IValue Importer::object(nb::handle value) {
  const auto known = objects_.find(value.ptr());
  if (known != objects_.end()) return known->second;
  if (nb::cast<bool>(value.attr("class_type").attr("is_module"))) return module(value);
  const std::string name = nb::cast<std::string>(value.attr("class_type").attr("name"));
  std::shared_ptr<ClassType> cls = unit_ ? unit_->find_class(name) : nullptr;
  if (!cls) cls = code::contract_class(name);
  if (!cls) misfit(value, any_type());
  const auto& attributes = cls->attributes();
  auto made = make_intrusive<ObjectImpl>(cls, std::vector<IValue>(attributes.size()));
  objects_.emplace(value.ptr(), IValue(made));
  const nb::object slots = value.attr("slots");
  for (size_t i = 0; i < attributes.size(); ++i) {
    const nb::object item = slots.attr("get")(attributes[i].name.c_str());
    if (!item.is_none()) made->slots[i] = this->value(item, attributes[i].type);
  }
  return made;
}

IValue Importer::module(nb::handle value) {
  const nb::object home = peers().home_of(value);
  if (home.is_none()) misfit(value, any_type());
  IValue made(nb::cast<const ObjectHandle&>(home).object);
  objects_.emplace(value.ptr(), made);
  return made;
}

nb::object Importer::original(const ObjectImpl& value) const {
  const auto found = std::find_if(objects_.begin(), objects_.end(), [&](const auto& known) {
    return known.second.toObject().get() == &value;
  });
  return found == objects_.end() ? nb::none() : nb::borrow(found->first);
}

IValue Importer::member(nb::handle value) {
  const std::string name = nb::cast<std::string>(value.attr("class_type").attr("name"));
  const std::shared_ptr<ClassType> cls = unit_ ? unit_->find_class(name) : nullptr;
  if (!cls) misfit(value, any_type());
  return make_intrusive<EnumImpl>(cls, from_text(value.attr("name")),
                                  this->value(value.attr("value"), any_type()));
}

TypePtr Importer::infer(nb::handle value) const {
  PyObject* p = value.ptr();
  if (PyBool_Check(p)) return bool_type();
  if (PyLong_Check(p)) return int_type();
  if (PyFloat_Check(p)) return float_type();
  if (PyComplex_Check(p)) return complex_type();
  if (PyUnicode_Check(p)) return string_type();
  if (is_a(value, peers().tensor)) return tensor_type();
  if (is_a(value, peers().device)) return device_type();
  if (is_a(value, peers().generator)) return generator_type();
  if (PyList_Check(p)) {
    TypePtr element;
    for (nb::handle item : value) {
      const TypePtr next = infer(item);
      element = element ? unify(element, next) : next;
      if (!element) break;
    }
    return list_type(element ? element : PyList_GET_SIZE(p) ? any_type() : tensor_type());
  }
  if (PyDict_Check(p)) {
    TypePtr key, item;
    for (auto [k, v] : nb::borrow<nb::dict>(value)) {
      const TypePtr next_key = infer(k), next = infer(v);
      key = key ? unify(key, next_key) : next_key;
      item = item ? unify(item, next) : next;
      if (!key || !item) break;
    }
    return dict_type(key ? key : string_type(), item ? item : any_type());
  }
  if (PyTuple_Check(p)) {
    std::vector<TypePtr> types;
    for (nb::handle item : value) types.push_back(infer(item));
    return tuple_type(std::move(types));
  }
  return any_type();
}

bool Importer::fits(nb::handle value, const Type& type) const {
  PyObject* p = value.ptr();
  switch (type.kind()) {
    case TypeKind::None:
      return p == Py_None;
    case TypeKind::Bool:
      return PyBool_Check(p);
    case TypeKind::Int:
      return PyLong_Check(p) && !PyBool_Check(p);
    case TypeKind::Float:
      return PyFloat_Check(p);
    case TypeKind::String:
      return PyUnicode_Check(p);
    case TypeKind::Tensor:
      return is_a(value, peers().tensor);
    case TypeKind::Device:
      return is_a(value, peers().device);
    case TypeKind::List:
      return PyList_Check(p) &&
             (!PyList_GET_SIZE(p) || fits(PyList_GET_ITEM(p, 0), *type.element()));
    case TypeKind::Tuple:
      return PyTuple_Check(p);
    case TypeKind::Dict:
      return PyDict_Check(p);
    case TypeKind::Class:
      return nb::hasattr(value, "class_type") &&
             nb::cast<std::string>(value.attr("class_type").attr("name")) == type.name();
    default:
      return true;
  }
}

IValue Importer::value(nb::handle value, const TypePtr& type) {
  PyObject* p = value.ptr();
  switch (type->kind()) {
    case TypeKind::Optional:
      return p == Py_None ? IValue() : this->value(value, type->element());
    case TypeKind::None:
      if (p == Py_None) return IValue();
      break;
    case TypeKind::Tensor:
      if (is_a(value, peers().tensor)) return tensor(value);
      break;
    case TypeKind::Int:
      if (PyLong_Check(p)) {
        int overflow = 0;
        const int64_t found = PyLong_AsLongLongAndOverflow(p, &overflow);
        if (!overflow) return found;
      }
      break;
    case TypeKind::Float:
      if (PyFloat_Check(p)) return PyFloat_AS_DOUBLE(p);
      if (PyLong_Check(p)) {
        const double found = PyLong_AsDouble(p);
        if (found == -1 && PyErr_Occurred()) nb::raise_python_error();
        return found;
      }
      break;
    case TypeKind::Bool:
      if (PyBool_Check(p)) return p == Py_True;
      break;
    case TypeKind::Complex:
      if (PyComplex_Check(p) || PyFloat_Check(p) || PyLong_Check(p)) {
        const Py_complex found = PyComplex_AsCComplex(p);
        return std::complex<double>(found.real, found.imag);
      }
      break;
    case TypeKind::String:
      if (PyUnicode_Check(p)) return from_text(value);
      break;
    case TypeKind::Device:
      if (is_a(value, peers().device)) return Device(nb::cast<std::string>(nb::str(value)));
      if (PyUnicode_Check(p)) return Device(from_text(value));
      break;
    case TypeKind::Generator:
      if (is_a(value, peers().generator)) return generator(value);
      break;
    case TypeKind::List:
      if (PyList_Check(p) || PyTuple_Check(p)) return list(value, type->element());
      break;
    case TypeKind::Dict:
      if (PyDict_Check(p)) return dict(value, type->element(0), type->element(1));
      break;
    case TypeKind::Tuple:
      if (PyTuple_Check(p)) return tuple(value, type);
      break;
    case TypeKind::Class:
      if (is_a(value, peers().script_object)) return object(value);
      if (is_a(value, peers().enum_value)) return member(value);
      break;
    case TypeKind::Number:
      if (PyBool_Check(p)) return p == Py_True;
      if (PyLong_Check(p)) return this->value(value, int_type());
      if (PyFloat_Check(p)) return PyFloat_AS_DOUBLE(p);
      if (PyComplex_Check(p)) return this->value(value, complex_type());
      break;
    case TypeKind::Union:
      for (const TypePtr& member : type->elements()) {
        if (fits(value, *member)) return this->value(value, member);
      }
      break;
    default: {
      if (p == Py_None) return IValue();
      if (is_a(value, peers().script_object)) return object(value);
      if (is_a(value, peers().enum_value)) return member(value);
      const TypePtr found = infer(value);
      if (!found->is(TypeKind::Any)) return this->value(value, found);
    }
  }
  misfit(value, type);
}

nb::object storage_of(const Storage& memory) {
  if (memory && memory->release_memory == release_python) {
    return nb::borrow(static_cast<PythonMemory*>(memory->context)->storage);
  }
  nb::object found = Memory::known(memory.get());
  if (!found.is_none()) return found;
  const nb::object owner = nb::cast(Memory(memory ? memory : Storage::allocate(0)));
  nb::object made = bare(peers().storage);
  put(made, peers().owner, owner);
  nb::cast<Memory&>(owner).held_by(made);
  return made;
}

nb::object Exporter::tensor(const TensorImpl& value) const {
  if (given_) {
    nb::object known = given_->original(value);
    if (!known.is_none()) return known;
  }
  const auto size = static_cast<size_t>(value.ndim);
  const Peers& p = peers();
  nb::object made = bare(p.tensor);
  put(made, p._storage, storage_of(value.storage));
  put(made, p._dtype, p.dtypes[static_cast<size_t>(value.dtype)]);
  put(made, p._sizes, tuple_of(IntSpan(value.sizes, size)));
  put(made, p._strides, tuple_of(IntSpan(value.strides, size)));
  put(made, p._offset, nb::int_(value.offset));
  put(made, p._requires_grad, nb::bool_(value.requires_grad));
  put(made, p._quantizer, nb::none());
  if (value.quantizer) {
    const auto& by = static_cast<const Quantizer&>(*value.quantizer);
    const auto part = [&](const Tensor& t) { return t ? tensor(*t.impl()) : nb::none(); };
    put(made, p._quantizer,
        p.quantizer(static_cast<int>(by.scheme), by.scale, by.zero_point, part(by.scales),
                    part(by.zero_points), by.axis));
  }
  return made;
}

nb::object Exporter::class_type(const ClassType& cls) const {
  return nb::borrow(classes_[cls.name().c_str()]);
}

nb::object Exporter::object(const ObjectImpl& value) {
  const auto known = objects_.find(&value);
  if (known != objects_.end()) return known->second;
  if (given_ && value.type->is_module()) {
    nb::object original = given_->original(value);
    if (!original.is_none()) return original;
  }
  const nb::dict slots;
  const nb::object made = peers().script_object(class_type(*value.type), slots);
  objects_.emplace(&value, made);
  for (size_t i = 0; i < value.slots.size(); ++i) {
    slots[value.type->attributes()[i].name.c_str()] = this->value(value.slots[i]);
  }
  return made;
}

nb::object Exporter::value(const IValue& value) {
  switch (value.tag()) {
    case IValue::Tag::None:
      return nb::none();
    case IValue::Tag::Int:
      return nb::int_(value.toInt());
    case IValue::Tag::Double:
      return nb::float_(value.toDouble());
    case IValue::Tag::Bool:
      return nb::bool_(value.toBool());
    case IValue::Tag::Complex: {
      const std::complex<double> number = value.toComplexDouble();
      return nb::steal(PyComplex_FromDoubles(number.real(), number.imag()));
    }
    case IValue::Tag::String:
      return to_text(value.toStringRef());
    case IValue::Tag::Device:
      return peers().device(value.toDevice().str());
    case IValue::Tag::Tensor:
      return tensor(*value.toTensorImpl());
    case IValue::Tag::List: {
      nb::list items;
      for (const IValue& item : value.toListRef()) items.append(this->value(item));
      return std::move(items);
    }
    case IValue::Tag::Dict: {
      const nb::dict items;
      for (const auto& [key, item] : value.toDictImpl().entries()) {
        items[this->value(key)] = this->value(item);
      }
      return items;
    }
    case IValue::Tag::Tuple: {
      const TupleImpl& tuple = value.toTupleRef();
      nb::list items;
      for (const IValue& item : tuple.values) items.append(this->value(item));
      if (!tuple.type) return nb::tuple(items);
      nb::list fields;
      for (const std::string& field : tuple.type->fields()) fields.append(field.c_str());
      return peers().tuple_class(tuple.type->name(), nb::tuple(fields))(*items);
    }
    case IValue::Tag::Object:
      return object(value.toObjectRef());
    case IValue::Tag::Enum: {
      const EnumImpl& member = value.toEnumRef();
      return peers().enum_value(class_type(*member.type), member.name, this->value(member.value));
    }
    case IValue::Tag::Generator: {
      const auto& own = *static_cast<const Generator*>(value.opaque_pointer());
      nb::object known = given_ ? given_->original(own) : nb::none();
      if (!known.is_none()) return known;
      nb::object made = peers().generator();
      set_generator(made, own.state());
      return made;
    }
  }
  throw Error(Diag::MJ9003, {{"expected", "Any"}, {"found", value.tagKind()}});
}

}  // namespace minijit::python
