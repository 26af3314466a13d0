// Included by kernels_body.h: the weights of hair. A cell is four pixels with one chroma.
#define CELLS 64 // at once
#define PER (HAIR_STEP / 2)
#define ABS(v) ((v) < 0 ? -(v) : (v))
// 2/5 of what is less than 256.
#define TWO_FIFTHS(v) ((uint16_t)((uint32_t)(uint16_t)(2 * (v)) * 13108 >> 16))

// What nodes of two rows say for n cells from a node on; 0: nothing.
INLINE int NAME(between)(const uint8_t *R up, const uint8_t *R down, int ty, uint8_t *R out, int n) {
	uint16_t row[CELLS / PER + 1] = {0}, any = 0;
	for (int i = 0; i <= (n + PER - 1) / PER; i++) any |= row[i] = up[i] * (HAIR_STEP - ty) + down[i] * ty;
	if (!any) return 0;
	for (int i = 0; i < CELLS / PER; i++) {
		for (int k = 0; k < PER; k++)
			out[PER * i + k] = (uint16_t)(row[i] * (HAIR_STEP - 2 * k) + row[i + 1] * 2 * k) / (HAIR_STEP * HAIR_STEP);
	}
	return 1;
}

// How far cells are from a colour.
INLINE void NAME(apart)(const int16_t *R l, const int16_t *R b, const int16_t *R r, const int32_t *R to, uint16_t *R d) {
	int16_t ty = to[0], tb = to[1], tr = to[2];
	for (int i = 0; i < CELLS; i++) {
		int16_t y = l[i] - ty, u = b[i] - tb, v = r[i] - tr;
		uint16_t at = TWO_FIFTHS(ABS(y)) + ABS(u) + ABS(v);
		d[i] = at < d[i] ? at : d[i];
	}
}

FN void NAME(makeup_hair)(plane py, plane pb, plane pr, coverage c, uint8_t *to, const uint8_t *may, const uint8_t *crown, int stride, const hair_colours *h) {
	int16_t l[CELLS] = {0}, b[CELLS] = {0}, r[CELLS] = {0};
	uint16_t d[CELLS], e[CELLS];
	int share[CELLS];
	uint8_t m[CELLS], up[CELLS] = {0}, v[CELLS], like[CELLS] = {0}, sure[CELLS] = {0}, wide[CELLS] = {0};
	int w = c.x1 - c.x0;
	for (int y = c.y0; y < c.y1; y += 2) {
		int ty = (y - c.y0) % HAIR_STEP;
		long row = (long)((y - c.y0) / HAIR_STEP) * stride;
		const uint8_t *R y0 = py.p + (long)y * py.stride, *R y1 = py.p + (long)MIN(y + 1, py.h - 1) * py.stride;
		uint8_t *out = to + (long)(y - c.y0) * w;
		for (int i = 0; i < w / 2; i += CELLS) {
			int n = MIN(CELLS, w / 2 - i), x = c.x0 + 2 * i, whole = MIN(n, (py.w - x) / 2);
			long node = row + i / PER;
			if (!NAME(between)(may + node, may + node + stride, ty, m, n)) continue;
			int high = NAME(between)(crown + node, crown + node + stride, ty, up, n);
			const uint8_t *R s = y0 + x, *R t = y1 + x, *R sb = pb.p + (long)(y / 2) * pb.stride + x / 2, *R sr = pr.p + (long)(y / 2) * pr.stride + x / 2;
			for (int k = 0; k < whole; k++) l[k] = (s[2 * k] + s[2 * k + 1] + t[2 * k] + t[2 * k + 1]) >> 2;
			if (whole < n) l[whole] = (2 * s[2 * whole] + 2 * t[2 * whole]) >> 2;
			for (int k = 0; k < n; k++) b[k] = sb[k], r[k] = sr[k];
			for (int k = 0; k < CELLS; k++) d[k] = e[k] = 255;
			NAME(apart)(l, b, r, h->mean, d);
			for (int k = 0; k < h->n; k++) NAME(apart)(l, b, r, h->skins[k], e);
			// The quotient of such small numbers is exact as far as it is kept.
			for (int k = 0; k < CELLS; k++) {
				int sum = d[k] + e[k];
				share[k] = (int)((float)(e[k] * 255) / (float)(sum + !sum));
			}
			for (int k = 0; k < n; k++) like[k] = h->like[d[k]], sure[k] = h->sure[share[k]];
			if (high) {
				for (int k = 0; k < n; k++) wide[k] = h->wide[d[k]];
			} else {
				memset(wide, 0, CELLS);
			}
			for (int k = 0; k < CELLS; k++) {
				uint16_t is = like[k] * sure[k], on = up[k] * wide[k];
				v[k] = (uint32_t)m[k] * (is > on ? is : on) / (255 * 255);
			}
			uint8_t *R o = out + 2 * i, *R p = o + w;
			for (int k = 0; k < n; k++) o[2 * k] = o[2 * k + 1] = p[2 * k] = p[2 * k + 1] = v[k];
		}
	}
}

#undef CELLS
#undef PER
#undef ABS
#undef TWO_FIFTHS
