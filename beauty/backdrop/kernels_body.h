// Included by kernels.c once for each instruction set, with NAME and TARGET
// set. Sums are taken in the order of the Go reference, so floats agree.
#include "base.h"
#include "expand.h"

INLINE int NAME(stretch_at)(int i, int n, int m, int *f) {
	int p = ((2 * i + 1) * m * 128) / n - 128;
	*f = p & 255;
	return p >> 8;
}

// A few columns at a time: their rows of the mask are brought to the cells' width once.
#define STRIP 64
FN void NAME(stretch)(const uint8_t *mask, int mw, int mh, int16_t *R out, int lw, int lh) {
	for (int from = 0; from < lw; from += STRIP) {
		int n = MIN(lw - from, STRIP), left[STRIP], right[STRIP], share[STRIP], at[2] = {-1, -1};
		uint16_t wide[2][STRIP];
		for (int x = 0; x < n; x++) {
			int i = NAME(stretch_at)(from + x, lw, mw, share + x);
			left[x] = MAX(i, 0), right[x] = MIN(i + 1, mw - 1);
		}
		for (int y = 0; y < lh; y++) {
			int fy, j = NAME(stretch_at)(y, lh, mh, &fy), rows[2] = {MAX(j, 0), MIN(j + 1, mh - 1)};
			for (int k = 0; k < 2; k++) {
				if (at[rows[k] & 1] == rows[k]) continue;
				at[rows[k] & 1] = rows[k];
				const uint8_t *m = mask + (long)rows[k] * mw;
				uint16_t *to = wide[rows[k] & 1];
				for (int x = 0; x < n; x++) to[x] = m[left[x]] * (256 - share[x]) + m[right[x]] * share[x];
			}
			const uint16_t *a = wide[rows[0] & 1], *b = wide[rows[1] & 1];
			int16_t *R to = out + (long)y * lw + from;
			for (int x = 0; x < n; x++) {
				int v = (int)(((uint32_t)a[x] * (256 - fy) + (uint32_t)b[x] * fy + (1 << 15)) >> 16);
				to[x] = v + (v >> 7);
			}
		}
	}
}
#undef STRIP

// The row of a cell above, its own or below, borders repeated, out of what far holds.
#define FAR(y) (far + (long)MIN(MAX(y, 0), lh - 1) * lw)

FN void NAME(stir)(int16_t *R known, const uint16_t *R sum, int16_t *R rate, int16_t *R far, int lw, int lh, stir_numbers k) {
	long n = (long)lw * lh;
	for (long i = 0; i < n; i++) {
		int16_t d = sum[i] - ((known[i] + 4) >> 3);
		d = d < 0 ? -d : d;
		far[i] = d > 2048 ? 2048 : d;
	}
	for (int y = 0; y < lh; y++) {
		const int16_t *R a = FAR(y - 1), *R b = FAR(y), *R c = FAR(y + 1);
		int16_t *R to = rate + (long)y * lw;
#define STIR(l, x, r) do { \
		int d = a[l] + a[x] + a[r] + b[l] + b[x] + b[r] + c[l] + c[x] + c[r] - k.noise; \
		int s = MIN(MAX(d, 0) * k.gain >> 8, 256); \
		s = k.rest + (s * (256 - k.rest) >> 8); \
		int held = k.rest + ((to[x] - k.rest) * 3 >> 2); \
		to[x] = MAX(s, held); \
	} while (0)
		STIR(0, 0, MIN(1, lw - 1));
		for (int x = 1; x < lw - 1; x++) STIR(x - 1, x, x + 1);
		if (lw > 1) STIR(lw - 2, lw - 1, lw - 1);
#undef STIR
	}
	for (long i = 0; i < n; i++) known[i] += ((8 * sum[i] - known[i]) * rate[i] + 128) >> 8;
}

#undef FAR

FN void NAME(follow)(int16_t *R mask, const int16_t *R now, const int16_t *R rate, int n, int more) {
	for (int i = 0; i < n; i++) {
		int d = now[i] - mask[i];
		int step = ((d < 0 ? -d : d) * MIN(rate[i] + more, 256) + 255) >> 8;
		mask[i] += d < 0 ? -step : step;
	}
}

FN void NAME(gather)(plane cb, plane cr, const uint16_t *R sum, const int16_t *R mask, int lw, int lh, float *R out) {
	for (int by = 0; by < lh; by++, sum += lw, mask += lw, out += 4 * lw) {
		long r0 = MIN(by * 2, cb.h - 1), r1 = MIN(by * 2 + 1, cb.h - 1);
		const uint8_t *R b0 = cb.p + r0 * cb.stride, *R b1 = cb.p + r1 * cb.stride;
		const uint8_t *R c0 = cr.p + r0 * cr.stride, *R c1 = cr.p + r1 * cr.stride;
#define GATHER(i, l, r) do { \
		out[4 * (i)] = sum[i] * 0.0625f - 128; \
		out[4 * (i) + 1] = (b0[l] + b0[r] + b1[l] + b1[r]) * 0.25f - 128; \
		out[4 * (i) + 2] = (c0[l] + c0[r] + c1[l] + c1[r]) * 0.25f - 128; \
		out[4 * (i) + 3] = mask[i] * (1.0f / 256); \
	} while (0)
		for (int x = 0; x < lw - 1; x++) GATHER(x, 2 * x, 2 * x + 1);
		int l = MIN(2 * lw - 2, cb.w - 1), r = MIN(2 * lw - 1, cb.w - 1);
		GATHER(lw - 1, l, r);
#undef GATHER
	}
}

// The sums of a window's rows, one column of cells after the other: of a cell v,
// and of v times its first, second and third number. A row comes in, another goes.
INLINE void NAME(add_moments)(const float *R come, const float *R go, float *R columns, int lw) {
	for (int x = 0; x < lw; x++) {
		v4 *c = (v4 *)(columns + 16 * x), v = *(const v4 *)(come + 4 * x);
		v4 s[4] = {c[0] + v, c[1] + v[0] * v, c[2] + v[1] * v, c[3] + v[2] * v};
		if (go) {
			v4 g = *(const v4 *)(go + 4 * x);
			s[0] -= g, s[1] -= g[0] * g, s[2] -= g[1] * g, s[3] -= g[2] * g;
		}
		c[0] = s[0], c[1] = s[1], c[2] = s[2], c[3] = s[3];
	}
}

INLINE v4 NAME(solve)(const v8 *sums, float inv, float eps_y, float eps_c) {
	float mp = sums[0][3] * inv;
	if (mp < 1.0f / 256 || mp > 1 - 1.0f / 256) return (v4){0, 0, 0, mp};
	const v4 *s = (const v4 *)sums;
	float my = s[0][0] * inv, mb = s[0][1] * inv, mr = s[0][2] * inv;
	float yy = s[1][0] * inv - my * my + eps_y, yb = s[1][1] * inv - my * mb;
	float yr = s[1][2] * inv - my * mr, yp = s[1][3] * inv - my * mp;
	float bb = s[2][1] * inv - mb * mb + eps_c, br = s[2][2] * inv - mb * mr, bp = s[2][3] * inv - mb * mp;
	float rr = s[3][2] * inv - mr * mr + eps_c, rp = s[3][3] * inv - mr * mp;
	float i00 = bb * rr - br * br, i01 = br * yr - yb * rr, i02 = yb * br - bb * yr;
	float i11 = yy * rr - yr * yr, i12 = yb * yr - yy * br, i22 = yy * bb - yb * yb;
	float det = yy * i00 + yb * i01 + yr * i02, least = eps_y * eps_c * eps_c;
	float over = 1 / (det > least ? det : least);
	float a = (i00 * yp + i01 * bp + i02 * rp) * over;
	float b = (i01 * yp + i11 * bp + i12 * rp) * over;
	float c = (i02 * yp + i12 * bp + i22 * rp) * over;
	return (v4){a, b, c, mp - a * my - b * mb - c * mr};
}

FN void NAME(guide)(const float *R cells, float *R columns, float *R out, int lw, int lh, int r, float eps_y, float eps_c) {
	long n = 4L * lw;
	float inv = 1 / (float)((2 * r + 1) * (2 * r + 1));
	for (long x = 0; x < 4 * n; x++) columns[x] = 0;
	for (int i = -r; i <= r; i++) NAME(add_moments)(cells + MIN(MAX(i, 0), lh - 1) * n, 0, columns, lw);
	for (int y = 0; y < lh; y++) {
		if (y > 0) NAME(add_moments)(cells + MIN(y + r, lh - 1) * n, cells + MAX(y - r - 1, 0) * n, columns, lw);
		v8 s[2] = {{0}, {0}};
		for (int i = -r; i <= r; i++) {
			const v8 *c = (const v8 *)(columns + 16L * MIN(MAX(i, 0), lw - 1));
			s[0] += c[0], s[1] += c[1];
		}
		for (int x = 0; x < lw; x++) {
			*(v4 *)(out + y * n + 4 * x) = NAME(solve)(s, inv, eps_y, eps_c);
			const v8 *in = (const v8 *)(columns + 16L * MIN(x + r + 1, lw - 1));
			const v8 *gone = (const v8 *)(columns + 16L * MAX(x - r, 0));
			s[0] += in[0] - gone[0], s[1] += in[1] - gone[1];
		}
	}
}

FN void NAME(box4)(const float *R src, float *R columns, float *R dst, int lw, int lh, int r) {
	long n = 4L * lw;
	float inv = 1 / (float)((2 * r + 1) * (2 * r + 1));
	for (long x = 0; x < n; x++) columns[x] = 0;
	for (int i = -r; i <= r; i++) {
		const float *row = src + MIN(MAX(i, 0), lh - 1) * n;
		for (long x = 0; x < n; x++) columns[x] += row[x];
	}
	for (int y = 0; y < lh; y++, dst += n) {
		if (y > 0) {
			const float *in = src + MIN(y + r, lh - 1) * n, *gone = src + MAX(y - r - 1, 0) * n;
			for (long x = 0; x < n; x++) columns[x] += in[x] - gone[x];
		}
		v4 s = {0};
		for (int i = -r; i <= r; i++) s += *(v4 *)(columns + 4L * MIN(MAX(i, 0), lw - 1));
		for (int x = 0; x < lw; x++) {
			*(v4 *)(dst + 4 * x) = s * inv;
			s += *(v4 *)(columns + 4L * MIN(x + r + 1, lw - 1)) - *(v4 *)(columns + 4L * MAX(x - r, 0));
		}
	}
}

#include "carry_rows.h"
#include "kernels_rows.h"
#include "screen_rows.h"
