// Part of kernels_body.h: the matte at full size, and what is made with it.

INLINE uint8_t NAME(firm)(float v, curve c) {
	float q = NAME(clampf)((v - c.lo) * c.steep);
	q = q * q * (3 - 2 * q);
	return (int)(q * 255 + 0.5f);
}

// What a cell's map makes of every colour: 0 nobody, 1 the person, 2 it depends.
INLINE uint8_t NAME(verdict)(const float *m, float lo, float hi) {
	float a = m[0] < 0 ? -m[0] : m[0], b = m[1] < 0 ? -m[1] : m[1], c = m[2] < 0 ? -m[2] : m[2];
	float most = (a + b + c) * 128;
	return m[3] + most <= lo ? 0 : m[3] - most >= hi ? 1 : 2;
}

FN void NAME(matte)(plane y, plane cb, plane cr, const float *R maps, int lw, int lh, curve c, float *R rows, int16_t *kept,
	const int16_t *rate, plane alpha) {
	long n = 4L * lw;
	int cw = cb.w;
	float hi = c.lo + 1 / c.steep;
	// factor and add hold the map of every luma pixel of two rows.
	float *R mixed = rows, *R factor = rows + n, *R add = factor + 2 * cw;
	int16_t *R shares = (int16_t *)(add + 2 * cw); // and how fast kept follows
	uint8_t *R says = (uint8_t *)(add + 2 * cw) + 8L * lw;
	for (int cy = 0; cy < cb.h; cy++) {
		int w8, i = NAME(phase)(cy, 2, &w8);
		const float *R a = maps + MAX(i, 0) * n, *R b = maps + MIN(i + 1, lh - 1) * n;
		float wa = w8 * 0.125f, wb = (8 - w8) * 0.125f;
		for (long x = 0; x < n; x++) mixed[x] = a[x] * wa + b[x] * wb;
		for (int x = 0; x < lw; x++) says[x] = NAME(verdict)(mixed + 4L * x, c.lo, hi);
		const uint8_t *R bs = cb.p + (long)cy * cb.stride, *R rs = cr.p + (long)cy * cr.stride;
		if (kept && cy % 2 == 0) {
			const int16_t *R k = rate + (long)(cy / 2) * lw;
			for (int x = 0; x < lw; x++)
				for (int i = 0; i < 4; i++) shares[4 * x + i] = k[x];
		}
		// Most cells and the ones beside them are all nobody's or all the person's.
#define SAME(x) (says[x] != 2 && says[MAX((x) - 1, 0)] == says[x] && says[MIN((x) + 1, lw - 1)] == says[x])
		for (int at = 0, to; at < lw; at = to) {
			int same = SAME(at);
			for (to = at + 1; to < lw && SAME(to) == same && (!same || says[to] == says[at]); to++) {}
			int x0 = 4 * at, x1 = to == lw ? y.w : 4 * to;
			if (!same) {
				for (int x = 2 * at; x < MIN(2 * to, cw); x++) {
					int wl, l = NAME(phase)(x, 2, &wl);
					v4 m = *(const v4 *)(mixed + 4L * MAX(l, 0)) * (wl * 0.125f) +
						*(const v4 *)(mixed + 4L * MIN(l + 1, lw - 1)) * ((8 - wl) * 0.125f);
					factor[2 * x] = factor[2 * x + 1] = m[0];
					add[2 * x] = add[2 * x + 1] = m[1] * (bs[x] - 128) + m[2] * (rs[x] - 128) + m[3];
				}
			}
			for (int j = 2 * cy; j < MIN(2 * cy + 2, y.h); j++) {
				const uint8_t *R in = y.p + (long)j * y.stride;
				uint8_t *R out = alpha.p + (long)j * alpha.stride;
				int16_t *R held = kept + (long)j * y.w;
				if (same) {
					for (int x = x0; x < x1; x++) out[x] = says[at] * 255;
					if (kept)
						for (int x = x0; x < x1; x++) held[x] = says[at] * KEPT_ONE;
					continue;
				}
				if (!kept) {
					for (int x = x0; x < x1; x++) out[x] = NAME(firm)(factor[x] * (in[x] - 128) + add[x], c);
					continue;
				}
				for (int x = x0; x < x1; x++) {
					int now = (int)(NAME(clampf)(factor[x] * (in[x] - 128) + add[x]) * KEPT_ONE + 0.5f);
					int v = held[x] + (((now - held[x]) * shares[x] + 128) >> 8);
					held[x] = v;
					out[x] = NAME(firm)(v * (1.0f / KEPT_ONE), c);
				}
			}
		}
#undef SAME
	}
}

FN void NAME(weigh)(const float *R cells, const uint16_t *R alpha, int lw, int lh, float *R out) {
	for (int y = 0; y < lh; y++, cells += 4 * lw, out += 4 * lw) {
		const uint16_t *R a = alpha + (long)MAX(y - 1, 0) * lw, *R b = alpha + (long)y * lw;
		const uint16_t *R c = alpha + (long)MIN(y + 1, lh - 1) * lw;
		for (int x = 0; x < lw; x++) {
			int l = MAX(x - 1, 0), r = MIN(x + 1, lw - 1);
#define MOST(s) MAX(MAX(s[l], s[x]), s[r])
			float k = 1 - MAX(MAX(MOST(a), MOST(b)), MOST(c)) * (1.0f / (16 * 255));
#undef MOST
			k = k * k + 1.0f / 4096;
			v4 v = *(const v4 *)(cells + 4 * x);
			v[3] = 1;
			*(v4 *)(out + 4 * x) = v * k;
		}
	}
}

INLINE int16_t NAME(leveled)(float v, float inv) {
	float l = v * inv + 2048.5f;
	l = l < 0 ? 0 : l;
	return (int)(l > 4080 ? 4080 : l);
}

FN void NAME(level)(const float *R cells, cells3 out, int n) {
	for (int i = 0; i < n; i++) {
		float inv = 16 / cells[4 * i + 3];
		out.y[i] = NAME(leveled)(cells[4 * i], inv);
		out.cb[i] = NAME(leveled)(cells[4 * i + 1], inv);
		out.cr[i] = NAME(leveled)(cells[4 * i + 2], inv);
	}
}

FN void NAME(wrap)(const float *R cells, const float *R shares, cells3 light, float amount, cells3 out, int n) {
	for (int i = 0; i < n; i++) {
		float k = shares[4 * i + 3] * amount;
		out.y[i] = (int)((light.y[i] - (cells[4 * i] + 128) * 16) * k);
		out.cb[i] = (int)((light.cb[i] - (cells[4 * i + 1] + 128) * 16) * k);
		out.cr[i] = (int)((light.cr[i] - (cells[4 * i + 2] + 128) * 16) * k);
	}
}

INLINE int NAME(window_at)(int i, int n, int64_t start, int64_t length, int size, int *next, int *f) {
	int64_t p = start + (2 * i + 1) * length / (2 * n) - (1 << 15);
	int64_t top = (int64_t)(size - 1) << 16;
	p = p < 0 ? 0 : p > top ? top : p;
	int a = p >> 16;
	*next = MIN(a + 1, size - 1);
	*f = p >> 9 & 127;
	return a;
}

// The columns' places are the same for all rows and go first into rows; behind
// them is room for a row of src.
FN void NAME(resample)(plane src, plane dst, part win, int16_t *rows) {
	int16_t *R left = rows, *R right = rows + dst.w, *R share = rows + 2 * dst.w, *R mixed = rows + 3 * dst.w;
	for (int x = 0; x < dst.w; x++) {
		int next, f;
		left[x] = NAME(window_at)(x, dst.w, win.x, win.w, src.w, &next, &f);
		right[x] = next;
		share[x] = f;
	}
	int from = left[0], to = right[dst.w - 1];
	for (int y = 0; y < dst.h; y++) {
		int next, f, j = NAME(window_at)(y, dst.h, win.y, win.h, src.h, &next, &f);
		const uint8_t *R top = src.p + (long)j * src.stride, *R low = src.p + (long)next * src.stride;
		uint8_t *R out = dst.p + (long)y * dst.stride;
		for (int x = from; x <= to; x++) mixed[x] = top[x] * (128 - f) + low[x] * f;
		for (int x = 0; x < dst.w; x++)
			out[x] = (mixed[left[x]] * (128 - share[x]) + mixed[right[x]] * share[x] + (1 << 13)) >> 14;
	}
}

INLINE uint8_t NAME(composed)(int16_t v, int16_t a, int16_t old, int16_t now, int16_t wrap, int16_t clean) {
	a += a >> 7;
	int16_t mix = (uint16_t)(a * v + (256 - a) * now + 128) >> 8;
	int16_t t = SCALE(a * (256 - a), clean);
	int16_t edge = (int16_t)(SCALE(16 * v - old, t) + SCALE(2 * wrap, a << 6) + 8) >> 4;
	return BYTE((int16_t)(mix + edge));
}

// One plane; shares holds a row of alpha at the plane's size.
FN void NAME(compose)(plane p, plane alpha, cells old, cells wrap, plane back, int clean, int16_t *R shares) {
	int per = shares ? 2 : 4;
	expander eo = NAME(expand)(old, p.w, per), ew = NAME(expand)(wrap, p.w, per);
	for (int y = 0; y < p.h; y++) {
		ROWS(eo, y, oa, ob, k)
		uint8_t *R row = p.p + (long)y * p.stride;
		const uint8_t *R as = alpha.p + (long)y * alpha.stride;
		const uint8_t *R new = back.p + (long)y * back.stride;
#define COMPOSE(share, now, light) \
		for (int at = 0, to; at < p.w; at = to) { \
			int any = 0; \
			to = MIN(at + 64, p.w); \
			for (int x = at; x < to; x++) any |= share[x]; \
			if (!any) { /* nobody: what follows would come to the same */ \
				for (int x = at; x < to; x++) { \
					int16_t o = LERP(oa[x], ob[x], k); \
					row[x] = now; \
					(void)o; \
				} \
				continue; \
			} \
			for (int x = at; x < to; x++) { \
				int16_t o = LERP(oa[x], ob[x], k); \
				row[x] = NAME(composed)(row[x], share[x], o, now, light, clean); \
			} \
		}
		if (shares) {
			const uint8_t *R a0 = alpha.p + 2L * y * alpha.stride;
			const uint8_t *R a1 = alpha.p + (long)MIN(2 * y + 1, alpha.h - 1) * alpha.stride;
			int whole = alpha.w / 2;
			for (int x = 0; x < whole; x++) shares[x] = (a0[2 * x] + a0[2 * x + 1] + a1[2 * x] + a1[2 * x + 1] + 2) >> 2;
			if (whole < p.w) shares[whole] = (2 * a0[2 * whole] + 2 * a1[2 * whole] + 2) >> 2;
		}
#define WITH(now, light) do { \
		if (shares) COMPOSE(shares, now, light) \
		else COMPOSE(as, now, light) \
	} while (0)
		if (wrap.cells) {
			ROWS(ew, y, wa, wb, kw)
			if (back.p) WITH(new[x], LERP(wa[x], wb[x], kw));
			else WITH((int16_t)(o + 8) >> 4, LERP(wa[x], wb[x], kw));
		} else if (back.p) {
			WITH(new[x], 0);
		} else {
			WITH((int16_t)(o + 8) >> 4, 0);
		}
#undef WITH
#undef COMPOSE
	}
}
