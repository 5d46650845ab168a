// The code of one archive. In: text of its files, on demand; out: classes and functions with graphs
// in a CompilationUnit. It does not know where text comes from.
#ifndef MINIJIT_CODE_RESOLVER_H_
#define MINIJIT_CODE_RESOLVER_H_

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "code/ast.h"
#include "ir/function.h"

namespace minijit::code {

/// What a qualified name stands for; at most one member is set.
struct Definition {
  std::shared_ptr<ClassType> cls;
  TypePtr named_tuple;
  Function* function = nullptr;
  explicit operator bool() const { return cls || named_tuple || function; }
};

/// A call of an operator as it was before it changed; its upgrader stands in the graph.
struct UpgradedCall {
  SourceRange place;
  const OpInfo* op;
};

class Resolver {
 public:
  /// Gives the text of an entry such as `code/__torch__.py`, or null.
  using Read = std::function<std::shared_ptr<const Source>(const std::string& entry)>;

  Resolver(CompilationUnit& unit, Read read) : unit_(unit), read_(std::move(read)) {}

  CompilationUnit& unit() { return unit_; }
  /// The definition of a qualified name; bodies wait until `drain`. Errors: MJ1xxx, MJ2xxx.
  Definition find(const std::string& name);
  /// Defines all classes of a file that is there.
  void find_classes(const std::string& prefix);
  /// The type that a spelling means, such as `List[__torch__.pkg.Net]`.
  TypePtr load_type(const std::string& text);
  /// Compiles the bodies that wait.
  void drain();
  /// The type that an annotation means.
  TypePtr parse_type(const Expr& expr, const std::shared_ptr<const Source>& source);
  /// The function of an upgrader, by its index in generated/upgraders.inc.
  const Function& upgrader(int32_t index);
  /// Remembers a call of an operator that has changed since. A place that means several of them,
  /// in a loop over unlike modules, is there for each.
  void note_upgraded(const OpInfo& op, const SourceRange& place);
  /// In the order in which they were met, each once.
  const std::vector<UpgradedCall>& upgraded_calls() const { return upgraded_; }
  IValue constant_expression(const Expr& expr, const std::shared_ptr<const Source>& source,
                             const TypePtr& wanted);

 private:
  static constexpr int max_tried_members = 10'000;
  struct Pending {
    const Def* definition;
    std::shared_ptr<const Source> source;
    Function* function;
  };

  const File* file(const std::string& prefix);
  std::shared_ptr<ClassType> define_class(const std::string& name, const ClassDef& cls,
                                          const std::shared_ptr<const Source>& source);
  TypePtr define_tuple(const std::string& name, const ClassDef& cls,
                       const std::shared_ptr<const Source>& source);
  Function* declare(const std::string& name, const Def& definition,
                    const std::shared_ptr<const Source>& source, const TypePtr& owner);

  CompilationUnit& unit_;
  Read read_;
  std::map<std::string, std::unique_ptr<File>> files_;
  std::deque<Pending> pending_;
  int tried_members_ = 0;
  std::map<int32_t, std::unique_ptr<CompilationUnit>> upgrader_units_;
  std::vector<std::unique_ptr<File>> upgrader_files_;
  std::vector<UpgradedCall> upgraded_;
};

/// What generated/upgraders.inc has at an index: the name of a function and its file; and the calls
/// in it of operators that have changed once more.
const char* upgrader_name(int32_t index);
std::string_view upgrader_text(int32_t index);
std::vector<UpgradedCall> upgraded_again(int32_t index);

/// A class of grammar/classes/ by its qualified name; null if there is none.
std::shared_ptr<ClassType> contract_class(std::string_view name);

/// What stands for an operator that has no kernel: the function of grammar/composites/, by its
/// index in generated/composites.inc. Compiled at first use and kept; thread-safe.
const Function& composite(int32_t index);

/// Emits the body of a declared function into its graph.
void emit_function(Resolver& resolver, const Def& definition,
                   const std::shared_ptr<const Source>& source, Function& function);
/// `a.b.c` of names and attributes, else empty.
std::string dotted_name(const Expr& expr);

}  // namespace minijit::code

#endif  // MINIJIT_CODE_RESOLVER_H_
