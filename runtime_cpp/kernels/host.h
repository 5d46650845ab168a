// Whom operators ask beyond their arguments. In: nothing; out: random numbers and a place for
// warnings. Whoever runs a program may stand in for the process on its own thread.
#ifndef MINIJIT_KERNELS_HOST_H_
#define MINIJIT_KERNELS_HOST_H_

#include <string>

#include "kernels/generator.h"
#include "minijit/error.h"

namespace minijit {

class CallHost {
 public:
  virtual ~CallHost() = default;
  /// The stream from which operators without one of their own draw.
  virtual Generator& generator() = 0;
  virtual void warn(const std::string& text) = 0;
};

/// The host of calls on this thread; null: the process itself.
CallHost*& thread_host();

/// Where in the program the operator stands that warns now on this thread; null: not known.
const SourceRange*& thread_place();

namespace kernels {
/// The grad mode of this thread, which programs may ask for.
void set_grad_mode(bool enabled);
bool grad_mode();
}  // namespace kernels

}  // namespace minijit

#endif  // MINIJIT_KERNELS_HOST_H_
