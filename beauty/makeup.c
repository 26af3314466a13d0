//go:build cgo

#include "makeup.h"
#include <string.h>

#define NAME(n) n##_plain
#define TARGET
#include "makeup_body.h"
#undef NAME
#undef TARGET

#if defined(__x86_64__) && !defined(ONAIR_NO_AVX2)
#define NAME(n) n##_avx2
#define TARGET __attribute__((target("avx2")))
#include "makeup_body.h"
#define CHOOSE(n, args) (__builtin_cpu_supports("avx2") ? n##_avx2 args : n##_plain args)
#else
#define CHOOSE(n, args) (n##_plain args)
#endif

void beauty_makeup_blur(uint8_t *p, int w, int h, int r, uint8_t *tmp) { CHOOSE(makeup_blur, (p, w, h, r, tmp)); }

makeup_sums beauty_makeup_mean(plane y, coverage c) { return CHOOSE(makeup_mean, (y, c)); }

void beauty_makeup_paint(plane y, plane cb, plane cr, coverage c, const pigment *g, int opacity) {
	CHOOSE(makeup_paint, (y, cb, cr, c, g, opacity));
}
