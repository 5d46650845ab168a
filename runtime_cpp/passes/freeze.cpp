#include "passes/freeze.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "passes/passes.h"
#include "passes/rewriter.h"

namespace minijit::passes {

int64_t ConstantPool::place(const Tensor& tensor) {
  const auto [found, is_new] =
      places_.emplace(tensor.impl(), static_cast<int64_t>(values_->size()));
  if (is_new) {
    held_.push_back(tensor);
    values_->emplace_back(tensor.detach());
  }
  return found->second;
}

Value* ConstantPool::emit(Graph* graph, Block* into, const IValue& value, TypePtr type,
                          const Location& range) {
  if (type->is(TypeKind::Optional) && !value.isNone()) type = type->element();
  NodeKind kind = NodeKind::Constant;
  std::vector<Value*> items;
  const auto add = [&](const IValue& item, const TypePtr& item_type) {
    items.push_back(emit(graph, into, item, item_type, range));
  };
  if (value.isTensor()) {
    kind = NodeKind::ConstantRef;
    type = tensor_type();
  } else if (value.isList()) {
    kind = NodeKind::ListConstruct;
    for (const IValue& item : value.toListRef()) add(item, type->element());
  } else if (value.isTuple()) {
    kind = NodeKind::TupleConstruct;
    const std::vector<IValue>& values = value.toTupleRef().values;
    for (size_t i = 0; i < values.size(); ++i) add(values[i], type->element(i));
  } else if (value.isGenericDict()) {
    kind = NodeKind::DictConstruct;
    for (const auto& [key, item] : value.toDictImpl().entries()) {
      add(key, type->element(0));
      add(item, type->element(1));
    }
  } else if (value.isNone()) {
    type = none_type();
  }
  Node* made = graph->append(into, graph->create(kind, std::move(items), range));
  if (kind == NodeKind::ConstantRef) made->index = place(value.toTensor());
  if (kind == NodeKind::Constant) made->value = value;
  return graph->add_output(made, std::move(type));
}

namespace {

using Attribute = std::pair<const ObjectImpl*, size_t>;  // and slot
using Known = std::unordered_map<const Value*, ObjectImpl*>;

bool is_module(const IValue& value) {
  return value.isObject() && value.toObjectRef().type->is_module();
}

// A file may nest values as deep as it likes.
constexpr int most_levels = 32;
// Of one attribute; with more it stays an attribute.
constexpr int most_values = 100000;

/// Calls `each` for what a list, tuple or dict holds; false for other values.
template <class F>
bool for_items(const IValue& value, const F& each) {
  if (value.isList()) {
    for (const IValue& item : value.toListRef()) each(item);
  } else if (value.isTuple()) {
    for (const IValue& item : value.toTupleRef().values) each(item);
  } else if (value.isGenericDict()) {
    for (const auto& [key, item] : value.toDictImpl().entries()) {
      each(key);
      each(item);
    }
  } else {
    return false;
  }
  return true;
}

/// What tells a list, tuple, dict or object from others that hold the same; null for other values.
const void* identity(const IValue& value) {
  if (value.isList()) return &value.toListImpl();
  if (value.isTuple()) return &value.toTupleRef();
  if (value.isGenericDict()) return &value.toDictImpl();
  return value.isObject() ? &value.toObjectRef() : nullptr;
}

/// `left` bounds how many values are looked at: a list may be held by many places.
bool is_constant(const IValue& value, int* left, int level = 0) {
  bool all = level < most_levels && --*left > 0;
  if (for_items(value,
                [&](const IValue& item) { all = all && is_constant(item, left, level + 1); }))
    return all;
  return value.isNone() || value.isTensor() || value.isBool() || value.isInt() ||
         value.isDouble() || value.isString();
}

bool is_small_constant(const IValue& value) {
  int left = most_values;
  return is_constant(value, &left);
}

size_t count_nodes(const Block& block) {
  size_t count = block.nodes.size();
  for (const Node* node : block.nodes) {
    for (const Block* inner : node->blocks) count += count_nodes(*inner);
  }
  return count;
}

/// A method that is kept, of an object.
struct Kept {
  ObjectImpl* own;
  const Function* function;
  std::unique_ptr<Graph> graph;
};

/// Constants for attributes that nothing changes.
class Fixer final : public Rewriter {
 public:
  Fixer(const Known& known, const std::set<Attribute>& changed, const Function& function,
        ConstantPool* pool)
      : known_(known), changed_(changed), function_(function), pool_(pool) {}

 protected:
  bool rewrite(const Node& node, Block* into) override {
    if (node.kind == NodeKind::ConstantRef && function_.unit) {
      const IValue& value = function_.unit->constants[static_cast<size_t>(node.index)];
      return put(node, value, into);
    }
    if (node.kind != NodeKind::GetAttr) return false;
    const auto own = known_.find(node.inputs[0]);
    if (own == known_.end()) return false;
    const size_t slot = static_cast<size_t>(node.index);
    const IValue& value = own->second->slots[slot];
    return !changed_.count({own->second, slot}) && is_small_constant(value) &&
           put(node, value, into);
  }

 private:
  bool put(const Node& node, const IValue& value, Block* into) {
    Value* made = pool_->emit(result_.get(), into, value, node.output()->type, node.range);
    made->name = node.output()->name;
    map_[node.output()] = made;
    return true;
  }

  const Known& known_;
  const std::set<Attribute>& changed_;
  const Function& function_;
  ConstantPool* pool_;
};

class Freezer {
 public:
  Freezer(const CompilationUnit& from, ObjectImpl* root, bool optimize_numerics)
      : from_(from),
        root_(root),
        optimize_numerics_(optimize_numerics),
        unit_(std::make_shared<CompilationUnit>()),
        pool_(&unit_->constants) {}

  Frozen run(const std::vector<std::string>& preserved) {
    unit_->opset_version = from_.opset_version;
    for (const MissingOperator& each : from_.missing_operators())
      unit_->note_missing(each.name, each.why, each.place);
    const auto has = [&](const char* name) { return root_->type->find_method(name) != nullptr; };
    if (has("forward")) preserve("forward");
    for (const std::string& path : preserved) preserve(path);
    std::vector<Known> known;
    for (const Kept& each : methods_) known.push_back(objects_in(*each.graph, each.own));
    for (size_t i = 0; i < methods_.size(); ++i) find_changes(*methods_[i].graph, known[i]);
    share_changes();
    for (size_t i = 0; i < methods_.size(); ++i) {
      Kept& each = methods_[i];
      each.graph = Fixer(known[i], changed_, *each.function, &pool_).run(*each.graph);
      each.graph = folded(std::move(each.graph));
    }
    for (const Kept& each : methods_) {
      const Known own = objects_in(*each.graph, each.own);
      for_attributes(*each.graph->block(), own, [&](Node& node, ObjectImpl* object) {
        kept_.insert(attribute(object, node));
      });
    }
    intrusive_ptr<ObjectImpl> made = rebuilt(root_);
    for (Kept& each : methods_) place(&each);
    return {unit_, std::move(made), !whole_.empty()};
  }

 private:
  static Attribute attribute(const ObjectImpl* object, const Node& node) {
    return {object, static_cast<size_t>(node.index)};
  }

  // What stays.

  void preserve(const std::string& path) {
    ObjectImpl* own = root_;
    size_t start = 0;
    for (size_t dot; (dot = path.find('.', start)) != path.npos; start = dot + 1) {
      const size_t slot = own->type->find_attribute(path.substr(start, dot - start));
      if (slot == ClassType::npos || !is_module(own->slots[slot])) unknown(path);
      kept_.insert({own, slot});
      own = &own->slots[slot].toObjectRef();
    }
    const std::string name = path.substr(start);
    if (const Function* function = own->type->find_method(name)) {
      for (const Kept& each : methods_) {
        if (each.own == own && each.function == function) return;
      }
      if (function->graph()) methods_.push_back({own, function, inline_calls(*function->graph())});
      return;
    }
    const size_t slot = own->type->find_attribute(name);
    if (slot == ClassType::npos) unknown(path);
    kept_.insert({own, slot});
    changed_.insert({own, slot});
    if (is_module(own->slots[slot])) keep_whole(&own->slots[slot].toObjectRef());
  }

  [[noreturn]] static void unknown(const std::string& path) {
    throw Error(Diag::MJ8022, {{"name", path}});
  }

  /// An object of which all may be used: it and what is below it stay.
  void keep_whole(ObjectImpl* own) {
    if (!whole_.insert(own).second) return;
    for (size_t i = 0; i < own->slots.size(); ++i) {
      changed_.insert({own, i});
      if (is_module(own->slots[i])) keep_whole(&own->slots[i].toObjectRef());
    }
  }

  /// Which object each value is. A module that is more than looked into stays whole.
  Known objects_in(const Graph& graph, ObjectImpl* own) {
    Known known{{graph.inputs()[0], own}};
    follow(*graph.block(), &known);
    return known;
  }

  void follow(const Block& block, Known* known) {
    for (const Node* node : block.nodes) {
      const bool looks = node->kind == NodeKind::GetAttr || node->kind == NodeKind::SetAttr;
      const auto own = looks ? known->find(node->inputs[0]) : known->end();
      if (node->kind == NodeKind::GetAttr && own != known->end()) {
        const IValue& value = own->second->slots[static_cast<size_t>(node->index)];
        if (is_module(value)) known->emplace(node->output(), &value.toObjectRef());
      }
      for (size_t i = looks ? 1 : 0; i < node->inputs.size(); ++i) escapes(node->inputs[i], *known);
      for (const Block* inner : node->blocks) follow(*inner, known);
    }
    for (const Value* output : block.outputs) escapes(output, *known);
  }

  void escapes(const Value* value, const Known& known) {
    const auto own = known.find(value);
    if (own == known.end()) return;
    if (own->second == root_) throw Error(Diag::MJ8023, {});
    keep_whole(own->second);
  }

  template <class F>
  static void for_attributes(const Block& block, const Known& known, const F& each) {
    for (Node* node : block.nodes) {
      if (node->kind == NodeKind::GetAttr || node->kind == NodeKind::SetAttr) {
        const auto own = known.find(node->inputs[0]);
        if (own != known.end()) each(*node, own->second);
      }
      for (const Block* inner : node->blocks) for_attributes(*inner, known, each);
    }
  }

  void find_changes(const Graph& graph, const Known& known) {
    const std::vector<bool> written = written_values(graph);
    for_attributes(*graph.block(), known, [&](Node& node, ObjectImpl* own) {
      if (node.kind == NodeKind::SetAttr || written[node.output()->id])
        changed_.insert(attribute(own, node));
    });
  }

  // An attribute is changed when another one on the same memory is.

  using Sharing = std::map<const void*, std::vector<Attribute>>;

  void share_changes() {
    Sharing memory;
    std::set<const ObjectImpl*> seen;
    collect(*root_, &memory, &seen);
    for (const auto& [place, group] : memory) {
      const bool any = std::any_of(group.begin(), group.end(), [&](const Attribute& each) {
        return changed_.count(each) != 0;
      });
      if (any) changed_.insert(group.begin(), group.end());
    }
  }

  static void collect(const ObjectImpl& own, Sharing* to, std::set<const ObjectImpl*>* seen) {
    if (!seen->insert(&own).second) return;
    for (size_t i = 0; i < own.slots.size(); ++i) {
      if (is_module(own.slots[i])) {
        collect(own.slots[i].toObjectRef(), to, seen);
      } else {
        std::set<const void*> values;
        collect(own.slots[i], {&own, i}, to, &values);
      }
    }
  }

  static void collect(const IValue& value, const Attribute& holder, Sharing* to,
                      std::set<const void*>* seen, int level = 0) {
    const void* container = identity(value);
    if (level > most_levels || (container && !seen->insert(container).second)) return;
    const auto inner = [&](const IValue& item) { collect(item, holder, to, seen, level + 1); };
    if (value.isTensor() && value.toTensor().defined()) {
      (*to)[value.toTensor().impl()->storage.get()].push_back(holder);
    } else if (!for_items(value, inner) && value.isObject() && !is_module(value)) {
      for (const IValue& item : value.toObjectRef().slots) inner(item);
    }
  }

  /// Runs what is known, until that decides no more branches.
  std::unique_ptr<Graph> folded(std::unique_ptr<Graph> graph) {
    for (size_t before = 0, now = count_nodes(*graph->block()); before != now;) {
      before = now;
      graph = remove_dead_code(*fold_constants(*fold(*graph), &pool_));
      now = count_nodes(*graph->block());
    }
    if (!optimize_numerics_) return graph;
    return remove_dead_code(*fold_norms(*graph, &pool_));
  }

  // The new program.

  const intrusive_ptr<ObjectImpl>& rebuilt(ObjectImpl* own) {
    // A place in a map stays where it is, whatever else comes in.
    intrusive_ptr<ObjectImpl>& made = made_[own];
    if (made) return made;
    if (whole_.count(own)) {
      made = intrusive_ptr<ObjectImpl>::share(own);
      return made;
    }
    std::string name = own->type->name();
    const size_t dot = name.rfind('.');
    for (int number = 0; unit_->find_class(name); ++number) {
      name = own->type->name();
      name.insert(dot + 1, "___torch_mangle_" + std::to_string(number) + ".");
    }
    const std::shared_ptr<ClassType> cls = unit_->add_class(name, ClassKind::Module);
    made = make_intrusive<ObjectImpl>(cls, std::vector<IValue>());
    std::vector<IValue>& slots = made->slots;
    for (size_t i = 0; i < own->slots.size(); ++i) {
      if (!kept_.count({own, i})) continue;
      ClassAttribute kept = own->type->attributes()[i];
      IValue value = own->slots[i];
      if (is_module(value)) {
        value = IValue(rebuilt(&value.toObjectRef()));
        if (!kept.type->is(TypeKind::Class) || as_class(*kept.type)->is_module())
          kept.type = value.toObjectRef().type;
      } else if (value.isList()) {
        value = IValue(
            make_intrusive<ListImpl>(value.toListImpl().element_type, value.toListImpl().values));
      }
      places_[{own, i}] = static_cast<int64_t>(slots.size());
      cls->add_attribute(std::move(kept));
      slots.push_back(std::move(value));
    }
    return made;
  }

  /// The method in its new class.
  void place(Kept* each) {
    if (whole_.count(each->own)) return;
    const intrusive_ptr<ObjectImpl>& own = made_[each->own];
    if (!own) return;
    const Known known = objects_in(*each->graph, each->own);
    for_attributes(*each->graph->block(), known, [&](Node& node, ObjectImpl* object) {
      const auto found = places_.find(attribute(object, node));
      if (found != places_.end()) node.index = found->second;
    });
    for (const auto& [value, object] : known) {
      const auto found = made_.find(object);
      if (found != made_.end() && found->second)
        const_cast<Value*>(value)->type = found->second->type;
    }
    std::vector<Parameter> parameters = each->function->parameters();
    parameters[0].type = own->type;
    const std::string name(each->function->name());
    auto function = std::make_unique<Function>(
        own->type->name() + "." + name, std::move(parameters), each->function->return_type());
    function->is_method = true;
    function->set_graph(std::move(each->graph));
    const auto cls = unit_->find_class(own->type->name());
    cls->add_method(name, unit_->add_function(std::move(function)));
  }

  const CompilationUnit& from_;
  ObjectImpl* const root_;
  const bool optimize_numerics_;
  std::shared_ptr<CompilationUnit> unit_;
  ConstantPool pool_;
  std::vector<Kept> methods_;
  std::set<Attribute> kept_, changed_;
  std::set<ObjectImpl*> whole_;
  std::map<ObjectImpl*, intrusive_ptr<ObjectImpl>> made_;
  std::map<Attribute, int64_t> places_;  // slots in the new objects
};

}  // namespace

Frozen freeze(const CompilationUnit& from, const intrusive_ptr<ObjectImpl>& root,
              const std::vector<std::string>& preserved, bool optimize_numerics) {
  return Freezer(from, root.get(), optimize_numerics).run(preserved);
}

}  // namespace minijit::passes
