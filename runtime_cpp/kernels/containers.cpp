// Lists and dicts of programs: shared by reference, dicts in order of insertion.
#include <algorithm>
#include <utility>

#include "kernels/elementwise.h"
#include "kernels/kernel_list.h"
#include "kernels/slices.h"
#include "kernels/text.h"
#include "minijit/types.h"
#include "support/limits.h"

namespace minijit::kernels {

namespace {

size_t position(const std::vector<IValue>& items, int64_t index) {
  const int64_t size = static_cast<int64_t>(items.size());
  if (index < -size || index >= size) throw Error(Diag::MJ3115);
  return static_cast<size_t>(index < 0 ? index + size : index);
}

/// Comparing tensors asks for one bool: both have one element (MJ3018).
void check_single(const Tensor& a, const Tensor& b) {
  if (a.numel() == 1 && b.numel() == 1) return;
  const bool none = a.numel() == 0 || b.numel() == 0;
  throw Error(Diag::MJ3018, {{"numel", none ? "no values" : "more than one value"}});
}

bool same_tensor(const Tensor& a, const Tensor& b) {
  check_single(a, b);
  return a.item<std::complex<double>>() == b.item<std::complex<double>>();
}

bool same_item(const IValue& a, const IValue& b) {
  if (a.isTensor() && b.isTensor()) return same_tensor(a.toTensor(), b.toTensor());
  if (a.isString() && b.isString()) return a.toStringRef() == b.toStringRef();
  if (a.isInt() && b.isInt()) return a.unchecked_int() == b.unchecked_int();
  if (a.isComplexDouble() && b.isComplexDouble()) {
    return a.toComplexDouble() == b.toComplexDouble();
  }
  if (a.isScalar() && b.isScalar()) return a.toNumber() == b.toNumber();
  return a.is(b);
}

bool same_lists(KernelCall& call) {
  const Span<const IValue> a = call.arg(0).toListRef(), b = call.arg(1).toListRef();
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), same_item);
}

std::vector<IValue>::iterator find_item(std::vector<IValue>& items, const IValue& wanted) {
  return std::find_if(items.begin(), items.end(),
                      [&](const IValue& item) { return same_item(item, wanted); });
}

void contains_item(KernelCall& call) {
  std::vector<IValue>& items = call.arg(0).toListImpl().values;
  call.set(IValue(find_item(items, call.arg(1)) != items.end()));
}

void index_item(KernelCall& call) {
  std::vector<IValue>& items = call.arg(0).toListImpl().values;
  const auto found = find_item(items, call.arg(1));
  if (found == items.end()) {
    throw Error(Diag::MJ3100, {{"detail", "'" + printed(call.arg(1)) + "' is not in list"}});
  }
  call.set(static_cast<int64_t>(found - items.begin()));
}

void remove_item(KernelCall& call) {
  std::vector<IValue>& items = call.arg(0).toListImpl().values;
  const auto found = find_item(items, call.arg(1));
  if (found == items.end()) {
    throw Error(Diag::MJ3100, {{"detail", "list.remove(x): x not in list"}});
  }
  items.erase(found);
}

void count_item(KernelCall& call) {
  const std::vector<IValue>& items = call.arg(0).toListImpl().values;
  const auto same = [&](const IValue& item) { return same_item(item, call.arg(1)); };
  call.set(static_cast<int64_t>(std::count_if(items.begin(), items.end(), same)));
}

intrusive_ptr<ListImpl> list_like(const ListImpl& model, std::vector<IValue> values) {
  return make_intrusive<ListImpl>(model.element_type, std::move(values));
}

std::vector<IValue> repeated(const std::vector<IValue>& items, int64_t count) {
  std::vector<IValue> result;
  if (count <= 0) return result;
  if (items.empty()) return result;
  check_alloc(static_cast<uint64_t>(count), items.size() * sizeof(IValue));
  for (int64_t i = 0; i < count; ++i) result.insert(result.end(), items.begin(), items.end());
  return result;
}

const IValue& dict_at(KernelCall& call) {
  const IValue* found = call.arg(0).toDictImpl().find(call.arg(1));
  if (!found) throw Error(Diag::MJ3116, {{"key", printed(call.arg(1))}});
  return *found;
}

void dict_pop(KernelCall& call) {
  const IValue value = dict_at(call);
  call.arg(0).toDictImpl().erase(call.arg(1));
  call.set(value);
}

void dict_pop_default(KernelCall& call) {
  const IValue* found = call.arg(0).toDictImpl().find(call.arg(1));
  const IValue value = found ? *found : call.arg(2);
  if (found) call.arg(0).toDictImpl().erase(call.arg(1));
  call.set(value);
}

void dict_get(KernelCall& call) {
  const IValue* found = call.arg(0).toDictImpl().find(call.arg(1));
  call.set(found ? *found : call.n_in > 2 ? call.arg(2) : IValue());
}

void dict_setdefault(KernelCall& call) {
  DictImpl& dict = call.arg(0).toDictImpl();
  const IValue* found = dict.find(call.arg(1));
  if (!found) dict.insert_or_assign(call.arg(1), call.arg(2));
  call.set(found ? IValue(*found) : call.arg(2));
}

void dict_keys(KernelCall& call) {
  const DictImpl& dict = call.arg(0).toDictImpl();
  std::vector<IValue> values;
  for (const auto& entry : dict) values.push_back(entry.first);
  call.set(IValue(make_intrusive<ListImpl>(dict.key_type, std::move(values))));
}

void dict_values(KernelCall& call) {
  const DictImpl& dict = call.arg(0).toDictImpl();
  std::vector<IValue> values;
  for (const auto& entry : dict) values.push_back(entry.second);
  call.set(IValue(make_intrusive<ListImpl>(dict.value_type, std::move(values))));
}

void dict_items(KernelCall& call) {
  const DictImpl& dict = call.arg(0).toDictImpl();
  std::vector<IValue> values;
  for (const auto& entry : dict) {
    values.emplace_back(make_intrusive<TupleImpl>(std::vector<IValue>{entry.first, entry.second}));
  }
  call.set(IValue(
      make_intrusive<ListImpl>(tuple_type({dict.key_type, dict.value_type}), std::move(values))));
}

void dict_copy(KernelCall& call) {
  const DictImpl& dict = call.arg(0).toDictImpl();
  auto made = make_intrusive<DictImpl>(dict.key_type, dict.value_type);
  for (const auto& entry : dict) made->insert_or_assign(entry.first, entry.second);
  call.set(IValue(std::move(made)));
}

void dict_update(KernelCall& call) {
  const std::vector<DictImpl::Entry> entries = call.arg(1).toDictImpl().entries();
  for (const auto& entry : entries) {
    call.arg(0).toDictImpl().insert_or_assign(entry.first, entry.second);
  }
}

void dict_from_pairs(KernelCall& call) {
  const ListImpl& pairs = call.arg(0).toListImpl();
  const TypePtr& pair = pairs.element_type;
  auto made = make_intrusive<DictImpl>(pair->element(0), pair->element(1));
  for (const IValue& item : pairs.values) {
    const std::vector<IValue>& both = item.toTupleRef().values;
    made->insert_or_assign(both[0], both[1]);
  }
  call.set(IValue(std::move(made)));
}

/// Takes out the first entry, unlike Python.
void dict_popitem(KernelCall& call) {
  DictImpl& dict = call.arg(0).toDictImpl();
  if (dict.empty()) fail("popitem(): dictionary is empty");
  const DictImpl::Entry entry = *dict.begin();
  dict.erase(entry.first);
  call.set(IValue(make_intrusive<TupleImpl>(std::vector<IValue>{entry.first, entry.second})));
}

size_t hash_value(const IValue& value) {
  if (value.isTuple()) {
    size_t seed = 0;
    for (const IValue& item : value.toTupleRef().values) {
      seed ^= hash_value(item) + 0x9e3779b9 + (seed << 6) + (seed >> 2);
    }
    return seed;
  }
  if (value.isNone()) return 0;
  if (value.isList()) {
    fail("unhashable type: '" + list_type(value.toListImpl().element_type)->str() + "'");
  }
  if (value.isGenericDict()) {
    const DictImpl& dict = value.toDictImpl();
    fail("unhashable type: '" + dict_type(dict.key_type, dict.value_type)->str() + "'");
  }
  return hash_key(value);
}

void dict_size(KernelCall& call) {
  call.set(static_cast<int64_t>(call.arg(0).toDictImpl().size()));
}
void dict_contains(KernelCall& call) {
  call.set(IValue(call.arg(0).toDictImpl().contains(call.arg(1))));
}
void dict_set(KernelCall& call) {
  call.arg(0).toDictImpl().insert_or_assign(call.arg(1), call.arg(2));
}

/// Numbers (NaN is the largest), strings, and tuples of them by their first difference.
bool item_less(const IValue& a, const IValue& b) {
  if (a.isInt() && b.isInt()) return a.toInt() < b.toInt();
  if (a.isString() && b.isString()) return a.toStringRef() < b.toStringRef();
  if (a.isTensor() && b.isTensor()) {
    check_single(a.toTensor(), b.toTensor());
    return a.toTensor().item<double>() < b.toTensor().item<double>();
  }
  if (a.isTuple() && b.isTuple()) {
    const auto &x = a.toTupleRef().values, &y = b.toTupleRef().values;
    for (size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
      if (item_less(x[i], y[i])) return true;
      if (item_less(y[i], x[i])) return false;
    }
    return x.size() < y.size();
  }
  if (!a.isScalar() || !b.isScalar())
    fail("only numbers, strings and tuples of them can be sorted");
  const double x = a.toNumber(), y = b.toNumber();
  return x < y || (y != y && x == x);
}

/// Ints as unsigned numbers of the same order.
constexpr uint64_t sign_bit = uint64_t{1} << 63;

/// By bytes, from the lowest on; bytes that are the same everywhere are left out.
void sort_ints(std::vector<IValue>& items, bool descending) {
  const size_t count = items.size();
  std::vector<uint64_t> keys(count), space(count);
  uint64_t differ = 0;
  for (size_t i = 0; i < count; ++i) {
    keys[i] = static_cast<uint64_t>(items[i].unchecked_int()) ^ sign_bit;
    differ |= keys[i] ^ keys[0];
  }
  for (int shift = 0; shift < 64; shift += 8) {
    if ((differ >> shift & 0xff) == 0) continue;
    size_t places[256] = {};
    for (const uint64_t key : keys) ++places[key >> shift & 0xff];
    size_t before = 0;
    for (size_t& place : places) before += std::exchange(place, before);
    for (const uint64_t key : keys) space[places[key >> shift & 0xff]++] = key;
    keys.swap(space);
  }
  for (size_t i = 0; i < count; ++i) {
    items[descending ? count - 1 - i : i].overwrite(static_cast<int64_t>(keys[i] ^ sign_bit));
  }
}

void sort_values(std::vector<IValue>& items, bool descending) {
  constexpr size_t worth_tables = 256;
  if (items.size() >= worth_tables &&
      std::all_of(items.begin(), items.end(), [](const IValue& item) { return item.isInt(); })) {
    sort_ints(items, descending);
  } else if (descending) {
    std::stable_sort(items.begin(), items.end(),
                     [](const IValue& a, const IValue& b) { return item_less(b, a); });
  } else {
    std::stable_sort(items.begin(), items.end(), item_less);
  }
}

std::string type_text(const IValue& value) {
  if (value.isTuple()) {
    std::string items;
    for (const IValue& item : value.toTupleRef().values) {
      items += (items.empty() ? "" : ", ") + type_text(item);
    }
    return "Tuple[" + items + "]";
  }
  if (value.isList()) return list_type(value.toListImpl().element_type)->str();
  if (value.isGenericDict()) {
    return dict_type(value.toDictImpl().key_type, value.toDictImpl().value_type)->str();
  }
  if (value.isBool()) return "bool";
  if (value.isInt()) return "int";
  if (value.isDouble()) return "float";
  if (value.isComplexDouble()) return "complex";
  if (value.isString()) return "str";
  if (value.isTensor()) return "Tensor";
  if (value.isObject()) return value.toObjectRef().type->name();
  return value.isNone() ? "NoneType" : "Any";
}

/// Errors: MJ3122 the values have no order; MJ3123 they have none with each other.
void check_comparable(const IValue& a, const IValue& b) {
  const std::string kinds[2] = {type_text(a), type_text(b)};
  if (kinds[0] != kinds[1]) throw Error(Diag::MJ3123, {{"a", kinds[0]}, {"b", kinds[1]}});
  if (!a.isTuple()) return;
  const auto &x = a.toTupleRef().values, &y = b.toTupleRef().values;
  for (size_t i = 0; i < x.size(); ++i) {
    if (x[i].isList() || x[i].isGenericDict() || x[i].isNone()) {
      throw Error(Diag::MJ3122, {{"type", kinds[0]}});
    }
    check_comparable(x[i], y[i]);
  }
}

void sort_any(std::vector<IValue>& items, bool descending) {
  for (const IValue& item : items) check_comparable(items[0], item);
  sort_values(items, descending);
}

void sort_list(KernelCall& call) { sort_values(call.arg(0).toListImpl().values, call.boolean(1)); }

}  // namespace

void aten_len_t(KernelCall& call) {
  call.set(static_cast<int64_t>(call.arg(0).toListImpl().size()));
}
void aten_len_any(KernelCall& call) { aten_len_t(call); }
void aten_len_str(KernelCall& call) { call.set(static_cast<int64_t>(call.string(0).size())); }
void aten_len_Tensor(KernelCall& call) {
  if (call.tensor(0).dim() == 0) fail("len() of a 0-d tensor");
  call.set(call.tensor(0).size(0));
}
void aten___getitem___t(KernelCall& call) {
  const std::vector<IValue>& items = call.arg(0).toListImpl().values;
  call.set(IValue(items[position(items, call.integer(1))]));
}
void aten_select_t(KernelCall& call) { aten___getitem___t(call); }
void aten__set_item_t(KernelCall& call) {
  std::vector<IValue>& items = call.arg(0).toListImpl().values;
  items[position(items, call.integer(1))] = call.arg(2);
  call.set(call.arg(0));
}
void aten_append_t(KernelCall& call) {
  ListImpl& list = call.arg(0).toListImpl();
  list.values.push_back(call.arg(1));
  list.count();
  call.set(call.arg(0));
}
void aten_extend_t(KernelCall& call) {
  const std::vector<IValue> more = call.arg(1).toListImpl().values;
  ListImpl& list = call.arg(0).toListImpl();
  check_alloc(list.size() + more.size(), sizeof(IValue));
  list.values.insert(list.values.end(), more.begin(), more.end());
  list.count();
}
void aten_insert_t(KernelCall& call) {
  std::vector<IValue>& items = call.arg(0).toListImpl().values;
  const int64_t size = static_cast<int64_t>(items.size());
  int64_t at = call.integer(1);
  if (at < 0) at = std::max<int64_t>(at + size, 0);
  items.insert(items.begin() + std::min(at, size), call.arg(2));
  call.arg(0).toListImpl().count();
}
void aten_pop_t(KernelCall& call) {
  std::vector<IValue>& items = call.arg(0).toListImpl().values;
  if (items.empty()) fail_index("pop from empty list");
  const auto at = items.begin() + static_cast<long>(position(items, call.integer(1)));
  IValue value = *at;
  items.erase(at);
  call.set(std::move(value));
}
void aten_clear_t(KernelCall& call) { call.arg(0).toListImpl().values.clear(); }
void aten_copy_t(KernelCall& call) {
  const ListImpl& list = call.arg(0).toListImpl();
  call.set(IValue(list_like(list, list.values)));
}
void aten_list_t(KernelCall& call) { aten_copy_t(call); }
namespace {

IValue nested(const Tensor& tensor, const TypePtr& type) {
  if (!type->is(TypeKind::List)) {
    if (type->is(TypeKind::Float)) return tensor.item<double>();
    if (type->is(TypeKind::Int)) return tensor.item<int64_t>();
    if (type->is(TypeKind::Bool)) return tensor.item<bool>();
    return tensor.item<std::complex<double>>();
  }
  std::vector<IValue> items;
  for (int64_t i = 0; i < tensor.size(0); ++i) {
    items.push_back(nested(tensor.select(0, i), type->element()));
  }
  return make_intrusive<ListImpl>(type->element(), std::move(items));
}

}  // namespace

void prim_tolist(KernelCall& call) {
  const Tensor& self = call.tensor(0);
  if (call.integer(1) != self.dim()) {
    fail("Output annotation list dimension and runtime tensor dimension must match for tolist()");
  }
  const TypePtr kinds[] = {int_type(), float_type(), complex_type(), bool_type()};
  TypePtr type = kinds[call.integer(2) & 3];
  const bool fits = type->is(TypeKind::Int)     ? is_integral(self.dtype(), false)
                    : type->is(TypeKind::Float) ? self.is_floating_point()
                    : type->is(TypeKind::Bool)  ? self.dtype() == kBool
                                                : self.is_complex();
  if (!fits) {
    fail("Output annotation element type and runtime tensor element type must match for tolist()");
  }
  for (int64_t i = 0; i < self.dim(); ++i) type = list_type(std::move(type));
  check_alloc(static_cast<uint64_t>(self.numel()), sizeof(IValue));
  call.set(nested(self, type));
}

void aten_list(KernelCall& call) {
  check_alloc(call.string(0).size(), sizeof(StringImpl));
  std::vector<std::string> parts;
  for (const char c : call.string(0)) parts.emplace_back(1, c);
  call.set(IValue(parts));
}
void aten_reverse_t(KernelCall& call) {
  std::vector<IValue>& items = call.arg(0).toListImpl().values;
  std::reverse(items.begin(), items.end());
}
void aten_add_t(KernelCall& call) {
  std::vector<IValue> items = call.arg(0).toListImpl().values;
  const std::vector<IValue>& more = call.arg(1).toListImpl().values;
  check_alloc(items.size() + more.size(), sizeof(IValue));
  items.insert(items.end(), more.begin(), more.end());
  call.set(IValue(list_like(call.arg(0).toListImpl(), std::move(items))));
}
void aten_add__t(KernelCall& call) {
  aten_extend_t(call);
  call.set(call.arg(0));
}
void aten_mul_left_t(KernelCall& call) {
  const ListImpl& list = call.arg(0).toListImpl();
  call.set(IValue(list_like(list, repeated(list.values, call.integer(1)))));
}
void aten_mul_right_(KernelCall& call) {
  const ListImpl& list = call.arg(1).toListImpl();
  call.set(IValue(list_like(list, repeated(list.values, call.integer(0)))));
}
void aten_mul__t(KernelCall& call) {
  ListImpl& list = call.arg(0).toListImpl();
  list.values = repeated(list.values, call.integer(1));
  list.count();
  call.set(call.arg(0));
}
void aten_slice_t(KernelCall& call) {
  const ListImpl& list = call.arg(0).toListImpl();
  std::vector<IValue> values;
  for_slice(call, static_cast<int64_t>(list.size()), 1,
            [&](size_t i) { values.push_back(list.values[i]); });
  call.set(IValue(list_like(list, std::move(values))));
}
void aten_Delete_t(KernelCall& call) {
  std::vector<IValue>& items = call.arg(0).toListImpl().values;
  items.erase(items.begin() + static_cast<long>(position(items, call.integer(1))));
}

#define MJ_LISTS(suffix)                                                                 \
  void aten_eq_##suffix##_list(KernelCall& call) { call.set(IValue(same_lists(call))); } \
  void aten_ne_##suffix##_list(KernelCall& call) { call.set(IValue(!same_lists(call))); }
MJ_LISTS(int)
MJ_LISTS(float)
MJ_LISTS(bool)
MJ_LISTS(str)
MJ_LISTS(Tensor)
#undef MJ_LISTS
void aten___contains___int_list(KernelCall& call) { contains_item(call); }
void aten___contains___str_list(KernelCall& call) { contains_item(call); }
void aten___contains___float_list(KernelCall& call) { contains_item(call); }
void aten_index_list_int(KernelCall& call) { index_item(call); }
void aten_index_list_float(KernelCall& call) { index_item(call); }
void aten_index_list_bool(KernelCall& call) { index_item(call); }
void aten_index_list_str(KernelCall& call) { index_item(call); }
void aten_index_list_Tensor(KernelCall& call) { index_item(call); }
void aten_remove_int(KernelCall& call) { remove_item(call); }
void aten_remove_float(KernelCall& call) { remove_item(call); }
void aten_remove_bool(KernelCall& call) { remove_item(call); }
void aten_remove_str(KernelCall& call) { remove_item(call); }
void aten_remove_Tensor(KernelCall& call) { remove_item(call); }
void aten_count_int(KernelCall& call) { count_item(call); }
void aten_count_float(KernelCall& call) { count_item(call); }
void aten_count_bool(KernelCall& call) { count_item(call); }
void aten_count_str(KernelCall& call) { count_item(call); }
void aten_count_Tensor(KernelCall& call) { count_item(call); }

#define MJ_DICT(k)                                                                      \
  void aten_len_Dict_##k(KernelCall& call) { dict_size(call); }                         \
  void aten___getitem___Dict_##k(KernelCall& call) { call.set(IValue(dict_at(call))); } \
  void aten__set_item_##k(KernelCall& call) { dict_set(call); }                         \
  void aten_pop_Dict_##k(KernelCall& call) { dict_pop(call); }                          \
  void aten_pop_Dict_default_##k(KernelCall& call) { dict_pop_default(call); }          \
  void aten_clear_##k(KernelCall& call) { call.arg(0).toDictImpl().clear(); }           \
  void aten_copy_Dict_##k(KernelCall& call) { dict_copy(call); }                        \
  void aten___contains___##k(KernelCall& call) { dict_contains(call); }                 \
  void aten_keys_##k(KernelCall& call) { dict_keys(call); }                             \
  void aten_values_##k(KernelCall& call) { dict_values(call); }                         \
  void aten_items_##k(KernelCall& call) { dict_items(call); }                           \
  void aten_get_##k(KernelCall& call) { dict_get(call); }                               \
  void aten_get_default_##k(KernelCall& call) { dict_get(call); }                       \
  void aten_setdefault_##k(KernelCall& call) { dict_setdefault(call); }                 \
  void aten_update_##k(KernelCall& call) { dict_update(call); }                         \
  void aten_dict_##k(KernelCall& call) { dict_from_pairs(call); }                       \
  void aten_dict_Dict_##k(KernelCall& call) { dict_copy(call); }                        \
  void aten_popitem_##k(KernelCall& call) { dict_popitem(call); }                       \
  void aten_Delete_Dict_##k(KernelCall& call) {                                         \
    dict_at(call);                                                                      \
    call.arg(0).toDictImpl().erase(call.arg(1));                                        \
  }
MJ_DICT(str)
MJ_DICT(int)
MJ_DICT(float)
MJ_DICT(bool)
MJ_DICT(complex)
MJ_DICT(Tensor)
#undef MJ_DICT
void aten_dict(KernelCall& call) {
  call.set(IValue(make_intrusive<DictImpl>(string_type(), tensor_type())));
}
void aten_hash_generic(KernelCall& call) {
  call.set(static_cast<int64_t>(hash_value(call.arg(0))));
}

void aten_sort_int(KernelCall& call) { sort_list(call); }
void aten_sort_float(KernelCall& call) { sort_list(call); }
void aten_sort_bool(KernelCall& call) { sort_list(call); }
void aten_sort_str(KernelCall& call) { sort_list(call); }
void aten_sort_any(KernelCall& call) { sort_any(call.arg(0).toListImpl().values, call.boolean(1)); }
void aten_sort_Tensor(KernelCall& call) { sort_list(call); }
static void sorted_copy(KernelCall& call) {
  const ListImpl& list = call.arg(0).toListImpl();
  std::vector<IValue> items = list.values;
  sort_values(items, false);
  call.set(make_intrusive<ListImpl>(list.element_type, std::move(items)));
}
void aten_sorted_int(KernelCall& call) { sorted_copy(call); }
void aten_sorted_float(KernelCall& call) { sorted_copy(call); }
void aten_sorted_bool(KernelCall& call) { sorted_copy(call); }
void aten_sorted_str(KernelCall& call) { sorted_copy(call); }
void aten_sorted_Tensor(KernelCall& call) { sorted_copy(call); }
void aten_sorted_any(KernelCall& call) {
  for (const IValue& item : call.arg(0).toListRef()) {
    check_comparable(call.arg(0).toListRef()[0], item);
  }
  sorted_copy(call);
}
void aten_sum_int(KernelCall& call) {
  int64_t total = 0;
  for (const IValue& item : call.arg(0).toListRef()) total = wrap_add(total, item.toInt());
  call.set(total);
}
void aten_sum_float(KernelCall& call) {
  double total = 0;
  for (const IValue& item : call.arg(0).toListRef()) total += item.toNumber();
  call.set(total);
}
void aten_sum_complex(KernelCall& call) {
  std::complex<double> total = 0;
  for (const IValue& item : call.arg(0).toListRef()) total += item.toComplexDouble();
  call.set(IValue(total));
}
void aten_sum_bool(KernelCall& call) {
  int64_t total = 0;
  for (const IValue& item : call.arg(0).toListRef()) total += item.toBool();
  call.set(total);
}
static bool truth(const IValue& value) {
  return value.isString() ? !value.toStringRef().empty() : value.toNumber() != 0;
}
static void any_items(KernelCall& call) {
  const Span<const IValue> items = call.arg(0).toListRef();
  call.set(IValue(std::any_of(items.begin(), items.end(), truth)));
}
static void all_items(KernelCall& call) {
  const Span<const IValue> items = call.arg(0).toListRef();
  call.set(IValue(std::all_of(items.begin(), items.end(), truth)));
}
void aten_any_int(KernelCall& call) { any_items(call); }
void aten_any_float(KernelCall& call) { any_items(call); }
void aten_any_bool(KernelCall& call) { any_items(call); }
void aten_any_str(KernelCall& call) { any_items(call); }
void aten_all_int(KernelCall& call) { all_items(call); }
void aten_all_float(KernelCall& call) { all_items(call); }
void aten_all_bool(KernelCall& call) { all_items(call); }
void aten_Size(KernelCall& call) { aten_copy_t(call); }
void aten__unwrap_optional(KernelCall& call) {
  if (!call.has(0)) fail("Unwrapping null optional");
  call.set(call.arg(0));
}
void prim_unchecked_unwrap_optional(KernelCall& call) { aten__unwrap_optional(call); }

}  // namespace minijit::kernels
