#include "loader/program_pickler.h"

#include <cstring>
#include <map>
#include <unordered_map>
#include <utility>

#include "ir/function.h"
#include "loader/loader.h"
#include "minijit/error.h"
#include "passes/compile.h"
#include "pickle/globals.h"
#include "support/limits.h"
#include "tensor/quantizer.h"

namespace minijit {

namespace {

[[noreturn]] void refuse(const std::string& detail) {
  throw Error(Diag::MJ6013, {{"detail", detail}});
}

/// The function that gives a list of these elements its type back; null for a tag.
const char* builder_of(const Type& element) {
  if (element.is(TypeKind::Int)) return "build_intlist";
  if (element.is(TypeKind::Float)) return "build_doublelist";
  if (element.is(TypeKind::Bool)) return "build_boollist";
  return element.is(TypeKind::Tensor) ? "build_tensorlist" : nullptr;
}

const char* scheme_name(QScheme scheme) {
  switch (scheme) {
    case QScheme::PerTensorAffine:
      return "per_tensor_affine";
    case QScheme::PerChannelAffine:
      return "per_channel_affine";
    case QScheme::PerChannelAffineFloatQParams:
      return "per_channel_affine_float_qparams";
  }
  refuse("an unknown scheme of quantization");
}

class ProgramPickler {
 public:
  ProgramPickler(const RunOptions& run, bool tagged) : run_(run), tagged_(tagged) {}

  Pickled finish(const IValue& value) {
    out_ = std::string("\x80\x02", 2);
    save(value);
    out_ += '.';
    return {std::move(out_), std::move(storages_)};
  }

 private:
  template <class T>
  void number(T value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    out_.append(bytes, sizeof(T));
  }

  /// PUT ('q', 'r') and GET ('h', 'j') of a place in the memo.
  void place(char small, char large, uint32_t index) {
    constexpr uint32_t one_byte = 256;
    out_ += index < one_byte ? small : large;
    if (index < one_byte) {
      out_ += static_cast<char>(index);
    } else {
      number(index);
    }
  }

  template <class Memo, class Key>
  bool get(const Memo& memo, const Key& key) {
    const auto found = memo.find(key);
    if (found != memo.end()) place('h', 'j', found->second);
    return found != memo.end();
  }

  template <class Memo, class Key>
  void put(Memo& memo, const Key& key) {
    memo.emplace(key, count_);
    place('q', 'r', count_++);
  }

  void name(const std::string& module, const std::string& atom) {
    const std::string whole = module + "\n" + atom + "\n";
    if (get(names_, whole)) return;
    out_ += "c" + whole;
    put(names_, whole);
  }

  void name_of_class(const std::string& qualified) {
    const size_t dot = qualified.rfind('.');
    name(qualified.substr(0, dot), qualified.substr(dot + 1));
  }

  void string(const std::string& value) {
    if (get(strings_, value)) return;
    if (value.size() >= uint64_t{1} << 32) {
      refuse("a string is too long: " + std::to_string(value.size()) + " bytes");
    }
    out_ += 'X';
    number(static_cast<uint32_t>(value.size()));
    out_ += value;
    put(strings_, value);
  }

  void integer(int64_t value) {
    if (value >= 0 && value <= UINT8_MAX) {
      out_ += 'K';
      number(static_cast<uint8_t>(value));
    } else if (value >= 0 && value <= UINT16_MAX) {
      out_ += 'M';
      number(static_cast<uint16_t>(value));
    } else if (value >= INT32_MIN && value <= INT32_MAX) {
      out_ += 'J';
      number(static_cast<int32_t>(value));
    } else {
      out_ += "\x8a\x08";
      number(value);
    }
  }

  void real(double value) {
    char bytes[sizeof(double)];
    std::memcpy(bytes, &value, sizeof(double));
    out_ += 'G';
    out_.append(std::make_reverse_iterator(bytes + sizeof(double)),
                std::make_reverse_iterator(bytes));
  }

  void flag(bool value) { out_ += value ? '\x88' : '\x89'; }

  void save(const IValue& value) {
    switch (value.tag()) {
      case IValue::Tag::None:
        out_ += 'N';
        return;
      case IValue::Tag::Bool:
        return flag(value.toBool());
      case IValue::Tag::Int:
        return integer(value.toInt());
      case IValue::Tag::Double:
        return real(value.toDouble());
      case IValue::Tag::String:
        return string(value.toStringRef());
      case IValue::Tag::Device:
        name("torch", "device");
        string(value.toDevice().str());
        out_ += "\x85R";
        return;
      case IValue::Tag::Complex:
        name("builtins", "complex");
        real(value.toComplexDouble().real());
        real(value.toComplexDouble().imag());
        out_ += "\x86R";
        return;
      case IValue::Tag::Enum:
        name_of_class(value.toEnumRef().type->name());
        save(value.toEnumRef().value);
        out_ += 'R';
        return;
      case IValue::Tag::Tensor:
        return shared(value, [&] { tensor(value.toTensor()); });
      case IValue::Tag::Object:
        return shared(value, [&] { object(value); });
      case IValue::Tag::List:
        return shared(value, [&] { list(value.toListImpl()); });
      case IValue::Tag::Dict:
        return shared(value, [&] { dict(value.toDictImpl()); });
      case IValue::Tag::Tuple:
        return nested([&] { tuple(value.toTupleRef().values); });
      case IValue::Tag::Generator:
        break;
    }
    refuse(std::string("an attribute of type ") + value.tagKind() + " cannot be saved");
  }

  template <class Write>
  void nested(Write write) {
    // Whoever reads it permits no more, and what holds itself has no end.
    if (++depth_ > limits::max_pickle_depth) refuse("values nest deeper than max_pickle_depth");
    write();
    --depth_;
  }

  template <class Write>
  void shared(const IValue& value, Write write) {
    const void* key = value.opaque_pointer();
    if (get(shared_, key)) return;
    nested(write);
    alive_.push_back(value);
    put(shared_, key);
  }

  void object(const IValue& value) {
    const ObjectImpl& object = value.toObjectRef();
    const ClassType& cls = *object.type;
    name_of_class(cls.name());
    out_ += ")\x81";
    if (has_own_state(cls)) {
      save(run_function(*cls.find_method("__getstate__"), {value}, run_));
      out_ += 'b';
      return;
    }
    out_ += "}(";
    for (size_t slot = 0; slot < cls.attributes().size(); ++slot) {
      string(cls.attributes()[slot].name);
      save(object.slots[slot]);
    }
    out_ += "ub";
  }

  void tuple(const std::vector<IValue>& values) {
    constexpr size_t most_counted = 3;
    if (values.empty()) {
      out_ += ')';
      return;
    }
    if (values.size() > most_counted) out_ += '(';
    for (const IValue& item : values) save(item);
    out_ += values.size() > most_counted ? 't' : static_cast<char>('\x84' + values.size());
  }

  void begin_tag() {
    if (tagged_) name("torch.jit._pickle", "restore_type_tag");
  }

  void end_tag(const Type& type) {
    if (!tagged_) return;
    string(type.str());
    out_ += "\x86R";
  }

  void list(const ListImpl& value) {
    if (!value.element_type) refuse("a list whose type nobody knows");
    const char* builder = tagged_ ? builder_of(*value.element_type) : nullptr;
    if (builder) {
      name("torch.jit._pickle", builder);
      out_ += '(';
    } else {
      begin_tag();
    }
    out_ += "](";
    for (const IValue& item : value.values) save(item);
    out_ += 'e';
    if (builder) {
      out_ += "tR";
    } else {
      end_tag(Type(TypeKind::List, {value.element_type}));
    }
  }

  void dict(const DictImpl& value) {
    begin_tag();
    out_ += "}(";
    for (const DictEntry& entry : value.entries()) {
      save(entry.key());
      save(entry.value());
    }
    out_ += 'u';
    end_tag(Type(TypeKind::Dict, {value.key_type, value.value_type}));
  }

  void tensor(const Tensor& value) {
    const TensorImpl& impl = *value.impl();
    const Quantizer* quantizer = quantizer_of(value);
    const std::string stored(storage_name(impl.dtype, quantizer));
    name("torch._utils", quantizer ? "_rebuild_qtensor" : "_rebuild_tensor_v2");
    out_ += "((";
    string("storage");
    name("torch", stored);
    const auto [known, fresh] =
        keys_.try_emplace(impl.storage.get(), std::to_string(storages_.size()), stored);
    if (fresh) storages_.push_back(impl.storage);
    if (known->second.second != stored) throw Error(Diag::MJ6014, {});
    string(known->second.first);
    string("cpu");
    integer(static_cast<int64_t>(impl.storage.nbytes() / itemsize(impl.dtype)));
    out_ += "tQ";
    integer(impl.offset);
    numbers(impl.sizes, impl.ndim);
    numbers(impl.strides, impl.ndim);
    if (quantizer) parameters(*quantizer);
    flag(impl.requires_grad);
    name("collections", "OrderedDict");
    out_ += ")RtR";
  }

  void numbers(const int64_t* values, int32_t count) {
    out_ += '(';
    for (int32_t i = 0; i < count; ++i) integer(values[i]);
    out_ += 't';
  }

  void parameters(const Quantizer& quantizer) {
    out_ += '(';
    name("torch", scheme_name(quantizer.scheme));
    if (quantizer.scales.defined()) {
      save(IValue(quantizer.scales));
      save(IValue(quantizer.zero_points));
      integer(quantizer.axis);
    } else {
      real(quantizer.scale);
      integer(quantizer.zero_point);
    }
    out_ += 't';
  }

  const RunOptions& run_;
  bool tagged_;
  std::string out_;
  uint64_t depth_ = 0;
  uint32_t count_ = 0;
  std::unordered_map<std::string, uint32_t> names_;
  std::unordered_map<std::string, uint32_t> strings_;
  std::unordered_map<const void*, uint32_t> shared_;
  std::vector<IValue> alive_;  // so that no address comes twice
  std::map<const void*, std::pair<std::string, std::string>> keys_;  // of a storage: key and class
  std::vector<Storage> storages_;
};

}  // namespace

Pickled pickle_program(const IValue& value, const RunOptions& run) {
  return ProgramPickler(run, true).finish(value);
}

Pickled pickle_plainly(const IValue& value) {
  const RunOptions run;
  return ProgramPickler(run, false).finish(value);
}

}  // namespace minijit
