// The abstract syntax of the language. Made by the parser, read by the emitter; knows nothing of
// types or names.
#ifndef MINIJIT_CODE_AST_H_
#define MINIJIT_CODE_AST_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "minijit/error.h"

namespace minijit::code {

/// What an expression is; the comment says what `items` and `text` hold.
enum class ExprKind : uint8_t {
  Name,               // text
  Int,                // integer
  Float,              // number
  Imaginary,          // number
  String,             // text, decoded
  True,               //
  False,              //
  None,               //
  Ellipsis,           //
  Attribute,          // text; items: base
  Subscript,          // items: base, index (a Tuple when commas separate several)
  Slice,              // items: start, stop, step; absent ones are null
  Call,               // items: callee, positional...; keywords
  Unary,              // text: - + ~ not; items: operand
  Binary,             // text: operator; items: left, right
  Compare,            // operators; items: first, second, ...
  And,                // items: two or more
  Or,                 // items: two or more
  Ternary,            // items: condition, then, else
  Tuple,              // items
  List,               // items
  Dict,               // items: key, value, key, value, ...
  ListComprehension,  // items: element, target, iterable, conditions...
  DictComprehension,  // items: key, value, target, iterable, conditions...
  Starred,            // items: operand
};

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

struct Keyword {
  std::string name;
  ExprPtr value;
};

struct Expr {
  ExprKind kind = ExprKind::None;
  uint16_t depth = 1;  // 1 + depth of the deepest item; limited by the parser
  uint32_t start = 0;
  uint32_t end = 0;
  std::string text;
  int64_t integer = 0;
  double number = 0;
  std::vector<ExprPtr> items;
  std::vector<Keyword> keywords;       // Call
  std::vector<std::string> operators;  // Compare

  const Expr& item(size_t i) const { return *items[i]; }
  bool is(ExprKind wanted) const { return kind == wanted; }
};

enum class StmtKind : uint8_t {
  Expression,  // value
  Assign,      // targets, value
  Annotated,   // targets[0], annotation, value (may be null)
  Augmented,   // targets[0], text: the operator without `=`, value
  If,          // value, body, orelse
  While,       // value, body
  For,         // targets[0], value, body
  Return,      // value (may be null)
  Break,       //
  Continue,    //
  Pass,        //
  Assert,      // value, message (may be null)
  Raise,       // value (may be null)
  Delete,      // targets
  With,        // targets[0] (may be null), value, body
  Define,      // define: a nested function
  Leave,       // made by the emitter: the end of the with statement around
};

struct Def;
struct Stmt;
using StmtPtr = std::unique_ptr<Stmt>;
using Body = std::vector<StmtPtr>;

struct Stmt {
  StmtKind kind = StmtKind::Pass;
  uint32_t start = 0;
  uint32_t end = 0;
  std::string text;
  std::vector<ExprPtr> targets;
  ExprPtr annotation;
  ExprPtr value;
  ExprPtr message;
  Body body;
  Body orelse;
  std::unique_ptr<Def> define;
};

struct Param {
  std::string name;
  ExprPtr annotation;     // may be null
  ExprPtr default_value;  // may be null
  bool kwarg_only = false;
  uint32_t start = 0;
  uint32_t end = 0;
};

struct Def {
  std::string name;
  std::vector<Param> params;
  ExprPtr returns;  // may be null
  Body body;
  uint32_t start = 0;
  uint32_t end = 0;
};

/// A class statement: assignments (Assign, Annotated) and Define statements in order.
struct ClassDef {
  std::string name;
  ExprPtr base;  // may be null
  Body body;
  uint32_t start = 0;
  uint32_t end = 0;
};

/// A file of code: its classes and functions in order.
struct File {
  std::shared_ptr<const Source> source;
  std::vector<std::unique_ptr<ClassDef>> classes;
  std::vector<std::unique_ptr<Def>> functions;
};

}  // namespace minijit::code

#endif  // MINIJIT_CODE_AST_H_
