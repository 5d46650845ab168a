// Arguments that are written on the command line: literals of the language.
#include <algorithm>
#include <stdexcept>

#include "cli/npy.h"
#include "cli/verbs.h"
#include "code/parser.h"
#include "code/resolver.h"
#include "ir/instance.h"

namespace minijit::cli {

namespace {

using code::Expr;
using code::ExprKind;

/// The one array of a file. Throws std::runtime_error where there are several.
Tensor read_array(const std::string& path) {
  const std::vector<Tensor> arrays = read_arrays(path);
  if (arrays.size() == 1) return arrays[0];
  throw std::runtime_error(path + " has " + std::to_string(arrays.size()) + " arrays, not one");
}

/// Names in place of the files behind @, outside of texts; `files` are these in their order.
std::string with_names(const std::string& text, std::vector<std::string>& files) {
  constexpr const char* ends = " \t\r\n,:])}";
  std::string named;
  char quote = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote == 0 && c == '@') {
      const size_t end = std::min(text.find_first_of(ends, i), text.size());
      named += "file" + std::to_string(files.size());
      files.push_back(text.substr(i + 1, end - i - 1));
      i = end - 1;
      continue;
    }
    named += c;
    if (quote == 0) {
      if (c == '"' || c == '\'') quote = c;
    } else if (c == '\\' && i + 1 < text.size()) {
      named += text[++i];
    } else if (c == quote) {
      quote = 0;
    }
  }
  return named;
}

class Literal {
 public:
  explicit Literal(const std::string& text)
      : source_(std::make_shared<Source>("--value", with_names(text, files_))),
        resolver_(unit_, [](const std::string&) { return nullptr; }) {}

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
    if (expr.is(ExprKind::Name)) {
      for (size_t i = 0; i < files_.size(); ++i) {
        if (expr.text == "file" + std::to_string(i)) return read_array(files_[i]);
      }
    }
    return resolver_.constant_expression(expr, source_, wanted);
  }

  std::vector<std::string> files_;
  std::shared_ptr<const Source> source_;
  CompilationUnit unit_;
  code::Resolver resolver_;
};

}  // namespace

IValue literal(const std::string& text, const TypePtr& wanted) {
  try {
    return Literal(text).value(wanted);
  } catch (const Error& error) {
    if (error.id() == Diag::MJ9007) throw;
    throw std::invalid_argument(
        "--value wants a number, a text in quotation marks, True, False, None, @x.npy, or a list, "
        "tuple or dict of these, not " +
        text);
  }
}

}  // namespace minijit::cli
