#include "code/missing.h"

#include <algorithm>
#include <functional>
#include <string>

#include "code/resolver.h"
#include "ir/op_info.h"

namespace minijit::code {

namespace {

using Visit = std::function<void(const Expr& call)>;

/// All calls below a node, outer ones first.
void visit_calls(const Expr* expr, const Visit& visit) {
  if (!expr) return;
  if (expr->is(ExprKind::Call)) visit(*expr);
  for (const ExprPtr& item : expr->items) visit_calls(item.get(), visit);
  for (const Keyword& keyword : expr->keywords) visit_calls(keyword.value.get(), visit);
}

void visit_calls(const Body& body, const Visit& visit) {
  for (const StmtPtr& statement : body) {
    for (const ExprPtr& target : statement->targets) visit_calls(target.get(), visit);
    visit_calls(statement->value.get(), visit);
    visit_calls(statement->message.get(), visit);
    visit_calls(statement->body, visit);
    visit_calls(statement->orelse, visit);
    if (statement->define) visit_calls(statement->define->body, visit);
  }
}

/// The kind that `torch.x` or `ops.y.x` names, or nothing.
std::string operator_of(const std::string& name, const Def& definition) {
  const size_t dot = name.find('.');
  if (dot == std::string::npos) return {};
  const std::string root = name.substr(0, dot);
  const std::string rest = name.substr(dot + 1);
  for (const Param& param : definition.params) {
    if (param.name == root) return {};
  }
  const auto dots = std::count(rest.begin(), rest.end(), '.');
  std::string kind;
  if (root == "torch" && dots == 0 && rest != "device") kind = "aten::" + rest;
  if (root == "ops" && dots == 1) {
    const size_t inner = rest.find('.');
    kind = rest.substr(0, inner) + "::" + rest.substr(inner + 1);
  }
  return gives_result(kind) ? std::string() : kind;
}

bool takes_keyword(const OpInfo& op, const std::string& name) {
  for (int16_t i = 0; i < op.n_args; ++i) {
    if (op.args[i].name == name) return true;
  }
  return name == "self" || name == "input";
}

/// Why no overload of a kind takes as many arguments, or those names; else nothing.
std::string complaint(const std::string& kind, const Expr& call) {
  const Span<const OpInfo> overloads = find_operators(kind);
  if (overloads.empty()) return not_there;
  const size_t given = call.items.size() - 1;
  size_t room = 0;
  for (const OpInfo& op : overloads) {
    if (op.vararg) return {};
    room = std::max(room, static_cast<size_t>(op.n_args));
  }
  for (const ExprPtr& item : call.items) {
    if (item->is(ExprKind::Starred)) return {};
  }
  if (given > room) return "no overload takes " + std::to_string(given) + " arguments";
  for (const Keyword& keyword : call.keywords) {
    const bool taken = std::any_of(overloads.begin(), overloads.end(), [&](const OpInfo& op) {
      return takes_keyword(op, keyword.name);
    });
    if (!taken) return "no overload takes the argument '" + keyword.name + "'";
  }
  return {};
}

}  // namespace

bool gives_result(const std::string& kind) {
  return kind == "aten::wait" || kind == "prim::awaitable_wait" || kind == "prim::awaitable_nowait";
}

void note_missing(CompilationUnit& unit, const Def& definition,
                  const std::shared_ptr<const Source>& source) {
  visit_calls(definition.body, [&](const Expr& call) {
    const std::string kind = operator_of(dotted_name(call.item(0)), definition);
    if (kind.empty()) return;
    const std::string why = complaint(kind, call);
    if (!why.empty()) unit.note_missing(kind, why, SourceRange(source, call.start, call.end));
  });
}

}  // namespace minijit::code
