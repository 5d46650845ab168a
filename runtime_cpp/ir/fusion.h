// Faster ways to compute what several operators compute. In: values; out: results, or a refusal.
#ifndef MINIJIT_IR_FUSION_H_
#define MINIJIT_IR_FUSION_H_

#include "minijit/ivalue.h"

namespace minijit {

/// Stands in a graph before the operators themselves, which run where it refuses. It gives what
/// they give, raises nothing but MJ3117, and is used by many threads at once.
class Fusion {
 public:
  virtual ~Fusion() = default;
  /// How many operators it stands for, whose work it does.
  virtual size_t operators() const { return 1; }
  /// False, and `out` as it was, for values that it is not made for.
  virtual bool run(const IValue* const* in, IValue* out) const = 0;
};

}  // namespace minijit

#endif  // MINIJIT_IR_FUSION_H_
