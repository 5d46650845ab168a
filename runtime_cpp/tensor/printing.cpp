// Tensors as C++ PyTorch prints them, which is also what print() shows inside a program.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <iomanip>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "minijit/tensor.h"
#include "tensor/copy.h"

namespace minijit {

namespace {

constexpr int64_t line_width = 80;

enum class Notation { Default, Fixed, Scientific };

/// How the numbers of one matrix are written: all divided by one scale, in one width.
struct Style {
  Notation notation = Notation::Default;
  double scale = 1;
  int width = 0;
};

int decimal_digits(double magnitude) {
  return magnitude == 0 ? 1 : static_cast<int>(std::floor(std::log10(magnitude))) + 1;
}

Style choose_style(const std::vector<double>& values) {
  bool whole = true;
  bool any_finite = false;
  double low = 1;
  double high = 1;
  for (double value : values) {
    if (!std::isfinite(value)) continue;
    const double magnitude = std::fabs(value);
    if (value != std::ceil(value)) whole = false;
    if (!any_finite) low = high = magnitude;
    any_finite = true;
    low = std::min(low, magnitude);
    high = std::max(high, magnitude);
  }
  const int least = any_finite ? decimal_digits(low) : 1;
  const int most = any_finite ? decimal_digits(high) : 1;
  if (whole) {
    if (most > 9) return {Notation::Scientific, 1, 11};
    return {Notation::Default, 1, most + 1};
  }
  if (most - least > 4) {
    const bool long_exponent = std::abs(most) > 99 || std::abs(least) > 99;
    return {Notation::Scientific, 1, long_exponent ? 12 : 11};
  }
  if (most > 5 || most < 0) return {Notation::Fixed, std::pow(10, most - 1), 7};
  return {Notation::Fixed, 1, most == 0 ? 7 : most + 6};
}

/// The fewest digits that read back as the same number; an exponent below 1e-4 and from 1e16 on.
std::string shortest(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
  char buffer[64];
  const double magnitude = std::fabs(value);
  const bool plain = magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
  const auto form = plain ? std::chars_format::fixed : std::chars_format::scientific;
  const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value, form).ptr;
  return std::string(buffer, end);
}

/// Collects text with the number format that is in force.
class Printer {
 public:
  void use(Style style) { style_ = style; }
  const Style& style() const { return style_; }
  void text(const std::string& words) { out_ << words; }

  void number(double value) {
    std::ostringstream digits;
    digits.precision(4);
    if (style_.notation == Notation::Default) digits.precision(6);
    if (style_.notation == Notation::Fixed) digits << std::fixed;
    if (style_.notation == Notation::Scientific) digits << std::scientific;
    digits << std::setw(style_.width) << value / style_.scale;
    out_ << digits.str();
  }

  void scale() { out_ << shortest(style_.scale) << " *\n"; }

  std::string result() const { return out_.str(); }

 private:
  Style style_;
  std::ostringstream out_;
};

std::vector<double> elements(const Tensor& tensor) {
  const Tensor values = tensor.to(kDouble).contiguous();
  const double* first = values.unchecked<double>();
  return std::vector<double>(first, first + values.numel());
}

void print_vector(Printer& out, const std::vector<double>& values) {
  out.use(choose_style(values));
  if (out.style().scale != 1) out.scale();
  for (double value : values) {
    out.number(value);
    out.text("\n");
  }
}

/// The very first row has no margin, as in PyTorch.
void print_matrix(Printer& out, const Tensor& matrix, int64_t indent) {
  const std::vector<double> values = elements(matrix);
  const Style style = choose_style(values);
  const bool scaled = style.scale != 1;
  const std::string margin(static_cast<size_t>(indent), ' ');
  const int64_t rows = matrix.sizes()[0];
  const int64_t columns = matrix.sizes()[1];
  const int64_t per_line = std::max<int64_t>((line_width - indent) / (style.width + 1), 1);
  out.use(style);
  for (int64_t first = 0; first < columns; first += per_line) {
    const int64_t end = std::min(columns, first + per_line);
    if (per_line < columns) {
      if (first != 0) out.text("\n");
      out.text("Columns " + std::to_string(first + 1) + " to " + std::to_string(end) + margin);
    }
    if (scaled) {
      out.scale();
      out.text(margin);
    }
    for (int64_t row = 0; row < rows; ++row) {
      for (int64_t column = first; column < end; ++column) {
        out.number(values[static_cast<size_t>(row * columns + column)]);
        out.text(column + 1 == end ? "\n" : " ");
      }
      if (row + 1 == rows) continue;
      out.text(margin);
      if (scaled) out.text(" ");
    }
  }
}

/// The matrices of the last two dimensions; the first of the other dimensions runs fastest.
void print_matrices(Printer& out, const Tensor& tensor) {
  const size_t outer = tensor.sizes().size() - 2;
  std::vector<int64_t> at(outer, 0);
  for (bool first = true;; first = false) {
    Tensor matrix = tensor;
    std::string label = first ? "(" : "\n(";
    for (int64_t index : at) {
      matrix = matrix.select(0, index);
      label += std::to_string(index + 1) + ",";
    }
    out.text(label + ".,.) = \n");
    print_matrix(out, matrix, 1);
    size_t i = 0;
    while (i < outer && ++at[i] == tensor.sizes()[i]) at[i++] = 0;
    if (i == outer) return;
  }
}

/// Complex numbers have no widths of their own.
std::string complex_elements(const Tensor& tensor) {
  std::ostringstream out;
  const Tensor values = tensor.to(kComplexDouble).contiguous();
  for (int64_t i = 0; i < values.numel(); ++i) {
    out << values.unchecked<std::complex<double>>()[i] << '\n';
  }
  return out.str();
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Tensor& tensor) {
  if (!tensor.defined()) return out << "[ Tensor (undefined) ]";
  Printer printer;
  if (tensor.is_complex()) {
    printer.text(complex_elements(tensor));
  } else if (tensor.dim() == 0) {
    printer.text(shortest(tensor.item<double>()) + "\n");
  } else if (tensor.numel() != 0) {
    if (tensor.dim() == 1) print_vector(printer, elements(tensor));
    if (tensor.dim() == 2) print_matrix(printer, tensor, 0);
    if (tensor.dim() > 2) print_matrices(printer, tensor);
  }
  std::string sizes;
  for (int64_t size : tensor.sizes()) sizes += (sizes.empty() ? "" : ",") + std::to_string(size);
  return out << printer.result() << "[ CPU" << scalar_type_name(tensor.dtype()) << "Type{" << sizes
             << "} ]";
}

}  // namespace minijit
