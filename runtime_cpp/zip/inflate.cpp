#include "zip/inflate.h"

#include <cstring>

namespace minijit {

namespace {

constexpr int max_bits = 15;
constexpr int fast_bits = 9;
constexpr size_t max_symbols = 288;

/// Bits of the input, lowest first. Past the end come zeros; `overrun` tells.
class Bits {
 public:
  explicit Bits(ByteSpan input) : at_(input.begin()), end_(input.end()) {}

  /// Makes at least 32 bits available.
  void refill() {
    while (count_ <= 56) {
      if (at_ != end_) {
        buffer_ |= static_cast<uint64_t>(*at_++) << count_;
      } else {
        padding_ += 8;
      }
      count_ += 8;
    }
  }
  uint32_t peek(int count) const {
    return static_cast<uint32_t>(buffer_ & ((uint64_t{1} << count) - 1));
  }
  void drop(int count) {
    buffer_ >>= count;
    count_ -= count;
  }
  uint32_t take(int count) {
    refill();
    const uint32_t value = peek(count);
    drop(count);
    return value;
  }
  /// Were more bits taken than there are?
  bool overrun() const { return padding_ > count_; }
  /// Whole bytes not yet taken, after the rest of the current byte is dropped.
  void align() { drop(count_ % 8); }
  /// Gives `count` whole bytes; the position must be aligned. False if there are fewer.
  bool copy(uint8_t* to, size_t count) {
    for (; count > 0 && count_ > padding_; --count) {
      *to++ = static_cast<uint8_t>(peek(8));
      drop(8);
    }
    if (count > static_cast<size_t>(end_ - at_)) return false;
    if (count > 0) std::memcpy(to, at_, count);
    at_ += count;
    return true;
  }
  /// Is everything taken but bits of the last byte?
  bool finished() const { return at_ == end_ && count_ - padding_ < 8; }

 private:
  const uint8_t* at_;
  const uint8_t* end_;
  uint64_t buffer_ = 0;
  int count_ = 0;    // bits in the buffer, padding included
  int padding_ = 0;  // of these, bits that the input does not have
};

/// A canonical Huffman code: short codes by table, long ones by counting.
class Code {
 public:
  /// False unless the lengths make a complete code, or where `single` is set, one code of one bit.
  /// No code at all is found out when it is used.
  bool build(const uint8_t* lengths, size_t count, bool single) {
    std::memset(per_length_, 0, sizeof(per_length_));
    std::memset(fast_, 0, sizeof(fast_));
    for (size_t i = 0; i < count; ++i) ++per_length_[lengths[i]];
    const size_t used = count - per_length_[0];
    per_length_[0] = 0;
    int left = 1;
    uint16_t offsets[max_bits + 1] = {};
    for (int length = 1; length <= max_bits; ++length) {
      left = 2 * left - per_length_[length];
      if (left < 0) return false;
      if (length < max_bits) {
        offsets[length + 1] = static_cast<uint16_t>(offsets[length] + per_length_[length]);
      }
    }
    if (left != 0 && used != 0 && !(single && used == per_length_[1])) return false;
    for (size_t i = 0; i < count; ++i) {
      if (lengths[i]) symbols_[offsets[lengths[i]]++] = static_cast<uint16_t>(i);
    }
    fill_fast();
    return true;
  }

  /// The next symbol, or -1 for bits that are no code. Needs 15 bits available.
  int decode(Bits& bits) const {
    const uint16_t entry = fast_[bits.peek(fast_bits)];
    if (entry) {
      bits.drop(entry & 15);
      return entry >> 4;
    }
    int code = 0;
    int first = 0;
    int index = 0;
    const uint32_t all = bits.peek(max_bits);
    for (int length = 1; length <= max_bits; ++length) {
      code |= static_cast<int>(all >> (length - 1) & 1);
      const int count = per_length_[length];
      if (code - count < first) {
        bits.drop(length);
        return symbols_[index + code - first];
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return -1;
  }

 private:
  void fill_fast() {
    uint32_t code = 0;
    size_t index = 0;
    for (int length = 1; length <= fast_bits; ++length) {
      for (int i = 0; i < per_length_[length]; ++i, ++code, ++index) {
        uint32_t reversed = 0;
        for (int bit = 0; bit < length; ++bit) reversed |= (code >> bit & 1) << (length - 1 - bit);
        const auto entry = static_cast<uint16_t>(symbols_[index] << 4 | length);
        for (uint32_t at = reversed; at < (1u << fast_bits); at += 1u << length) fast_[at] = entry;
      }
      code <<= 1;
    }
  }

  uint16_t per_length_[max_bits + 1];
  uint16_t symbols_[max_symbols];
  uint16_t fast_[1 << fast_bits];  // symbol << 4 | length; 0: a longer code
};

constexpr uint16_t length_base[] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                    31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
constexpr uint8_t length_extra[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                    2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
constexpr uint16_t distance_base[] = {
    1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
    193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
constexpr uint8_t distance_extra[] = {0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                      6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
constexpr uint8_t length_order[] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                    11, 4,  12, 3, 13, 2, 14, 1, 15};

class Inflater {
 public:
  Inflater(ByteSpan input, Span<uint8_t> output)
      : bits_(input), begin_(output.begin()), at_(output.begin()), end_(output.end()) {}

  const char* run() {
    for (bool last = false; !last;) {
      last = bits_.take(1) != 0;
      const char* problem = "an unknown kind of block";
      switch (bits_.take(2)) {
        case 0:
          problem = stored();
          break;
        case 1:
          problem = fixed();
          break;
        case 2:
          problem = dynamic();
          break;
        default:
          break;
      }
      if (problem) return problem;
      if (bits_.overrun()) return truncated;
    }
    if (at_ != end_) return "it is shorter than declared";
    return bits_.finished() ? nullptr : "bytes after its end";
  }

 private:
  static constexpr const char* truncated = "the data ends too early";
  static constexpr const char* too_long = "it is longer than declared";

  const char* stored() {
    bits_.align();
    const uint32_t count = bits_.take(16);
    const uint32_t inverse = bits_.take(16);
    if (bits_.overrun()) return truncated;
    if (count != (~inverse & 0xffff)) return "a stored block's length is damaged";
    if (count > static_cast<size_t>(end_ - at_)) return too_long;
    if (!bits_.copy(at_, count)) return truncated;
    at_ += count;
    return nullptr;
  }

  const char* fixed() {
    uint8_t lengths[max_symbols];
    std::memset(lengths, 8, 144);
    std::memset(lengths + 144, 9, 112);
    std::memset(lengths + 256, 7, 24);
    std::memset(lengths + 280, 8, 8);
    literals_.build(lengths, max_symbols, false);
    // All 32 codes exist, so that the code is complete; the last two are refused when met.
    std::memset(lengths, 5, 32);
    distances_.build(lengths, 32, false);
    return codes();
  }

  const char* dynamic() {
    const size_t literal_count = bits_.take(5) + 257;
    const size_t distance_count = bits_.take(5) + 1;
    const size_t length_count = bits_.take(4) + 4;
    if (literal_count > 286 || distance_count > 30) return "a block has too many codes";
    uint8_t lengths[286 + 30] = {};
    for (size_t i = 0; i < length_count; ++i) {
      lengths[length_order[i]] = static_cast<uint8_t>(bits_.take(3));
    }
    if (!literals_.build(lengths, 19, false)) return "a block's codes are damaged";
    if (!read_lengths(lengths, literal_count + distance_count))
      return "a block's codes are damaged";
    if (lengths[256] == 0) return "a block has no end code";
    if (!literals_.build(lengths, literal_count, true) ||
        !distances_.build(lengths + literal_count, distance_count, true)) {
      return "a block's codes are damaged";
    }
    return codes();
  }

  bool read_lengths(uint8_t* lengths, size_t total) {
    for (size_t i = 0; i < total;) {
      bits_.refill();
      const int symbol = literals_.decode(bits_);
      if (symbol < 0 || bits_.overrun()) return false;
      if (symbol < 16) {
        lengths[i++] = static_cast<uint8_t>(symbol);
        continue;
      }
      if (symbol == 16 && i == 0) return false;
      const uint8_t value = symbol == 16 ? lengths[i - 1] : uint8_t{0};
      const size_t count = symbol == 16   ? 3 + bits_.take(2)
                           : symbol == 17 ? 3 + bits_.take(3)
                                          : 11 + bits_.take(7);
      if (count > total - i) return false;
      std::memset(lengths + i, value, count);
      i += count;
    }
    return true;
  }

  const char* codes() {
    for (;;) {
      bits_.refill();
      const int symbol = literals_.decode(bits_);
      if (symbol < 0) return "bits that are no code";
      if (symbol < 256) {
        if (at_ == end_) return bits_.overrun() ? truncated : too_long;
        *at_++ = static_cast<uint8_t>(symbol);
        continue;
      }
      if (bits_.overrun()) return truncated;
      if (symbol == 256) return nullptr;
      if (symbol > 285) return "bits that are no code";
      if (const char* problem = match(static_cast<size_t>(symbol - 257))) return problem;
    }
  }

  const char* match(size_t symbol) {
    const size_t length = length_base[symbol] + bits_.take(length_extra[symbol]);
    bits_.refill();
    const int code = distances_.decode(bits_);
    if (code < 0 || code > 29) return "bits that are no code";
    const size_t distance = distance_base[code] + bits_.take(distance_extra[code]);
    if (distance > static_cast<size_t>(at_ - begin_)) return "a reference before its start";
    if (length > static_cast<size_t>(end_ - at_)) return too_long;
    const uint8_t* from = at_ - distance;
    if (distance >= length) {
      std::memcpy(at_, from, length);
      at_ += length;
    } else {
      for (size_t i = 0; i < length; ++i) *at_++ = *from++;
    }
    return nullptr;
  }

  Bits bits_;
  uint8_t* begin_;
  uint8_t* at_;
  uint8_t* end_;
  Code literals_;
  Code distances_;
};

}  // namespace

const char* inflate(ByteSpan input, Span<uint8_t> output) { return Inflater(input, output).run(); }

}  // namespace minijit
