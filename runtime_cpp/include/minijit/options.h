// Where a tensor lies and what its elements are: devices and the options of factories.
#ifndef MINIJIT_OPTIONS_H_
#define MINIJIT_OPTIONS_H_

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "minijit/dtype.h"

#pragma GCC visibility push(default)

namespace minijit {

/// PyTorch's numbers of device types. Only the CPU computes; the others can be named.
enum class DeviceType : int16_t {
  CPU = 0,
  CUDA = 1,
  MKLDNN = 2,
  OPENGL = 3,
  OPENCL = 4,
  IDEEP = 5,
  HIP = 6,
  FPGA = 7,
  MAIA = 8,
  XLA = 9,
  Vulkan = 10,
  Metal = 11,
  XPU = 12,
  MPS = 13,
  Meta = 14,
  HPU = 15,
  VE = 16,
  Lazy = 17,
  IPU = 18,
  MTIA = 19,
  PrivateUse1 = 20,
};

struct Device {
  DeviceType type = DeviceType::CPU;
  int16_t index = -1;  // -1: not said

  Device() = default;
  Device(DeviceType type_, int16_t index_ = -1) : type(type_), index(index_) {}
  /// From "cpu" or "cuda:1". Throws MJ9008, MJ9009.
  explicit Device(std::string_view text);
  Device(const std::string& text) : Device(std::string_view(text)) {}
  Device(const char* text) : Device(std::string_view(text)) {}
  std::string str() const;
  bool has_index() const { return index >= 0; }
  bool is_cuda() const { return type == DeviceType::CUDA; }
  bool is_cpu() const { return type == DeviceType::CPU; }
  friend bool operator==(Device a, Device b) { return a.type == b.type && a.index == b.index; }
  friend bool operator!=(Device a, Device b) { return !(a == b); }
};

constexpr DeviceType kCPU = DeviceType::CPU;
constexpr DeviceType kCUDA = DeviceType::CUDA;
constexpr DeviceType kMPS = DeviceType::MPS;

std::ostream& operator<<(std::ostream& out, Device device);

enum class Layout : int8_t { Strided = 0 };
constexpr Layout kStrided = Layout::Strided;

/// What a factory is told about the tensor to make; what is not said has its default.
class TensorOptions {
 public:
  TensorOptions() = default;
  TensorOptions(DType value) : dtype_(value) {}
  TensorOptions(Device value) : device_(value) {}
  TensorOptions(DeviceType value) : device_(value) {}

  TensorOptions dtype(std::optional<DType> value) const {
    TensorOptions result(*this);
    result.dtype_ = value;
    return result;
  }
  TensorOptions device(Device value) const {
    TensorOptions result(*this);
    result.device_ = value;
    return result;
  }
  TensorOptions device(DeviceType type, int16_t index) const { return device(Device(type, index)); }
  TensorOptions requires_grad(bool value) const {
    TensorOptions result(*this);
    result.requires_grad_ = value;
    return result;
  }
  TensorOptions layout(Layout) const { return *this; }
  TensorOptions pinned_memory(bool) const { return *this; }

  bool has_dtype() const { return dtype_.has_value(); }
  bool has_device() const { return device_.has_value(); }
  DType dtype() const { return dtype_.value_or(kFloat32); }
  Device device() const { return device_.value_or(Device()); }
  bool requires_grad() const { return requires_grad_; }

 private:
  std::optional<DType> dtype_;
  std::optional<Device> device_;
  bool requires_grad_ = false;
};

inline TensorOptions dtype(DType value) { return TensorOptions(value); }
inline TensorOptions device(Device value) { return TensorOptions(value); }
inline TensorOptions requires_grad(bool value = true) {
  return TensorOptions().requires_grad(value);
}

}  // namespace minijit

#pragma GCC visibility pop

#endif  // MINIJIT_OPTIONS_H_
