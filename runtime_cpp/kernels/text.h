// Values as text: what print, str and format show (torch-formats: the printer's rules, not
// Python's).
#ifndef MINIJIT_KERNELS_TEXT_H_
#define MINIJIT_KERNELS_TEXT_H_

#include <string>
#include <string_view>

#include "minijit/ivalue.h"

namespace minijit::kernels {

/// `1.`, `0.10000000000000001`, `1e+20`, `inf`, `nan`.
std::string float_text(double value);
/// What `print` and `str` show.
std::string printed(const IValue& value);
/// Adds to a text. Throws MJ9005 where it becomes longer than `max_alloc_bytes`.
void lengthen(std::string& text, std::string_view more);

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_TEXT_H_
