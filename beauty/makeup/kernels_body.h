// Included by kernels.c once for each instruction set, with NAME and TARGET set.
#define FN TARGET static
#define INLINE TARGET static inline __attribute__((always_inline))
#define R restrict
#define DIV255(v) (((v) + 128 + (((v) + 128) >> 8)) >> 8)
#define MIN(a, b) ((a) < (b) ? (a) : (b))

FN makeup_sums NAME(makeup_mean)(plane y, coverage c) {
	int64_t weight = 0, sum = 0;
	int w = c.x1 - c.x0, n = MIN(c.x1, y.w) - c.x0;
	for (int j = c.y0; j < MIN(c.y1, y.h); j++) {
		const uint8_t *R s = y.p + (long)j * y.stride + c.x0, *R m = c.p + (long)(j - c.y0) * w;
		uint32_t rw = 0, rs = 0;
		for (int x = 0; x < n; x++) {
			rw += m[x];
			rs += m[x] * s[x];
		}
		weight += rw;
		sum += rs;
	}
	return (makeup_sums){weight, sum};
}

#define LEVEL(v) ((v) < 0 ? 0 : (v) > 255 ? 255 : (v))
#define MIX(v, to, k) DIV255((v) * (255 - (k)) + (to) * (k))

// What an even row of chroma below a mask sums up to.
FN makeup_below NAME(makeup_below)(plane pb, plane pr, coverage c) {
	makeup_below s = {0};
	int w = c.x1 - c.x0;
	for (int y = c.y0 / 2; y < c.y1 / 2; y++) {
		const uint8_t *R m = c.p + (long)(2 * y - c.y0) * w;
		const uint8_t *R b = pb.p + (long)y * pb.stride + c.x0 / 2, *R r = pr.p + (long)y * pr.stride + c.x0 / 2;
		int32_t weight = 0, cb = 0, cr = 0;
		for (int x = 0; x < w / 2; x++) {
			int16_t k = m[2 * x];
			weight += k;
			cb += k * (int16_t)(b[x] - 128);
			cr += k * (int16_t)(r[x] - 128);
		}
		s.weight += weight;
		s.cb += cb;
		s.cr += cr;
	}
	return s;
}

#define AT_ONCE 32 // columns

// In 16 bits, of which twice as many fit a vector.
INLINE uint8_t NAME(part)(uint8_t m, uint16_t opacity) { return (uint16_t)(m * opacity + 128) >> 8; }
INLINE uint8_t NAME(blend)(uint8_t v, uint8_t to, uint8_t k) {
	uint16_t s = (uint16_t)(v * (uint16_t)(255 - k)) + (uint16_t)(to * k) + 128;
	return (uint16_t)(s + (s >> 8)) >> 8;
}
INLINE uint8_t NAME(kept)(uint8_t to, uint8_t v, int16_t below, int16_t keep) {
	int16_t t = to + ((int16_t)((int16_t)(v - below) * keep) >> 8);
	return LEVEL(t);
}

// Two rows of luma and the chroma between them, whole cells: what is looked up is so
// first, then all is mixed.
INLINE void NAME(paint_some)(uint8_t *R y0, uint8_t *R y1, uint8_t *R b, uint8_t *R r, const uint8_t *R m, const uint8_t *R n, const pigment *R g, int opacity) {
	uint8_t k0[AT_ONCE], k1[AT_ONCE], to0[AT_ONCE], to1[AT_ONCE], k[AT_ONCE / 2], l[AT_ONCE / 2], tb[AT_ONCE / 2], tr[AT_ONCE / 2];
	for (int x = 0; x < AT_ONCE; x++) k0[x] = NAME(part)(m[x], opacity), k1[x] = NAME(part)(n[x], opacity);
	for (int x = 0; x < AT_ONCE / 2; x++) {
		k[x] = (k0[2 * x] + k0[2 * x + 1] + k1[2 * x] + k1[2 * x + 1] + 2) >> 2;
		l[x] = (y0[2 * x] + y0[2 * x + 1] + y1[2 * x] + y1[2 * x + 1] + 2) >> 2;
	}
	for (int x = 0; x < AT_ONCE; x++) to0[x] = g->luma[y0[x]], to1[x] = g->luma[y1[x]];
	for (int x = 0; x < AT_ONCE / 2; x++) tb[x] = g->cb[l[x]], tr[x] = g->cr[l[x]];
	for (int x = 0; x < AT_ONCE; x++) y0[x] = NAME(blend)(y0[x], to0[x], k0[x]), y1[x] = NAME(blend)(y1[x], to1[x], k1[x]);
	for (int x = 0; x < AT_ONCE / 2; x++) {
		b[x] = NAME(blend)(b[x], NAME(kept)(tb[x], b[x], g->below_cb, g->keep), k[x]);
		r[x] = NAME(blend)(r[x], NAME(kept)(tr[x], r[x], g->below_cr, g->keep), k[x]);
	}
}

INLINE int NAME(clear)(const uint8_t *m, const uint8_t *n) {
	uint64_t a[AT_ONCE / 4], any = 0;
	memcpy(a, m, AT_ONCE);
	memcpy(a + AT_ONCE / 8, n, AT_ONCE);
	for (int i = 0; i < AT_ONCE / 4; i++) any |= a[i];
	return !any;
}

FN void NAME(makeup_paint)(plane py, plane pb, plane pr, coverage c, const pigment *g, int opacity) {
	int w = c.x1 - c.x0;
	for (int cy = c.y0 / 2; cy < c.y1 / 2; cy++) {
		const uint8_t *m = c.p + (long)(2 * cy - c.y0) * w;
		uint8_t *y0 = py.p + (long)(2 * cy) * py.stride, *y1 = py.p + (long)MIN(2 * cy + 1, py.h - 1) * py.stride;
		uint8_t *b = pb.p + (long)cy * pb.stride, *r = pr.p + (long)cy * pr.stride;
		int i = 0;
		if (y0 != y1) {
			for (; i + AT_ONCE <= MIN(w, py.w - c.x0); i += AT_ONCE) {
				if (NAME(clear)(m + i, m + w + i)) continue;
				int x = c.x0 + i;
				NAME(paint_some)(y0 + x, y1 + x, b + x / 2, r + x / 2, m + i, m + w + i, g, opacity);
			}
		}
		for (; i < w; i += 2) {
			int x = c.x0 + i, xb = MIN(x + 1, py.w - 1), cx = x / 2;
			uint32_t k0 = (m[i] * opacity + 128) >> 8, k1 = (m[i + 1] * opacity + 128) >> 8;
			uint32_t k2 = (m[w + i] * opacity + 128) >> 8, k3 = (m[w + i + 1] * opacity + 128) >> 8;
			uint32_t k = (k0 + k1 + k2 + k3 + 2) >> 2;
			if (!(k0 | k1 | k2 | k3)) continue;
			uint32_t v0 = y0[x], v1 = y0[xb], v2 = y1[x], v3 = y1[xb], l = (v0 + v1 + v2 + v3 + 2) >> 2;
			y0[x] = MIX(v0, g->luma[v0], k0);
			y0[xb] = MIX(v1, g->luma[v1], k1);
			y1[x] = MIX(v2, g->luma[v2], k2);
			y1[xb] = MIX(v3, g->luma[v3], k3);
			int tb = g->cb[l] + ((b[cx] - g->below_cb) * g->keep >> 8), tr = g->cr[l] + ((r[cx] - g->below_cr) * g->keep >> 8);
			b[cx] = MIX(b[cx], (uint32_t)LEVEL(tb), k);
			r[cx] = MIX(r[cx], (uint32_t)LEVEL(tr), k);
		}
	}
}

#include "hair_rows.h"

#undef MIX
#undef LEVEL
#undef AT_ONCE
