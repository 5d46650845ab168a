#include "kernels/fourier.h"

#include <algorithm>
#include <cmath>

namespace minijit::kernels {

namespace {

constexpr int64_t largest_factor = 31;  // above it a stage costs more than the chirp

/// Fours first, since their stages cost least; empty if a factor is too large.
std::vector<int64_t> factored(int64_t n) {
  std::vector<int64_t> factors;
  for (const int64_t factor : {4, 2}) {
    for (; n % factor == 0; n /= factor) factors.push_back(factor);
  }
  for (int64_t factor = 3; factor <= largest_factor; factor += 2) {
    for (; n % factor == 0; n /= factor) factors.push_back(factor);
  }
  if (n != 1) factors.clear();
  return factors;
}

/// One stage: blocks of `s` numbers, of which `parts` lie between the summands of one sum.
template <class T>
struct Stage {
  const T *__restrict re, *__restrict im;
  T *__restrict to_re, *__restrict to_im;
  const T *turn_re, *turn_im;
  int64_t s, parts;
  T sign;
};

template <class T>
void by_two(const Stage<T> &g) {
  const int64_t s = g.s, far = g.s * g.parts;
  for (int64_t p = 0; p < g.parts; ++p) {
    const T *__restrict ar = g.re + s * p, *__restrict ai = g.im + s * p;
    T *__restrict br = g.to_re + 2 * s * p, *__restrict bi = g.to_im + 2 * s * p;
    const T wr = g.turn_re[p], wi = g.turn_im[p];
    for (int64_t q = 0; q < s; ++q) {
      const T dr = ar[q] - ar[q + far], di = ai[q] - ai[q + far];
      br[q] = ar[q] + ar[q + far];
      bi[q] = ai[q] + ai[q + far];
      br[q + s] = dr * wr - di * wi;
      bi[q + s] = dr * wi + di * wr;
    }
  }
}

template <class T>
void by_three(const Stage<T> &g) {
  const T half = T(0.5), height = g.sign * T(0.86602540378443864676);
  const int64_t s = g.s, far = g.s * g.parts;
  for (int64_t p = 0; p < g.parts; ++p) {
    const T *__restrict ar = g.re + s * p, *__restrict ai = g.im + s * p;
    T *__restrict br = g.to_re + 3 * s * p, *__restrict bi = g.to_im + 3 * s * p;
    const T w1r = g.turn_re[2 * p], w1i = g.turn_im[2 * p];
    const T w2r = g.turn_re[2 * p + 1], w2i = g.turn_im[2 * p + 1];
    for (int64_t q = 0; q < s; ++q) {
      const T sr = ar[q + far] + ar[q + 2 * far], si = ai[q + far] + ai[q + 2 * far];
      const T dr = height * (ar[q + far] - ar[q + 2 * far]);
      const T di = height * (ai[q + far] - ai[q + 2 * far]);
      const T mr = ar[q] - half * sr, mi = ai[q] - half * si;
      const T xr = mr - di, xi = mi + dr, yr = mr + di, yi = mi - dr;
      br[q] = ar[q] + sr;
      bi[q] = ai[q] + si;
      br[q + s] = xr * w1r - xi * w1i;
      bi[q + s] = xr * w1i + xi * w1r;
      br[q + 2 * s] = yr * w2r - yi * w2i;
      bi[q + 2 * s] = yr * w2i + yi * w2r;
    }
  }
}

template <class T>
void by_four(const Stage<T> &g) {
  const int64_t s = g.s, far = g.s * g.parts;
  for (int64_t p = 0; p < g.parts; ++p) {
    const T *__restrict ar = g.re + s * p, *__restrict ai = g.im + s * p;
    T *__restrict br = g.to_re + 4 * s * p, *__restrict bi = g.to_im + 4 * s * p;
    const T w1r = g.turn_re[3 * p], w1i = g.turn_im[3 * p];
    const T w2r = g.turn_re[3 * p + 1], w2i = g.turn_im[3 * p + 1];
    const T w3r = g.turn_re[3 * p + 2], w3i = g.turn_im[3 * p + 2];
    const T sign = g.sign;
    for (int64_t q = 0; q < s; ++q) {
      const T er = ar[q] + ar[q + 2 * far], ei = ai[q] + ai[q + 2 * far];
      const T fr = ar[q] - ar[q + 2 * far], fi = ai[q] - ai[q + 2 * far];
      const T or_ = ar[q + far] + ar[q + 3 * far], oi = ai[q + far] + ai[q + 3 * far];
      const T ur = sign * (ar[q + far] - ar[q + 3 * far]);
      const T ui = sign * (ai[q + far] - ai[q + 3 * far]);
      const T xr = fr - ui, xi = fi + ur, yr = er - or_, yi = ei - oi, zr = fr + ui, zi = fi - ur;
      br[q] = er + or_;
      bi[q] = ei + oi;
      br[q + s] = xr * w1r - xi * w1i;
      bi[q + s] = xr * w1i + xi * w1r;
      br[q + 2 * s] = yr * w2r - yi * w2i;
      bi[q + 2 * s] = yr * w2i + yi * w2r;
      br[q + 3 * s] = zr * w3r - zi * w3i;
      bi[q + 3 * s] = zr * w3i + zi * w3r;
    }
  }
}

template <class T>
void by_five(const Stage<T> &g) {
  const T c1 = T(0.30901699437494742410), c2 = T(-0.80901699437494742410);
  const T s1 = g.sign * T(0.95105651629515357212), s2 = g.sign * T(0.58778525229247312917);
  const int64_t s = g.s, far = g.s * g.parts;
  for (int64_t p = 0; p < g.parts; ++p) {
    const T *__restrict ar = g.re + s * p, *__restrict ai = g.im + s * p;
    T *__restrict br = g.to_re + 5 * s * p, *__restrict bi = g.to_im + 5 * s * p;
    const T *wr = g.turn_re + 4 * p, *wi = g.turn_im + 4 * p;
    const T w1r = wr[0], w1i = wi[0], w2r = wr[1], w2i = wi[1];
    const T w3r = wr[2], w3i = wi[2], w4r = wr[3], w4i = wi[3];
    for (int64_t q = 0; q < s; ++q) {
      const T pr = ar[q + far] + ar[q + 4 * far], pi = ai[q + far] + ai[q + 4 * far];
      const T mr = ar[q + far] - ar[q + 4 * far], mi = ai[q + far] - ai[q + 4 * far];
      const T ur = ar[q + 2 * far] + ar[q + 3 * far], ui = ai[q + 2 * far] + ai[q + 3 * far];
      const T vr = ar[q + 2 * far] - ar[q + 3 * far], vi = ai[q + 2 * far] - ai[q + 3 * far];
      const T er = ar[q] + c1 * pr + c2 * ur, ei = ai[q] + c1 * pi + c2 * ui;
      const T fr = ar[q] + c2 * pr + c1 * ur, fi = ai[q] + c2 * pi + c1 * ui;
      const T gr = s1 * mr + s2 * vr, gi = s1 * mi + s2 * vi;
      const T hr = s2 * mr - s1 * vr, hi = s2 * mi - s1 * vi;
      const T x1r = er - gi, x1i = ei + gr, x4r = er + gi, x4i = ei - gr;
      const T x2r = fr - hi, x2i = fi + hr, x3r = fr + hi, x3i = fi - hr;
      br[q] = ar[q] + pr + ur;
      bi[q] = ai[q] + pi + ui;
      br[q + s] = x1r * w1r - x1i * w1i;
      bi[q + s] = x1r * w1i + x1i * w1r;
      br[q + 2 * s] = x2r * w2r - x2i * w2i;
      bi[q + 2 * s] = x2r * w2i + x2i * w2r;
      br[q + 3 * s] = x3r * w3r - x3i * w3i;
      bi[q + 3 * s] = x3r * w3i + x3i * w3r;
      br[q + 4 * s] = x4r * w4r - x4i * w4i;
      bi[q + 4 * s] = x4r * w4i + x4i * w4r;
    }
  }
}

/// Any factor: its square of products.
template <class T>
void by_any(const Stage<T> &g, int64_t factor) {
  const Roots roots(factor, g.sign < 0 ? -1 : 1);
  const int64_t s = g.s, far = g.s * g.parts;
  for (int64_t p = 0; p < g.parts; ++p) {
    for (int64_t k = 0; k < factor; ++k) {
      T *__restrict br = g.to_re + (factor * p + k) * s;
      T *__restrict bi = g.to_im + (factor * p + k) * s;
      std::fill_n(br, s, T(0));
      std::fill_n(bi, s, T(0));
      for (int64_t j = 0; j < factor; ++j) {
        const std::complex<double> root = roots[j * k % factor];
        const T wr = static_cast<T>(root.real()), wi = static_cast<T>(root.imag());
        const T *__restrict ar = g.re + s * p + j * far, *__restrict ai = g.im + s * p + j * far;
        for (int64_t q = 0; q < s; ++q) {
          br[q] += ar[q] * wr - ai[q] * wi;
          bi[q] += ar[q] * wi + ai[q] * wr;
        }
      }
      if (k == 0) continue;
      const T wr = g.turn_re[(factor - 1) * p + k - 1], wi = g.turn_im[(factor - 1) * p + k - 1];
      for (int64_t q = 0; q < s; ++q) {
        const T r = br[q];
        br[q] = r * wr - bi[q] * wi;
        bi[q] = r * wi + bi[q] * wr;
      }
    }
  }
}

}  // namespace

Roots::Roots(int64_t n, int sign) : n_(n), step_(1) {
  while (step_ * step_ < n) ++step_;
  const auto root = [&](int64_t k) {
    return std::polar(1.0, sign * 2 * M_PI * static_cast<double>(k) / static_cast<double>(n));
  };
  for (int64_t k = 0; k < step_; ++k) fine_.push_back(root(k));
  for (int64_t k = 0; k < n; k += step_) coarse_.push_back(root(k));
}

std::complex<double> Roots::operator[](int64_t k) const {
  return coarse_[static_cast<size_t>(k / step_)] * fine_[static_cast<size_t>(k % step_)];
}

template <class T>
Transform<T>::Transform(int64_t n, int sign) : n_(n), sign_(sign), factors_(factored(n)) {
  if (n == 1) return;
  if (!factors_.empty()) {
    const Roots roots(n, sign);
    int64_t rest = n, stride = 1;
    for (const int64_t factor : factors_) {
      rest /= factor;
      for (int64_t p = 0; p < rest; ++p) {
        for (int64_t k = 1; k < factor; ++k) {
          const std::complex<double> turn = roots[p * k * stride];
          turn_re_.push_back(static_cast<T>(turn.real()));
          turn_im_.push_back(static_cast<T>(turn.imag()));
        }
      }
      stride *= factor;
    }
    return;
  }
  int64_t size = 1;
  while (size < 2 * n - 1) size *= 2;
  const Roots roots(2 * n, sign);
  filter_re_.resize(static_cast<size_t>(size));
  filter_im_.resize(static_cast<size_t>(size));
  for (int64_t k = 0, square = 0; k < n; square = (square + 2 * k + 1) % (2 * n), ++k) {
    const std::complex<double> turn = roots[square];
    chirp_re_.push_back(static_cast<T>(turn.real()));
    chirp_im_.push_back(static_cast<T>(turn.imag()));
    for (const int64_t at : {k, (size - k) % size}) {
      filter_re_[static_cast<size_t>(at)] = static_cast<T>(turn.real() / static_cast<double>(size));
      filter_im_[static_cast<size_t>(at)] =
          static_cast<T>(-turn.imag() / static_cast<double>(size));
    }
  }
  forward_ = std::make_unique<Transform>(size, -1);
  back_ = std::make_unique<Transform>(size, 1);
  std::vector<T> room(static_cast<size_t>(forward_->room(1)));
  forward_->run(filter_re_.data(), filter_im_.data(), room.data(), 1);
}

template <class T>
int64_t Transform<T>::room(int64_t lanes) const {
  if (!forward_) return 2 * n_ * lanes;
  return 2 * static_cast<int64_t>(filter_re_.size()) * lanes + forward_->room(lanes);
}

template <class T>
int64_t Transform<T>::operations() const {
  if (forward_) return 2 * forward_->operations() + 16 * static_cast<int64_t>(filter_re_.size());
  int64_t each = 0;
  for (const int64_t factor : factors_) each += 2 * factor;
  return each * n_;
}

template <class T>
void Transform<T>::run(T *re, T *im, T *room, int64_t lanes) const {
  if (forward_) return chirped(re, im, room, lanes);
  T *to_re = room, *to_im = room + n_ * lanes;
  const T *turn_re = turn_re_.data(), *turn_im = turn_im_.data();
  int64_t rest = n_, s = lanes;
  for (const int64_t factor : factors_) {
    rest /= factor;
    const Stage<T> stage = {re, im, to_re, to_im, turn_re, turn_im, s, rest, T(sign_)};
    if (factor == 4) {
      by_four(stage);
    } else if (factor == 2) {
      by_two(stage);
    } else if (factor == 3) {
      by_three(stage);
    } else if (factor == 5) {
      by_five(stage);
    } else {
      by_any(stage, factor);
    }
    turn_re += rest * (factor - 1);
    turn_im += rest * (factor - 1);
    s *= factor;
    std::swap(re, to_re);
    std::swap(im, to_im);
  }
  if (factors_.size() % 2) {
    std::copy_n(re, n_ * lanes, to_re);
    std::copy_n(im, n_ * lanes, to_im);
  }
}

template <class T>
void Transform<T>::chirped(T *re, T *im, T *room, int64_t lanes) const {
  const auto size = static_cast<int64_t>(filter_re_.size());
  T *a = room, *b = a + size * lanes, *rest = b + size * lanes;
  const auto times = [lanes](T *x, T *y, T wr, T wi, const T *from_x, const T *from_y) {
    for (int64_t l = 0; l < lanes; ++l) {
      const T r = from_x[l], i = from_y[l];
      x[l] = r * wr - i * wi;
      y[l] = r * wi + i * wr;
    }
  };
  for (int64_t k = 0; k < n_; ++k) {
    const auto at = static_cast<size_t>(k);
    times(a + k * lanes, b + k * lanes, chirp_re_[at], chirp_im_[at], re + k * lanes,
          im + k * lanes);
  }
  std::fill_n(a + n_ * lanes, (size - n_) * lanes, T(0));
  std::fill_n(b + n_ * lanes, (size - n_) * lanes, T(0));
  forward_->run(a, b, rest, lanes);
  for (int64_t k = 0; k < size; ++k) {
    const auto at = static_cast<size_t>(k);
    times(a + k * lanes, b + k * lanes, filter_re_[at], filter_im_[at], a + k * lanes,
          b + k * lanes);
  }
  back_->run(a, b, rest, lanes);
  for (int64_t k = 0; k < n_; ++k) {
    const auto at = static_cast<size_t>(k);
    times(re + k * lanes, im + k * lanes, chirp_re_[at], chirp_im_[at], a + k * lanes,
          b + k * lanes);
  }
}

template <class T>
LineTransform<T>::LineTransform(int64_t length, int sign, Lines lines)
    : length_(length),
      lines_(lines),
      halved_(lines != Lines::Pairs && length % 2 == 0),
      inner_(halved_ ? length / 2 : length),
      transform_(inner_, sign),
      most_(std::clamp<int64_t>(8192 / inner_, 1, 8)) {
  if (!halved_) return;
  const Roots roots(length, sign);
  for (int64_t k = 0; k <= inner_; ++k) {
    root_re_.push_back(static_cast<T>(roots[k].real()));
    root_im_.push_back(static_cast<T>(roots[k].imag()));
  }
}

template <class T>
typename LineTransform<T>::Room LineTransform<T>::room() const {
  const auto numbers = static_cast<size_t>(inner_ * most_);
  return {std::vector<T>(numbers), std::vector<T>(numbers),
          std::vector<T>(static_cast<size_t>(transform_.room(most_)))};
}

template <class T>
void LineTransform<T>::read_complex(const T *from, int64_t lanes, Room &room) const {
  for (int64_t l = 0; l < lanes; ++l, from += 2 * length_) {
    T *re = room.re.data() + l, *im = room.im.data() + l;
    for (int64_t k = 0; k < length_; ++k) {
      re[k * lanes] = from[2 * k];
      im[k * lanes] = from[2 * k + 1];
    }
  }
}

template <class T>
void LineTransform<T>::read_real(const T *from, int64_t lanes, Room &room) const {
  for (int64_t l = 0; l < lanes; ++l, from += length_) {
    T *re = room.re.data() + l, *im = room.im.data() + l;
    for (int64_t k = 0; k < inner_; ++k) {
      re[k * lanes] = halved_ ? from[2 * k] : from[k];
      im[k * lanes] = halved_ ? from[2 * k + 1] : T(0);
    }
  }
}

template <class T>
void LineTransform<T>::read_half(const T *from, int64_t lanes, Room &room) const {
  for (int64_t l = 0; l < lanes; ++l, from += 2 * (length_ / 2 + 1)) {
    // Where a line that becomes real must be real, it is taken to be.
    const auto imag = [&](int64_t k) {
      return k == 0 || 2 * k == length_ ? T(0) : from[2 * k + 1];
    };
    T *re = room.re.data() + l, *im = room.im.data() + l;
    if (halved_) {
      // E + i O, where E and O become the even and the odd elements.
      for (int64_t k = 0; k < inner_; ++k) {
        const int64_t b = inner_ - k;
        const T wr = root_re_[static_cast<size_t>(k)], wi = root_im_[static_cast<size_t>(k)];
        const T ka = imag(k), kb = imag(b);
        const T dr = from[2 * k] - from[2 * b], di = ka + kb;
        re[k * lanes] = from[2 * k] + from[2 * b] - (dr * wi + di * wr);
        im[k * lanes] = ka - kb + (dr * wr - di * wi);
      }
    } else {
      for (int64_t k = 0; k < length_; ++k) {
        const int64_t b = 2 * k < length_ ? k : length_ - k;
        re[k * lanes] = from[2 * b];
        im[k * lanes] = b == k ? imag(k) : -imag(b);
      }
    }
  }
}

template <class T>
void LineTransform<T>::write_complex(T *to, int64_t lanes, T factor, const Room &room) const {
  for (int64_t l = 0; l < lanes; ++l, to += 2 * length_) {
    const T *re = room.re.data() + l, *im = room.im.data() + l;
    for (int64_t k = 0; k < length_; ++k) {
      to[2 * k] = re[k * lanes] * factor;
      to[2 * k + 1] = im[k * lanes] * factor;
    }
  }
}

template <class T>
void LineTransform<T>::write_half(T *to, int64_t lanes, T factor, const Room &room) const {
  const int64_t half = length_ / 2;
  for (int64_t l = 0; l < lanes; ++l, to += 2 * (half + 1)) {
    const T *re = room.re.data() + l, *im = room.im.data() + l;
    if (halved_) {
      // E + root * O, where E and O are the transforms of the even and of the odd elements.
      for (int64_t k = 1; k < half; ++k) {
        const int64_t a = k * lanes, b = (half - k) * lanes;
        const T wr = root_re_[static_cast<size_t>(k)], wi = root_im_[static_cast<size_t>(k)];
        const T er = re[a] + re[b], ei = im[a] - im[b];
        const T odd_re = im[a] + im[b], odd_im = re[b] - re[a];
        to[2 * k] = (er + (wr * odd_re - wi * odd_im)) * (factor / 2);
        to[2 * k + 1] = (ei + (wr * odd_im + wi * odd_re)) * (factor / 2);
      }
      to[0] = (re[0] + im[0]) * factor;
      to[2 * half] = (re[0] - im[0]) * factor;
      to[2 * half + 1] = T(0);
    } else {
      for (int64_t k = 0; k <= half; ++k) {
        to[2 * k] = re[k * lanes] * factor;
        to[2 * k + 1] = im[k * lanes] * factor;
      }
    }
    to[1] = T(0);
  }
}

template <class T>
void LineTransform<T>::write_real(T *to, int64_t lanes, T factor, const Room &room) const {
  for (int64_t l = 0; l < lanes; ++l, to += length_) {
    const T *re = room.re.data() + l, *im = room.im.data() + l;
    for (int64_t k = 0; k < inner_; ++k) {
      to[halved_ ? 2 * k : k] = re[k * lanes] * factor;
      if (halved_) to[2 * k + 1] = im[k * lanes] * factor;
    }
  }
}

template <class T>
void LineTransform<T>::run(const T *from, T *to, int64_t lanes, T factor, Room &room) const {
  switch (lines_) {
    case Lines::Pairs:
      read_complex(from, lanes, room);
      break;
    case Lines::FromReal:
      read_real(from, lanes, room);
      break;
    default:
      read_half(from, lanes, room);
  }
  transform_.run(room.re.data(), room.im.data(), room.rest.data(), lanes);
  switch (lines_) {
    case Lines::Pairs:
      return write_complex(to, lanes, factor, room);
    case Lines::FromReal:
      return write_half(to, lanes, factor, room);
    default:
      return write_real(to, lanes, factor, room);
  }
}

template class Transform<float>;
template class Transform<double>;
template class LineTransform<float>;
template class LineTransform<double>;

}  // namespace minijit::kernels
