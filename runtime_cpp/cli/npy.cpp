#include "cli/npy.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "cli/output_file.h"
#include "support/bytes.h"
#include "support/os.h"
#include "zip/zip_reader.h"
#include "zip/zip_writer.h"

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

/// The elements from the other order of bytes; complex numbers are two.
void swap_bytes(const Tensor& tensor) {
  const size_t width = itemsize(tensor.dtype()) / (is_complex(tensor.dtype()) ? 2 : 1);
  auto* const bytes = static_cast<char*>(tensor.data());
  for (size_t at = 0; at < tensor.nbytes(); at += width)
    std::reverse(bytes + at, bytes + at + width);
}

/// The array that the bytes of a .npy file hold; `path` is for messages.
Tensor parse_npy(std::string_view data, const std::string& path) {
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
  const std::string header(data.substr(start, length));
  const std::string descr = field(header, "descr");
  const Code* found = nullptr;
  bool swapped = false;
  for (const Code& code : codes) {
    const std::string plain = code.text, other = ">" + plain.substr(1);
    swapped = descr.find("'" + other + "'") < 3;
    if (swapped || descr.find("'" + plain + "'") < 3) {
      found = &code;
      break;
    }
  }
  if (!found) throw std::runtime_error(path + ": this dtype is not read");
  const bool column_major = field(header, "fortran_order").find("True") < 3;
  const std::string shape = field(header, "shape");
  std::vector<int64_t> sizes;
  for (size_t i = shape.find('(') + 1; i < shape.size() && shape[i] != ')'; ++i) {
    if (shape[i] < '0' || shape[i] > '9') continue;
    constexpr size_t most_digits = 18;
    const size_t used = shape.find_first_not_of("0123456789", i) - i;
    if (used > most_digits) throw std::runtime_error(path + ": this shape is not read");
    sizes.push_back(std::stoll(shape.substr(i, used)));
    i += used - 1;
  }
  if (column_major) std::reverse(sizes.begin(), sizes.end());
  Tensor result = empty(sizes, found->dtype);
  if (result.nbytes() > data.size() - start - length)
    throw std::runtime_error(path + " is cut short");
  if (result.numel()) std::memcpy(result.data(), data.data() + start + length, result.nbytes());
  if (swapped) swap_bytes(result);
  if (!column_major) return result;
  std::vector<int64_t> dims(sizes.size());
  for (size_t i = 0; i < dims.size(); ++i) dims[i] = static_cast<int64_t>(dims.size() - 1 - i);
  return result.permute(dims);
}

}  // namespace

std::vector<Tensor> read_arrays(const std::string& path) {
  const std::shared_ptr<FileBytes> bytes = map_file(path);
  if (as_text(bytes->span()).substr(0, 2) != "PK") return {parse_npy(as_text(bytes->span()), path)};
  const ZipReader zip(bytes->span(), false);
  std::vector<Tensor> arrays;
  for (const ZipRecord& record : zip.records()) {
    arrays.push_back(parse_npy(as_text(zip.read(record).bytes), path + ": " + record.name));
  }
  return arrays;
}

void write_npy(const std::string& path, const Tensor& tensor) {
  OutputFile out(path);
  out.write(npy_bytes(tensor));
  out.finish();
}

void write_npz(const std::string& path, const std::vector<std::pair<std::string, Tensor>>& arrays) {
  OutputFile out(path);
  ZipWriter writer(out.stream(), "");
  for (const auto& [key, tensor] : arrays) {
    const std::string bytes = npy_bytes(tensor);
    writer.stored(key + ".npy", as_bytes(bytes));
  }
  writer.close();
  out.finish();
}

}  // namespace minijit::cli
