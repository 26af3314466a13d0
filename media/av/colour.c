#include "colour.h"

#include <math.h>

// luma_weights gives the weights of red and blue (ITU-T H.273, table 4).
static int luma_weights(enum AVColorSpace space, double *kr, double *kb)
{
	switch (space) {
	case AVCOL_SPC_BT709: *kr = 0.2126, *kb = 0.0722; return 1;
	case AVCOL_SPC_FCC: *kr = 0.30, *kb = 0.11; return 1;
	case AVCOL_SPC_SMPTE240M: *kr = 0.212, *kb = 0.087; return 1;
	case AVCOL_SPC_BT2020_NCL:
	case AVCOL_SPC_BT2020_CL: *kr = 0.2627, *kb = 0.0593; return 1;
	default: return 0;
	}
}

int oa_recolour_for(oa_recolour *m, enum AVColorSpace space, int full)
{
	double kr = 0, kb = 0;
	*m = (oa_recolour){.full = full, .matrix = luma_weights(space, &kr, &kb)};
	if (!m->matrix)
		return full;
	const double r6 = 0.299, b6 = 0.114, g6 = 1 - r6 - b6, kg = 1 - kr - kb, one = 256;
	// What cb and cr (of -0.5 to 0.5) add to red, green and blue, and by that
	// to BT.601's luma. Luma itself stays: grey is grey in both.
	double rr = 2 * (1 - kr), bb = 2 * (1 - kb), gr = -kr * rr / kg, gb = -kb * bb / kg;
	double yb = g6 * gb + b6 * bb, yr = r6 * rr + g6 * gr;
	m->yb = lrint(yb * 219 / 224 * one);
	m->yr = lrint(yr * 219 / 224 * one);
	m->bb = lrint(((bb - yb) / (2 * (1 - b6)) - 1) * one);
	m->br = lrint(-yr / (2 * (1 - b6)) * one);
	m->rb = lrint(-yb / (2 * (1 - r6)) * one);
	m->rr = lrint(((rr - yr) / (2 * (1 - r6)) - 1) * one);
	return 1;
}

// All sums below fit 16 bits, so that the compiler can do eight at a time.

static inline uint8_t clip(int16_t v)
{
	return v < 0 ? 0 : v > 255 ? 255 : v;
}

// limit_luma maps 0..255 to 16..235, limit_chroma to 16..240 about 128.
static void limit_luma(uint8_t *p, int w)
{
	for (int x = 0; x < w; x++)
		p[x] = (uint16_t)(p[x] * 220 + 16 * 256 + 128) >> 8;
}

static void limit_chroma(uint8_t *p, int w)
{
	for (int x = 0; x < w; x++)
		p[x] = (uint16_t)(p[x] * 225 + 128 * 31 + 128) >> 8;
}

static inline int16_t weigh(int16_t b, int16_t kb, int16_t r, int16_t kr)
{
	return (int16_t)((int16_t)(b * kb) + (int16_t)(r * kr) + 128) >> 8;
}

static void matrix_luma(const oa_recolour *m, uint8_t *restrict y, const uint8_t *restrict u, const uint8_t *restrict v, int n)
{
	int16_t yb = m->yb, yr = m->yr;
	for (int x = 0; x < n; x++) {
		int16_t add = weigh(u[x] - 128, yb, v[x] - 128, yr);
		y[2 * x] = clip(y[2 * x] + add);
		y[2 * x + 1] = clip(y[2 * x + 1] + add);
	}
}

static void matrix_chroma(const oa_recolour *m, uint8_t *restrict u, uint8_t *restrict v, int w)
{
	int16_t bb = m->bb, br = m->br, rb = m->rb, rr = m->rr;
	for (int x = 0; x < w; x++) {
		int16_t b = u[x] - 128, r = v[x] - 128;
		u[x] = clip(u[x] + weigh(b, bb, r, br));
		v[x] = clip(v[x] + weigh(b, rb, r, rr));
	}
}

static void limit(oa_planes p, int cw, int ch)
{
	for (int y = 0; y < p.h; y++)
		limit_luma(p.y + (ptrdiff_t)y * p.ys, p.w);
	for (int y = 0; y < ch; y++) {
		limit_chroma(p.u + (ptrdiff_t)y * p.cs, cw);
		limit_chroma(p.v + (ptrdiff_t)y * p.cs, cw);
	}
}

void oa_recolour_i420(const oa_recolour *m, oa_planes p)
{
	int pairs = p.w / 2, cw = (p.w + 1) / 2, ch = (p.h + 1) / 2;
	if (m->full)
		limit(p, cw, ch);
	if (!m->matrix)
		return;
	for (int y = 0; y < p.h; y++) {
		uint8_t *row = p.y + (ptrdiff_t)y * p.ys;
		const uint8_t *u = p.u + (ptrdiff_t)(y / 2) * p.cs, *v = p.v + (ptrdiff_t)(y / 2) * p.cs;
		matrix_luma(m, row, u, v, pairs);
		if (p.w & 1)
			row[p.w - 1] = clip(row[p.w - 1] + weigh(u[pairs] - 128, m->yb, v[pairs] - 128, m->yr));
	}
	for (int y = 0; y < ch; y++)
		matrix_chroma(m, p.u + (ptrdiff_t)y * p.cs, p.v + (ptrdiff_t)y * p.cs, cw);
}
