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

// What all of a row's cells say, most of all where nothing is to do.
INLINE void NAME(verdicts)(const float *R maps, int lw, float lo, float hi, uint8_t *R says) {
	for (int x = 0; x < lw; x++) says[x] = NAME(verdict)(maps + 4L * x, lo, hi);
}

INLINE void NAME(clamp8)(v8 *p) {
	v8 v = *p;
	v = (v8)((v8i)v & (v > 0));
	v8i low = v < 1;
	*p = (v8)(((v8i)v & low) | ((v8i)((v8){0} + 1) & ~low));
}

// Eight bytes, or 16 bits each, as 32 bits.
#ifdef AVX2
#define BYTES8(p) ((v8i)_mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)(p))))
#define SHORTS8(p) ((v8i)_mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)(p))))
#else
#define BYTES8(p) __builtin_convertvector(*(const b8 *)(p), v8i)
#define SHORTS8(p) __builtin_convertvector(*(const h8 *)(p), v8i)
#endif

// Alpha of eight pixels; held, unless it is nil, goes along with them.
INLINE void NAME(alphas)(const uint8_t *in, const v8 *factor, const v8 *add, int16_t *held, const int16_t *shares, uint8_t *out, curve c) {
	v8 v = *factor * __builtin_convertvector(BYTES8(in) - 128, v8) + *add;
	if (held) {
		v8i was = SHORTS8(held), share = SHORTS8(shares);
		NAME(clamp8)(&v);
		v8i now = __builtin_convertvector(v * KEPT_ONE + 0.5f, v8i);
		was += ((now - was) * share + 128) >> 8;
		*(h8 *)held = __builtin_convertvector(was, h8);
		v = __builtin_convertvector(was, v8) * (1.0f / KEPT_ONE);
	}
	v = (v - c.lo) * c.steep;
	NAME(clamp8)(&v);
	v = v * v * (3 - 2 * v);
	*(b8 *)out = __builtin_convertvector(__builtin_convertvector(v * 255 + 0.5f, v8i), b8);
}

// The same of n pixels, fewer than eight.
INLINE void NAME(few_alphas)(const uint8_t *in, const v8 *factor, const v8 *add, int16_t *held, const int16_t *shares, uint8_t *out, int n, curve c) {
	uint8_t from[8] = {0}, to[8];
	int16_t was[8] = {0};
	for (int x = 0; x < n; x++) from[x] = in[x];
	for (int x = 0; held && x < n; x++) was[x] = held[x];
	NAME(alphas)(from, factor, add, held ? was : 0, shares, to, c);
	for (int x = 0; x < n; x++) out[x] = to[x];
	for (int x = 0; held && x < n; x++) held[x] = was[x];
}

// GROUP cells are worked on at once: if both rows of maps around say the same of all of
// them and of the one before and after, there is nothing to find out. idle says of each
// two rows of them what kept is then, plus one, without its being written; 0: it is written.
#define GROUP 4
FN void NAME(matte)(plane y, plane cb, plane cr, const float *R maps, int lw, int lh, curve c, uint8_t *rows, int16_t *kept,
	uint8_t *idle, const int16_t *rate, plane alpha, int begin, int end) {
	long n = 4L * lw;
	int at[2] = {-1, -1};
	float hi = c.lo + 1 / c.steep;
	uint8_t *says[2] = {rows, rows + lw + 8};
	if (kept) idle += (long)begin * ((lw + GROUP - 1) / GROUP);
	for (int cy = begin; cy < end; cy++) {
		int w8, i = NAME(phase)(cy, 2, &w8), two[2] = {MAX(i, 0), MIN(i + 1, lh - 1)};
		const float *R a = maps + two[0] * n, *R b = maps + two[1] * n;
		float wa = w8 * 0.125f, wb = (8 - w8) * 0.125f;
		for (int k = 0; k < 2; k++) {
			if (at[two[k] & 1] == two[k]) continue;
			at[two[k] & 1] = two[k];
			NAME(verdicts)(maps + two[k] * n, lw, c.lo, hi, says[two[k] & 1]);
		}
		const uint8_t *up = says[two[0] & 1], *low = says[two[1] & 1];
		int y0 = 2 * cy, y1 = MIN(y0 + 2, y.h);
		for (int from = 0; from < lw; from += GROUP) {
			int to = MIN(from + GROUP, lw), first = MAX(from - 1, 0), last = MIN(to, lw - 1), all = up[first], other = 0;
			if (last - first == GROUP + 1) {
				// Eight bytes are read, six count.
				uint64_t six, six_low;
				memcpy(&six, up + first, sizeof six), memcpy(&six_low, low + first, sizeof six_low);
				other = ((six ^ all * 0x010101010101ull) | (six ^ six_low)) << 16 != 0;
			} else {
				for (int x = first; x <= last; x++) other |= (up[x] ^ all) | (low[x] ^ all);
			}
			int x0 = 4 * from, wide = MIN(4 * GROUP, y.w - x0);
			if (!other && all != 2) {
				for (int j = y0; j < y1; j++) {
					uint8_t *out = alpha.p + (long)j * alpha.stride + x0;
					if (wide == 4 * GROUP) __builtin_memset(out, -all, 4 * GROUP);
					else __builtin_memset(out, -all, wide);
				}
				if (kept) *idle++ = 1 + all;
				continue;
			}
			if (kept) {
				for (int j = y0; *idle && j < y1; j++)
					for (int x = 0; x < wide; x++) kept[(long)j * y.w + x0 + x] = (*idle - 1) * KEPT_ONE;
				*idle++ = 0;
			}
			// The map of each of eight samples of chroma, number by number.
			float m[4][8] = {{0}};
			for (int x = from - 1; x <= to; x++) {
				long k = 4L * MIN(MAX(x, 0), lw - 1);
				v4 mixed = *(const v4 *)(a + k) * wa + *(const v4 *)(b + k) * wb;
				for (int p = 0; p < 4; p++) m[p][x - from + 1] = mixed[p];
			}
			for (int p = 0; p < 4; p++) {
				v8 v = *(const v8 *)m[p];
				v8 l = __builtin_shuffle(v, (v8i){0, 1, 1, 2, 2, 3, 3, 4}), r = __builtin_shuffle(v, (v8i){1, 2, 2, 3, 3, 4, 4, 5});
				*(v8 *)m[p] = l * (v8){.25f, .75f, .25f, .75f, .25f, .75f, .25f, .75f} + r * (v8){.75f, .25f, .75f, .25f, .75f, .25f, .75f, .25f};
			}
			uint8_t tints[2][8] = {{0}};
			long at_chroma = 2 * from;
			if (2 * from + 8 <= cb.w) {
				memcpy(tints[0], cb.p + (long)cy * cb.stride + at_chroma, 8), memcpy(tints[1], cr.p + (long)cy * cr.stride + at_chroma, 8);
			} else {
				for (int x = 0; x < cb.w - 2 * from; x++) {
					tints[0][x] = cb.p[(long)cy * cb.stride + at_chroma + x];
					tints[1][x] = cr.p[(long)cy * cr.stride + at_chroma + x];
				}
			}
			v8 blue = __builtin_convertvector(BYTES8(tints[0]) - 128, v8);
			v8 red = __builtin_convertvector(BYTES8(tints[1]) - 128, v8);
			v8 factors = *(const v8 *)m[0], adds = *(const v8 *)m[1] * blue + *(const v8 *)m[2] * red + *(const v8 *)m[3];
			v8i first_half = {0, 0, 1, 1, 2, 2, 3, 3}, second_half = {4, 4, 5, 5, 6, 6, 7, 7};
			v8 factor[2] = {__builtin_shuffle(factors, first_half), __builtin_shuffle(factors, second_half)};
			v8 add[2] = {__builtin_shuffle(adds, first_half), __builtin_shuffle(adds, second_half)};
			int16_t shares[4 * GROUP] = {0}; // how fast kept follows
			for (int x = from; kept && x < to; x++)
				for (int k = 0; k < 4; k++) shares[4 * (x - from) + k] = rate[(long)(cy / 2) * lw + x];
			for (int j = y0; j < y1; j++) {
				const uint8_t *in = y.p + (long)j * y.stride + x0;
				uint8_t *out = alpha.p + (long)j * alpha.stride + x0;
				int16_t *held = kept ? kept + (long)j * y.w + x0 : 0;
				for (int x = 0; x < wide; x += 8) {
					int16_t *here = held ? held + x : 0;
					if (x + 8 <= wide) NAME(alphas)(in + x, factor + x / 8, add + x / 8, here, shares + x, out + x, c);
					else NAME(few_alphas)(in + x, factor + x / 8, add + x / 8, here, shares + x, out + x, wide - x, c);
				}
			}
		}
	}
}
#undef GROUP
#undef BYTES8
#undef SHORTS8

#define STRIP 64
FN void NAME(weigh)(const float *R cells, const uint16_t *R alpha, int lw, int lh, float *R out) {
	for (int y = 0; y < lh; y++) {
		const uint16_t *R a = alpha + (long)MAX(y - 1, 0) * lw, *R b = alpha + (long)y * lw;
		const uint16_t *R c = alpha + (long)MIN(y + 1, lh - 1) * lw;
		for (int from = 0; from < lw; from += STRIP) {
			int n = MIN(lw - from, STRIP), first = MAX(from - 1, 0), last = MIN(from + n, lw - 1);
			uint16_t most[STRIP + 2]; // of three rows, from the cell before the first on
			for (int x = first; x <= last; x++) {
				uint16_t m = a[x] > b[x] ? a[x] : b[x];
				most[x - from + 1] = m > c[x] ? m : c[x];
			}
			if (!from) most[0] = most[1];
			if (from + n == lw) most[n + 1] = most[n];
			const float *in = cells + 4L * (y * lw + from);
			float *R to = out + 4L * (y * lw + from);
			for (int x = 0; x < n; x++) {
				float k = 1 - MAX(MAX(most[x], most[x + 1]), most[x + 2]) * (1.0f / (16 * 255));
				k = k * k + 1.0f / 4096;
				v4 v = *(const v4 *)(in + 4 * x);
				v[3] = 1;
				*(v4 *)(to + 4 * x) = v * k;
			}
		}
	}
}
#undef STRIP

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
FN void NAME(compose)(plane p, plane alpha, cells old, cells wrap, plane back, int clean, int16_t *R shares, int first, int end) {
	int per = shares ? 2 : 4;
	expander eo = NAME(expand)(old, p.w, per), ew = NAME(expand)(wrap, p.w, per);
	for (int y = first; y < end; y++) {
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
