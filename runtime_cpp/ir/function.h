// Functions and the unit that owns them. In: what code/ compiles on demand; out: functions and
// classes by qualified name. It does not know where text comes from.
#ifndef MINIJIT_IR_FUNCTION_H_
#define MINIJIT_IR_FUNCTION_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ir/graph.h"

namespace minijit {

class CompilationUnit;

struct Parameter {
  std::string name;
  TypePtr type;
  std::optional<IValue> default_value;
};

/// A qualified name, a schema and a graph. A method's first parameter is `self`.
class Function {
 public:
  Function(std::string qualified_name, std::vector<Parameter> parameters, TypePtr return_type);

  const std::string& qualified_name() const { return qualified_name_; }
  /// The last atom of the qualified name.
  std::string_view name() const;
  const std::vector<Parameter>& parameters() const { return parameters_; }
  const TypePtr& return_type() const { return return_type_; }
  /// Null for a method of an interface.
  Graph* graph() { return graph_.get(); }
  const Graph* graph() const { return graph_.get(); }
  bool is_method = false;

  void set_graph(std::unique_ptr<Graph> graph) { graph_ = std::move(graph); }
  void set_return_type(TypePtr type) { return_type_ = std::move(type); }

  /// The unit that owns it; null for a function on its own.
  const CompilationUnit* unit = nullptr;
  /// What a later room (plan) made of this function; opaque here.
  std::shared_ptr<const void> lowered;

 private:
  std::string qualified_name_;
  std::vector<Parameter> parameters_;
  TypePtr return_type_;
  std::unique_ptr<Graph> graph_;
};

/// An operator that a program calls and this runtime lacks: which, why not, and the call.
struct MissingOperator {
  std::string name;
  std::string why;
  SourceRange place;

  std::string str() const;
};

/// Owns the functions and classes of one program. Objects may outlive it, their methods may not.
class CompilationUnit {
 public:
  CompilationUnit() = default;
  ~CompilationUnit();
  CompilationUnit(const CompilationUnit&) = delete;
  CompilationUnit& operator=(const CompilationUnit&) = delete;

  /// The archive's version, which decides what old operators mean.
  int opset_version = 0;
  /// Elements of constants.pkl, for prim::ConstantRef.
  std::vector<IValue> constants;
  /// In the order in which they were met.
  const std::vector<MissingOperator>& missing_operators() const { return missing_; }
  /// Remembers an operator that this runtime lacks, once for each call.
  void note_missing(const std::string& name, const std::string& why, const SourceRange& place);
  /// What the API hands out to keep the unit alive.
  std::weak_ptr<void> owner;

  Function* add_function(std::unique_ptr<Function> function);
  std::shared_ptr<ClassType> add_class(std::string qualified_name, ClassKind kind);
  void add_named_tuple(TypePtr type);

  Function* find_function(std::string_view qualified_name) const;
  std::shared_ptr<ClassType> find_class(std::string_view qualified_name) const;
  TypePtr find_named_tuple(std::string_view qualified_name) const;

  /// In order of creation; methods are among them.
  const std::vector<std::unique_ptr<Function>>& functions() const { return functions_; }
  const std::vector<std::shared_ptr<ClassType>>& classes() const { return classes_; }

 private:
  std::vector<MissingOperator> missing_;
  std::vector<std::unique_ptr<Function>> functions_;
  std::unordered_map<std::string, Function*> functions_by_name_;
  std::vector<std::shared_ptr<ClassType>> classes_;
  std::unordered_map<std::string, std::shared_ptr<ClassType>> classes_by_name_;
  std::unordered_map<std::string, TypePtr> named_tuples_;
};

}  // namespace minijit

#endif  // MINIJIT_IR_FUNCTION_H_
