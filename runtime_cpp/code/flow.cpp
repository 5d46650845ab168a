#include "code/flow.h"

#include <algorithm>

namespace minijit::code {

namespace {

bool breaks(const Body& body) {
  return std::any_of(body.begin(), body.end(), [](const StmtPtr& stmt) {
    switch (stmt->kind) {
      case StmtKind::Break:
        return true;
      case StmtKind::If:
        return breaks(stmt->body) || breaks(stmt->orelse);
      case StmtKind::With:
        return breaks(stmt->body);
      default:
        return false;
    }
  });
}

bool falls(const Body& body) { return falls(statements_of(body)); }

bool falls(const Stmt& stmt) {
  switch (stmt.kind) {
    case StmtKind::Return:
    case StmtKind::Raise:
    case StmtKind::Break:
    case StmtKind::Continue:
      return false;
    case StmtKind::If:
      return falls(stmt.body) || falls(stmt.orelse);
    case StmtKind::With:
      return falls(stmt.body);
    case StmtKind::While:
      return !stmt.value->is(ExprKind::True) || breaks(stmt.body);
    default:
      return true;
  }
}

bool exits(const Body& body, bool in_loop) { return exits(statements_of(body), in_loop); }

bool exits(const Stmt& stmt, bool in_loop) {
  switch (stmt.kind) {
    case StmtKind::Return:
      return true;
    case StmtKind::Break:
    case StmtKind::Continue:
      return !in_loop;
    case StmtKind::If:
      return exits(stmt.body, in_loop) || exits(stmt.orelse, in_loop);
    case StmtKind::While:
    case StmtKind::For:
      return exits(stmt.body, true);
    case StmtKind::With:
      return exits(stmt.body, in_loop);
    default:
      return false;
  }
}

void add_names(const Expr& target, std::vector<std::string>* names) {
  if (target.is(ExprKind::Name)) {
    if (std::find(names->begin(), names->end(), target.text) == names->end()) {
      names->push_back(target.text);
    }
  } else if (target.is(ExprKind::Tuple) || target.is(ExprKind::List) ||
             target.is(ExprKind::Starred)) {
    for (const ExprPtr& item : target.items) add_names(*item, names);
  }
}

void add_assigned(const Stmt& stmt, std::vector<std::string>* names) {
  switch (stmt.kind) {
    case StmtKind::Assign:
    case StmtKind::Annotated:
    case StmtKind::Augmented:
    case StmtKind::For:
    case StmtKind::With:
      for (const ExprPtr& target : stmt.targets) {
        if (target) add_names(*target, names);
      }
      break;
    default:
      break;
  }
  for (const StmtPtr& inner : stmt.body) add_assigned(*inner, names);
  for (const StmtPtr& inner : stmt.orelse) add_assigned(*inner, names);
}

}  // namespace

Statements statements_of(const Body& body) {
  Statements found;
  for (const StmtPtr& stmt : body) found.push_back(stmt.get());
  return found;
}

bool falls(const Statements& body) {
  return std::all_of(body.begin(), body.end(), [](const Stmt* stmt) { return falls(*stmt); });
}

bool exits(const Statements& body, bool in_loop) {
  return std::any_of(body.begin(), body.end(),
                     [&](const Stmt* stmt) { return exits(*stmt, in_loop); });
}

bool returns(const Statements& body) { return exits(body, true); }

std::vector<std::string> assigned(const Stmt& stmt) {
  std::vector<std::string> names;
  add_assigned(stmt, &names);
  return names;
}

}  // namespace minijit::code
