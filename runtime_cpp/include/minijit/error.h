// The one exception type, and where in a text an error happened.
#ifndef MINIJIT_ERROR_H_
#define MINIJIT_ERROR_H_

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#pragma GCC visibility push(default)

namespace minijit {

/// Ids of grammar/diagnostics.table.
enum class Diag : uint16_t {
#define MJ_DIAGNOSTIC(id, stage, exception, sentence) id,
#if __has_include("diagnostics.inc")
#include "diagnostics.inc"
#else
#include "../../generated/diagnostics.inc"
#endif
#undef MJ_DIAGNOSTIC
};

struct SourceRange;

/// A text with a name: an entry `code/...` of an archive, or a file of its author. Offsets are in
/// bytes.
struct Source {
  std::string name;
  std::string text;
  size_t first_line = 1;  // line of the file on which the text starts
  size_t indent = 0;      // columns that were cut from the front of each line
  /// The author's text for a part of this one, if it is known. Never throws.
  std::function<std::optional<SourceRange>(size_t start, size_t end)> origin;

  Source() = default;
  Source(std::string name_, std::string text_, size_t first_line_ = 1, size_t indent_ = 0)
      : name(std::move(name_)), text(std::move(text_)), first_line(first_line_), indent(indent_) {}

  /// Line and column, both from 1, as in the file; the column counts characters, not bytes.
  std::pair<size_t, size_t> position(size_t offset) const;
};

/// The part [start, end) of a source; without a source it says nothing.
struct SourceRange {
  std::shared_ptr<const Source> source;
  size_t start = 0;
  size_t end = 0;

  SourceRange() = default;
  SourceRange(std::shared_ptr<const Source> source_, size_t start_, size_t end_)
      : source(std::move(source_)), start(start_), end(end_) {}

  bool known() const { return source != nullptr; }
  size_t line() const;
  size_t column() const;
  std::string_view text() const;
  /// The same place in the author's own source if that is known, otherwise this range.
  SourceRange original() const;
  /// The location, the source line and a caret line, without a final newline. `function` is the
  /// name of what the text belongs to.
  std::string highlight(std::string_view function = {}) const;
};

/// A placeholder of a sentence and what stands for it. It owns nothing, so that the many places
/// that throw stay small: it is used up in the expression that makes it.
struct Fill {
  std::string_view name;
  std::string_view text;
  uint64_t magnitude = 0;
  enum : uint8_t { Text, Positive, Negative } kind = Text;

  Fill(std::string_view name_, std::string_view text_) : name(name_), text(text_) {}
  Fill(std::string_view name_, const std::string& text_) : name(name_), text(text_) {}
  Fill(std::string_view name_, const char* text_) : name(name_), text(text_) {}
  template <class T, class = std::enable_if_t<std::is_integral_v<T>>>
  Fill(std::string_view name_, T value)
      : name(name_), magnitude(static_cast<uint64_t>(value)), kind(Positive) {
    if constexpr (std::is_signed_v<T>) {
      if (value < 0) {
        magnitude = 0 - magnitude;
        kind = Negative;
      }
    }
  }

  std::string value() const;
};

/// Every error of the runtime: a row of grammar/diagnostics.table with its placeholders filled.
class Error : public std::exception {
 public:
  explicit Error(Diag id, std::initializer_list<Fill> values = {});
  Error(Diag id, const std::optional<SourceRange>& range, std::initializer_list<Fill> values);

  Diag id() const;
  /// "MJ3112".
  const char* id_name() const;
  /// The stage of the row: "zip", "pickle", ...
  const char* stage() const;
  /// Name of the Python exception: "RuntimeError", "JitError", ...
  const char* exception_name() const;
  /// The filled-in sentence alone.
  const std::string& sentence() const;
  /// As PyTorch's c10::Error has it.
  const std::string& msg() const { return sentence(); }
  const char* what_without_backtrace() const { return sentence().c_str(); }
  /// Without a source if no place is known.
  const SourceRange& range() const;
  /// The sentence, its id, and the place or the calls that led there, as Python prints them.
  const char* what() const noexcept override;

  /// Says where it happened while running, in the author's source if that is known: the innermost
  /// function first, then each caller.
  Error& in(std::string_view function, const SourceRange& range);

 private:
  struct Details;
  Details& own();
  std::shared_ptr<Details> details_;
};

}  // namespace minijit

#pragma GCC visibility pop

#endif  // MINIJIT_ERROR_H_
