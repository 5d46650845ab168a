#include "minijit/ivalue.h"

#include <algorithm>
#include <limits>
#include <new>

#include "minijit/error.h"
#include "minijit/types.h"
#include "support/bytes.h"

namespace minijit {

namespace {

struct DeviceName {
  DeviceType type;
  const char* name;
};

constexpr DeviceName device_names[] = {
    {DeviceType::CPU, "cpu"},       {DeviceType::CUDA, "cuda"},
    {DeviceType::IPU, "ipu"},       {DeviceType::XPU, "xpu"},
    {DeviceType::MKLDNN, "mkldnn"}, {DeviceType::OPENGL, "opengl"},
    {DeviceType::OPENCL, "opencl"}, {DeviceType::IDEEP, "ideep"},
    {DeviceType::HIP, "hip"},       {DeviceType::VE, "ve"},
    {DeviceType::FPGA, "fpga"},     {DeviceType::MAIA, "maia"},
    {DeviceType::XLA, "xla"},       {DeviceType::Lazy, "lazy"},
    {DeviceType::Vulkan, "vulkan"}, {DeviceType::MPS, "mps"},
    {DeviceType::Meta, "meta"},     {DeviceType::HPU, "hpu"},
    {DeviceType::MTIA, "mtia"},     {DeviceType::PrivateUse1, "privateuseone"},
    {DeviceType::Metal, "metal"},
};

template <class T>
std::vector<IValue> wrap_all(const std::vector<T>& values) {
  std::vector<IValue> result;
  result.reserve(values.size());
  for (const auto& value : values) result.emplace_back(static_cast<T>(value));
  return result;
}

template <class T, class F>
std::vector<T> unwrap_all(const ListImpl& list, F unwrap) {
  std::vector<T> result;
  result.reserve(list.size());
  for (const IValue& value : list) result.push_back(unwrap(value));
  return result;
}

/// Does every element (or, in an empty list, the element type) say `tag` or `kind`?
bool is_list_of(const IValue& value, TypeKind kind, IValue::Tag tag) {
  if (!value.isList()) return false;
  const ListImpl& list = value.toListImpl();
  if (list.element_type && !list.element_type->is(TypeKind::Any)) {
    return list.element_type->is(kind);
  }
  return std::all_of(list.begin(), list.end(), [&](const IValue& v) { return v.tag() == tag; });
}

template <class T>
size_t hash_of(const T& value) {
  return std::hash<T>()(value);
}

const char* tag_name(IValue::Tag tag) {
  switch (tag) {
    case IValue::Tag::None:
      return "None";
    case IValue::Tag::Int:
      return "int";
    case IValue::Tag::Double:
      return "float";
    case IValue::Tag::Bool:
      return "bool";
    case IValue::Tag::Device:
      return "Device";
    case IValue::Tag::Tensor:
      return "Tensor";
    case IValue::Tag::String:
      return "str";
    case IValue::Tag::List:
      return "List";
    case IValue::Tag::Dict:
      return "Dict";
    case IValue::Tag::Tuple:
      return "Tuple";
    case IValue::Tag::Object:
      return "Object";
    case IValue::Tag::Enum:
      return "Enum";
    case IValue::Tag::Complex:
      return "complex";
    case IValue::Tag::Generator:
      return "Generator";
  }
  return "?";
}

std::string key_text(const IValue& key) {
  if (key.isString()) return "'" + printable(key.toStringView()) + "'";
  if (key.isInt()) return std::to_string(key.toInt());
  if (key.isDouble()) return std::to_string(key.toDouble());
  if (key.isBool()) return key.toBool() ? "True" : "False";
  return std::string("of type ") + key.tagKind();
}

}  // namespace

namespace {

/// How deep destructors of containers are nested on this thread, and what waits for the outermost
/// one.
struct Releasing {
  int depth = 0;
  std::vector<IValue>* waiting = nullptr;
};

thread_local Releasing releasing;

constexpr int max_release_depth = 64;

}  // namespace

void release_values(std::vector<IValue>& values) noexcept {
  if (values.empty()) return;
  Releasing& state = releasing;
  if (state.depth == max_release_depth) {
    for (IValue& value : values) {
      if (value.is_shared()) state.waiting->push_back(std::move(value));
    }
    return;
  }
  ++state.depth;
  if (state.depth == 1) {
    std::vector<IValue> waiting;
    state.waiting = &waiting;
    values.clear();
    while (!waiting.empty()) {
      const IValue next = std::move(waiting.back());
      waiting.pop_back();
    }
    state.waiting = nullptr;
  } else {
    values.clear();
  }
  --state.depth;
}

Device::Device(std::string_view text) {
  const size_t colon = text.find(':');
  const std::string_view name = text.substr(0, colon);
  const auto* const found = std::find_if(std::begin(device_names), std::end(device_names),
                                         [&](const DeviceName& each) { return name == each.name; });
  if (found == std::end(device_names)) {
    throw Error(Diag::MJ9008, {{"text", printable(text)}});
  }
  type = found->type;
  if (colon == std::string_view::npos) return;
  const std::string_view number = text.substr(colon + 1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool fine = !number.empty() && number.size() <= 3 &&
                    std::all_of(number.begin(), number.end(), is_digit) &&
                    (number.size() == 1 || number[0] != '0');
  if (!fine) throw Error(Diag::MJ9009, {{"text", printable(text)}});
  int value = 0;
  for (char c : number) value = value * 10 + (c - '0');
  index = static_cast<int16_t>(value);
}

std::string Device::str() const {
  std::string result = "?";
  for (const DeviceName& each : device_names) {
    if (each.type == type) result = each.name;
  }
  if (index >= 0) result += ":" + std::to_string(index);
  return result;
}

IValue::IValue(std::complex<double> value)
    : IValue(Tag::Complex, make_intrusive<ComplexImpl>(value).detach()) {}
IValue::IValue(std::string value)
    : IValue(Tag::String, make_intrusive<StringImpl>(std::move(value)).detach()) {}
IValue::IValue(std::vector<Tensor> values)
    : IValue(make_intrusive<ListImpl>(tensor_type(), wrap_all(values))) {}
IValue::IValue(const std::vector<int64_t>& values)
    : IValue(make_intrusive<ListImpl>(int_type(), wrap_all(values))) {}
IValue::IValue(const std::vector<double>& values)
    : IValue(make_intrusive<ListImpl>(float_type(), wrap_all(values))) {}
IValue::IValue(const std::vector<bool>& values)
    : IValue(make_intrusive<ListImpl>(bool_type(), wrap_all(values))) {}
IValue::IValue(const std::vector<std::string>& values)
    : IValue(make_intrusive<ListImpl>(string_type(), wrap_all(values))) {}

const char* IValue::tagKind() const { return tag_name(tag_); }

void IValue::throw_kind(Tag wanted) const {
  throw Error(Diag::MJ9003, {{"expected", tag_name(wanted)}, {"found", tagKind()}});
}

bool IValue::isTensorList() const { return is_list_of(*this, TypeKind::Tensor, Tag::Tensor); }
bool IValue::isIntList() const { return is_list_of(*this, TypeKind::Int, Tag::Int); }
bool IValue::isDoubleList() const { return is_list_of(*this, TypeKind::Float, Tag::Double); }
bool IValue::isBoolList() const { return is_list_of(*this, TypeKind::Bool, Tag::Bool); }
bool IValue::isModule() const { return isObject() && toObjectRef().type->is_module(); }

std::complex<double> IValue::toComplexDouble() const {
  check(Tag::Complex);
  return static_cast<const ComplexImpl*>(payload_.p)->value;
}

double IValue::toNumber() const {
  switch (tag_) {
    case Tag::Int:
      return static_cast<double>(payload_.i);
    case Tag::Bool:
      return payload_.b ? 1 : 0;
    default:
      return toDouble();
  }
}

Scalar IValue::toScalar() const {
  switch (tag_) {
    case Tag::Int:
      return Scalar(toInt());
    case Tag::Bool:
      return Scalar(toBool());
    case Tag::Complex:
      return Scalar(toComplexDouble());
    default:
      return Scalar(toDouble());
  }
}

std::vector<Tensor> IValue::toTensorVector() const {
  return unwrap_all<Tensor>(toListImpl(), [](const IValue& v) { return v.toTensor(); });
}
std::vector<int64_t> IValue::toIntVector() const {
  return unwrap_all<int64_t>(toListImpl(), [](const IValue& v) { return v.toInt(); });
}
std::vector<double> IValue::toDoubleVector() const {
  return unwrap_all<double>(toListImpl(), [](const IValue& v) { return v.toDouble(); });
}
std::vector<bool> IValue::toBoolVector() const {
  return unwrap_all<bool>(toListImpl(), [](const IValue& v) { return v.toBool(); });
}

bool IValue::is(const IValue& other) const {
  if (tag_ != other.tag_) return false;
  switch (tag_) {
    case Tag::None:
      return true;
    case Tag::Double:
      return payload_.d == other.payload_.d;
    case Tag::Bool:
      return payload_.b == other.payload_.b;
    case Tag::Device:
      return payload_.device == other.payload_.device;
    default:
      return payload_.i == other.payload_.i;
  }
}

bool is_hashable(const IValue& value) {
  switch (value.tag()) {
    case IValue::Tag::Int:
    case IValue::Tag::Double:
    case IValue::Tag::Bool:
    case IValue::Tag::Device:
    case IValue::Tag::Tensor:
    case IValue::Tag::String:
    case IValue::Tag::Enum:
    case IValue::Tag::Complex:
      return true;
    default:
      return false;
  }
}

size_t hash_key(const IValue& key) {
  switch (key.tag()) {
    case IValue::Tag::Int:
      return hash_of(key.toInt());
    case IValue::Tag::Bool:
      return hash_of(int64_t{key.toBool()});
    case IValue::Tag::Double:
      return hash_of(key.toDouble());
    case IValue::Tag::String:
      return hash_of(key.toStringRef());
    case IValue::Tag::Complex:
      return hash_of(key.toComplexDouble().real());
    case IValue::Tag::Device:
      return hash_of(static_cast<int64_t>(key.toDevice().type) * 256 + key.toDevice().index);
    case IValue::Tag::Enum:
      return hash_of(key.toEnumRef().name);
    default:
      return hash_of(static_cast<const void*>(key.opaque_pointer()));
  }
}

bool same_key(const IValue& a, const IValue& b) {
  if (a.tag() != b.tag()) return false;
  switch (a.tag()) {
    case IValue::Tag::String:
      return a.toStringRef() == b.toStringRef();
    case IValue::Tag::Complex:
      return a.toComplexDouble() == b.toComplexDouble();
    case IValue::Tag::Enum:
      return a.toEnumRef().type == b.toEnumRef().type && a.toEnumRef().name == b.toEnumRef().name;
    default:
      return a.is(b);
  }
}

namespace {
/// Dicts up to this size are searched from front to back.
constexpr size_t small_dict = 8;
constexpr size_t not_found = static_cast<size_t>(-1);
}  // namespace

size_t DictImpl::home_of(const IValue& key) const {
  // Hashes of numbers may be the numbers: a multiplication spreads their low bits.
  const uint64_t mixed = uint64_t{hash_key(key)} * 0x9e3779b97f4a7c15u;
  return static_cast<size_t>(mixed >> 32) & (table_.size() - 1);
}

size_t DictImpl::index_of(const IValue& key) const {
  if (table_.empty()) {
    for (size_t i = 0; i < entries_.size(); ++i) {
      if (same_key(entries_[i].first, key)) return i;
    }
    return not_found;
  }
  for (size_t at = home_of(key); table_[at]; at = (at + 1) & (table_.size() - 1)) {
    if (same_key(entries_[table_[at] - 1].first, key)) return table_[at] - 1;
  }
  return not_found;
}

void DictImpl::index_entry(uint32_t number) {
  size_t at = home_of(entries_[number - 1].first);
  while (table_[at]) at = (at + 1) & (table_.size() - 1);
  table_[at] = number;
}

/// Makes a table for one entry more, at most a third full.
void DictImpl::index_all() {
  size_t size = 4 * small_dict;
  while (size < 3 * (entries_.size() + 1)) size *= 2;
  table_.assign(size, 0);
  for (uint32_t number = 1; number <= entries_.size(); ++number) index_entry(number);
}

/// Forgets an entry that is still there; the numbers behind it go down by one.
void DictImpl::remove_from_table(uint32_t number) {
  const size_t mask = table_.size() - 1;
  size_t free = home_of(entries_[number - 1].first);
  while (table_[free] != number) free = (free + 1) & mask;
  // What was put further on because this place was taken moves up.
  for (size_t at = (free + 1) & mask; table_[at]; at = (at + 1) & mask) {
    const size_t home = home_of(entries_[table_[at] - 1].first);
    if (((at - home) & mask) < ((at - free) & mask)) continue;
    table_[free] = table_[at];
    free = at;
  }
  table_[free] = 0;
  if (number == entries_.size()) return;
  for (uint32_t& each : table_) each -= each > number;
}

const IValue* DictImpl::find(const IValue& key) const {
  const size_t i = index_of(key);
  return i == not_found ? nullptr : &entries_[i].second;
}

IValue* DictImpl::find(const IValue& key) {
  const size_t i = index_of(key);
  return i == not_found ? nullptr : &entries_[i].second;
}

const IValue& DictImpl::at(const IValue& key) const {
  if (const IValue* value = find(key)) return *value;
  throw Error(Diag::MJ9010, {{"key", key_text(key)}});
}

void DictImpl::insert_or_assign(IValue key, IValue value) {
  if (IValue* present = find(key)) {
    *present = std::move(value);
    return;
  }
  if (entries_.size() >= std::numeric_limits<uint32_t>::max()) throw std::bad_alloc();
  const bool is_full = 3 * (entries_.size() + 1) > 2 * table_.size();
  if (is_full && entries_.size() >= small_dict) index_all();
  entries_.emplace_back(std::move(key), std::move(value));
  if (!table_.empty()) index_entry(static_cast<uint32_t>(entries_.size()));
  held_.set(entries_.capacity() * sizeof(Entry) + table_.capacity() * sizeof(uint32_t));
}

bool DictImpl::erase(const IValue& key) {
  const size_t i = index_of(key);
  if (i == not_found) return false;
  if (!table_.empty()) remove_from_table(static_cast<uint32_t>(i + 1));
  entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(i));
  return true;
}

DictImpl::~DictImpl() {
  std::vector<IValue> values;
  values.reserve(entries_.size());
  for (Entry& entry : entries_) values.push_back(std::move(entry.second));
  release_values(values);
}

void DictImpl::clear() {
  entries_.clear();
  table_.clear();
}

}  // namespace minijit
