// Part of kernels_body.h: the loops over full-size planes.

FN void NAME(linear)(plane y, cells gain, cells bias, int per, int first, int end) {
	expander eg = NAME(expand)(gain, y.w, per), eb = NAME(expand)(bias, y.w, per);
	for (int j = first; j < end; j++) {
		ROWS(eg, j, ga, gb, wg)
		ROWS(eb, j, ba, bb, wb)
		uint8_t *R row = y.p + (long)j * y.stride;
		for (int x = 0; x < y.w; x++) {
			uint16_t high = row[x] << 8, g = LERP(ga[x], gb[x], wg);
			int16_t take = (uint32_t)high * g >> 16;
			row[x] = BYTE((int16_t)(row[x] + ((int16_t)(LERP(ba[x], bb[x], wb) - take + 8) >> 4)));
		}
	}
}

INLINE uint8_t NAME(sharper)(int16_t here, int16_t blur, int16_t amount, int16_t core) {
	int16_t high = 16 * here - blur;
	high -= MIN(MAX(high, -core), core);
	return BYTE((int16_t)(here + SCALE(8 * high, amount)));
}

FN void NAME(sharpen)(plane y, cells mask, int amount, int on_skin, int core) {
	expander e = NAME(expand)(mask, y.w, 4);
	int16_t *above = mask.rows + 2L * y.w, *here = above + y.w, *R column = here + y.w;
	for (int x = 0; x < y.w; x++) above[x] = here[x] = y.p[x];
	for (int j = 0; j < y.h; j++) {
		uint8_t *R row = y.p + (long)j * y.stride;
		const uint8_t *below = y.p + (long)MIN(j + 1, y.h - 1) * y.stride;
		ROWS(e, j, ma, mb, wa)
		for (int x = 0; x < y.w; x++) column[x] = above[x] + 2 * here[x] + below[x];
#define AT(x, l, r) row[x] = NAME(sharper)(here[x], column[l] + 2 * column[x] + column[r], \
		amount + ((int16_t)(on_skin * LERP(ma[x], mb[x], wa)) >> 8), core)
		int last = y.w - 1;
		AT(0, 0, MIN(1, last));
		if (last > 0) {
			for (int x = 1; x < last; x++) AT(x, x - 1, x + 1);
			AT(last, last - 1, last);
		}
#undef AT
		int16_t *t = above;
		above = here;
		here = t;
		for (int x = 0; x < y.w; x++) here[x] = below[x];
	}
}

FN void NAME(lift)(plane y, cells mask, int32_t c0, int32_t c1, int32_t base, int32_t skin, int first, int end) {
	expander e = NAME(expand)(mask, y.w, 4);
	for (int j = first; j < end; j++) {
		ROWS(e, j, ma, mb, wa)
		uint8_t *R row = y.p + (long)j * y.stride;
		for (int x = 0; x < y.w; x++) {
			int16_t v = row[x], hump = (v - 16) * (235 - v);
			int16_t up = SCALE(MAX(hump, 0), c0 + c1 * v);
			uint16_t on_skin = skin * LERP(ma[x], mb[x], wa);
			row[x] = BYTE((int16_t)(v + SCALE(8 * up, base + (on_skin >> 8))));
		}
	}
}

FN void NAME(tint)(plane c, cells mask, int32_t scale_base, int32_t scale_skin, int32_t move_skin, int first, int end) {
	expander e = NAME(expand)(mask, c.w, 2);
	for (int j = first; j < end; j++) {
		ROWS(e, j, ma, mb, wa)
		uint8_t *R row = c.p + (long)j * c.stride;
		for (int x = 0; x < c.w; x++) {
			int v = row[x], m = LERP(ma[x], mb[x], wa);
			int scale = scale_base * 256 + scale_skin * m;
			row[x] = BYTE(v + (((v - 128) * scale + move_skin * m + (1 << 15)) >> 16));
		}
	}
}

#undef ROWS
#undef LERP
