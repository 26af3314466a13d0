//go:build cgo

#include "retouch.h"

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("no-trapping-math", "fp-contract=off")
#endif

#define NAME(n) n##_plain
#define TARGET
#include "retouch_body.h"
#undef NAME
#undef TARGET

#if defined(__x86_64__) && !defined(ONAIR_NO_AVX2)
#define NAME(n) n##_avx2
#define TARGET __attribute__((target("avx2")))
#include "retouch_body.h"
#define CHOOSE(n, args) (__builtin_cpu_supports("avx2") ? n##_avx2 args : n##_plain args)
#else
#define CHOOSE(n, args) (n##_plain args)
#endif

void beauty_even(plane y, even_part p, cells base, cells share, int16_t *cols) {
	CHOOSE(even, (y, p, base, share, cols));
}
