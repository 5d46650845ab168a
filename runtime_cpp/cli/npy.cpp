#include "cli/npy.h"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <vector>

#include "support/bytes.h"
#include "zip/crc32.h"

namespace minijit::cli {

namespace {

struct Code {
  const char* text;
  DType dtype;
};
constexpr Code codes[] = {
    {"<f4", kFloat32},      {"<f8", kFloat64},        {"<f2", kFloat16}, {"<i8", kInt64},
    {"<i4", kInt32},        {"<i2", kInt16},          {"|i1", kInt8},    {"|u1", kUInt8},
    {"|b1", kBool},         {"<u2", kUInt16},         {"<u4", kUInt32},  {"<u8", kUInt64},
    {"<c8", kComplexFloat}, {"<c16", kComplexDouble},
};

std::string field(const std::string& header, const std::string& name) {
  const size_t at = header.find("'" + name + "':");
  if (at == std::string::npos)
    throw std::runtime_error("the header of the .npy file has no " + name);
  return header.substr(at + name.size() + 3);
}

std::string npy_bytes(const Tensor& tensor) {
  const Tensor plain = (tensor.dtype() == kBFloat16 ? tensor.to(kFloat32) : tensor).contiguous();
  std::string descr;
  for (const Code& code : codes) {
    if (code.dtype == plain.dtype()) descr = code.text;
  }
  std::string shape;
  for (const int64_t size : plain.sizes()) shape += std::to_string(size) + ", ";
  if (plain.dim() > 1) shape.resize(shape.size() - 2);
  if (plain.dim() == 1) shape.resize(shape.size() - 1);
  std::string header =
      "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + shape + "), }";
  header.append((64 - (10 + header.size() + 1) % 64) % 64, ' ');
  header += '\n';
  std::string bytes("\x93NUMPY\x01\0", 8);
  bytes += static_cast<char>(header.size() & 0xff);
  bytes += static_cast<char>(header.size() >> 8);
  bytes += header;
  return bytes.append(static_cast<const char*>(plain.data()), plain.nbytes());
}

/// The file is there whole or not at all.
void write_file(const std::string& path, const std::string& bytes) {
  const std::string temporary = path + ".part";
  {
    std::ofstream out(temporary, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.flush();
    if (!out) throw std::runtime_error("cannot write " + path);
  }
  if (std::rename(temporary.c_str(), path.c_str()) != 0)
    throw std::runtime_error("cannot write " + path);
}

std::string little(uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

}  // namespace

Tensor read_npy(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot open " + path);
  const std::string data((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (data.size() < 10 || data.compare(0, 6, "\x93NUMPY") != 0) {
    throw std::runtime_error(path + " is no .npy file");
  }
  const auto byte = [&](size_t i) {
    return static_cast<size_t>(static_cast<unsigned char>(data[i]));
  };
  size_t start = 10, length = byte(8) | byte(9) << 8;
  if (byte(6) > 1) {
    if (data.size() < 12) throw std::runtime_error(path + " is cut short");
    start = 12;
    length |= byte(10) << 16 | byte(11) << 24;
  }
  if (length > data.size() - start) throw std::runtime_error(path + " is cut short");
  const std::string header = data.substr(start, length);
  const std::string descr = field(header, "descr");
  const Code* found = nullptr;
  for (const Code& code : codes) {
    if (descr.find("'" + std::string(code.text) + "'") < 3) found = &code;
  }
  if (!found) throw std::runtime_error(path + ": this dtype is not read");
  if (field(header, "fortran_order").find("True") < 3) {
    throw std::runtime_error(path + ": column-major order is not read");
  }
  const std::string shape = field(header, "shape");
  std::vector<int64_t> sizes;
  for (size_t i = shape.find('(') + 1; i < shape.size() && shape[i] != ')'; ++i) {
    if (shape[i] < '0' || shape[i] > '9') continue;
    size_t used = 0;
    sizes.push_back(std::stoll(shape.substr(i), &used));
    i += used - 1;
  }
  Tensor result = empty(sizes, found->dtype);
  if (result.nbytes() > data.size() - start - length)
    throw std::runtime_error(path + " is cut short");
  if (result.numel()) std::memcpy(result.data(), data.data() + start + length, result.nbytes());
  return result;
}

void write_npy(const std::string& path, const Tensor& tensor) {
  write_file(path, npy_bytes(tensor));
}

void write_npz(const std::string& path, const std::vector<std::pair<std::string, Tensor>>& arrays) {
  constexpr uint64_t largest = 0xffffffffu;  // beyond this a zip needs its 64-bit form
  const std::string dos_time = little(0, 2) + little(0x21, 2);
  std::string file, directory;
  for (const auto& [key, tensor] : arrays) {
    const std::string name = key + ".npy", data = npy_bytes(tensor);
    if (file.size() + data.size() > largest - (1u << 20)) {
      throw std::runtime_error(path + ": more than 4 GB do not fit into one .npz file");
    }
    const std::string numbers =
        little(crc32(as_bytes(data)), 4) + little(data.size(), 4) + little(data.size(), 4);
    const std::string common = little(20, 2) + little(0x800, 2) + little(0, 2) + dos_time +
                               numbers + little(name.size(), 2) + little(0, 2);
    directory +=
        "PK\x01\x02" + little(20, 2) + common + little(0, 10) + little(file.size(), 4) + name;
    file += "PK\x03\x04" + common + name + data;
  }
  const std::string end = "PK\x05\x06" + little(0, 4) + little(arrays.size(), 2) +
                          little(arrays.size(), 2) + little(directory.size(), 4) +
                          little(file.size(), 4) + little(0, 2);
  write_file(path, file + directory + end);
}

}  // namespace minijit::cli
