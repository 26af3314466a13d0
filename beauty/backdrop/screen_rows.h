// Part of kernels_body.h: keying.

FN void NAME(key)(plane cb, plane cr, key_numbers k, uint8_t *R out) {
	for (int y = 0; y < cb.h; y++, out += cb.w) {
		uint8_t *R bs = cb.p + (long)y * cb.stride, *R rs = cr.p + (long)y * cr.stride;
		for (int x = 0; x < cb.w; x++) {
			float b = bs[x] - 128, r = rs[x] - 128;
			float u = b * k.x + r * k.y, v = r * k.x - b * k.y;
			float e = u - (v < 0 ? -v : v) * k.stray;
			out[x] = NAME(firm)(1 - e * k.inv, k.curve);
			e = (e < 0 ? 0 : e) * k.spill;
			bs[x] = (int)(b - e * k.x + 128.5f);
			rs[x] = (int)(r - e * k.y + 128.5f);
		}
	}
}

FN void NAME(widen)(const uint8_t *in, int cw, int ch, plane alpha) {
	int w = alpha.w, inner = MIN(w / 2, cw) - 1;
	for (int y = 0; y < alpha.h; y++) {
		int wa, i = NAME(phase)(y, 2, &wa), wb = 8 - wa;
		const uint8_t *R a = in + (long)MAX(i, 0) * cw, *R b = in + (long)MIN(i + 1, ch - 1) * cw;
		uint8_t *R out = alpha.p + (long)y * alpha.stride;
#define MIXED(i) (a[i] * wa + b[i] * wb)
		for (int j = 1; j < inner; j++) {
			int l = MIXED(j - 1), m = MIXED(j), r = MIXED(j + 1);
			out[2 * j] = (l * 2 + m * 6 + 32) >> 6;
			out[2 * j + 1] = (m * 6 + r * 2 + 32) >> 6;
		}
		for (int x = 0; x < w; x++) {
			if (x == 2 && inner > 1) x = 2 * inner;
			int wx, j = NAME(phase)(x, 2, &wx), l = MAX(j, 0), r = MIN(j + 1, cw - 1);
			out[x] = (MIXED(l) * wx + MIXED(r) * (8 - wx) + 32) >> 6;
		}
#undef MIXED
	}
}

FN void NAME(bound)(const uint8_t *in, int cw, int ch, plane alpha, uint8_t *rows) {
	// The least and the most of three rows, then of three columns of those,
	// each stored twice as there are two pixels to a sample.
	uint8_t *R lo3 = rows, *R hi3 = rows + cw, *R lo = rows + 2 * cw, *R hi = rows + 4 * cw;
	for (int cy = 0; cy < ch; cy++) {
		const uint8_t *R a = in + (long)MAX(cy - 1, 0) * cw, *R b = in + (long)cy * cw;
		const uint8_t *R c = in + (long)MIN(cy + 1, ch - 1) * cw;
		for (int x = 0; x < cw; x++) {
			lo3[x] = MIN(MIN(a[x], b[x]), c[x]);
			hi3[x] = MAX(MAX(a[x], b[x]), c[x]);
		}
#define BOUND(x, l, r) do { \
		lo[2 * (x)] = lo[2 * (x) + 1] = MIN(MIN(lo3[l], lo3[x]), lo3[r]); \
		hi[2 * (x)] = hi[2 * (x) + 1] = MAX(MAX(hi3[l], hi3[x]), hi3[r]); \
	} while (0)
		BOUND(0, 0, MIN(1, cw - 1));
		for (int x = 1; x < cw - 1; x++) BOUND(x, x - 1, x + 1);
		if (cw > 1) BOUND(cw - 1, cw - 2, cw - 1);
#undef BOUND
		for (int y = 2 * cy; y < MIN(2 * cy + 2, alpha.h); y++) {
			uint8_t *R row = alpha.p + (long)y * alpha.stride;
			for (int x = 0; x < alpha.w; x++) row[x] = MIN(MAX(row[x], lo[x]), hi[x]);
		}
	}
}
