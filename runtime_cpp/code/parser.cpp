#include "code/parser.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <string_view>
#include <utility>

#include "code/lexer.h"
#include "support/limits.h"

namespace minijit::code {

namespace {

constexpr std::string_view kKeywords[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

bool is_keyword(std::string_view word) {
  return std::find(std::begin(kKeywords), std::end(kKeywords), word) != std::end(kKeywords);
}

constexpr std::string_view kAugmented[] = {
    "+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^=", "<<=", ">>="};

// Precedence of infix operators that associate to the left; 0 for anything else.
int precedence(std::string_view op) {
  if (op == "|") return 1;
  if (op == "^") return 2;
  if (op == "&") return 3;
  if (op == "<<" || op == ">>") return 4;
  if (op == "+" || op == "-") return 5;
  if (op == "*" || op == "/" || op == "//" || op == "%" || op == "@") return 6;
  return 0;
}

class Parser {
 public:
  explicit Parser(const std::shared_ptr<const Source>& source)
      : source_(source), tokens_(tokenize(source)) {}

  File file() {
    File file;
    file.source = source_;
    while (!at(TokenKind::End)) {
      if (is_word("class")) {
        file.classes.push_back(class_definition());
      } else if (is_word("def")) {
        file.functions.push_back(definition());
      } else {
        prologue();
      }
    }
    return file;
  }

  ExprPtr single_expression() {
    ExprPtr result = tuple_or_expression();
    if (at(TokenKind::Newline)) next();
    if (!at(TokenKind::End)) unexpected();
    return result;
  }

 private:
  // --- tokens

  const Token& token() const { return tokens_[at_]; }
  bool at(TokenKind kind) const { return token().kind == kind; }

  std::string_view text(const Token& token) const {
    return std::string_view(source_->text).substr(token.start, token.end - token.start);
  }

  const Token& next() {
    const Token& result = tokens_[at_];
    if (result.kind != TokenKind::End) ++at_;
    last_end_ = result.end;
    return result;
  }

  bool is_operator(std::string_view op) const {
    return at(TokenKind::Operator) && text(token()) == op;
  }

  bool is_word(std::string_view word) const { return at(TokenKind::Name) && text(token()) == word; }

  bool accept(std::string_view op) {
    if (!is_operator(op)) return false;
    next();
    return true;
  }

  bool accept_word(std::string_view word) {
    if (!is_word(word)) return false;
    next();
    return true;
  }

  void expect(std::string_view op) {
    if (!accept(op)) unexpected(quoted(op));
  }

  void expect_word(std::string_view word) {
    if (!accept_word(word)) unexpected(quoted(word));
  }

  void end_of_line() {
    if (at(TokenKind::Newline)) {
      next();
    } else {
      unexpected("newline");
    }
  }

  std::string name() {
    if (!at(TokenKind::Name) || is_keyword(text(token()))) unexpected("ident");
    return std::string(text(next()));
  }

  [[noreturn]] void fail(Diag id, size_t start, size_t end,
                         std::initializer_list<Fill> values = {}) const {
    throw Error(id, SourceRange{source_, start, end}, values);
  }

  static std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

  std::string spelled(const Token& t) const {
    switch (t.kind) {
      case TokenKind::End:
        return "eof";
      case TokenKind::Newline:
        return "newline";
      case TokenKind::Indent:
        return "indent";
      case TokenKind::Dedent:
        return "dedent";
      case TokenKind::Name:
        return is_keyword(text(t)) ? quoted(text(t)) : "ident";
      default:
        return quoted(text(t));
    }
  }

  [[noreturn]] void unexpected(const std::string& expected = "another token") const {
    const Token& t = token();
    fail(Diag::MJ1001, t.start, t.end, {{"expected", expected}, {"found", spelled(t)}});
  }

  [[noreturn]] void too_deep(size_t start, size_t end) const {
    fail(Diag::MJ1007, start, end, {{"limit", uint64_t{limits::max_nesting}}});
  }

  // Counts how deep the descent is, for as long as it lives.
  class Depth {
   public:
    explicit Depth(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > limits::max_nesting) {
        parser_.too_deep(parser_.token().start, parser_.token().end);
      }
    }
    ~Depth() { --parser_.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

   private:
    Parser& parser_;
  };

  // --- expressions

  ExprPtr make(ExprKind kind, uint32_t start) {
    auto result = std::make_unique<Expr>();
    result->kind = kind;
    result->start = start;
    return result;
  }

  // Sets the end and the depth, once all items are there.
  ExprPtr finish(ExprPtr expr) {
    expr->end = last_end_;
    size_t depth = 0;
    for (const ExprPtr& item : expr->items) {
      if (item) depth = std::max<size_t>(depth, item->depth);
    }
    for (const Keyword& keyword : expr->keywords) {
      depth = std::max<size_t>(depth, keyword.value->depth);
    }
    if (depth >= limits::max_nesting) too_deep(expr->start, expr->end);
    expr->depth = static_cast<uint16_t>(depth + 1);
    return expr;
  }

  ExprPtr make(ExprKind kind, ExprPtr first, ExprPtr second = nullptr) {
    ExprPtr result = make(kind, first->start);
    result->items.push_back(std::move(first));
    if (second) result->items.push_back(std::move(second));
    return finish(std::move(result));
  }

  // `a`, `a, b`, `a,`: a tuple when there is a comma.
  ExprPtr tuple_or_expression() {
    uint32_t start = token().start;
    ExprPtr first = starred_or_expression();
    return is_operator(",") ? tuple_from(std::move(first), start) : std::move(first);
  }

  ExprPtr tuple_from(ExprPtr first, uint32_t start) {
    ExprPtr result = make(ExprKind::Tuple, start);
    result->items.push_back(std::move(first));
    while (accept(",")) {
      if (!starts_expression()) break;
      result->items.push_back(starred_or_expression());
    }
    return finish(std::move(result));
  }

  bool starts_expression() const {
    switch (token().kind) {
      case TokenKind::Number:
      case TokenKind::String:
        return true;
      case TokenKind::Name: {
        std::string_view word = text(token());
        return !is_keyword(word) || word == "None" || word == "True" || word == "False" ||
               word == "not";
      }
      case TokenKind::Operator: {
        std::string_view op = text(token());
        return op == "(" || op == "[" || op == "{" || op == "-" || op == "+" || op == "~" ||
               op == "*" || op == "...";
      }
      default:
        return false;
    }
  }

  ExprPtr starred_or_expression() {
    if (!is_operator("*")) return expression();
    ExprPtr result = make(ExprKind::Starred, next().start);
    result->items.push_back(binary(1));
    return finish(std::move(result));
  }

  ExprPtr expression() {
    Depth depth(*this);
    ExprPtr then = disjunction();
    if (!accept_word("if")) return then;
    ExprPtr result = make(ExprKind::Ternary, then->start);
    ExprPtr condition = disjunction();
    expect_word("else");
    result->items.push_back(std::move(condition));
    result->items.push_back(std::move(then));
    result->items.push_back(expression());
    return finish(std::move(result));
  }

  ExprPtr disjunction() {
    ExprPtr first = conjunction();
    if (!is_word("or")) return first;
    ExprPtr result = make(ExprKind::Or, first->start);
    result->items.push_back(std::move(first));
    while (accept_word("or")) result->items.push_back(conjunction());
    return finish(std::move(result));
  }

  ExprPtr conjunction() {
    ExprPtr first = negation();
    if (!is_word("and")) return first;
    ExprPtr result = make(ExprKind::And, first->start);
    result->items.push_back(std::move(first));
    while (accept_word("and")) result->items.push_back(negation());
    return finish(std::move(result));
  }

  ExprPtr negation() {
    if (!is_word("not")) return comparison();
    Depth depth(*this);
    ExprPtr result = make(ExprKind::Unary, next().start);
    result->text = "not";
    result->items.push_back(negation());
    return finish(std::move(result));
  }

  ExprPtr comparison() {
    ExprPtr first = binary(1);
    std::string op = comparison_operator();
    if (op.empty()) return first;
    ExprPtr result = make(ExprKind::Compare, first->start);
    result->items.push_back(std::move(first));
    while (!op.empty()) {
      result->operators.push_back(std::move(op));
      result->items.push_back(binary(1));
      op = comparison_operator();
    }
    return finish(std::move(result));
  }

  std::string comparison_operator() {
    if (at(TokenKind::Operator)) {
      std::string_view op = text(token());
      if (op == "<" || op == "<=" || op == ">" || op == ">=" || op == "==" || op == "!=") {
        return std::string(text(next()));
      }
      return {};
    }
    if (accept_word("in")) return "in";
    if (accept_word("is")) return accept_word("not") ? "is not" : "is";
    if (is_word("not") && tokens_[at_ + 1].kind == TokenKind::Name &&
        text(tokens_[at_ + 1]) == "in") {
      next();
      next();
      return "not in";
    }
    return {};
  }

  ExprPtr binary(int least) {
    ExprPtr left = unary();
    while (at(TokenKind::Operator)) {
      std::string op(text(token()));
      int level = precedence(op);
      if (level < least || level == 0) break;
      next();
      ExprPtr right = binary(level + 1);
      left = make(ExprKind::Binary, std::move(left), std::move(right));
      left->text = std::move(op);
    }
    return left;
  }

  ExprPtr unary() {
    if (!is_operator("-") && !is_operator("+") && !is_operator("~")) return power();
    Depth depth(*this);
    const Token& sign = next();
    ExprPtr result = make(ExprKind::Unary, sign.start);
    result->text = text(sign);
    negated_ = result->text == "-" && at(TokenKind::Number);
    result->items.push_back(unary());
    return finish(std::move(result));
  }

  ExprPtr power() {
    ExprPtr base = primary();
    if (!is_operator("**")) return base;
    Depth depth(*this);
    next();
    ExprPtr result = make(ExprKind::Binary, std::move(base), unary());
    result->text = "**";
    return result;
  }

  ExprPtr primary() {
    const uint32_t start = token().start;
    ExprPtr result = atom();
    while (at(TokenKind::Operator)) {
      if (accept(".")) {
        std::string attribute = name();
        result = make(ExprKind::Attribute, std::move(result));
        result->text = std::move(attribute);
      } else if (is_operator("(")) {
        result = call(std::move(result));
      } else if (is_operator("[")) {
        result = subscript(std::move(result));
      } else {
        break;
      }
      result->start = start;  // that of a parenthesis around the first part, too
    }
    return result;
  }

  ExprPtr call(ExprPtr callee) {
    expect("(");
    ExprPtr result = make(ExprKind::Call, callee->start);
    result->items.push_back(std::move(callee));
    while (!is_operator(")")) {
      if (at(TokenKind::Name) && tokens_[at_ + 1].kind == TokenKind::Operator &&
          text(tokens_[at_ + 1]) == "=") {
        std::string keyword = name();
        next();
        result->keywords.push_back({std::move(keyword), expression()});
      } else {
        const uint32_t start = token().start;
        if (accept("**")) {
          fail(Diag::MJ1002, start, expression()->end,
               {{"what", "keyword argument expansions (`**kwargs`) in an archive"}, {"hint", ""}});
        }
        if (!result->keywords.empty()) unexpected();
        result->items.push_back(starred_or_expression());
      }
      if (!accept(",")) break;
    }
    expect(")");
    return finish(std::move(result));
  }

  ExprPtr subscript(ExprPtr base) {
    expect("[");
    uint32_t start = token().start;
    ExprPtr index = subscript_item();
    if (is_operator(",")) {
      ExprPtr tuple = make(ExprKind::Tuple, start);
      tuple->items.push_back(std::move(index));
      while (accept(",")) {
        if (is_operator("]")) break;
        tuple->items.push_back(subscript_item());
      }
      index = finish(std::move(tuple));
    }
    expect("]");
    return make(ExprKind::Subscript, std::move(base), std::move(index));
  }

  ExprPtr subscript_item() {
    uint32_t start = token().start;
    ExprPtr first;
    if (!is_operator(":")) {
      first = expression();
      if (!is_operator(":")) return first;
    }
    ExprPtr result = make(ExprKind::Slice, start);
    result->items.resize(3);
    result->items[0] = std::move(first);
    expect(":");
    if (starts_expression()) result->items[1] = expression();
    if (accept(":") && starts_expression()) result->items[2] = expression();
    return finish(std::move(result));
  }

  ExprPtr atom() {
    const Token& first = token();
    switch (first.kind) {
      case TokenKind::Name:
        return name_or_constant();
      case TokenKind::Number:
        return number();
      case TokenKind::String:
        return string();
      case TokenKind::Operator: {
        if (is_operator("(")) return parenthesised();
        if (is_operator("[")) return list();
        if (is_operator("{")) return dict();
        if (is_operator("...")) {
          next();
          return finish(make(ExprKind::Ellipsis, first.start));
        }
        unexpected();
      }
      default:
        unexpected();
    }
  }

  ExprPtr name_or_constant() {
    uint32_t start = token().start;
    std::string_view word = text(token());
    ExprKind kind = word == "None"    ? ExprKind::None
                    : word == "True"  ? ExprKind::True
                    : word == "False" ? ExprKind::False
                                      : ExprKind::Name;
    ExprPtr result = make(kind, start);
    if (kind == ExprKind::Name) {
      result->text = name();
    } else {
      next();
    }
    return finish(std::move(result));
  }

  /// Is a number beyond the range of doubles a large one, not a small one?
  static bool is_large(std::string_view digits) {
    const size_t e = std::min(digits.find_first_of("eE"), digits.size());
    const size_t point = std::min(digits.find('.'), e);
    const size_t first = digits.find_first_not_of("0.");
    if (e < digits.size() && digits.size() > e + 1 + 6) return digits[e + 1] != '-';
    const int exponent =
        e < digits.size() ? std::atoi(std::string(digits.substr(e + 1)).c_str()) : 0;
    return static_cast<int64_t>(point) - static_cast<int64_t>(first) + exponent > 0;
  }

  ExprPtr number() {
    const Token& t = next();
    std::string_view digits = text(t);
    if (at(TokenKind::Name) && token().start == t.end) unexpected();
    ExprPtr result = make(ExprKind::Int, t.start);
    const char* end = digits.data() + digits.size();
    const bool negated = std::exchange(negated_, false);
    std::from_chars_result parsed{};
    bool based = digits.size() > 1 && digits[0] == '0' && digits[1] > '9' && digits[1] != 'e' &&
                 digits[1] != 'E' && digits[1] != 'j' && digits[1] != 'J';
    if (based) {
      char base = static_cast<char>(digits[1] | 0x20);
      parsed = std::from_chars(digits.data() + 2, end, result->integer,
                               base == 'x'   ? 16
                               : base == 'o' ? 8
                                             : 2);
    } else if (digits.find_first_of(".eEjJ") != std::string_view::npos) {
      bool imaginary = (digits.back() | 0x20) == 'j';
      result->kind = imaginary ? ExprKind::Imaginary : ExprKind::Float;
      if (imaginary) --end;
      parsed = std::from_chars(digits.data(), end, result->number);
      if (parsed.ec == std::errc::result_out_of_range) {
        result->number = is_large(digits) ? std::numeric_limits<double>::infinity() : 0.0;
        parsed.ec = std::errc();
      }
    } else {
      if (digits.size() > 1 && digits[0] == '0' &&
          digits.find_first_not_of('0') != std::string_view::npos) {
        fail(Diag::MJ1001, t.start, t.end,
             {{"expected", "a decimal number"}, {"found", quoted(digits)}});
      }
      parsed = std::from_chars(digits.data(), end, result->integer);
      if (negated && digits == "9223372036854775808") {
        // The emitter negates it, which gives it back.
        result->integer = std::numeric_limits<int64_t>::min();
        parsed.ec = std::errc();
      }
    }
    if (parsed.ec == std::errc::result_out_of_range) {
      fail(Diag::MJ1003, t.start, t.end, {{"text", digits}});
    }
    if (parsed.ec != std::errc() || parsed.ptr != end) {
      fail(Diag::MJ1001, t.start, t.end, {{"expected", "a number"}, {"found", quoted(digits)}});
    }
    return finish(std::move(result));
  }

  ExprPtr string() {
    ExprPtr result = make(ExprKind::String, token().start);
    while (at(TokenKind::String)) result->text += string_value(source_, next());
    return finish(std::move(result));
  }

  // `()`, `(a)`, `(a, b)`. The range of `(a)` is that of `a`; that of a tuple holds its brackets.
  ExprPtr parenthesised() {
    Depth depth(*this);
    uint32_t start = next().start;
    if (accept(")")) return finish(make(ExprKind::Tuple, start));
    ExprPtr first = starred_or_expression();
    const bool is_tuple = is_operator(",");
    ExprPtr inner = is_tuple ? tuple_from(std::move(first), start) : std::move(first);
    expect(")");
    if (is_tuple) inner->end = last_end_;
    return inner;
  }

  ExprPtr list() {
    Depth depth(*this);
    ExprPtr result = make(ExprKind::List, next().start);
    if (!is_operator("]")) {
      result->items.push_back(starred_or_expression());
      if (is_word("for")) {
        result->kind = ExprKind::ListComprehension;
        comprehension(*result);
      } else {
        while (accept(",")) {
          if (is_operator("]")) break;
          result->items.push_back(starred_or_expression());
        }
      }
    }
    expect("]");
    return finish(std::move(result));
  }

  ExprPtr dict() {
    Depth depth(*this);
    ExprPtr result = make(ExprKind::Dict, next().start);
    while (!is_operator("}")) {
      result->items.push_back(expression());
      expect(":");
      result->items.push_back(expression());
      if (is_word("for") && result->items.size() == 2) {
        result->kind = ExprKind::DictComprehension;
        comprehension(*result);
        break;
      }
      if (!accept(",")) break;
    }
    expect("}");
    return finish(std::move(result));
  }

  // `for target in iterable [if condition]...`
  void comprehension(Expr& into) {
    expect_word("for");
    into.items.push_back(target_list());
    expect_word("in");
    into.items.push_back(disjunction());
    while (accept_word("if")) into.items.push_back(disjunction());
  }

  // Targets of `for`: like an expression, but stops before `in`.
  ExprPtr target_list() {
    uint32_t start = token().start;
    ExprPtr first = target();
    if (!is_operator(",")) return first;
    ExprPtr result = make(ExprKind::Tuple, start);
    result->items.push_back(std::move(first));
    while (accept(",")) {
      if (!starts_expression()) break;
      result->items.push_back(target());
    }
    return finish(std::move(result));
  }

  ExprPtr target() {
    if (!is_operator("*")) return primary();
    ExprPtr result = make(ExprKind::Starred, next().start);
    result->items.push_back(primary());
    return finish(std::move(result));
  }

  // --- statements

  StmtPtr make(StmtKind kind) {
    auto result = std::make_unique<Stmt>();
    result->kind = kind;
    result->start = token().start;
    return result;
  }

  StmtPtr finish(StmtPtr stmt) {
    stmt->end = last_end_;
    return stmt;
  }

  Body block() {
    Depth depth(*this);
    expect(":");
    Body body;
    if (!at(TokenKind::Newline)) {
      body.push_back(simple_statement());
      return body;
    }
    next();
    if (!at(TokenKind::Indent)) unexpected();
    next();
    while (!at(TokenKind::Dedent) && !at(TokenKind::End)) body.push_back(statement());
    if (at(TokenKind::Dedent)) next();
    return body;
  }

  StmtPtr statement() {
    if (at(TokenKind::Name)) {
      std::string_view word = text(token());
      if (word == "if") return if_statement();
      if (word == "while") return while_statement();
      if (word == "for") return for_statement();
      if (word == "with") return with_statement();
      if (word == "def") {
        StmtPtr result = make(StmtKind::Define);
        result->define = definition();
        return finish(std::move(result));
      }
    }
    return simple_statement();
  }

  // `if` and `elif` alike.
  StmtPtr if_statement() {
    Depth depth(*this);
    StmtPtr result = make(StmtKind::If);
    next();
    result->value = expression();
    result->body = block();
    if (is_word("elif")) {
      result->orelse.push_back(if_statement());
    } else if (accept_word("else")) {
      result->orelse = block();
    }
    return finish(std::move(result));
  }

  StmtPtr while_statement() {
    StmtPtr result = make(StmtKind::While);
    next();
    result->value = expression();
    result->body = block();
    return finish(std::move(result));
  }

  StmtPtr for_statement() {
    StmtPtr result = make(StmtKind::For);
    next();
    result->targets.push_back(target_list());
    expect_word("in");
    result->value = tuple_or_expression();
    result->body = block();
    return finish(std::move(result));
  }

  StmtPtr with_statement() {
    Depth depth(*this);
    next();
    return with_items();
  }

  // `a as b, c:` is nested from left to right; the range of each is that of its item.
  StmtPtr with_items() {
    Depth depth(*this);
    StmtPtr result = make(StmtKind::With);
    Stmt& into = *result;
    into.value = expression();
    into.targets.push_back(accept_word("as") ? target() : nullptr);
    into.end = last_end_;
    if (accept(",")) {
      into.body.push_back(with_items());
    } else {
      into.body = block();
    }
    return result;
  }

  StmtPtr simple_statement() {
    StmtPtr result = small_statement();
    result->end = last_end_;
    end_of_line();
    return result;
  }

  StmtPtr small_statement() {
    if (at(TokenKind::Name)) {
      std::string_view word = text(token());
      if (word == "pass") return word_statement(StmtKind::Pass);
      if (word == "break") return word_statement(StmtKind::Break);
      if (word == "continue") return word_statement(StmtKind::Continue);
      if (word == "return") {
        StmtPtr result = word_statement(StmtKind::Return);
        if (starts_expression()) result->value = tuple_or_expression();
        return result;
      }
      if (word == "raise") {
        StmtPtr result = word_statement(StmtKind::Raise);
        if (starts_expression()) result->value = expression();
        return result;
      }
      if (word == "assert") {
        StmtPtr result = word_statement(StmtKind::Assert);
        result->value = expression();
        if (accept(",")) result->message = expression();
        return result;
      }
      if (word == "del") {
        StmtPtr result = word_statement(StmtKind::Delete);
        do {
          if (!starts_expression()) break;
          result->targets.push_back(primary());
        } while (accept(","));
        if (result->targets.empty()) unexpected();
        return result;
      }
    }
    return assignment_or_expression();
  }

  StmtPtr word_statement(StmtKind kind) {
    StmtPtr result = make(kind);
    next();
    return result;
  }

  StmtPtr assignment_or_expression() {
    StmtPtr result = make(StmtKind::Expression);
    ExprPtr first = tuple_or_expression();
    if (accept(":")) {
      check_target(*first);
      result->kind = StmtKind::Annotated;
      result->targets.push_back(std::move(first));
      result->annotation = expression();
      if (accept("=")) result->value = tuple_or_expression();
      return result;
    }
    if (at(TokenKind::Operator) && std::find(std::begin(kAugmented), std::end(kAugmented),
                                             text(token())) != std::end(kAugmented)) {
      check_target(*first);
      std::string_view op = text(next());
      result->kind = StmtKind::Augmented;
      result->text = op.substr(0, op.size() - 1);
      result->targets.push_back(std::move(first));
      result->value = tuple_or_expression();
      return result;
    }
    while (accept("=")) {
      check_target(*first);
      result->kind = StmtKind::Assign;
      result->targets.push_back(std::move(first));
      first = tuple_or_expression();
    }
    result->value = std::move(first);
    return result;
  }

  void check_target(const Expr& target) const {
    switch (target.kind) {
      case ExprKind::Name:
      case ExprKind::Attribute:
      case ExprKind::Subscript:
        return;
      case ExprKind::Starred:
        check_target(target.item(0));
        return;
      case ExprKind::Tuple:
      case ExprKind::List:
        for (const ExprPtr& item : target.items) check_target(*item);
        return;
      default:
        fail(Diag::MJ2026, target.start, target.end,
             {{"form", "'" + source_->text.substr(target.start, target.end - target.start) + "'"}});
    }
  }

  // --- definitions

  std::unique_ptr<Def> definition() {
    auto result = std::make_unique<Def>();
    result->start = token().start;
    expect_word("def");
    result->name = name();
    expect("(");
    bool kwarg_only = false;
    while (!is_operator(")")) {
      if (accept("*")) {
        kwarg_only = true;
      } else {
        result->params.push_back(parameter(kwarg_only));
      }
      if (!accept(",")) break;
    }
    expect(")");
    if (accept("->")) result->returns = expression();
    result->end = last_end_;
    result->body = block();
    return result;
  }

  Param parameter(bool kwarg_only) {
    Param result;
    result.start = token().start;
    result.name = name();
    result.kwarg_only = kwarg_only;
    if (accept(":")) result.annotation = expression();
    if (accept("=")) result.default_value = expression();
    result.end = last_end_;
    return result;
  }

  std::unique_ptr<ClassDef> class_definition() {
    auto result = std::make_unique<ClassDef>();
    result->start = token().start;
    expect_word("class");
    result->name = name();
    if (accept("(")) {
      if (!is_operator(")")) result->base = expression();
      expect(")");
    }
    result->end = last_end_;
    result->body = block();
    return result;
  }

  // What old files have before classes: `op_version_set = 1`, `import a.b`.
  void prologue() {
    if (is_word("import")) {
      do {
        next();
        name();
        while (accept(".")) name();
        if (accept_word("as")) name();
      } while (is_operator(","));
      end_of_line();
      return;
    }
    if (!is_word("op_version_set")) unexpected();
    next();
    expect("=");
    if (!at(TokenKind::Number)) unexpected();
    next();
    end_of_line();
  }

  const std::shared_ptr<const Source>& source_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
  uint32_t last_end_ = 0;
  size_t depth_ = 0;
  bool negated_ = false;  // the number that comes next stands behind a minus
};

}  // namespace

File parse_file(std::shared_ptr<const Source> source) { return Parser(source).file(); }

ExprPtr parse_expression(const std::shared_ptr<const Source>& source) {
  return Parser(source).single_expression();
}

}  // namespace minijit::code
