// Part of kernels_body.h: the loops of Even.

INLINE int NAME(four)(const uint8_t *R p, int x, int w) {
	if (x + 4 <= w) return p[x] + p[x + 1] + p[x + 2] + p[x + 3];
	int sum = 0;
	for (int i = x; i < x + 4; i++) sum += p[MIN(i, w - 1)];
	return sum;
}

FN void NAME(blocks)(plane cb, plane cr, const int16_t *R mask, int lw, int lh, chromas out) {
	int w = (lw + 1) / 2, h = (lh + 1) / 2;
	for (int y = 0; y < h; y++) {
		const int16_t *R m0 = mask + (long)2 * y * lw, *R m1 = mask + (long)MIN(2 * y + 1, lh - 1) * lw;
		for (int x = 0; x < w; x++) {
			long at = (long)y * w + x;
			int right = MIN(2 * x + 1, lw - 1);
			uint32_t k = (m0[2 * x] + m0[right] + m1[2 * x] + m1[right] + 32) >> 6;
			if (!k) {
				out.w[at] = out.cb[at] = out.cr[at] = out.sq[at] = 0;
				continue;
			}
			int b = 0, r = 0;
			for (int j = 4 * y; j < 4 * y + 4; j++) {
				b += NAME(four)(cb.p + (long)MIN(j, cb.h - 1) * cb.stride, 4 * x, cb.w);
				r += NAME(four)(cr.p + (long)MIN(j, cr.h - 1) * cr.stride, 4 * x, cr.w);
			}
			b = (b + 4) >> 3, r = (r + 4) >> 3;
			out.w[at] = k, out.cb[at] = k * b, out.cr[at] = k * r;
			out.sq[at] = k * ((b - 256) * (b - 256) + (r - 256) * (r - 256));
		}
	}
}

// flatness of chroma in a window whose means are b and r, 0..1.
INLINE float NAME(plain)(float b, float r, float sq, float edge) {
	float v = 0.25f * (sq - (b - 256) * (b - 256) - (r - 256) * (r - 256));
	v = v < 0 ? 0 : v;
	return edge * edge / (v * v + edge * edge);
}

FN void NAME(targets)(chromas near, chromas wide, int16_t *R share, int16_t *R cb, int16_t *R cr, int n, evens e) {
	for (int i = 0; i < n; i++) {
		share[i] = 0;
		cb[i] = cr[i] = 128 * 16;
		if (!near.w[i]) continue;
		float inv = 1.0f / near.w[i], b = near.cb[i] * inv, r = near.cr[i] * inv;
		float flat = NAME(plain)(b, r, near.sq[i] * inv, e.edge), k = e.mottled * flat;
		if (e.red > 0) {
			inv = 1.0f / wide.w[i];
			float wb = wide.cb[i] * inv, wr = wide.cr[i] * inv;
			float to = e.red * NAME(plain)(wb, wr, wide.sq[i] * inv, e.far);
			to = r < wr ? 0.5f * to : to;
			b += (wb - b) * to, r += (wr - r) * to;
		}
		share[i] = (int)(k * 256 + 0.5f);
		cb[i] = (int)(b * 8 + 0.5f);
		cr[i] = (int)(r * 8 + 0.5f);
	}
}

FN void NAME(pull)(const int16_t *R mask, int lw, int lh, const int16_t *R share, const int16_t *R to, int16_t *R gain, int16_t *R bias) {
	int w = (lw + 1) / 2;
	for (int y = 0; y < lh; y++) {
		const int16_t *R s = share + (long)(y / 2) * w, *R t = to + (long)(y / 2) * w;
		for (int x = 0; x < lw; x++) {
			long at = (long)y * lw + x;
			int g = mask[at] * s[x / 2] >> 4;
			gain[at] = g;
			bias[at] = (g * t[x / 2] + 2048) >> 12;
		}
	}
}
