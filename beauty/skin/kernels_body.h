// Included by kernels.c once for each instruction set, with NAME and TARGET set.
// Plain loops, written so that the compiler turns them into vector code.
#include "base.h"
#include "expand.h"

INLINE int NAME(skin_weight)(int sum, int cb, int cr, skin_model m) {
	float y = sum * 0.0625f, l = y - 16;
	l = l < m.min ? m.min : l;
	l = l > m.max ? m.max : l;
	float n = m.ref / l;
	float u = (cb * 0.25f - 128) * n - m.cb;
	float v = (cr * 0.25f - 128) * n - m.cr;
	float p = (v * m.cosine - u * m.sine) * m.inv_long;
	float q = (u * m.cosine + v * m.sine) * m.inv_wide;
	float d = p * p + q * q;
	float w = NAME(clampf)((m.outer - d) * (1 / (m.outer - m.inner)));
	float gate = NAME(clampf)((y - m.dark) * (1 / (m.lit - m.dark)));
	w = w * w * (3 - 2 * w);
	return w * gate * 256 + 0.5f;
}

FN void NAME(skin)(plane cb, plane cr, const uint16_t *R sum, int lw, int lh, skin_model m, int16_t *R out) {
	for (int by = 0; by < lh; by++, sum += lw, out += lw) {
		long r0 = MIN(by * 2, cb.h - 1), r1 = MIN(by * 2 + 1, cb.h - 1);
		const uint8_t *R b0 = cb.p + r0 * cb.stride, *R b1 = cb.p + r1 * cb.stride;
		const uint8_t *R c0 = cr.p + r0 * cr.stride, *R c1 = cr.p + r1 * cr.stride;
#define SKIN(i, x0, x1) out[i] = NAME(skin_weight)(sum[i], b0[x0] + b0[x1] + b1[x0] + b1[x1], \
		c0[x0] + c0[x1] + c1[x0] + c1[x1], m)
		int last = lw - 1;
		for (int bx = 0; bx < last; bx++) SKIN(bx, bx * 2, bx * 2 + 1);
		SKIN(last, MIN(last * 2, cb.w - 1), MIN(last * 2 + 1, cb.w - 1));
#undef SKIN
	}
}

FN void NAME(keep)(int16_t *R weights, const uint8_t *R body, int n) {
	for (int i = 0; i < n; i++) weights[i] = weights[i] * (body[i] + (body[i] >> 7)) >> 8;
}

INLINE int NAME(likely)(const uint8_t *R t, int cb, int cr) {
	int u = MAX(cb - 8, 0), v = MAX(cr - 8, 0), ku = u & 15, kv = v & 15;
	const uint8_t *R a = t + (u >> 4) * FIT_SIDE, *R b = t + MIN((u >> 4) + 1, FIT_SIDE - 1) * FIT_SIDE;
	int x0 = v >> 4, x1 = MIN(x0 + 1, FIT_SIDE - 1);
	return ((a[x0] * (16 - kv) + a[x1] * kv) * (16 - ku) + (b[x0] * (16 - kv) + b[x1] * kv) * ku) >> 8;
}

// What a place and two tables make of a cell, 0..255.
#define PART(t, tl, where) ((NAME(likely)(t, b, c) * tl[l] + 127) / 255 * (where) / 255)

FN void NAME(weigh_skin)(plane cb, plane cr, const uint16_t *R sum, int lw, int lh, colours t, places r, int16_t *R out) {
	for (long y = 0; y < lh; y++) {
		long r0 = MIN(y * 2, cb.h - 1), r1 = MIN(y * 2 + 1, cb.h - 1);
		const uint8_t *R b0 = cb.p + r0 * cb.stride, *R b1 = cb.p + r1 * cb.stride;
		const uint8_t *R c0 = cr.p + r0 * cr.stride, *R c1 = cr.p + r1 * cr.stride;
		for (long x = 0, i = y * lw; x < lw; x++, i++) {
			int in = r.inside[i], body = r.body[i] * (255 - r.hair[i]) / 255;
			out[i] = 0;
			if (!(in | body)) continue;
			int x0 = MIN(x * 2, cb.w - 1), x1 = MIN(x * 2 + 1, cb.w - 1), l = sum[i] >> 6;
			int b = b0[x0] + b0[x1] + b1[x0] + b1[x1], c = c0[x0] + c0[x1] + c1[x0] + c1[x1];
			int w = in ? PART(t.inside, t.inside_luma, in) : 0;
			if (body > w) w = MAX(w, PART(t.beyond, t.beyond_luma, body));
			out[i] = w + (w >> 7);
		}
	}
}

FN void NAME(products)(const uint16_t *R sum, const int16_t *R weights, uint32_t *R l, uint32_t *R ll, uint32_t *R w, uint32_t *R lw, int n) {
	for (int i = 0; i < n; i++) {
		l[i] = sum[i], ll[i] = sum[i] * sum[i];
		w[i] = weights[i], lw[i] = sum[i] * weights[i];
	}
}

FN void NAME(slant)(windows in, uint32_t *R a, uint32_t *R b, int n, int r, float edge) {
	float inv = 1.0f / ((2 * r + 1) * (2 * r + 1)), e2 = edge * edge * 256;
	for (int i = 0; i < n; i++) {
		float l = (int)in.sum[i] * inv, w = (int)in.xx[i] * inv;
		float v = (int)in.sq[i] * inv - l * l, c = (int)in.yy[i] * inv - l * w;
		float k = c / ((v < 0 ? 0 : v) + e2);
		a[i] = (int)(k * 1048576);
		b[i] = (int)((w - k * l) * 256);
	}
}

FN void NAME(guided)(const uint16_t *R sum, const uint32_t *R box_a, const uint32_t *R box_b, int16_t *R out, int n, int r) {
	float inv = 1.0f / ((2 * r + 1) * (2 * r + 1));
	for (int i = 0; i < n; i++) {
		float v = ((int)box_a[i] * (1.0f / 1048576) * sum[i] + (int)box_b[i] * (1.0f / 256)) * inv + 0.5f;
		v = v < 0 ? 0 : v;
		out[i] = (int)(v > 256 ? 256 : v);
	}
}

FN void NAME(settle)(int16_t *R mask, const int16_t *R now, int n) {
	for (int i = 0; i < n; i++) {
		int d = now[i] - mask[i], a = d < 0 ? -d : d;
		int share = MIN(a + SETTLE / 8, SETTLE);
		int step = (a * share + SETTLE - 1) / SETTLE;
		mask[i] += d < 0 ? -step : step;
	}
}

INLINE void NAME(box_row)(const uint32_t *R s, uint32_t *R o, int from, int to, int r) {
	for (int x = from; x < to; x++) {
		uint32_t sum = s[x - r];
#pragma GCC unroll 16
		for (int i = 1 - r; i <= r; i++) sum += s[x + i];
		o[x] = sum;
	}
}

// A row's sums along it.
INLINE void NAME(box_along)(const uint32_t *R s, uint32_t *R o, int lw, int r) {
	int from = MIN(r, lw), to = MAX(lw - r, from);
	for (int x = 0; x < lw; x++) {
		if (x == from) x = to;
		if (x >= lw) break;
		o[x] = 0;
		for (int i = -r; i <= r; i++) o[x] += s[MIN(MAX(x + i, 0), lw - 1)];
	}
	switch (r) { // a radius known when compiling is summed in registers
	case 2: NAME(box_row)(s, o, from, to, 2); break;
	case 3: NAME(box_row)(s, o, from, to, 3); break;
	case 4: NAME(box_row)(s, o, from, to, 4); break;
	default: NAME(box_row)(s, o, from, to, r);
	}
}

// tmp holds the rows that a window is made of and the one that has just left it.
FN void NAME(box_sum)(const uint32_t *R src, uint32_t *R dst, uint32_t *R tmp, int lw, int lh, int r) {
	int held = 2 * r + 2, made = 0;
#define HELD(y) (tmp + (long)((y) % held) * lw)
	for (; made < MIN(r + 1, lh); made++) NAME(box_along)(src + (long)made * lw, HELD(made), lw, r);
	for (int x = 0; x < lw; x++) dst[x] = 0;
	for (int i = -r; i <= r; i++) {
		const uint32_t *R s = HELD(MIN(MAX(i, 0), lh - 1));
		for (int x = 0; x < lw; x++) dst[x] += s[x];
	}
	for (int y = 1; y < lh; y++) {
		if (y + r < lh) NAME(box_along)(src + (long)(y + r) * lw, HELD(y + r), lw, r);
		const uint32_t *R in = HELD(MIN(y + r, lh - 1)), *R gone = HELD(MAX(y - r - 1, 0));
		uint32_t *o = dst + (long)y * lw;
		for (int x = 0; x < lw; x++) o[x] = o[x - lw] + in[x] - gone[x];
	}
#undef HELD
}

FN void NAME(slopes)(const uint16_t *R sum, uint32_t *R xx, uint32_t *R yy, uint32_t *R xy, int lw, int lh) {
	for (int y = 0; y < lh; y++, xx += lw, yy += lw, xy += lw) {
		const uint16_t *row = sum + (long)y * lw;
		const uint16_t *up = sum + (long)MAX(y - 1, 0) * lw, *down = sum + (long)MIN(y + 1, lh - 1) * lw;
#define SLOPE(x, l, r) do { \
		int gx = (row[r] - row[l]) >> 2, gy = (down[x] - up[x]) >> 2; \
		xx[x] = gx * gx, yy[x] = gy * gy, xy[x] = gx * gy; \
	} while (0)
		SLOPE(0, 0, MIN(1, lw - 1));
		for (int x = 1; x < lw - 1; x++) SLOPE(x, x - 1, x + 1);
		if (lw > 1) SLOPE(lw - 1, lw - 2, lw - 1);
#undef SLOPE
	}
}

typedef struct {
	float inv, ramp, e2, lines;
} NAME(flat_numbers);

INLINE float NAME(flat)(NAME(flat_numbers) n, float mean, int dx, int dy, int sq, int across, int xy) {
	float gx = dx * n.inv, gy = dy * n.inv;
	float gxx = gx * gx, gyy = gy * gy, gxy = gx * gy;
	float v = sq * n.inv - mean * mean - (gxx + gyy) * n.ramp;
	float a = across * n.inv - (gxx - gyy);
	float b = xy * n.inv - gxy;
	a = a < 0 ? -a : a;
	b = b < 0 ? -2 * b : 2 * b;
	float line = a > b ? 0.96f * a + 0.4f * b : 0.96f * b + 0.4f * a;
	v = (v < 0 ? 0 : v) + line * n.lines;
	return n.e2 / (v * v + n.e2);
}

FN void NAME(flatness)(windows in, uint32_t *R c, uint32_t *R d, int lw, int lh, int r, float edge, float lines) {
	int pixels = 16 * (2 * r + 1) * (2 * r + 1);
	NAME(flat_numbers) n = {1 / (float)pixels, 0.25f * (((float)pixels - 1) / (16 * 12)), edge * edge, lines};
	for (int y = 0; y < lh; y++) {
		long at = (long)y * lw;
		const uint32_t *R row = in.sum + at, *R sq = in.sq + at, *R xx = in.xx + at, *R yy = in.yy + at, *R xy = in.xy + at;
		const uint32_t *R up = in.sum + (long)MAX(y - 1, 0) * lw, *R down = in.sum + (long)MIN(y + 1, lh - 1) * lw;
		uint32_t *R co = c + at, *R dd = d + at;
#define FLAT(x, l, r) do { \
		float mean = (int)row[x] * n.inv; \
		float f = NAME(flat)(n, mean, (int)(row[r] - row[l]), (int)(down[x] - up[x]), \
			(int)sq[x], (int)(xx[x] - yy[x]), (int)xy[x]); \
		co[x] = (int)(f * 32768 + 0.5f); \
		dd[x] = (int)(f * mean * 128 + 0.5f); \
	} while (0)
		FLAT(0, 0, MIN(1, lw - 1));
		for (int x = 1; x < lw - 1; x++) FLAT(x, x - 1, x + 1);
		if (lw > 1) FLAT(lw - 1, lw - 2, lw - 1);
#undef FLAT
	}
}

FN void NAME(combine)(const uint32_t *R bc, const uint32_t *R bd, const uint16_t *R sum, const int16_t *R mask,
	int16_t *R gain, int16_t *R bias, int n, int window, float strength, float fine) {
	float inv_c = 1 / (32768 * (float)window), inv_d = 1 / (128 * (float)window), k = strength / 256;
	for (int i = 0; i < n; i++) {
		float c = (int32_t)bc[i] * inv_c, d = (int32_t)bd[i] * inv_d;
		float mean = sum[i] * 0.0625f, w = mask[i] * k;
		float g = c * w * fine, b = (d - c * mean * (1 - fine)) * w;
		b = b < -32 ? -32 : b;
		gain[i] = (int)(g * 4096 + 0.5f);
		bias[i] = (int)(b * 16 + 32768.5f) - 32768;
	}
}

#include "kernels_rows.h"
#include "kernels_even.h"

#undef BINOMIAL
