// Asserts of the C++ tests: they stay on in every build and say what was expected.
#ifndef MINIJIT_TEST_CHECK_H_
#define MINIJIT_TEST_CHECK_H_

#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

#include "minijit/error.h"

#define CHECK(condition)                                                          \
  do {                                                                            \
    if (!(condition)) {                                                           \
      std::fprintf(stderr, "%s:%d: CHECK(%s)\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                               \
    }                                                                             \
  } while (false)

#define CHECK_EQ(left, right)                                            \
  do {                                                                   \
    const auto left_value = (left);                                      \
    const auto right_value = (right);                                    \
    if (!(left_value == right_value)) {                                  \
      std::ostringstream shown_values;                                   \
      shown_values << left_value << " is not " << right_value;           \
      std::fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, #left, \
                   shown_values.str().c_str());                          \
      std::abort();                                                      \
    }                                                                    \
  } while (false)

/// The id of the error that `action` throws, or "" if it throws none.
template <class Action>
std::string thrown(Action action) {
  try {
    action();
  } catch (const minijit::Error& error) {
    return error.id_name();
  }
  return "";
}

#endif  // MINIJIT_TEST_CHECK_H_
