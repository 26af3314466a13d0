// Part of kernels_body.h: a mask follows what moves.

// How much the person's cells differ, now from then.
INLINE int NAME(motion_cost)(const uint8_t *now, const uint8_t *then, const uint8_t *of, int lw, int price) {
#if defined(__SSE2__) && MOTION_SIDE == 16
	__m128i sum = _mm_setzero_si128();
	for (int j = 0; j < MOTION_SIDE; j++, now += lw, of += MOTION_SIDE, then += MOTION_SIDE) {
		__m128i a = _mm_and_si128(_mm_loadu_si128((const __m128i *)now), _mm_loadu_si128((const __m128i *)of));
		sum = _mm_add_epi32(sum, _mm_sad_epu8(a, _mm_loadu_si128((const __m128i *)then)));
	}
	return price + _mm_cvtsi128_si32(sum) + _mm_cvtsi128_si32(_mm_unpackhi_epi64(sum, sum));
#else
	int s = price;
	for (int j = 0; j < MOTION_SIDE; j++, now += lw, of += MOTION_SIDE, then += MOTION_SIDE) {
		for (int k = 0; k < MOTION_SIDE; k++) {
			int a = now[k] & of[k], b = then[k];
			s += a > b ? a - b : b - a;
		}
	}
	return s;
#endif
}

INLINE int NAME(lowest)(int l, int m, int r) {
	int d = l - 2 * m + r;
	if (d <= 0) return 0;
	return MIN(MAX(8 * (l - r) / d, -8), 8);
}

// Which cells count as the person: those of the mask and a rim around, 255 or 0.
FN void NAME(rimmed)(const int16_t *R mask, int lw, int lh, int least, uint8_t *R person) {
	for (int y = 0; y < lh; y++, person += lw) {
		const int16_t *R p = mask + (long)y * lw;
		const int16_t *R up = mask + (long)MAX(y - MOTION_RIM, 0) * lw, *R low = mask + (long)MIN(y + MOTION_RIM, lh - 1) * lw;
#define RIMMED(x, l, r) person[x] = MAX(MAX(MAX(p[l], p[r]), MAX(up[x], low[x])), p[x]) > least ? 255 : 0
		for (int x = MOTION_RIM; x < lw - MOTION_RIM; x++) RIMMED(x, x - MOTION_RIM, x + MOTION_RIM);
		for (int x = 0; x < lw; x++) {
			if (x == MOTION_RIM && lw > 2 * MOTION_RIM) x = lw - MOTION_RIM;
			RIMMED(x, MAX(x - MOTION_RIM, 0), MIN(x + MOTION_RIM, lw - 1));
		}
#undef RIMMED
	}
}

// How much luma changes from cell to cell, across and down, which a movement would show by.
INLINE int NAME(changes)(const uint8_t *was, const uint8_t *of, int *across, int *down) {
	int cells = 0;
	*across = *down = 0;
#if defined(__SSE2__) && MOTION_SIDE == 16
	__m128i zero = _mm_setzero_si128(), a = zero, d = zero, n = zero;
	__m128i inner = _mm_srli_si128(_mm_cmpeq_epi8(zero, zero), 1), one = _mm_set1_epi8(1);
#define ROW(p, j) _mm_loadu_si128((const __m128i *)((p) + 16 * (j)))
#define DIFFER(v, w, m) _mm_sad_epu8(_mm_and_si128(_mm_or_si128(_mm_subs_epu8(v, w), _mm_subs_epu8(w, v)), m), zero)
	for (int j = 0; j < 16; j++) {
		__m128i v = ROW(was, j), o = ROW(of, j);
		n = _mm_add_epi32(n, _mm_sad_epu8(_mm_and_si128(o, one), zero));
		if (j == 15) break;
		a = _mm_add_epi32(a, DIFFER(v, _mm_srli_si128(v, 1), _mm_and_si128(o, _mm_srli_si128(o, 1))));
		d = _mm_add_epi32(d, DIFFER(v, ROW(was, j + 1), _mm_and_si128(_mm_and_si128(o, ROW(of, j + 1)), inner)));
	}
#undef ROW
#undef DIFFER
#define SUM(v) (_mm_cvtsi128_si32(v) + _mm_cvtsi128_si32(_mm_unpackhi_epi64(v, v)))
	*across = SUM(a), *down = SUM(d), cells = SUM(n);
#undef SUM
#else
	for (int at = 0; at < MOTION_SIDE * MOTION_SIDE; at++) {
		cells += of[at] & 1;
		if (at % MOTION_SIDE == MOTION_SIDE - 1 || at >= MOTION_SIDE * (MOTION_SIDE - 1)) continue;
		int r = was[at] - was[at + 1], l = was[at] - was[at + MOTION_SIDE];
		*across += (r < 0 ? -r : r) & of[at] & of[at + 1];
		*down += (l < 0 ? -l : l) & of[at] & of[at + MOTION_SIDE];
	}
#endif
	return cells;
}

FN int NAME(search)(const uint8_t *now, const uint8_t *then, const int16_t *mask, int lw, int lh, uint8_t *edges, int n,
	motion_numbers m, uint8_t *person, int16_t *field, int16_t *sure) {
	int bw = (lw + MOTION_BLOCK - 1) / MOTION_BLOCK, any = 0;
	uint8_t of[MOTION_SIDE * MOTION_SIDE], was[MOTION_SIDE * MOTION_SIDE];
	NAME(rimmed)(mask, lw, lh, m.least, person);
	for (int i = 0; i < n; i++) {
		field[2 * i] = field[2 * i + 1] = sure[2 * i] = sure[2 * i + 1] = 0;
		if (!edges[i]) continue;
		int x = MIN(MAX(i % bw * MOTION_BLOCK - MOTION_SIGHT, 0), lw - MOTION_SIDE);
		int y = MIN(MAX(i / bw * MOTION_BLOCK - MOTION_SIGHT, 0), lh - MOTION_SIDE);
		const uint8_t *a = now + (long)y * lw + x;
		for (int j = 0; j < MOTION_SIDE; j++) {
			const uint8_t *b = then + (long)(y + j) * lw + x, *p = person + (long)(y + j) * lw + x;
			for (int k = 0; k < MOTION_SIDE; k++) {
				of[MOTION_SIDE * j + k] = p[k];
				was[MOTION_SIDE * j + k] = b[k] & p[k];
			}
		}
		int across, down, cells = NAME(changes)(was, of, &across, &down);
		sure[2 * i] = MAX(16 * across / MAX(cells, 1) - m.still, 0);
		sure[2 * i + 1] = MAX(16 * down / MAX(cells, 1) - m.still, 0);
		if (cells < m.fewest || !(sure[2 * i] | sure[2 * i + 1])) {
			edges[i] = sure[2 * i] = sure[2 * i + 1] = 0;
			continue;
		}
		int price = m.price * cells >> 8;
#define COST(dx, dy) NAME(motion_cost)(a + (long)(dy) * lw + (dx), was, of, lw, \
		price * (((dx) < 0 ? -(dx) : (dx)) + ((dy) < 0 ? -(dy) : (dy))))
		int least = COST(0, 0), mx = 0, my = 0;
		if (least <= m.still * cells >> 4) continue;
		int x0 = MAX(-m.reach, -x), x1 = MIN(m.reach, lw - MOTION_SIDE - x);
		int y0 = MAX(-m.reach, -y), y1 = MIN(m.reach, lh - MOTION_SIDE - y);
#define TRY(from_x, to_x, from_y, to_y, step) do { \
		int fx_ = from_x, tx_ = to_x, fy_ = from_y, ty_ = to_y; \
		for (int dy = fy_; dy <= ty_; dy += step) { \
			for (int dx = fx_; dx <= tx_; dx += step) { \
				int c = COST(dx, dy); \
				if (c < least) least = c, mx = dx, my = dy; \
			} \
		} \
	} while (0)
		// Every other place first, then around the best of them.
		TRY(x0, x1, y0, y1, 2);
		TRY(MAX(mx - 1, x0), MIN(mx + 1, x1), MAX(my - 1, y0), MIN(my + 1, y1), 1);
#undef TRY
		int fx = 16 * mx, fy = 16 * my;
		if (mx > x0 && mx < x1) fx += NAME(lowest)(COST(mx - 1, my), least, COST(mx + 1, my));
		if (my > y0 && my < y1) fy += NAME(lowest)(COST(mx, my - 1), least, COST(mx, my + 1));
#undef COST
		field[2 * i] = -fx;
		field[2 * i + 1] = -fy;
		any |= fx | fy;
	}
	return any;
}

// The least and the most of the mask in each block.
FN void NAME(ranges)(const int16_t *R mask, int lw, int lh, int16_t *R to) {
	int bw = (lw + MOTION_BLOCK - 1) / MOTION_BLOCK;
	for (int by = 0; by * MOTION_BLOCK < lh; by++) {
		for (int bx = 0; bx < bw; bx++, to += 2) {
			int x = bx * MOTION_BLOCK, n = MIN(MOTION_BLOCK, lw - x), y1 = MIN((by + 1) * MOTION_BLOCK, lh);
			int16_t lo[MOTION_BLOCK], hi[MOTION_BLOCK];
			for (int k = 0; k < MOTION_BLOCK; k++) lo[k] = 256, hi[k] = 0;
			for (int y = by * MOTION_BLOCK; y < y1; y++) {
				const int16_t *m = mask + (long)y * lw + x;
				if (n == MOTION_BLOCK) {
					for (int k = 0; k < MOTION_BLOCK; k++) {
						lo[k] = m[k] < lo[k] ? m[k] : lo[k];
						hi[k] = m[k] > hi[k] ? m[k] : hi[k];
					}
				} else {
					for (int k = 0; k < n; k++) lo[k] = MIN(m[k], lo[k]), hi[k] = MAX(m[k], hi[k]);
				}
			}
			int16_t least = 256, most = 0;
			for (int k = 0; k < n; k++) least = MIN(least, lo[k]), most = MAX(most, hi[k]);
			to[0] = least, to[1] = most;
		}
	}
}

// Where all that a cell may come from is alike, it stays as it is.
FN void NAME(shift)(const int16_t *R mask, const int16_t *R field, int lw, int lh, int16_t *R out, int16_t *R blocks) {
	int bw = (lw + MOTION_BLOCK - 1) / MOTION_BLOCK, bh = (lh + MOTION_BLOCK - 1) / MOTION_BLOCK;
	NAME(ranges)(mask, lw, lh, blocks);
	for (int y = 0; y < lh; y++, out += lw) {
		int v = 2 * y + 1 - MOTION_BLOCK, j = v >> 4, fy = v & 15;
		const int16_t *top = field + 2L * MAX(j, 0) * bw, *low = field + 2L * MIN(j + 1, bh - 1) * bw;
		// From the middle of a block to that of the next.
		for (int i = -1; i < bw; i++) {
			int l = 2 * MAX(i, 0), r = 2 * MIN(i + 1, bw - 1);
			int x0 = MAX(i * MOTION_BLOCK + MOTION_BLOCK / 2, 0), x1 = MIN((i + 1) * MOTION_BLOCK + MOTION_BLOCK / 2, lw);
			int moves = top[l] | top[l + 1] | top[r] | top[r + 1] | low[l] | low[l + 1] | low[r] | low[r + 1], lo = 256, hi = 0;
			for (int by = MAX(j - 1, 0); moves && by <= MIN(j + 2, bh - 1); by++) {
				for (int bx = MAX(i - 1, 0); bx <= MIN(i + 2, bw - 1); bx++) {
					const int16_t *k = blocks + 2L * (by * bw + bx);
					lo = MIN(lo, k[0]), hi = MAX(hi, k[1]);
				}
			}
			if (!moves || lo == hi) {
				for (int x = x0; x < x1; x++) out[x] = mask[(long)y * lw + x];
				continue;
			}
			for (int x = x0; x < x1; x++) {
				int fx = (2 * x + 1 - MOTION_BLOCK) & 15;
#define FIELD(k) (((top[l + k] * (16 - fx) + top[r + k] * fx) * (16 - fy) + \
		(low[l + k] * (16 - fx) + low[r + k] * fx) * fy) >> 8)
				int px = MIN(MAX(16 * x + FIELD(0), 0), 16 * (lw - 1));
				int py = MIN(MAX(16 * y + FIELD(1), 0), 16 * (lh - 1));
#undef FIELD
				int p0 = px >> 4, gx = px & 15, gy = py & 15, p1 = MIN(p0 + 1, lw - 1);
				const int16_t *p = mask + (long)(py >> 4) * lw, *q = mask + (long)MIN((py >> 4) + 1, lh - 1) * lw;
				out[x] = ((p[p0] * (16 - gx) + p[p1] * gx) * (16 - gy) + (q[p0] * (16 - gx) + q[p1] * gx) * gy + 128) >> 8;
			}
		}
	}
}
