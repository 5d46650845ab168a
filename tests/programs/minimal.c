/* The C interface from strict C99: nothing else is included. */
#include <minijit/minijit.h>
#include <stdio.h>

int main(int argc, char** argv) {
  mj_module* module;
  if (argc != 2 || mj_abi_version() != MJ_ABI_VERSION) return 2;
  module = mj_load(argv[1], MJ_NO_SETSTATE);
  if (module == NULL) {
    fprintf(stderr, "%s\n", mj_last_error());
    return 1;
  }
  printf("%d\n", mj_has_method(module, "forward"));
  mj_module_free(module);
  return 0;
}
