#include "code/lexer.h"

#include <cstring>

#include "support/bytes.h"
#include "support/limits.h"

namespace minijit::code {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }

// Longest first, so that the first match is the longest.
constexpr const char* kOperators[] = {
    "**=", "//=", "<<=", ">>=", "...", "**", "//", "<<", ">>", "<=", ">=", "==",
    "!=",  "->",  "+=",  "-=",  "*=",  "/=", "%=", "@=", "&=", "|=", "^=", "+",
    "-",   "*",   "/",   "%",   "@",   "&",  "|",  "^",  "~",  "<",  ">",  "=",
    "(",   ")",   "[",   "]",   "{",   "}",  ",",  ":",  ".",  ";"};

class Lexer {
 public:
  explicit Lexer(const std::shared_ptr<const Source>& source)
      : source_(source), text_(source->text) {}

  std::vector<Token> run() {
    if (text_.size() > limits::max_code_bytes) {
      fail(Diag::MJ4010, 0, 0,
           {{"name", source_->name}, {"limit", "max_code_bytes"}, {"value", text_.size()}});
    }
    while (at_ < text_.size()) {
      if (line_start_ && brackets_.empty()) {
        if (!indentation()) continue;
      }
      token();
    }
    if (!brackets_.empty()) {
      const char open = text_[brackets_.back()];
      fail(Diag::MJ1001, brackets_.back(), brackets_.back() + 1,
           {{"expected", open == '('   ? "')'"
                         : open == '[' ? "']'"
                                       : "'}'"},
            {"found", "eof"}});
    }
    if (!line_start_) push(TokenKind::Newline, at_, at_);
    for (; indents_.size() > 1; indents_.pop_back()) push(TokenKind::Dedent, at_, at_);
    push(TokenKind::End, at_, at_);
    return std::move(tokens_);
  }

 private:
  [[noreturn]] void fail(Diag id, size_t start, size_t end,
                         std::initializer_list<Fill> values = {}) const {
    throw Error(id, SourceRange{source_, start, end}, values);
  }

  void push(TokenKind kind, size_t start, size_t end) {
    tokens_.push_back({kind, static_cast<uint32_t>(start), static_cast<uint32_t>(end)});
  }

  char peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  // Reads the white space at the start of a line; false when the line holds nothing else.
  bool indentation() {
    size_t start = at_;
    size_t width = 0;
    for (; peek() == ' ' || peek() == '\t' || peek() == '\f'; ++at_) {
      width += peek() == '\t' ? 8 : 1;
    }
    if (peek() == '#') skip_comment();
    if (at_ >= text_.size()) return false;
    if (newline()) return false;
    if (width > indents_.back()) {
      if (indents_.size() >= limits::max_nesting) too_deep(start);
      indents_.push_back(width);
      push(TokenKind::Indent, start, at_);
    }
    while (width < indents_.back()) {
      indents_.pop_back();
      push(TokenKind::Dedent, at_, at_);
    }
    if (width != indents_.back()) {
      fail(Diag::MJ1001, start, at_,
           {{"expected", "a consistent indentation"},
            {"found", "an unindent that matches no outer level"}});
    }
    line_start_ = false;
    return true;
  }

  void skip_comment() {
    while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
  }

  bool newline() {
    if (peek() == '\r' && peek(1) == '\n') {
      at_ += 2;
    } else if (peek() == '\n' || peek() == '\r') {
      at_ += 1;
    } else {
      return false;
    }
    return true;
  }

  void token() {
    char c = peek();
    size_t start = at_;
    if (c == ' ' || c == '\t' || c == '\f') {
      ++at_;
    } else if (c == '#') {
      skip_comment();
    } else if (c == '\\') {
      ++at_;
      if (!newline()) unexpected(start);
    } else if (newline()) {
      if (!brackets_.empty()) return;
      push(TokenKind::Newline, start, at_);
      line_start_ = true;
    } else if (is_name_start(c)) {
      while (is_name_part(peek())) ++at_;
      push(TokenKind::Name, start, at_);
    } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
      number();
      push(TokenKind::Number, start, at_);
    } else if (c == '"' || c == '\'') {
      string();
      push(TokenKind::String, start, at_);
    } else {
      punctuation();
    }
  }

  [[noreturn]] void unexpected(size_t at) const {
    size_t end = at + 1;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
    const std::string found = "'" + printable(text_.substr(at, end - at)) + "'";
    fail(Diag::MJ1001, at, end, {{"expected", "another token"}, {"found", found}});
  }

  [[noreturn]] void too_deep(size_t start) const {
    fail(Diag::MJ1007, start, std::max(at_, start + 1), {{"limit", uint64_t{limits::max_nesting}}});
  }

  void digits() {
    while (is_digit(peek())) ++at_;
  }

  void number() {
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X' || peek(1) == 'o' || peek(1) == 'O' ||
                          peek(1) == 'b' || peek(1) == 'B')) {
      at_ += 2;
      while (is_name_part(peek())) ++at_;
      return;
    }
    digits();
    if (peek() == '.') {
      ++at_;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
      if (is_digit(peek(1 + sign))) {
        at_ += 1 + sign;
        digits();
      }
    }
    if (peek() == 'j' || peek() == 'J') ++at_;
  }

  void string() {
    size_t start = at_;
    char quote = peek();
    bool triple = peek(1) == quote && peek(2) == quote;
    at_ += triple ? 3 : 1;
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (c == '\\') {
        at_ += 2;
      } else if (c == quote && (!triple || (peek(1) == quote && peek(2) == quote))) {
        at_ += triple ? 3 : 1;
        return;
      } else if (!triple && (c == '\n' || c == '\r')) {
        break;
      } else {
        ++at_;
      }
    }
    unexpected(start);
  }

  void punctuation() {
    std::string_view rest = text_.substr(at_);
    for (const char* op : kOperators) {
      size_t length = std::strlen(op);
      if (rest.substr(0, length) != op) continue;
      if (length == 1) bracket(*op);
      push(TokenKind::Operator, at_, at_ + length);
      at_ += length;
      return;
    }
    unexpected(at_);
  }

  void bracket(char c) {
    if (c == '(' || c == '[' || c == '{') {
      if (brackets_.size() >= limits::max_nesting) too_deep(at_);
      brackets_.push_back(at_);
    } else if (c == ')' || c == ']' || c == '}') {
      const char open = c == ')' ? '(' : c == ']' ? '[' : '{';
      if (brackets_.empty() || text_[brackets_.back()] != open) unexpected(at_);
      brackets_.pop_back();
    }
  }

  const std::shared_ptr<const Source>& source_;
  std::string_view text_;
  size_t at_ = 0;
  bool line_start_ = true;
  std::vector<size_t> indents_{0};
  std::vector<size_t> brackets_;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(const std::shared_ptr<const Source>& source) {
  return Lexer(source).run();
}

std::string string_value(const std::shared_ptr<const Source>& source, const Token& token) {
  std::string_view text =
      std::string_view(source->text).substr(token.start, token.end - token.start);
  size_t quotes = text.size() >= 6 && text[1] == text[0] && text[2] == text[0] ? 3 : 1;
  std::string_view body = text.substr(quotes, text.size() - 2 * quotes);
  auto fail = [&](size_t at, size_t length) {
    size_t start = token.start + quotes + at;
    throw Error(Diag::MJ1005, SourceRange{source, start, start + length},
                {{"detail", "unknown escape " + std::string(body.substr(at, length))}});
  };
  std::string value;
  for (size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '\\') {
      value += body[i];
      continue;
    }
    char c = i + 1 < body.size() ? body[i + 1] : '\0';
    const char* found = std::strchr("\\\"'abfnrtv", c);
    if (c != '\0' && found) {
      value += "\\\"'\a\b\f\n\r\t\v"[found - "\\\"'abfnrtv"];
      ++i;
    } else if (c == '\n') {
      ++i;
    } else if (c >= '0' && c <= '7') {
      int code = 0;
      size_t length = 0;
      while (length < 3 && i + 1 + length < body.size() && body[i + 1 + length] >= '0' &&
             body[i + 1 + length] <= '7') {
        code = code * 8 + (body[i + 1 + length] - '0');
        ++length;
      }
      if (length != 3 || code > 255) fail(i, 1 + length);
      value += static_cast<char>(code);
      i += length;
    } else {
      fail(i, 2);
    }
  }
  return value;
}

}  // namespace minijit::code
