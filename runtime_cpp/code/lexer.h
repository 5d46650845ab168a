// Text to tokens: indentation, line joining and comments are resolved here.
#ifndef MINIJIT_CODE_LEXER_H_
#define MINIJIT_CODE_LEXER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "minijit/error.h"

namespace minijit::code {

enum class TokenKind : uint8_t { Name, Number, String, Operator, Newline, Indent, Dedent, End };

/// A token is a part of the text; Newline, Indent, Dedent and End may be empty parts.
struct Token {
  TokenKind kind;
  uint32_t start;
  uint32_t end;
};

/// Splits a source into tokens, the last of which is End. Errors: MJ1xxx.
std::vector<Token> tokenize(const std::shared_ptr<const Source>& source);

/// The value of a string token (quotes and escapes resolved). Errors: MJ1xxx.
std::string string_value(const std::shared_ptr<const Source>& source, const Token& token);

}  // namespace minijit::code

#endif  // MINIJIT_CODE_LEXER_H_
