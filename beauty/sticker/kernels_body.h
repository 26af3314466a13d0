// Included by kernels.c once for each instruction set, with NAME and TARGET set.
#define FN TARGET static
#define INLINE TARGET static inline __attribute__((always_inline))
#define R restrict
#define DIV255(v) (((v) + 128 + (((v) + 128) >> 8)) >> 8)
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

// One texel, bilinear; outside the border it is clear. The two texels of a row
// lie side by side, so first the rows are mixed, then the columns.
INLINE uint32_t NAME(texel)(const drawing *d, int32_t u, int32_t v) {
	int iu = u >> 16, iv = v >> 16;
	if ((unsigned)iu > (unsigned)d->w || (unsigned)iv > (unsigned)d->h) return 0;
	long stride = 4L * (d->w + 2);
	const uint8_t *p = d->p + iv * stride + 4L * iu;
	v8u8 a, b;
	memcpy(&a, p, 8);
	memcpy(&b, p + stride, 8);
	uint16_t fu = (u >> 8) & 255, fv = (v >> 8) & 255, gu = 256 - fu, gv = 256 - fv;
	v8u16 m = (__builtin_convertvector(a, v8u16) * gv + __builtin_convertvector(b, v8u16) * fv + 128) >> 8;
	m *= (v8u16){gu, gu, gu, gu, fu, fu, fu, fu};
	v8u16 s = (m + (v8u16){m[4], m[5], m[6], m[7], 0, 0, 0, 0} + 128) >> 8;
	v8u8 o = __builtin_convertvector(s, v8u8);
	uint32_t out;
	memcpy(&out, &o, 4);
	return out;
}

// Columns from to to of two rows of luma and the one of chroma they share, beginning at u and
// v. y and a have n entries a row.
INLINE void NAME(sample_part)(const drawing *d, int from, int to, int n, int32_t u, int32_t v,
	int32_t ux, int32_t vx, int32_t uy, int32_t vy, uint8_t *R y, uint8_t *R a, uint8_t *R cb, uint8_t *R cr, uint8_t *R ca) {
	for (int x = from; x < to; x += 2, u += 2 * ux, v += 2 * vx) {
		uint32_t s0 = NAME(texel)(d, u, v), s1 = NAME(texel)(d, u + ux, v + vx);
		uint32_t s2 = NAME(texel)(d, u + uy, v + vy), s3 = NAME(texel)(d, u + ux + uy, v + vx + vy);
		y[x] = s0, y[x + 1] = s1, y[n + x] = s2, y[n + x + 1] = s3;
		a[x] = s0 >> 24, a[x + 1] = s1 >> 24, a[n + x] = s2 >> 24, a[n + x + 1] = s3 >> 24;
#define MEAN(s) ((((s0 >> s) & 255) + ((s1 >> s) & 255) + ((s2 >> s) & 255) + ((s3 >> s) & 255) + 2) >> 2)
		cb[x >> 1] = MEAN(8), cr[x >> 1] = MEAN(16), ca[x >> 1] = MEAN(24);
#undef MEAN
	}
}

// The whole of these rows. Between nodes u and v run evenly.
INLINE void NAME(sample_rows)(const drawing *d, int row, int n, uint8_t *R y, uint8_t *R a,
	uint8_t *R cb, uint8_t *R cr, uint8_t *R ca) {
	if (!d->nodes) {
		NAME(sample_part)(d, 0, n, n, d->u + row * d->uy, d->v + row * d->vy, d->ux, d->vx, d->uy, d->vy, y, a, cb, cr, ca);
		return;
	}
	int size = 1 << d->shift, down = row & (size - 1);
	const int32_t *p = d->nodes + 2L * (row >> d->shift) * d->cols, *q = p + 2L * d->cols;
	for (int x = 0; x < n; x += size, p += 2, q += 2) {
		int32_t uy = (q[0] - p[0]) >> d->shift, vy = (q[1] - p[1]) >> d->shift;
		int32_t u = p[0] + uy * down, v = p[1] + vy * down;
		int32_t ux = (p[2] + ((q[2] - p[2]) >> d->shift) * down - u) >> d->shift;
		int32_t vx = (p[3] + ((q[3] - p[3]) >> d->shift) * down - v) >> d->shift;
		NAME(sample_part)(d, x, MIN(x + size, n), n, u, v, ux, vx, uy, vy, y, a, cb, cr, ca);
	}
}

INLINE void NAME(over)(uint8_t *R dst, const uint8_t *R s, const uint8_t *R a, int n) {
	for (int x = 0; x < n; x++) {
		uint16_t v = dst[x] * (255 - a[x]);
		dst[x] = MIN(s[x] + DIV255(v), 255);
	}
}

INLINE void NAME(fade)(uint8_t *R s, int n, int opacity) {
	for (int x = 0; x < n; x++) s[x] = (s[x] * opacity + 128) >> 8;
}

// A row of luma with the shade of what is below it. Values are premultiplied, black is 16.
INLINE void NAME(light)(uint8_t *R s, const uint8_t *R a, const uint8_t *R below, const drawing *d, int n) {
	int base = d->base, slope = d->slope, low = d->low, high = d->high;
	for (int x = 0; x < n; x++) {
		int g = MIN(MAX(base + (slope * below[x] >> 8), low), high), black = DIV255(16 * a[x]);
		s[x] = MIN(black + ((MAX(s[x] - black, 0) * g + 64) >> 7), a[x]);
	}
}

// The row of chroma of two rows that are lit, n entries apart.
INLINE void NAME(light_chroma)(uint8_t *R cb, uint8_t *R cr, const uint8_t *R ca, const uint8_t *R y,
	const uint8_t *R b0, const uint8_t *R b1, const drawing *d, int n, int half) {
	int base = d->base, slope = d->slope, low = d->low, high = d->high, lcb = d->lcb, lcr = d->lcr;
	for (int x = 0; x < half; x++) {
		int below = (b0[2 * x] + b1[2 * x] + 1) >> 1, g = MIN(MAX(base + (slope * below >> 8), low), high);
		int a = ca[x], grey = DIV255(128 * a), v = MAX(((y[2 * x] + y[n + 2 * x] + 1) >> 1) - DIV255(16 * a), 0);
		int b = grey + ((cb[x] - grey) * g >> 7) + (lcb * v >> 8), r = grey + ((cr[x] - grey) * g >> 7) + (lcr * v >> 8);
		cb[x] = MIN(MAX(b, 0), a);
		cr[x] = MIN(MAX(r, 0), a);
	}
}

INLINE void NAME(cover)(uint8_t *R s, uint8_t *R a, const uint8_t *R hide, int n) {
	for (int x = 0; x < n; x++) {
		uint16_t k = 255 - hide[x], v = s[x] * k, w = a[x] * k;
		s[x] = DIV255(v);
		a[x] = DIV255(w);
	}
}

INLINE void NAME(cover_chroma)(uint8_t *R cb, uint8_t *R cr, uint8_t *R ca, const uint8_t *R h0, const uint8_t *R h1, int n) {
	for (int x = 0; x < n; x++) {
		uint16_t k = 255 - ((h0[2 * x] + h0[2 * x + 1] + h1[2 * x] + h1[2 * x + 1] + 2) >> 2);
		uint16_t b = cb[x] * k, r = cr[x] * k, a = ca[x] * k;
		cb[x] = DIV255(b);
		cr[x] = DIV255(r);
		ca[x] = DIV255(a);
	}
}

FN void NAME(sticker_draw)(plane py, plane pb, plane pr, drawing d, uint8_t *rows) {
	int n = d.x1 - d.x0, half = n / 2;
	uint8_t *y = rows, *a = y + 2 * n, *cb = a + 2 * n, *cr = cb + half, *ca = cr + half;
	int from = MAX(d.hx0, d.x0), to = MIN(d.hx1, d.x1), wide = MIN(n, py.w - d.x0), hw = d.hx1 - d.hx0;
	for (int j = d.y0; j < d.y1; j += 2) {
		NAME(sample_rows)(&d, j - d.y0, n, y, a, cb, cr, ca);
		if (d.lit) {
			const uint8_t *b0 = py.p + (long)j * py.stride + d.x0, *b1 = j + 1 < py.h ? b0 + py.stride : b0;
			NAME(light)(y, a, b0, &d, wide);
			NAME(light)(y + n, a + n, b1, &d, wide);
			NAME(light_chroma)(cb, cr, ca, y, b0, b1, &d, n, wide / 2);
		}
		if (d.opacity < 256) NAME(fade)(y, 4 * n + 3 * half, d.opacity);
		if (d.hide && from < to && j >= d.hy0 && j < d.hy1) {
			const uint8_t *h = d.hide + (long)(j - d.hy0) * hw + (from - d.hx0);
			int o = from - d.x0;
			NAME(cover)(y + o, a + o, h, to - from);
			NAME(cover)(y + n + o, a + n + o, h + hw, to - from);
			NAME(cover_chroma)(cb + o / 2, cr + o / 2, ca + o / 2, h, h + hw, (to - from) / 2);
		}
		uint8_t *luma = py.p + (long)j * py.stride + d.x0;
		NAME(over)(luma, y, a, wide);
		if (j + 1 < py.h) NAME(over)(luma + py.stride, y + n, a + n, wide);
		long c = (long)(j / 2) * pb.stride + d.x0 / 2;
		NAME(over)(pb.p + c, cb, ca, half);
		NAME(over)(pr.p + (long)(j / 2) * pr.stride + d.x0 / 2, cr, ca, half);
	}
}

FN void NAME(sticker_fill)(drawing d, layer_rows to) {
	int n = d.x1 - d.x0, half = n / 2;
	for (int j = 0; j < d.y1 - d.y0; j += 2)
		NAME(sample_rows)(&d, j, n, to.y + (long)j * n, to.a + (long)j * n,
			to.cb + (long)j / 2 * half, to.cr + (long)j / 2 * half, to.ca + (long)j / 2 * half);
}

INLINE void NAME(over_at)(uint8_t *R dst, const uint8_t *R s, const uint8_t *R a, int n, int opacity) {
	for (int x = 0; x < n; x++) {
		uint16_t sx = (s[x] * opacity + 128) >> 8, ax = (a[x] * opacity + 128) >> 8;
		uint16_t v = dst[x] * (255 - ax);
		dst[x] = MIN(sx + DIV255(v), 255);
	}
}

FN void NAME(sticker_over)(plane py, plane pb, plane pr, layer_rows l, const int32_t *spans, int opacity) {
	int half = pb.w, n = 2 * half;
	for (int j = 0; j < pb.h; j++) {
		for (int k = 0; k < 2; k++) {
			int x0 = spans[4 * j + 2 * k], x1 = spans[4 * j + 2 * k + 1];
			if (x0 >= x1) continue;
			int l0 = 2 * x0, wide = MIN(2 * x1, py.w) - l0;
			for (int r = 2 * j; r < MIN(2 * j + 2, py.h); r++)
				NAME(over_at)(py.p + (long)r * py.stride + l0, l.y + (long)r * n + l0, l.a + (long)r * n + l0, wide, opacity);
			long c = (long)j * half + x0;
			NAME(over_at)(pb.p + (long)j * pb.stride + x0, l.cb + c, l.ca + c, x1 - x0, opacity);
			NAME(over_at)(pr.p + (long)j * pr.stride + x0, l.cr + c, l.ca + c, x1 - x0, opacity);
		}
	}
}
