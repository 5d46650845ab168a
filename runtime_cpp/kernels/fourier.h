// The discrete Fourier transform of many lines at once.
#ifndef MINIJIT_KERNELS_FOURIER_H_
#define MINIJIT_KERNELS_FOURIER_H_

#include <complex>
#include <cstdint>
#include <memory>
#include <vector>

namespace minijit::kernels {

/// The n-th roots of one, exp(sign * 2 pi i k / n), from tables of about the square root of n.
class Roots {
 public:
  Roots(int64_t n, int sign);
  std::complex<double> operator[](int64_t k) const;

 private:
  int64_t n_, step_;
  std::vector<std::complex<double>> coarse_, fine_;
};

/// Transforms of length n, computed in T: float or double. Lengths whose prime factors are small go
/// through Stockham's autosort in stages of these factors; others are convolutions with a chirp
/// (Bluestein), which transforms of a power of two carry out.
template <class T>
class Transform {
 public:
  /// The sum over j of x[j] * exp(sign * 2 pi i j k / n).
  Transform(int64_t n, int sign);

  /// Numbers of T that `run` needs beside the lines.
  int64_t room(int64_t lanes) const;
  /// Operations that one line costs, about.
  int64_t operations() const;
  /// Transforms `lanes` lines: element k of line l is re[k * lanes + l] + i im[k * lanes + l].
  void run(T* re, T* im, T* room, int64_t lanes) const;

 private:
  void chirped(T* re, T* im, T* room, int64_t lanes) const;

  int64_t n_;
  int sign_;
  std::vector<int64_t> factors_;
  std::vector<T> turn_re_, turn_im_;  // of all stages, one after another
  std::vector<T> chirp_re_, chirp_im_, filter_re_, filter_im_;
  std::unique_ptr<Transform> forward_, back_;  // of a power of two
};

/// What lines are before and after a transform.
enum class Lines { Pairs, FromReal, ToReal };

/// Transforms of lines as they lie in a tensor, one after another: complex numbers as pairs; of
/// lines that come from real ones, or become real, only the elements 0 to length / 2. A real line
/// of even length is the transform of half its length, of which its even elements are the real and
/// its odd ones the imaginary parts.
template <class T>
class LineTransform {
 public:
  /// Numbers of T of the tables and the room of a length, at most.
  static constexpr uint64_t numbers_each = 48;

  LineTransform(int64_t length, int sign, Lines lines);

  /// How many lines are best transformed at once.
  int64_t most() const { return most_; }
  /// Operations that one line costs, about.
  int64_t operations() const { return transform_.operations() + 8 * length_; }

  /// Where lines are transformed, by one thread at a time.
  struct Room {
    std::vector<T> re, im, rest;
  };
  Room room() const;
  /// At most `most()` lines; all that is written is multiplied by `factor`.
  void run(const T* from, T* to, int64_t lanes, T factor, Room& room) const;

 private:
  void read_complex(const T* from, int64_t lanes, Room& room) const;
  void read_real(const T* from, int64_t lanes, Room& room) const;
  void read_half(const T* from, int64_t lanes, Room& room) const;
  void write_complex(T* to, int64_t lanes, T factor, const Room& room) const;
  void write_half(T* to, int64_t lanes, T factor, const Room& room) const;
  void write_real(T* to, int64_t lanes, T factor, const Room& room) const;

  int64_t length_;
  Lines lines_;
  bool halved_;
  int64_t inner_;
  Transform<T> transform_;
  int64_t most_;
  std::vector<T> root_re_, root_im_;
};

extern template class LineTransform<float>;
extern template class LineTransform<double>;

}  // namespace minijit::kernels

#endif  // MINIJIT_KERNELS_FOURIER_H_
