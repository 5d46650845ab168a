// Arguments that are written on the command line: literals of the language.
#include <stdexcept>

#include "cli/verbs.h"
#include "code/parser.h"
#include "code/resolver.h"

namespace minijit::cli {

namespace {

using code::Expr;
using code::ExprKind;

class Literal {
 public:
  explicit Literal(std::shared_ptr<const Source> source)
      : source_(std::move(source)), resolver_(unit_, [](const std::string&) { return nullptr; }) {}

  IValue value(const TypePtr& wanted) { return of(*code::parse_expression(source_), wanted); }

 private:
  IValue of(const Expr& expr, const TypePtr& wanted) {
    const TypePtr plain = wanted->is(TypeKind::Optional) ? wanted->element() : wanted;
    if (expr.is(ExprKind::Dict) && plain->is(TypeKind::Dict)) {
      auto made = make_intrusive<DictImpl>(plain->element(0), plain->element(1));
      for (size_t i = 0; i + 1 < expr.items.size(); i += 2) {
        made->insert_or_assign(of(expr.item(i), plain->element(0)),
                               of(expr.item(i + 1), plain->element(1)));
      }
      return made;
    }
    if (expr.is(ExprKind::List) && plain->is(TypeKind::List)) {
      std::vector<IValue> items;
      for (const code::ExprPtr& item : expr.items) items.push_back(of(*item, plain->element()));
      return make_intrusive<ListImpl>(plain->element(), std::move(items));
    }
    const size_t count = expr.items.size();
    if (expr.is(ExprKind::Tuple) && plain->is(TypeKind::Tuple) &&
        plain->elements().size() == count) {
      std::vector<IValue> items;
      for (size_t i = 0; i < count; ++i) items.push_back(of(expr.item(i), plain->element(i)));
      return make_intrusive<TupleImpl>(std::move(items));
    }
    return resolver_.constant_expression(expr, source_, wanted);
  }

  std::shared_ptr<const Source> source_;
  CompilationUnit unit_;
  code::Resolver resolver_;
};

}  // namespace

IValue literal(const std::string& text, const TypePtr& wanted) {
  try {
    return Literal(std::make_shared<Source>("--value", text)).value(wanted);
  } catch (const Error&) {
    throw std::invalid_argument(
        "--value wants a number, a text in quotation marks, True, False, None, or a list, tuple or "
        "dict of these, not " +
        text);
  }
}

}  // namespace minijit::cli
