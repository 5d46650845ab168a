/* The C ABI: programs for C and for whatever can call C. One module, its methods, tensors in and
 * out.
 *
 * A function that can fail gives NULL or a number other than 0; mj_last_error() then says why, for
 * this thread, until its next call of this library. What a function gives belongs to the caller and
 * is freed with mj_module_free or mj_tensor_free; both take NULL. A module may be called by many
 * threads at once unless the method assigns state. */
#ifndef MINIJIT_MINIJIT_H_
#define MINIJIT_MINIJIT_H_

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define MJ_API __attribute__((visibility("default")))
#else
#define MJ_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Grows with every change that older programs would notice. */
#define MJ_ABI_VERSION 1
MJ_API int32_t mj_abi_version(void);
/* "0.1.0" */
MJ_API const char* mj_version(void);

typedef struct mj_module mj_module;
typedef struct mj_tensor mj_tensor;

/* Element types, numbered as in PyTorch. */
typedef enum mj_dtype {
  MJ_UINT8 = 0,
  MJ_INT8 = 1,
  MJ_INT16 = 2,
  MJ_INT32 = 3,
  MJ_INT64 = 4,
  MJ_FLOAT16 = 5,
  MJ_FLOAT32 = 6,
  MJ_FLOAT64 = 7,
  MJ_COMPLEX64 = 9,
  MJ_COMPLEX128 = 10,
  MJ_BOOL = 11,
  MJ_BFLOAT16 = 15
} mj_dtype;

/* The error of this thread's last call that failed: a sentence, its id, and the line of the program
 * with a caret. Never NULL. */
MJ_API const char* mj_last_error(void);
/* Its id, "MJ2030"; "" if there was none. */
MJ_API const char* mj_last_error_id(void);

/* How to load: a sum of these, or 0. */
typedef enum mj_load_flag {
  /* Restore all tensors on the CPU, wherever they were saved; without it such a file is refused. */
  MJ_ANY_DEVICE = 1,
  /* Refuse a file that would run a __setstate__: nothing of it runs while it is loaded. */
  MJ_NO_SETSTATE = 2,
  /* Copy the file, so that it may change, or be cut short, afterwards. */
  MJ_NO_MMAP = 4,
  /* Refuse a file that calls operators which the runtime lacks; they are listed in the error. */
  MJ_STRICT = 8
} mj_load_flag;

/* Loads an archive; its weights are views of the mapped file unless MJ_NO_MMAP is given. */
MJ_API mj_module* mj_load(const char* path, int flags);
/* The same from memory, which is copied. */
MJ_API mj_module* mj_load_memory(const void* data, size_t size, int flags);
MJ_API void mj_module_free(mj_module* module);
/* 1 if there is such a method. */
MJ_API int mj_has_method(const mj_module* module, const char* method);

/* Calls a method with tensors. A result that is a tensor, or a tuple or list of tensors, is written
 * to outputs[0..capacity); *n_outputs becomes their number, also where it is larger than capacity
 * (what did not fit is dropped). None is no output; any other result is an error. Returns 0 if all
 * went well. */
MJ_API int mj_call(const mj_module* module, const char* method, mj_tensor* const* inputs,
                   size_t n_inputs, mj_tensor** outputs, size_t capacity, size_t* n_outputs);

/* A row-major tensor with a copy of the elements, or uninitialised if data is NULL. */
MJ_API mj_tensor* mj_tensor_new(int32_t dtype, const int64_t* sizes, size_t dims, const void* data);
/* A row-major tensor on the caller's memory, which must outlive it and every result that shares it.
 */
MJ_API mj_tensor* mj_tensor_borrow(int32_t dtype, const int64_t* sizes, size_t dims, void* data);
MJ_API void mj_tensor_free(mj_tensor* tensor);
MJ_API mj_dtype mj_tensor_dtype(const mj_tensor* tensor);
MJ_API size_t mj_tensor_dims(const mj_tensor* tensor);
/* dims numbers, valid while the tensor lives. */
MJ_API const int64_t* mj_tensor_sizes(const mj_tensor* tensor);
MJ_API size_t mj_tensor_numel(const mj_tensor* tensor);
/* The elements, row-major, valid while the tensor lives. */
MJ_API void* mj_tensor_data(const mj_tensor* tensor);

/* Threads that one call may use, the caller included. */
MJ_API void mj_set_num_threads(int count);
/* The largest tile of Winograd's convolution: 0 (off), 2 (as exact as plain sums), 4 (faster). */
MJ_API void mj_set_winograd(int tile);
/* A limit of loading or running, for the process, as "max_steps". 0, or 1 with mj_last_error. */
MJ_API int mj_set_limit(const char* name, uint64_t value);

#ifdef __cplusplus
}
#endif

#endif /* MINIJIT_MINIJIT_H_ */
