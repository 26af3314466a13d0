#include "colour.h"

#include <math.h>

enum { BITS = 14, ONE = 1 << BITS };

// luma_weights gives the weights of red and blue (ITU-T H.273, table 4).
static int luma_weights(enum AVColorSpace space, double *kr, double *kb)
{
	switch (space) {
	case AVCOL_SPC_BT709: *kr = 0.2126, *kb = 0.0722; return 1;
	case AVCOL_SPC_FCC: *kr = 0.30, *kb = 0.11; return 1;
	case AVCOL_SPC_SMPTE240M: *kr = 0.212, *kb = 0.087; return 1;
	case AVCOL_SPC_BT2020_NCL:
	case AVCOL_SPC_BT2020_CL: *kr = 0.2627, *kb = 0.0593; return 1;
	default: *kr = 0.299, *kb = 0.114; return 0;
	}
}

int oa_recolour_for(oa_recolour *m, enum AVColorSpace space, int full)
{
	double kr, kb;
	if (!luma_weights(space, &kr, &kb) && !full)
		return 0;
	const double r6 = 0.299, b6 = 0.114, g6 = 1 - r6 - b6, kg = 1 - kr - kb;
	// What cb and cr (of -0.5 to 0.5) add to red, green and blue.
	double rr = 2 * (1 - kr), bb = 2 * (1 - kb), gr = -kr * rr / kg, gb = -kb * bb / kg;
	double yb = g6 * gb + b6 * bb, yr = r6 * rr + g6 * gr;
	double ys = full ? 219.0 / 255 : 1, cs = full ? 224.0 / 255 : 1, cy = full ? 219.0 / 255 : 219.0 / 224;
	m->yy = lrint(ys * ONE);
	m->yb = lrint(yb * cy * ONE);
	m->yr = lrint(yr * cy * ONE);
	m->yo = (full ? 16 * ONE : 0) + ONE / 2;
	m->bb = lrint((bb - yb) / (2 * (1 - b6)) * cs * ONE);
	m->br = lrint(-yr / (2 * (1 - b6)) * cs * ONE);
	m->rb = lrint(-yb / (2 * (1 - r6)) * cs * ONE);
	m->rr = lrint((rr - yr) / (2 * (1 - r6)) * cs * ONE);
	return 1;
}

static inline uint8_t clip(int v)
{
	v >>= BITS;
	return v < 0 ? 0 : v > 255 ? 255 : v;
}

static void luma_alone(const oa_recolour *m, uint8_t *restrict y, int w)
{
	for (int x = 0; x < w; x++)
		y[x] = clip(y[x] * m->yy + m->yo);
}

static void luma_pairs(const oa_recolour *m, uint8_t *restrict y, const uint8_t *restrict u, const uint8_t *restrict v, int n)
{
	for (int x = 0; x < n; x++) {
		int c = (u[x] - 128) * m->yb + (v[x] - 128) * m->yr + m->yo;
		y[2 * x] = clip(y[2 * x] * m->yy + c);
		y[2 * x + 1] = clip(y[2 * x + 1] * m->yy + c);
	}
}

static void chroma(const oa_recolour *m, uint8_t *restrict u, uint8_t *restrict v, int w)
{
	const int mid = 128 * ONE + ONE / 2;
	for (int x = 0; x < w; x++) {
		int b = u[x] - 128, r = v[x] - 128;
		u[x] = clip(b * m->bb + r * m->br + mid);
		v[x] = clip(b * m->rb + r * m->rr + mid);
	}
}

void oa_recolour_i420(const oa_recolour *m, oa_planes p)
{
	int pairs = p.w / 2, cw = (p.w + 1) / 2, ch = (p.h + 1) / 2;
	for (int y = 0; y < p.h; y++) {
		uint8_t *row = p.y + (ptrdiff_t)y * p.ys;
		ptrdiff_t c = (ptrdiff_t)(y / 2) * p.cs;
		if (!m->yb && !m->yr) {
			luma_alone(m, row, p.w);
			continue;
		}
		luma_pairs(m, row, p.u + c, p.v + c, pairs);
		if (p.w & 1)
			row[p.w - 1] = clip(row[p.w - 1] * m->yy + (p.u[c + pairs] - 128) * m->yb + (p.v[c + pairs] - 128) * m->yr + m->yo);
	}
	for (int y = 0; y < ch; y++)
		chroma(m, p.u + (ptrdiff_t)y * p.cs, p.v + (ptrdiff_t)y * p.cs, cw);
}
