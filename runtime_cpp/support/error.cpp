#include "minijit/error.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace minijit {

namespace {

struct Row {
  const char* name;
  const char* stage;
  const char* exception;
  const char* sentence;
};

constexpr Row rows[] = {
#define MJ_DIAGNOSTIC(id, stage, exception, sentence) {#id, #stage, #exception, sentence},
#include "generated/diagnostics.inc"
#undef MJ_DIAGNOSTIC
};

const Row& row_of(Diag id) { return rows[static_cast<size_t>(id)]; }

std::string fill(const char* sentence, std::initializer_list<Fill> values) {
  std::string result;
  while (const char* open = std::strchr(sentence, '{')) {
    const char* close = std::strchr(open, '}');
    if (!close) break;
    result.append(sentence, open);
    const std::string_view name(open + 1, static_cast<size_t>(close - open - 1));
    const auto value = std::find_if(values.begin(), values.end(),
                                    [&](const Fill& each) { return each.name == name; });
    if (value == values.end()) {
      result.append(open, close + 1);
    } else {
      result += value->value();
    }
    sentence = close + 1;
  }
  return result + sentence;
}

bool starts_character(char c) { return (static_cast<uint8_t>(c) & 0xc0) != 0x80; }

size_t count_characters(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), starts_character));
}

/// Start of the line that holds `offset`.
size_t line_start(std::string_view text, size_t offset) {
  if (offset == 0) return 0;
  const size_t newline = text.rfind('\n', offset - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

/// How many lines are shown before and behind one that is told of.
constexpr size_t context = 3;

std::string_view without_blanks(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || (line.back() >= '\t' && line.back() <= '\r'))) {
    line.remove_suffix(1);
  }
  return line;
}

/// The lines before the one that starts at `first`, or behind the one that ends at `last`; none is
/// blank at the far end.
std::vector<std::string_view> lines_before(std::string_view all, size_t first) {
  std::vector<std::string_view> lines;
  while (first > 0 && lines.size() < context) {
    const size_t start = line_start(all, first - 1);
    lines.insert(lines.begin(), without_blanks(all.substr(start, first - 1 - start)));
    first = start;
  }
  while (!lines.empty() && lines.front().empty()) lines.erase(lines.begin());
  return lines;
}

std::vector<std::string_view> lines_behind(std::string_view all, size_t last) {
  std::vector<std::string_view> lines;
  while (last < all.size() && lines.size() < context) {
    const size_t start = last + 1;
    last = std::min(all.find('\n', start), all.size());
    lines.push_back(without_blanks(all.substr(start, last - start)));
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace

std::string Fill::value() const {
  if (kind == Text) return std::string(text);
  return (kind == Negative ? "-" : "") + std::to_string(magnitude);
}

std::pair<size_t, size_t> Source::position(size_t offset) const {
  const std::string_view all(text);
  offset = std::min(offset, all.size());
  const size_t start = line_start(all, offset);
  const auto lines =
      std::count(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(start), '\n');
  return {first_line + static_cast<size_t>(lines),
          count_characters(all.substr(start, offset - start)) + 1 + indent};
}

size_t SourceRange::line() const { return source->position(start).first; }

size_t SourceRange::column() const { return source->position(start).second; }

std::string_view SourceRange::text() const {
  const std::string_view all(source->text);
  const size_t first = std::min(start, all.size());
  return all.substr(first, std::max(end, first) - first);
}

SourceRange SourceRange::original() const {
  if (source && source->origin) {
    if (std::optional<SourceRange> found = source->origin(start, end)) return *found;
  }
  return *this;
}

std::string SourceRange::highlight(std::string_view function) const {
  if (!source) return {};
  const std::string_view all(source->text);
  const size_t offset = std::min(start, all.size());
  const size_t first = line_start(all, offset);
  std::string_view line_text = all.substr(first, all.find('\n', offset) - first);
  while (!line_text.empty() && line_text.back() == '\r') line_text.remove_suffix(1);
  const std::string_view before = line_text.substr(0, offset - first);
  const size_t stop = std::min(end, first + line_text.size());
  const size_t width = stop > offset ? count_characters(all.substr(offset, stop - offset)) : 1;

  const std::string indent(source->indent, ' ');
  std::string pad = indent;
  for (char c : before) {
    if (starts_character(c)) pad += c == '\t' ? '\t' : ' ';
  }
  std::string result = "  File \"" + source->name + "\", line " + std::to_string(line());
  if (!function.empty()) result.append(", in ").append(function);
  const auto show = [&](std::string_view line) {
    result.append("\n");
    if (!line.empty()) result.append("    ").append(indent).append(line);
  };
  for (const std::string_view line : lines_before(all, first)) show(line);
  result.append("\n    ").append(indent).append(line_text).append("\n    ").append(pad);
  result.append(std::max<size_t>(width, 1), '~').append(" <--- HERE");
  for (const std::string_view line : lines_behind(all, all.find('\n', offset))) show(line);
  return result;
}

struct Error::Details {
  Diag id;
  std::string sentence;
  SourceRange range;
  std::vector<std::pair<std::string, SourceRange>> frames;  // the innermost first
  std::string text;

  void write() {
    text = sentence + " [" + row_of(id).name + "]";
    if (frames.empty()) {
      if (range.known()) text += "\n" + range.highlight();
      return;
    }
    text +=
        "\nThe following operation failed in the TorchScript interpreter.\n"
        "Traceback of TorchScript (most recent call last):";
    const size_t left_out = frames.size() > shown_frames ? frames.size() - shown_frames : 0;
    for (size_t i = frames.size(); i-- > 0;) {
      const size_t from_top = frames.size() - 1 - i;
      if (left_out && from_top == shown_frames / 2) {
        text += "\n  ... " + std::to_string(left_out) + " more calls ...";
      }
      if (left_out && from_top >= shown_frames / 2 && i >= shown_frames / 2) continue;
      text += "\n" + frames[i].second.highlight(frames[i].first);
    }
  }

  /// Of a longer chain of calls the middle is left out.
  static constexpr size_t shown_frames = 20;
};

Error::Error(Diag id, std::initializer_list<Fill> values) : Error(id, std::nullopt, values) {}

Error::Error(Diag id, const std::optional<SourceRange>& range, std::initializer_list<Fill> values)
    : details_(std::make_shared<Details>()) {
  details_->id = id;
  details_->sentence = fill(row_of(id).sentence, values);
  if (range) details_->range = *range;
  details_->write();
}

Diag Error::id() const { return details_->id; }
const char* Error::id_name() const { return row_of(details_->id).name; }
const char* Error::stage() const { return row_of(details_->id).stage; }
const char* Error::exception_name() const { return row_of(details_->id).exception; }
const std::string& Error::sentence() const { return details_->sentence; }
const SourceRange& Error::range() const { return details_->range; }
const char* Error::what() const noexcept { return details_->text.c_str(); }

Error::Details& Error::own() {
  if (details_.use_count() > 1) details_ = std::make_shared<Details>(*details_);
  return *details_;
}

Error& Error::in(std::string_view function, const SourceRange& range) {
  if (!range.known()) return *this;
  Details& details = own();
  details.frames.emplace_back(function, range.original());
  if (!details.range.known()) details.range = details.frames.back().second;
  details.write();
  return *this;
}

}  // namespace minijit
