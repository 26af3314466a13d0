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

FN void NAME(makeup_paint)(plane py, plane pb, plane pr, coverage c, const pigment *g, int opacity) {
	int w = c.x1 - c.x0;
	for (int cy = c.y0 / 2; cy < c.y1 / 2; cy++) {
		const uint8_t *m = c.p + (long)(2 * cy - c.y0) * w;
		uint8_t *y0 = py.p + (long)(2 * cy) * py.stride, *y1 = py.p + (long)MIN(2 * cy + 1, py.h - 1) * py.stride;
		uint8_t *b = pb.p + (long)cy * pb.stride, *r = pr.p + (long)cy * pr.stride;
		for (int i = 0; i < w; i += 2) {
			// Most of a mask is clear: look at eight columns at once.
			if (!(i & 7) && i + 8 <= w) {
				uint64_t a, d;
				memcpy(&a, m + i, 8);
				memcpy(&d, m + w + i, 8);
				if (!(a | d)) {
					i += 6;
					continue;
				}
			}
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

#undef FN
#undef INLINE
#undef R
#undef DIV255
#undef MIN
#undef MIX
#undef LEVEL
