// zip/: records, checksums, inflating, and what is refused.
#include "check.h"
#include "support/bytes.h"
#include "zip/crc32.h"
#include "zip/inflate.h"
#include "zip/zip_reader.h"
#include "zip_builder.h"

using namespace minijit;

namespace {

std::string opened(const std::string& file) {
  return thrown([&] { ZipReader reader(as_bytes(file)); });
}

void reads_records() {
  const std::string file = make_zip({{"data.pkl", "pickle"}, {"data/0", "0123456789"}});
  const ZipReader reader(as_bytes(file));
  CHECK_EQ(reader.root(), "root");
  CHECK_EQ(reader.records().size(), 2u);
  CHECK_EQ(as_text(reader.read(reader.get("data.pkl")).bytes), "pickle");
  CHECK_EQ(as_text(reader.stored_bytes(reader.get("data/0"))), "0123456789");
  CHECK(reader.find("data") == nullptr);
  CHECK_EQ(thrown([&] { reader.get("nothing"); }), "MJ4009");
}

void checks_checksums() {
  std::string file = make_zip({{"a", "the content"}});
  file[file.find("content")] = 'C';
  const ZipReader reader(as_bytes(file));
  CHECK_EQ(thrown([&] { reader.read(reader.get("a")); }), "MJ4011");
  CHECK_EQ(as_text(reader.read(reader.get("a"), false).bytes), "the Content");
}

void refuses_damage() {
  const std::string good = make_zip({{"a", "content"}, {"b", "more"}});
  CHECK_EQ(opened(good), "");
  for (size_t length = 0; length < good.size(); ++length) {
    CHECK(opened(good.substr(0, length)) != "");
  }
  CHECK_EQ(opened(make_zip({{"a", ""}, {"A", ""}})), "MJ4007");
  CHECK_EQ(opened(make_zip({{"../a", ""}})), "MJ4006");
  CHECK_EQ(opened(make_zip({{"a\\b", ""}})), "MJ4006");
  CHECK_EQ(opened(make_zip({{"\xff", ""}})), "MJ4006");
  CHECK_EQ(opened("x" + good), "MJ4003");
}

/// Every byte of the file changed in every way that one bit can: an answer or an error of ours, no
/// crash.
void survives_flips() {
  const std::string good = make_zip({{"a", "content"}, {"b", "more"}}, 5);
  for (size_t i = 0; i < good.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string spoiled = good;
      spoiled[i] = static_cast<char>(spoiled[i] ^ (1 << bit));
      thrown([&] {
        const ZipReader reader(as_bytes(spoiled));
        for (const ZipRecord& record : reader.records()) reader.read(record);
      });
    }
  }
}

void inflates() {
  const std::string packed(
      "\xcb\xcd\xcc\xcb\xcc\xca\x2c\x51\xc8\x1d\xa5\x47\xe9\x51\x7a\x94\x1e\xe4\x34\x00", 20);
  std::string text;
  for (int i = 0; i < 50; ++i) text += "minijit minijit minijit ";
  std::vector<uint8_t> out(text.size());
  CHECK(inflate(as_bytes(packed), Span<uint8_t>(out)) == nullptr);
  CHECK_EQ(as_text(out), text);
  std::vector<uint8_t> small(text.size() - 1);
  CHECK(inflate(as_bytes(packed), Span<uint8_t>(small)) != nullptr);
  std::vector<uint8_t> large(text.size() + 1);
  CHECK(inflate(as_bytes(packed), Span<uint8_t>(large)) != nullptr);
  for (size_t length = 0; length < packed.size(); ++length) {
    CHECK(inflate(as_bytes(packed.substr(0, length)), Span<uint8_t>(out)) != nullptr);
  }
  CHECK(inflate(as_bytes(packed + "x"), Span<uint8_t>(out)) != nullptr);

  const std::string fixed("\x4b\x4c\x4a\x4e\x84\x21\x00", 7);
  std::vector<uint8_t> letters(12);
  CHECK(inflate(as_bytes(fixed), Span<uint8_t>(letters)) == nullptr);
  CHECK_EQ(as_text(letters), "abcabcabcabc");
}

}  // namespace

int main() {
  CHECK_EQ(crc32(as_bytes("123456789")), 3421780262u);
  reads_records();
  checks_checksums();
  refuses_damage();
  survives_flips();
  inflates();
}
