#include "pickle/rebuild.h"

#include <algorithm>
#include <complex>
#include <cstring>

#include "minijit/error.h"
#include "support/bytes.h"
#include "support/limits.h"
#include "tensor/quantizer.h"
#include "tensor/views.h"

namespace minijit {

namespace {

[[noreturn]] void fail_tensor(const char* what, const std::string& value) {
  throw Error(Diag::MJ5012, {{"what", what}, {"value", value}});
}

[[noreturn]] void fail_unsupported(std::string_view kind) {
  throw Error(Diag::MJ5015, {{"kind", kind}});
}

Span<const IValue> tuple_arguments(const IValue& argument, size_t least, size_t most) {
  if (!argument.isTuple()) throw WrongArguments{"the arguments are not a tuple"};
  const Span<const IValue> values = argument.toTupleRef().values;
  if (values.size() < least || values.size() > most) {
    throw WrongArguments{"it does not take " + std::to_string(values.size()) + " arguments"};
  }
  return values;
}

Dims checked_sizes(const IValue& value, const char* what) {
  if (!value.isTuple() && !value.isList()) fail_tensor(what, short_text(value));
  const Span<const IValue> items =
      value.isTuple() ? Span<const IValue>(value.toTupleRef().values) : value.toListRef();
  if (items.size() > limits::max_dims) fail_tensor(what, short_text(value));
  Dims result(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    if (!items[i].isInt() || items[i].toInt() < 0) fail_tensor(what, short_text(value));
    result[i] = items[i].toInt();
  }
  return result;
}

/// The same view of a copy of the storage, whose elements are negated or conjugated.
Tensor apply_lazily(const Tensor& tensor, bool conjugate, bool negate) {
  const uint64_t nbytes = tensor.storage().nbytes();
  Storage copy = Storage::allocate(nbytes);
  if (nbytes) std::memcpy(copy.data(), tensor.storage().data(), nbytes);
  const Tensor result =
      tensor_on(copy, tensor.dtype(), tensor.storage_offset(), tensor.sizes(), tensor.strides());
  const int64_t count = static_cast<int64_t>(nbytes) / result.element_size();
  visit_dtype(result.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    T* values = static_cast<T*>(result.storage().data());
    for (int64_t i = 0; i < count; ++i) {
      if constexpr (std::is_same_v<T, std::complex<float>> ||
                    std::is_same_v<T, std::complex<double>>) {
        if (conjugate) values[i] = std::conj(values[i]);
        if (negate) values[i] = -values[i];
      } else if constexpr (std::is_same_v<T, Half> || std::is_same_v<T, BFloat16>) {
        if (negate) values[i].raw ^= 0x8000;
      } else if constexpr (std::is_floating_point_v<T>) {
        if (negate) values[i] = -values[i];
      } else {
        if (negate) fail_tensor("metadata", "neg of a tensor of integers");
      }
    }
  });
  return result;
}

Tensor resolve_metadata(const Tensor& tensor, const IValue& metadata) {
  if (metadata.isNone()) return tensor;
  if (!metadata.isGenericDict()) fail_tensor("metadata", short_text(metadata));
  bool conjugate = false;
  bool negate = false;
  for (const auto& [key, value] : metadata.toDictImpl()) {
    const bool known = key.isString() && value.isBool() &&
                       (key.toStringView() == "conj" || key.toStringView() == "neg");
    if (!known) fail_tensor("metadata", short_text(key));
    (key.toStringView() == "conj" ? conjugate : negate) = value.toBool();
  }
  return conjugate || negate ? apply_lazily(tensor, conjugate, negate) : tensor;
}

Tensor rebuild_tensor(Span<const IValue> args) {
  const StoredElements* stored = as_stored(args[0]);
  if (!stored) fail_tensor("storage", python_kind(args[0]));
  const Dims sizes = checked_sizes(args[2], "sizes");
  const Dims strides = checked_sizes(args[3], "strides");
  if (sizes.size() != strides.size()) {
    fail_tensor("sizes and strides", dims_text(sizes) + " and " + dims_text(strides));
  }
  if (!args[1].isInt() || args[1].toInt() < 0) fail_tensor("offset", short_text(args[1]));
  if (!args[4].isBool()) fail_tensor("requires_grad", short_text(args[4]));
  if (!element_count(sizes)) fail_tensor("sizes", dims_text(sizes));
  const int64_t offset = args[1].toInt();
  const std::optional<uint64_t> needed =
      storage_need(sizes, strides, offset, itemsize(stored->dtype));
  if (!needed || *needed > stored->storage.nbytes()) {
    throw Error(Diag::MJ5011, {{"sizes", dims_text(sizes)},
                               {"strides", dims_text(strides)},
                               {"offset", offset},
                               {"nbytes", stored->storage.nbytes()}});
  }
  Tensor result = tensor_on(stored->storage, stored->dtype, offset, sizes, strides);
  if (args.size() == 7) result = resolve_metadata(result, args[6]);
  result.set_requires_grad(args[4].toBool());
  return result;
}

/// `(scheme, scale, zero_point)`, or `(scheme, scales, zero_points, axis)`.
Tensor rebuild_qtensor(Span<const IValue> args) {
  const IValue plain[] = {args[0], args[1], args[2], args[3], args[5]};
  const Tensor result = rebuild_tensor(plain);
  const auto fail = [&] { fail_tensor("quantizer", short_text(args[4])); };
  if (!args[4].isTuple() || args[4].toTupleRef().size() < 3) fail();
  const std::vector<IValue>& parts = args[4].toTupleRef().values;
  const PickleGlobal* scheme = as_global(parts[0]);
  const bool integers =
      result.dtype() == kInt8 || result.dtype() == kUInt8 || result.dtype() == kInt32;
  if (!scheme || scheme->kind != "qscheme" || !integers) fail();
  auto made = make_intrusive<Quantizer>();
  if (scheme->name == "torch.per_tensor_affine" && parts.size() == 3) {
    if (!parts[1].isDouble() || !parts[2].isInt()) fail();
    made->scale = parts[1].toDouble();
    made->zero_point = parts[2].toInt();
  } else if (parts.size() == 4 && parts[1].isTensor() && parts[2].isTensor() && parts[3].isInt()) {
    // Files of torch.save have one name for both.
    const bool real = scheme->name == "torch.per_channel_affine_float_qparams" ||
                      is_floating_point(parts[2].toTensor().scalar_type());
    made->scales = parts[1].toTensor();
    made->zero_points = parts[2].toTensor();
    made->axis = parts[3].toInt();
    made->scheme = real ? QScheme::PerChannelAffineFloatQParams : QScheme::PerChannelAffine;
    const bool inside = made->axis >= 0 && made->axis < result.dim();
    const bool fits = inside && made->scales.numel() == result.size(made->axis) &&
                      made->zero_points.numel() == result.size(made->axis);
    if (!fits) fail();
  } else {
    fail();
  }
  result.impl()->quantizer = std::move(made);
  return result;
}

Tensor rebuild_parameter(Span<const IValue> args) {
  if (!args[0].isTensor() || !args[1].isBool()) fail_tensor("parameter data", python_kind(args[0]));
  const Tensor data = args[0].toTensor().detach();
  if (args[1].toBool() && !data.is_floating_point() && !data.is_complex()) {
    fail_tensor("requires_grad and dtype", dtype_name(data.dtype()));
  }
  data.set_requires_grad(args[1].toBool());
  data.impl()->is_parameter = true;
  return data;
}

IValue tag_list(const IValue& argument, const TypePtr& element) {
  const IValue& list = tuple_arguments(argument, 1, 1)[0];
  if (!list.isList()) throw WrongArguments{"the argument is not a list"};
  list.toListImpl().element_type = element;
  return list;
}

IValue restore_type_tag(const IValue& argument, PickleHost& host) {
  const Span<const IValue> args = tuple_arguments(argument, 2, 2);
  if (!args[1].isString()) throw WrongArguments{"the type is not a text"};
  TypePtr type = host.parse_type(args[1].toStringView());
  if (type->is(TypeKind::Optional)) type = type->element();
  if (type->is(TypeKind::List) && args[0].isList()) {
    args[0].toListImpl().element_type = type->element();
  } else if (type->is(TypeKind::Dict) && args[0].isGenericDict()) {
    args[0].toDictImpl().key_type = type->element(0);
    args[0].toDictImpl().value_type = type->element(1);
  } else if (!type->is(TypeKind::Tuple) || !args[0].isTuple()) {
    throw WrongArguments{std::string("a ") + python_kind(args[0]) + " is not a " + type->str()};
  }
  return args[0];
}

IValue make_complex(const IValue& argument) {
  const Span<const IValue> args = tuple_arguments(argument, 2, 2);
  const auto is_real = [](const IValue& v) { return v.isDouble() || v.isInt(); };
  if (!is_real(args[0]) || !is_real(args[1])) throw WrongArguments{"its parts are not numbers"};
  return std::complex<double>(args[0].toNumber(), args[1].toNumber());
}

IValue make_device(const IValue& argument) {
  const Span<const IValue> args = tuple_arguments(argument, 1, 2);
  if (!args[0].isString()) throw WrongArguments{"the device is not a text"};
  Device device(args[0].toStringView());
  if (args.size() == 2) {
    if (!args[1].isInt() || args[1].toInt() < 0 || args[1].toInt() > 127) {
      throw WrongArguments{"the index of the device is not a small number"};
    }
    device.index = static_cast<int16_t>(args[1].toInt());
  }
  return device;
}

/// An enum's member by its value, which stands in the pickle by itself.
IValue make_enum(const TypePtr& type, const IValue& value) {
  const ClassTypePtr cls = as_class_ptr(type);
  if (!cls || cls->class_kind() != ClassKind::Enum) throw WrongArguments{"it is not an enum"};
  for (const ClassConstant& member : cls->constants()) {
    const bool holder = member.value->isEnum();
    const IValue& plain = holder ? member.value->toEnumRef().value : *member.value;
    if (!same_key(plain, value)) continue;
    return holder ? *member.value : IValue(make_intrusive<EnumImpl>(cls, member.name, value));
  }
  throw WrongArguments{"it has no member " + short_text(value)};
}

}  // namespace

IValue call_global(const PickleGlobal& function, const IValue& argument, PickleHost& host) {
  const std::string_view kind = function.kind;
  if (kind == "class") return make_enum(function.type, argument);
  if (kind == "rebuild_tensor_v2") return rebuild_tensor(tuple_arguments(argument, 5, 7));
  if (kind == "rebuild_qtensor") return rebuild_qtensor(tuple_arguments(argument, 6, 7));
  if (kind == "rebuild_parameter") return rebuild_parameter(tuple_arguments(argument, 3, 3));
  if (kind == "build_intlist") return tag_list(argument, int_type());
  if (kind == "build_doublelist") return tag_list(argument, float_type());
  if (kind == "build_boollist") return tag_list(argument, bool_type());
  if (kind == "build_tensorlist") return tag_list(argument, tensor_type());
  if (kind == "restore_type_tag") return restore_type_tag(argument, host);
  if (kind == "complex") return make_complex(argument);
  if (kind == "device") return make_device(argument);
  // Hooks, always empty: nothing looks at them.
  if (kind == "ordered_dict") {
    tuple_arguments(argument, 0, 0);
    return IValue();
  }
  fail_unsupported(function.name);
}

StorageId read_storage_id(const IValue& id) {
  const auto fail_id = [&] { fail_tensor("persistent id", short_text(id)); };
  if (!id.isTuple() || id.toTupleRef().size() < 5) fail_id();
  const std::vector<IValue>& parts = id.toTupleRef().values;
  if (!parts[0].isString() || parts[0].toStringView() != "storage") fail_id();
  const PickleGlobal* cls = as_global(parts[1]);
  const std::optional<DType> dtype =
      cls && cls->kind == "storage" ? storage_dtype(cls->name) : std::nullopt;
  if (!dtype) fail_unsupported(cls ? cls->name : short_text(parts[1]));
  if (!parts[2].isString()) fail_tensor("storage key", short_text(parts[2]));
  if (!parts[4].isInt() || parts[4].toInt() < 0) {
    fail_tensor("number of elements", short_text(parts[4]));
  }
  if (!parts[3].isString()) fail_tensor("location", short_text(parts[3]));
  return {*dtype, parts[2].toStringRef(), parts[3].toStringRef(), parts[4].toInt()};
}

const char* python_kind(const IValue& value) {
  if (as_global(value)) return "Global";
  if (as_stored(value)) return "StoredElements";
  switch (value.tag()) {
    case IValue::Tag::None:
      return "NoneType";
    case IValue::Tag::List:
      return "list";
    case IValue::Tag::Dict:
      return "dict";
    case IValue::Tag::Tuple:
      return "tuple";
    default:
      return value.tagKind();
  }
}

std::string short_text(const IValue& value) {
  switch (value.tag()) {
    case IValue::Tag::None:
      return "None";
    case IValue::Tag::Int:
      return std::to_string(value.toInt());
    case IValue::Tag::Double:
      return std::to_string(value.toDouble());
    case IValue::Tag::Bool:
      return value.toBool() ? "True" : "False";
    case IValue::Tag::String:
      return "'" + printable(value.toStringView(), 80) + "'";
    case IValue::Tag::Tuple: {
      std::string text = "(";
      for (const IValue& item : value.toTupleRef().values) {
        if (text.size() > 80) return text + "...";
        if (text.size() > 1) text += ", ";
        text += item.isTuple() ? "(...)" : short_text(item);
      }
      return text + ")";
    }
    default:
      return python_kind(value);
  }
}

}  // namespace minijit
