/* Lanes: eight floats or int32 at a time, in the compiler's vector types, so that every machine does the same operations in the same order.
 * The includer defines LANES, what stands before a function: attributes that say for which machine it is compiled; LANES_AVX2, where
 * it has included the intrinsics. */
#ifndef SLANT_ENCODER_LANES_H
#define SLANT_ENCODER_LANES_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifndef LANES
#error "LANES has to be defined before lanes.h is included"
#endif

typedef float lanes_f __attribute__((vector_size(32)));
typedef int32_t lanes_i __attribute__((vector_size(32)));

LANES lanes_f load_f(const float *p) {
  lanes_f v;
  memcpy(&v, p, sizeof v);
  return v;
}

LANES lanes_i load_i(const int32_t *p) {
  lanes_i v;
  memcpy(&v, p, sizeof v);
  return v;
}

LANES void store_f(float *p, lanes_f v) { memcpy(p, &v, sizeof v); }
LANES lanes_f repeat_f(float x) { return (lanes_f){x, x, x, x, x, x, x, x}; }
LANES lanes_f to_float(lanes_i v) { return __builtin_convertvector(v, lanes_f); }

/* a where the mask's bits are set, else b. */
LANES lanes_f choose_f(lanes_i mask, lanes_f a, lanes_f b) { return (lanes_f)((mask & (lanes_i)a) | (~mask & (lanes_i)b)); }
#ifdef LANES_AVX2 /* one instruction, which compilers do not find; both give b where one is no number */
LANES lanes_f largest_f(lanes_f a, lanes_f b) { return (lanes_f)_mm256_max_ps((__m256)a, (__m256)b); }
LANES lanes_f smallest_f(lanes_f a, lanes_f b) { return (lanes_f)_mm256_min_ps((__m256)a, (__m256)b); }
#else
LANES lanes_f largest_f(lanes_f a, lanes_f b) { return choose_f(a > b, a, b); }
LANES lanes_f smallest_f(lanes_f a, lanes_f b) { return choose_f(a < b, a, b); }
#endif
LANES lanes_f absolute_f(lanes_f a) { return (lanes_f)((lanes_i)a & 0x7FFFFFFF); }

/* Nearest integers, ties to even, of |x| below 2^22: adding 1.5 * 2^23 leaves no bits for fractions. */
LANES lanes_i round_i(lanes_f x) { return (lanes_i)(x + 12582912.0f) - 0x4B400000; }

/* A tree: lane 0 with 4, 1 with 5 and so on. */
LANES float sum_f(lanes_f v) {
  float a = v[0] + v[4], b = v[1] + v[5], c = v[2] + v[6], d = v[3] + v[7];
  return (a + c) + (b + d);
}

LANES float most_f(lanes_f v) {
  float most = v[0];
  for (int i = 1; i < 8; i++) most = v[i] > most ? v[i] : most;
  return most;
}

LANES float least_f(lanes_f v) {
  float least = v[0];
  for (int i = 1; i < 8; i++) least = v[i] < least ? v[i] : least;
  return least;
}

/* e^x for x of 0 or less, to 3e-7 of itself; 0 below -87. 2^k * e^r, |r| up to ln(2) / 2; the polynomial was fitted for that range. */
LANES lanes_f exp_f(lanes_f x) {
  lanes_i there = x > -87.0f;
  lanes_f bounded = choose_f(there, x, repeat_f(-87.0f));
  lanes_i k = round_i(bounded * 1.44269504f);
  lanes_f whole = to_float(k), r = bounded - whole * 0.693359375f; /* ln(2) in two parts, the first with few bits */
  r = r - whole * -2.12194440e-4f;
  lanes_f p = r * 0.00831250287592411f + 0.04189033433794975f;
  p = p * r + 0.16667115688323975f;
  p = p * r + 0.499992311000824f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  lanes_f power = (lanes_f)((k + 127) * 0x800000);
  return (lanes_f)((lanes_i)(p * power) & there);
}

/* The error function, to 5e-7: x P(x^2) / Q(x^2) up to 3.92, from where on it is 1 to single precision. Fitted for the least error. */
LANES lanes_f erf_f(lanes_f x) {
  x = smallest_f(largest_f(x, repeat_f(-3.92f)), repeat_f(3.92f));
  lanes_f u = x * x;
  lanes_f p = u * 1.9921506222431162e-08f + -1.9942945073125884e-06f;
  p = p * u + 0.0001489848509663716f;
  p = p * u + 0.0039728074334561825f;
  p = p * u + 0.05139699950814247f;
  p = p * u + 0.20611220598220825f;
  p = p * u + 1.1283787488937378f;
  lanes_f q = u * 0.00102410395629704f + 0.014889041893184185f;
  q = q * u + 0.11756371706724167f;
  q = q * u + 0.5159909725189209f;
  q = q * u + 1.0f;
  return x * p / q;
}

LANES lanes_f gelu_f(lanes_f x) { return x * 0.5f * (erf_f(x * 0.70710678f) + 1.0f); }

#endif
