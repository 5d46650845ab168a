// What the standard library of C++17 lacks for text.
#ifndef MINIJIT_SUPPORT_TEXT_H_
#define MINIJIT_SUPPORT_TEXT_H_

#include <string_view>

namespace minijit {

inline bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

inline bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace minijit

#endif  // MINIJIT_SUPPORT_TEXT_H_
