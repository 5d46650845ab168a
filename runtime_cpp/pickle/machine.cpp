#include "pickle/machine.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "minijit/error.h"
#include "pickle/globals.h"
#include "pickle/rebuild.h"
#include "support/bytes.h"
#include "support/limits.h"

namespace minijit {

namespace {

// The rows of pickle.table, turned into numbers while compiling.

enum class Argument : uint8_t { None, U1, U2, U4, I4, F8, Long1, Text4, Text8, Line2, Other };
enum class Kind : uint8_t { Any, Tuple, List, Dict, Global };

constexpr size_t max_below = 3;

struct Row {
  std::string_view name;
  std::string_view before_mark;  // as the table writes it, for messages
  Argument argument = Argument::None;
  bool mark = false;
  bool pairs = false;
  uint8_t below = 0;
  Kind kinds[max_below] = {};
};

constexpr Argument argument_of(std::string_view text) {
  if (text == "-") return Argument::None;
  if (text == "u1") return Argument::U1;
  if (text == "u2") return Argument::U2;
  if (text == "u4") return Argument::U4;
  if (text == "i4") return Argument::I4;
  if (text == "f8") return Argument::F8;
  if (text == "long1") return Argument::Long1;
  if (text == "text4") return Argument::Text4;
  if (text == "text8") return Argument::Text8;
  if (text == "line2") return Argument::Line2;
  return Argument::Other;
}

constexpr Kind kind_of(std::string_view text) {
  if (text == "tuple") return Kind::Tuple;
  if (text == "list") return Kind::List;
  if (text == "dict") return Kind::Dict;
  if (text == "global") return Kind::Global;
  return Kind::Any;
}

constexpr Row make_row(std::string_view name, std::string_view argument, std::string_view before) {
  Row row;
  row.name = name;
  row.argument = argument_of(argument);
  std::string_view rest = before;
  while (!rest.empty() && rest != "-") {
    const size_t space = rest.find(' ');
    const std::string_view word = rest.substr(0, space);
    rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
    if (word == "mark") {
      row.mark = true;
    } else if (word == "pairs") {
      row.pairs = true;
    } else if (word != "items") {
      row.kinds[row.below++] = kind_of(word);
    }
  }
  row.before_mark = row.mark ? before.substr(0, before.find(" mark")) : before;
  return row;
}

constexpr uint8_t hex_digit(char c) {
  return static_cast<uint8_t>(c >= 'a' ? c - 'a' + 10 : c - '0');
}

constexpr uint8_t code_of(std::string_view hex) {
  return static_cast<uint8_t>(hex_digit(hex[0]) * 16 + hex_digit(hex[1]));
}

constexpr bool is_program(std::string_view profiles) {
  return profiles.find("program") != std::string_view::npos;
}

struct Table {
  Row rows[256];
  constexpr Table() : rows() {
#define MJ_OPCODE(name, code, argument, before, after, profiles) \
  if (is_program(profiles)) rows[code_of(code)] = make_row(name, argument, before);
#include "generated/opcodes.inc"
#undef MJ_OPCODE
  }
};

constexpr Table table;

/// The byte of an opcode, known while compiling; a name that the table lacks does not compile.
constexpr uint8_t op(std::string_view name) {
  for (size_t code = 0; code < 256; ++code) {
    if (table.rows[code].name == name) return static_cast<uint8_t>(code);
  }
  throw "not in pickle.table";
}

/// Values by number. Writers number from 0 on; other numbers are kept apart, so that a large number
/// costs nothing.
class Memo {
 public:
  void put(uint32_t index, const IValue& value) {
    if (index < dense_.size()) {
      dense_[index] = value;
    } else if (index == dense_.size() && sparse_.count(index) == 0) {
      dense_.push_back(value);
    } else {
      sparse_[index] = value;
    }
  }
  const IValue* get(uint32_t index) const {
    if (index < dense_.size()) return &dense_[index];
    const auto found = sparse_.find(index);
    return found == sparse_.end() ? nullptr : &found->second;
  }
  size_t size() const { return dense_.size() + sparse_.size(); }

 private:
  std::vector<IValue> dense_;
  std::unordered_map<uint32_t, IValue> sparse_;
};

class Machine {
 public:
  Machine(ByteSpan data, const std::string& record, PickleHost& host)
      : data_(data), record_(record), host_(host) {}

  Unpickled run() {
    for (;;) {
      at_ = offset_;
      const uint8_t code = take(1, "the pickle (no STOP)")[0];
      const Row& row = table.rows[code];
      if (row.name.empty()) fail_opcode(code);
      row_ = &row;
      if (row.below != 0 || row.mark) check_stack(row);
      if (code == op("STOP")) {
        if (stack_.size() != 1 || !marks_.empty()) fail_stack("exactly one value");
        result_.value = std::move(stack_.back());
        return std::move(result_);
      }
      execute(code);
    }
  }

 private:
  // Errors.

  [[noreturn]] void fail(const std::string& detail) const {
    throw Error(Diag::MJ5006, {{"record", record_}, {"offset", at_}, {"detail", detail}});
  }
  [[noreturn]] void fail_opcode(uint8_t code) const {
    static const char digits[] = "0123456789abcdef";
    const std::string name = {'0', 'x', digits[code >> 4], digits[code & 15]};
    throw Error(
        Diag::MJ5001,
        {{"code", static_cast<int>(code)}, {"name", name}, {"offset", at_}, {"record", record_}});
  }
  [[noreturn]] void fail_stack(const std::string& wanted) const {
    throw Error(Diag::MJ5003,
                {{"record", record_}, {"offset", at_}, {"opcode", row_->name}, {"wanted", wanted}});
  }
  [[noreturn]] void fail_limit(const char* limit, uint64_t value) const {
    throw Error(Diag::MJ5008,
                {{"record", record_}, {"offset", at_}, {"limit", limit}, {"value", value}});
  }

  // Reading.

  ByteSpan take(uint64_t count, const char* what) {
    if (count > data_.size() - offset_) {
      throw Error(Diag::MJ5002, {{"record", record_}, {"what", what}, {"offset", at_}});
    }
    const ByteSpan taken = data_.subspan(offset_, static_cast<size_t>(count));
    offset_ += taken.size();
    return taken;
  }

  template <class T>
  T number() {
    return read_little<T>(take(sizeof(T), "a number").data());
  }

  std::string_view line() {
    const size_t window =
        std::min<size_t>(data_.size() - offset_, limits::max_record_name_bytes + 1);
    const std::string_view text = as_text(data_.subspan(offset_, window));
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) {
      throw Error(Diag::MJ5002, {{"record", record_}, {"what", "a name"}, {"offset", at_}});
    }
    offset_ += end + 1;
    return checked_text(text.substr(0, end));
  }

  std::string_view checked_text(std::string_view text) const {
    if (text.size() > limits::max_text_bytes) fail_limit("max_text_bytes", text.size());
    if (!is_utf8(text, true)) fail("a text is not UTF-8");
    return text;
  }

  std::string text(uint64_t length) {
    return std::string(checked_text(as_text(take(length, "a text"))));
  }

  int64_t long_integer() {
    const ByteSpan bytes = take(number<uint8_t>(), "an integer");
    const bool negative = !bytes.empty() && (bytes.back() & 0x80);
    const uint8_t filler = negative ? 0xff : 0;
    uint8_t low[8];
    std::memset(low, filler, sizeof(low));
    for (size_t i = 0; i < bytes.size(); ++i) {
      if (i < 8) {
        low[i] = bytes[i];
      } else if (bytes[i] != filler) {
        fail("an integer does not fit into 64 bits");
      }
    }
    if (bytes.size() > 8 && ((low[7] & 0x80) != 0) != negative) {
      fail("an integer does not fit into 64 bits");
    }
    return read_little<int64_t>(low);
  }

  double big_endian_double() {
    uint64_t bits;
    std::memcpy(&bits, take(8, "a number").data(), 8);
    bits = __builtin_bswap64(bits);
    double value;
    std::memcpy(&value, &bits, 8);
    return value;
  }

  // The stack.

  void check_stack(const Row& row) const {
    size_t position = stack_.size();
    if (row.mark) {
      if (marks_.empty()) fail_stack("a mark");
      position = marks_.back();
      const size_t floor = marks_.size() > 1 ? marks_[marks_.size() - 2] : 0;
      if (position - floor < row.below) fail_stack(std::string(row.before_mark));
      const bool pairs = row.pairs || (row.below == 1 && row.kinds[0] == Kind::Dict);
      if (pairs && (stack_.size() - position) % 2 != 0) fail_stack("keys and values in pairs");
    } else {
      const size_t floor = marks_.empty() ? 0 : marks_.back();
      if (position - floor < row.below) fail_stack(std::string(row.before_mark));
    }
    for (size_t i = 0; i < row.below; ++i) {
      check_kind(row.kinds[i], stack_[position - row.below + i]);
    }
  }

  void check_kind(Kind kind, const IValue& value) const {
    switch (kind) {
      case Kind::Any:
        return;
      case Kind::Tuple:
        if (!value.isTuple()) fail_stack(std::string("a tuple, not ") + python_kind(value));
        return;
      case Kind::List:
        if (!value.isList()) fail_stack(std::string("a list, not ") + python_kind(value));
        return;
      case Kind::Dict:
        if (!value.isGenericDict()) fail_stack(std::string("a dict, not ") + python_kind(value));
        return;
      case Kind::Global:
        if (!as_global(value)) fail_stack("the name of a function or class");
        return;
    }
  }

  void push(IValue value) { stack_.push_back(std::move(value)); }

  IValue pop() {
    IValue value = std::move(stack_.back());
    stack_.pop_back();
    return value;
  }

  std::vector<IValue> pop_from(size_t position) {
    const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(position);
    std::vector<IValue> values(std::make_move_iterator(first),
                               std::make_move_iterator(stack_.end()));
    stack_.erase(first, stack_.end());
    return values;
  }

  std::vector<IValue> pop_mark() {
    const size_t position = marks_.back();
    marks_.pop_back();
    return pop_from(position);
  }

  static bool nests(const IValue& value) {
    return value.isTuple() || value.isList() || value.isGenericDict() || value.isObject();
  }

  /// Notes how deep a container nests now, objects too; what walks it later may recurse.
  void deepen(const IValue& container, Span<const IValue> items) {
    uint64_t& depth = depths_[container.opaque_pointer()];
    for (const IValue& item : items) {
      if (!nests(item) || item.is(container)) continue;
      const auto inner = depths_.find(item.opaque_pointer());
      if (inner != depths_.end()) depth = std::max(depth, inner->second + 1);
    }
    if (depth > limits::max_pickle_depth) {
      throw Error(Diag::MJ5016,
                  {{"record", record_}, {"limit", "max_pickle_depth"}, {"value", depth}});
    }
  }

  void push_new(IValue container, Span<const IValue> items) {
    depths_[container.opaque_pointer()] = 1;
    deepen(container, items);
    push(std::move(container));
  }

  void push_container(IValue container) {
    result_.containers.push_back(container);
    const Span<const IValue> items =
        container.isList() ? container.toListRef() : Span<const IValue>();
    push_new(std::move(container), items);
  }

  void push_tuple(std::vector<IValue> values) {
    auto tuple = make_intrusive<TupleImpl>(std::move(values));
    const Span<const IValue> items = tuple->values;
    push_new(std::move(tuple), items);
  }

  void set_items(const IValue& container, std::vector<IValue> items) {
    deepen(container, items);
    DictImpl& dict = container.toDictImpl();
    for (size_t i = 0; i + 1 < items.size(); i += 2) {
      if (!is_hashable(items[i])) {
        fail(std::string("a ") + python_kind(items[i]) + " cannot be a key");
      }
      dict.insert_or_assign(std::move(items[i]), std::move(items[i + 1]));
    }
  }

  // Names and calls.

  void push_global() {
    auto global = make_intrusive<PickleGlobal>();
    global->name = line();
    global->name += '.';
    global->name += line();
    global->kind = program_global_kind(global->name);
    if (global->kind.empty()) {
      global->kind = "class";
      global->type = find_class(global->name);
    }
    push(wrap_pickle_value(std::move(global)));
  }

  TypePtr find_class(const std::string& name) {
    constexpr std::string_view own = "__torch__.";
    if (is_of_tensor_files(name)) {
      constexpr std::string_view where =
          " in a program or in C++ (minijit.load of Python knows it)";
      throw Error(Diag::MJ5015, {{"kind", name + std::string(where)}});
    }
    if (name.compare(0, own.size(), own) != 0) {
      throw Error(Diag::MJ5004, {{"name", printable(name)},
                                 {"short", printable(name.substr(name.rfind('.') + 1))}});
    }
    TypePtr type = host_.find_class(name);
    if (!type) throw Error(Diag::MJ6034, {{"record", record_}, {"name", printable(name)}});
    return type;
  }

  template <class Action>
  void call(const IValue& target, Action action) {
    try {
      push(action());
    } catch (const WrongArguments& problem) {
      const PickleGlobal* global = as_global(target);
      throw Error(Diag::MJ5007,
                  {{"record", record_},
                   {"offset", at_},
                   {"function", global ? printable(global->name) : python_kind(target)},
                   {"detail", problem.detail}});
    }
  }

  void new_object() {
    const IValue argument = pop();
    const IValue target = pop();
    call(target, [&]() -> IValue {
      const PickleGlobal& global = *as_global(target);
      const ClassTypePtr cls = global.type ? as_class_ptr(global.type) : nullptr;
      const bool creatable =
          cls && (cls->class_kind() == ClassKind::Module || cls->class_kind() == ClassKind::Plain);
      if (!creatable || !argument.toTupleRef().values.empty()) {
        throw WrongArguments{"it may not be created"};
      }
      auto object = make_intrusive<ObjectImpl>(cls, std::vector<IValue>(cls->attributes().size()));
      result_.containers.emplace_back(object);
      return object;
    });
  }

  void build() {
    IValue state = pop();
    const IValue target = pop();
    call(target, [&]() -> IValue {
      if (target.isGenericDict() && !host_.has_program()) return target;
      if (!target.isObject()) {
        throw WrongArguments{std::string("a ") + python_kind(target) + " has no state to set"};
      }
      if (state.isObject()) {
        depths_.try_emplace(target.opaque_pointer(), 1);
        deepen(target, Span<const IValue>(&state, 1));
      } else if (nests(state)) {
        const auto depth = depths_.find(state.opaque_pointer());
        if (depth != depths_.end()) {
          const uint64_t found = depth->second;
          depths_[target.opaque_pointer()] = found;
        }
      }
      host_.build(target.toObject(), std::move(state));
      return target;
    });
  }

  void reduce() {
    const IValue argument = pop();
    const IValue target = pop();
    call(target, [&] { return call_global(*as_global(target), argument, host_); });
    const std::string_view kind = as_global(target)->kind;
    if (kind == "ordered_dict" && !host_.has_program()) {
      pop();
      return push_container(make_intrusive<DictImpl>(nullptr, nullptr));
    }
    const bool is_new = kind == "rebuild_tensor_v2";
    if (is_new && ++tensors_ > limits::max_tensors) {
      throw Error(Diag::MJ4012, {{"limit", "max_tensors"}, {"value", tensors_}});
    }
  }

  void push_storage() {
    const StorageId id = read_storage_id(pop());
    auto stored = make_intrusive<StoredElements>();
    stored->storage = host_.load_storage(id);
    stored->dtype = id.dtype;
    push(wrap_pickle_value(std::move(stored)));
  }

  void memo_put(uint32_t index) {
    if (memo_.size() >= limits::max_memo) fail_limit("max_memo", index);
    memo_.put(index, stack_.back());
  }

  void memo_get(uint32_t index) {
    const IValue* value = memo_.get(index);
    if (!value) {
      throw Error(Diag::MJ5005, {{"record", record_}, {"offset", at_}, {"index", index}});
    }
    push(*value);
  }

  void check_protocol(int version) const {
    if (version != 2) throw Error(Diag::MJ5009, {{"record", record_}, {"protocol", version}});
  }

  void execute(uint8_t code) {
    switch (code) {
      case op("PROTO"):
        return check_protocol(number<uint8_t>());
      case op("MARK"):
        return marks_.push_back(stack_.size());
      case op("EMPTY_TUPLE"):
        return push_tuple({});
      case op("TUPLE"):
        return push_tuple(pop_mark());
      case op("TUPLE1"):
        return push_tuple(pop_from(stack_.size() - 1));
      case op("TUPLE2"):
        return push_tuple(pop_from(stack_.size() - 2));
      case op("TUPLE3"):
        return push_tuple(pop_from(stack_.size() - 3));
      case op("EMPTY_LIST"):
        return push_container(make_intrusive<ListImpl>(nullptr, std::vector<IValue>()));
      case op("LIST"):
        return push_container(make_intrusive<ListImpl>(nullptr, pop_mark()));
      case op("APPEND"): {
        IValue item = pop();
        deepen(stack_.back(), Span<const IValue>(&item, 1));
        return stack_.back().toListImpl().values.push_back(std::move(item));
      }
      case op("APPENDS"): {
        std::vector<IValue> items = pop_mark();
        deepen(stack_.back(), items);
        std::vector<IValue>& values = stack_.back().toListImpl().values;
        values.insert(values.end(), std::make_move_iterator(items.begin()),
                      std::make_move_iterator(items.end()));
        return;
      }
      case op("EMPTY_DICT"):
        return push_container(make_intrusive<DictImpl>(nullptr, nullptr));
      case op("DICT"): {
        std::vector<IValue> items = pop_mark();
        push_container(make_intrusive<DictImpl>(nullptr, nullptr));
        return set_items(stack_.back(), std::move(items));
      }
      case op("SETITEM"): {
        std::vector<IValue> items = pop_from(stack_.size() - 2);
        return set_items(stack_.back(), std::move(items));
      }
      case op("SETITEMS"): {
        std::vector<IValue> items = pop_mark();
        return set_items(stack_.back(), std::move(items));
      }
      case op("NONE"):
        return push(IValue());
      case op("NEWTRUE"):
        return push(true);
      case op("NEWFALSE"):
        return push(false);
      case op("BININT"):
        return push(int64_t{number<int32_t>()});
      case op("BININT1"):
        return push(int64_t{number<uint8_t>()});
      case op("BININT2"):
        return push(int64_t{number<uint16_t>()});
      case op("LONG1"):
        return push(long_integer());
      case op("BINFLOAT"):
        return push(big_endian_double());
      case op("BINUNICODE"):
        return push(text(number<uint32_t>()));
      case op("BINUNICODE8"):
        return push(text(number<uint64_t>()));
      case op("BINPUT"):
        return memo_put(number<uint8_t>());
      case op("LONG_BINPUT"):
        return memo_put(number<uint32_t>());
      case op("BINGET"):
        return memo_get(number<uint8_t>());
      case op("LONG_BINGET"):
        return memo_get(number<uint32_t>());
      case op("GLOBAL"):
        return push_global();
      case op("NEWOBJ"):
        return new_object();
      case op("BUILD"):
        return build();
      case op("REDUCE"):
        return reduce();
      case op("BINPERSID"):
        return push_storage();
      default:
        throw Error(Diag::MJ9001, {{"detail", "an opcode of pickle.table is not executed"}});
    }
  }

  ByteSpan data_;
  const std::string& record_;
  PickleHost& host_;
  uint64_t offset_ = 0;
  uint64_t at_ = 0;  // start of the present opcode
  const Row* row_ = nullptr;
  std::vector<IValue> stack_;
  std::vector<size_t> marks_;
  Memo memo_;
  std::unordered_map<const RefCounted*, uint64_t> depths_;  // of containers and objects
  uint64_t tensors_ = 0;
  Unpickled result_;
};

}  // namespace

void Unpickled::keep(const std::string& record) {
  const auto unfit = [&](const std::string& expected, const std::string& found) {
    return Error(Diag::MJ6030, {{"record", record}, {"expected", expected}, {"found", found}});
  };
  struct Step {
    const IValue* value;
    bool leaving;
  };
  // How deep every part nests; 0 while it is being walked.
  std::unordered_map<const RefCounted*, uint64_t> depths;
  std::vector<uint64_t> below{0};  // how deep what was found so far nests, of every open part
  std::vector<Step> steps{{&value, false}};
  while (!steps.empty()) {
    const auto [part, leaving] = steps.back();
    steps.pop_back();
    const bool nests =
        part->isTuple() || part->isList() || part->isGenericDict() || part->isObject();
    if (!nests) continue;
    if (leaving) {
      const uint64_t depth = below.back() + 1;
      below.pop_back();
      below.back() = std::max(below.back(), depth);
      depths[part->opaque_pointer()] = depth;
      continue;
    }
    const auto [place, is_new] = depths.try_emplace(part->opaque_pointer(), 0);
    if (!is_new) {
      if (place->second == 0) {
        throw unfit("values that can be freed", "one that holds itself");
      }
      below.back() = std::max(below.back(), place->second);
      continue;
    }
    below.push_back(0);
    steps.push_back({part, true});
    const auto walk = [&](const IValue& inner) { steps.push_back({&inner, false}); };
    if (part->isList()) {
      for (const IValue& item : part->toListRef()) walk(item);
    } else if (part->isTuple()) {
      for (const IValue& item : part->toTupleRef().values) walk(item);
    } else if (part->isObject()) {
      for (const IValue& slot : part->toObjectRef().slots) walk(slot);
    } else {
      for (const auto& [key, item] : part->toDictImpl()) {
        walk(key);
        walk(item);
      }
    }
  }
  if (below.back() > limits::max_pickle_depth) {
    throw unfit("values that nest " + std::to_string(limits::max_pickle_depth) + " deep at most",
                "one that nests " + std::to_string(below.back()) + " deep");
  }
  containers.erase(std::remove_if(containers.begin(), containers.end(),
                                  [&](const IValue& container) {
                                    return depths.count(container.opaque_pointer()) != 0;
                                  }),
                   containers.end());
}

Unpickled::~Unpickled() {
  for (const IValue& container : containers) {
    if (container.isList()) container.toListImpl().values.clear();
    if (container.isGenericDict()) container.toDictImpl().clear();
    if (container.isObject()) container.toObjectRef().slots.clear();
  }
}

Unpickled unpickle(ByteSpan data, const std::string& record, PickleHost& host) {
  if (data.size() > limits::max_pickle_bytes) {
    throw Error(
        Diag::MJ5008,
        {{"record", record}, {"offset", 0}, {"limit", "max_pickle_bytes"}, {"value", data.size()}});
  }
  return Machine(data, record, host).run();
}

}  // namespace minijit
