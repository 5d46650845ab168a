// Arguments that are written on the command line: literals of the language.
#include <stdexcept>

#include "cli/verbs.h"
#include "code/parser.h"
#include "code/resolver.h"
#include "ir/instance.h"

namespace minijit::cli {

namespace {

using code::Expr;
using code::ExprKind;

class Literal {
 public:
  explicit Literal(std::shared_ptr<const Source> source)
      : source_(std::move(source)), resolver_(unit_, [](const std::string&) { return nullptr; }) {}

  /// As an argument of the type takes it, or, where it does not, as the literal is by itself.
  IValue value(const TypePtr& wanted) {
    const code::ExprPtr expr = code::parse_expression(source_);
    IValue made = of(*expr, wanted);
    return is_instance(made, wanted) ? made : of(*expr, nullptr);
  }

 private:
  IValue of(const Expr& expr, const TypePtr& wanted) {
    const TypePtr plain = wanted && wanted->is(TypeKind::Optional) ? wanted->element() : wanted;
    const auto of_all = [&](size_t first, size_t step, const TypePtr& element) {
      std::vector<IValue> items;
      for (size_t i = first; i < expr.items.size(); i += step) {
        items.push_back(of(expr.item(i), element));
      }
      return items;
    };
    if (expr.is(ExprKind::Dict)) {
      const bool known = plain && plain->is(TypeKind::Dict);
      std::vector<IValue> keys = of_all(0, 2, known ? plain->element(0) : nullptr);
      std::vector<IValue> values = of_all(1, 2, known ? plain->element(1) : nullptr);
      auto made =
          make_intrusive<DictImpl>(common_type(keys, known ? plain->element(0) : nullptr),
                                   common_type(values, known ? plain->element(1) : nullptr));
      for (size_t i = 0; i < values.size(); ++i) {
        made->insert_or_assign(std::move(keys[i]), std::move(values[i]));
      }
      return made;
    }
    if (expr.is(ExprKind::List)) {
      const TypePtr element = plain && plain->is(TypeKind::List) ? plain->element() : nullptr;
      std::vector<IValue> items = of_all(0, 1, element);
      TypePtr common = common_type(items, element);
      return make_intrusive<ListImpl>(std::move(common), std::move(items));
    }
    if (expr.is(ExprKind::Tuple)) {
      const bool known = plain && plain->is(TypeKind::Tuple);
      std::vector<IValue> items;
      for (size_t i = 0; i < expr.items.size(); ++i) {
        const bool typed = known && i < plain->elements().size();
        items.push_back(of(expr.item(i), typed ? plain->element(i) : nullptr));
      }
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
