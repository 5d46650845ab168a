/* The C ABI, from C: loading from a path and from memory, a call, errors, freeing. The argument is
 * an archive whose forward takes and gives a float tensor of 4 elements (that of the demo). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "minijit/minijit.h"

#define CHECK(condition)                                                                          \
  do {                                                                                            \
    if (!(condition)) {                                                                           \
      fprintf(stderr, "%s:%d: CHECK(%s): %s\n", __FILE__, __LINE__, #condition, mj_last_error()); \
      abort();                                                                                    \
    }                                                                                             \
  } while (0)

static mj_module* load_memory(const char* path) {
  static char bytes[1 << 16];
  FILE* file = fopen(path, "rb");
  size_t size;
  mj_module* module;
  CHECK(file);
  size = fread(bytes, 1, sizeof(bytes), file);
  fclose(file);
  module = mj_load_memory(bytes, size, 1);
  memset(bytes, 0, sizeof(bytes));
  return module;
}

static void call(mj_module* module) {
  const int64_t sizes[1] = {4};
  const float values[4] = {1, 2, 3, 4};
  mj_tensor* input = mj_tensor_new(MJ_FLOAT32, sizes, 1, values);
  mj_tensor* output = NULL;
  size_t count = 0;
  CHECK(module && input);
  CHECK(mj_has_method(module, "forward") && !mj_has_method(module, "backward"));
  CHECK(mj_call(module, "forward", &input, 1, &output, 1, &count) == 0);
  CHECK(count == 1 && mj_tensor_dims(output) == 1 && mj_tensor_dtype(output) == MJ_FLOAT32);
  CHECK(mj_tensor_numel(output) == (size_t)mj_tensor_sizes(output)[0]);
  CHECK(mj_tensor_data(output) != NULL);
  mj_tensor_free(output);
  CHECK(mj_call(module, "backward", &input, 1, &output, 1, &count) != 0);
  CHECK(count == 0 && strcmp(mj_last_error_id(), "MJ2030") == 0);
  CHECK(mj_call(module, "forward", NULL, 1, &output, 1, &count) != 0);
  CHECK(strstr(mj_last_error(), "NULL"));
  mj_tensor_free(input);
}

/* A limit of running holds for what starts after, and can be raised again. */
static void limits(const char* path) {
  mj_module* module;
  CHECK(mj_set_limit("max_cows", 1) != 0 && strcmp(mj_last_error_id(), "MJ9018") == 0);
  CHECK(mj_set_limit(NULL, 1) != 0);
  CHECK(mj_set_limit("max_file_bytes", 10) == 0);
  CHECK(mj_load(path, 0) == NULL && strstr(mj_last_error(), "max_file_bytes"));
  CHECK(mj_set_limit("max_file_bytes", (uint64_t)1 << 40) == 0);
  module = mj_load(path, 0);
  CHECK(module != NULL);
  mj_module_free(module);
}

int main(int argc, char** argv) {
  mj_module* module;
  CHECK(mj_abi_version() == MJ_ABI_VERSION && strlen(mj_version()) > 0);
  CHECK(mj_load("/nowhere/model.pt", 0) == NULL);
  CHECK(strcmp(mj_last_error_id(), "MJ9007") == 0);
  CHECK(mj_load_memory("no zip", 6, 0) == NULL);
  CHECK(mj_tensor_new(99, NULL, 0, NULL) == NULL);
  CHECK(argc == 2);
  CHECK(mj_load(argv[1], 16) == NULL && strstr(mj_last_error(), "mj_load_flag"));
  module = mj_load(argv[1], 0);
  call(module);
  mj_module_free(module);
  module = mj_load(argv[1], MJ_ANY_DEVICE | MJ_NO_SETSTATE | MJ_NO_MMAP | MJ_STRICT);
  call(module);
  mj_module_free(module);
  limits(argv[1]);
  module = load_memory(argv[1]);
  call(module);
  mj_module_free(module);
  mj_module_free(NULL);
  mj_tensor_free(NULL);
  puts("c abi: ok");
  return 0;
}
