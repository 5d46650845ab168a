// tensor/: values, views, copies with conversion, and printing as C++ PyTorch prints.
#include <cmath>
#include <limits>
#include <sstream>

#include "check.h"
#include "minijit/ivalue.h"
#include "minijit/types.h"
#include "tensor/copy.h"
#include "tensor/views.h"

using namespace minijit;

namespace {

Tensor count_up(IntSpan sizes) {
  Tensor result = empty(sizes, kInt64);
  for (int64_t i = 0; i < result.numel(); ++i) result.data_ptr<int64_t>()[i] = i;
  return result;
}

std::string shown(const Tensor& tensor) {
  std::ostringstream out;
  out << tensor;
  return out.str();
}

std::string failed(const std::function<void()>& action) { return thrown(action); }

void views_share() {
  const Tensor t = count_up({2, 3, 4});
  CHECK_EQ(t.select(1, -1).select(0, 1)[2].item<int64_t>(), 22);
  CHECK_EQ(t.slice(2, 1, 100, 2).size(2), 2);
  CHECK_EQ(t.slice(2, -1, std::numeric_limits<int64_t>::max(), std::numeric_limits<int64_t>::max())
               .size(2),
           1);
  CHECK_EQ(dims_text(t.permute({2, 0, 1}).strides()), "[1, 12, 4]");
  CHECK(t.transpose(0, 1).view({3, 2, 2, 2}).storage() == t.storage());
  CHECK_EQ(dims_text(t.view({4, -1}).sizes()), "[4, 6]");
  CHECK_EQ(dims_text(t.unsqueeze(-1).squeeze().sizes()), "[2, 3, 4]");
  CHECK_EQ(dims_text(t.select(0, 0).expand({5, -1, -1}).strides()), "[0, 4, 1]");
  t[0].copy_(scalar_tensor(int64_t{7}));
  CHECK_EQ(t.as_strided({2}, {11}, 0)[1].item<int64_t>(), 7);
  CHECK(t.transpose(0, 2).reshape({24}).storage() != t.storage());
  CHECK_EQ(t.transpose(0, 2).clone().strides() == t.transpose(0, 2).strides(), true);
}

void views_check() {
  const Tensor t = count_up({2, 3});
  CHECK_EQ(failed([&] { t.select(2, 0); }), "MJ3001");
  CHECK_EQ(failed([&] { t.select(0, 2); }), "MJ3002");
  CHECK_EQ(failed([&] { t.slice(0, 0, 1, 0); }), "MJ3003");
  CHECK_EQ(failed([&] { t.t().view({6}); }), "MJ3004");
  CHECK_EQ(failed([&] { t.view({4}); }), "MJ3005");
  CHECK_EQ(failed([&] { t.view({-1, -1}); }), "MJ3006");
  CHECK_EQ(failed([&] { t.view({int64_t{1} << 62, 4}); }), "MJ3005");
  CHECK_EQ(failed([&] { t.expand({3, 3}); }), "MJ3008");
  CHECK_EQ(failed([&] { t.expand({int64_t{1} << 62, 2, 3}); }), "MJ9006");
  CHECK_EQ(failed([&] { t.permute({0, 0}); }), "MJ3011");
  CHECK_EQ(failed([&] { t.as_strided({2, 3}, {3, 2}, 0); }), "MJ3013");
  CHECK_EQ(failed([&] { t.as_strided({2}, {int64_t{1} << 62}, 0); }), "MJ3013");
  CHECK_EQ(failed([&] { t.as_strided({2}, {-1}, 1); }), "MJ3014");
  CHECK_EQ(failed([&] { t.narrow(0, 1, 2); }), "MJ3015");
  CHECK_EQ(failed([&] { t.item<float>(); }), "MJ3017");
  CHECK_EQ(failed([&] { t.data_ptr<float>(); }), "MJ9004");
  CHECK_EQ(failed([&] { empty({-1}); }), "MJ3096");
  CHECK_EQ(failed([&] { empty({int64_t{1} << 40, int64_t{1} << 40}); }), "MJ9006");
  CHECK_EQ(failed([&] { empty({int64_t{1} << 60}); }), "MJ9005");
  CHECK_EQ(empty({0, int64_t{1} << 62, 4}).numel(), 0);
  CHECK_EQ(failed([&] { t.expand({2, 2, 3}).copy_(t); }), "MJ3036");
}

void converts() {
  CHECK_EQ(convert<int64_t>(std::nanf("")), std::numeric_limits<int64_t>::min());
  CHECK_EQ(convert<int32_t>(3e9), std::numeric_limits<int32_t>::min());
  CHECK_EQ(int{convert<uint8_t>(-1.0f)}, 255);
  CHECK_EQ(convert<uint64_t>(1e19), 10000000000000000000u);
  CHECK_EQ(convert<bool>(std::nan("")), true);
  CHECK_EQ(convert<double>(std::complex<float>(2, 3)), 2.0);
  // Half: the largest value, a tie to even, the smallest subnormal, overflow. BFloat16: a tie.
  CHECK_EQ(int{Half(65504.0f).raw}, 0x7bff);
  CHECK_EQ(int{Half(65520.0f).raw}, 0x7c00);
  CHECK_EQ(int{Half(2049.0f).raw}, 0x6800);
  CHECK_EQ(int{Half(std::ldexp(1.0f, -24)).raw}, 1);
  CHECK_EQ(int{BFloat16(1.00390625f).raw}, 0x3f80);
  for (int raw = 0; raw < 0x7c01; ++raw) {
    Half half;
    half.raw = static_cast<uint16_t>(raw);
    CHECK_EQ(int{Half(static_cast<float>(half)).raw}, raw);
  }
  const Tensor t = count_up({40, 50}).t();
  const Tensor floats = t.to(kFloat32);
  for (int64_t i = 0; i < 50; ++i)
    CHECK_EQ(floats[i][3].item<float>(), static_cast<float>(150 + i));
}

// Recorded from C++ PyTorch 2.13.
void prints() {
  CHECK_EQ(shown(tensor({1.0f, 2.0f, 3.0f, 4.0f})), " 1\n 2\n 3\n 4\n[ CPUFloatType{4} ]");
  CHECK_EQ(shown(scalar_tensor(3.14159265, kFloat32)), "3.1415927410125732\n[ CPUFloatType{} ]");
  CHECK_EQ(shown(scalar_tensor(int64_t{3})), "3\n[ CPULongType{} ]");
  CHECK_EQ(shown(tensor({-1000.5f, 2.0f}).view({1, 2})),
           "-1000.5000     2.0000\n[ CPUFloatType{1,2} ]");
  CHECK_EQ(shown(tensor({-123456.5f, 0.25f})), "-1.2346e+05\n 2.5000e-01\n[ CPUFloatType{2} ]");
  CHECK_EQ(shown(empty({2, 0, 3})), "[ CPUFloatType{2,0,3} ]");
  CHECK_EQ(shown(count_up({1, 2, 2})), "(1,.,.) = \n 0  1\n  2  3\n[ CPULongType{1,2,2} ]");
  CHECK_EQ(shown(Tensor()), "[ Tensor (undefined) ]");
}

void keeps_values() {
  DictImpl dict(string_type(), int_type());
  for (int i = 0; i < 100; ++i) dict.insert_or_assign(std::to_string(i), i);
  dict.insert_or_assign("5", -5);
  CHECK(dict.erase("50") && !dict.erase("50"));
  CHECK_EQ(dict.size(), 99u);
  CHECK_EQ(dict.at("5").toInt(), -5);
  CHECK_EQ(dict.entries()[50].first.toStringRef(), "51");
  CHECK(dict.find("50") == nullptr && dict.at("99").toInt() == 99);
  while (!dict.empty()) CHECK(dict.erase(IValue(dict.entries()[0].first)));
  CHECK_EQ(failed([&] { dict.at("5"); }), "MJ9010");

  IValue value = std::make_tuple(1, 2.5, std::vector<int64_t>{3, 4});
  CHECK(value.isTuple() && value.toTupleRef().values[2].isIntList());
  CHECK_EQ(failed([&] { value.toTensor(); }), "MJ9003");
  // A million levels: neither made nor freed with one stack frame each.
  for (int i = 0; i < 1000000; ++i)
    value = make_intrusive<TupleImpl>(std::vector<IValue>{std::move(value)});
  value = IValue();
  CHECK_EQ(Device("cuda:1").str(), "cuda:1");
  CHECK_EQ(failed([] { Device("cuda:01"); }), "MJ9009");
  CHECK_EQ(failed([] { Device("gpu"); }), "MJ9008");
}

void releases_memory() {
  int released = 0;
  float values[4] = {1, 2, 3, 4};
  {
    const Tensor t = from_blob(values, {2, 2}, [&](void*) { ++released; }, kFloat32);
    const Tensor row = t[1];
    CHECK_EQ(row.data_ptr<float>() - values, 2);
  }
  CHECK_EQ(released, 1);
}

void points_at_errors() {
  const auto source = std::make_shared<Source>("code/a.py", "x = 1\n\ty = \xc3\xa4 + bad\n", 10);
  const Error error(Diag::MJ9004, SourceRange(source, 11, 19), {{"expected", "A"}, {"found", "B"}});
  CHECK_EQ(std::string(error.what()),
           "expected scalar type A but found B [MJ9004]\n  File \"code/a.py\", line 11\n"
           "    x = 1\n    \ty = \xc3\xa4 + bad\n    \t    ~~~~~~~ <--- HERE");
}

}  // namespace

int main() {
  views_share();
  views_check();
  converts();
  prints();
  keeps_values();
  releases_memory();
  points_at_errors();
}
