// Included by kernels.c once for each instruction set.
#include "base.h"
#include "expand.h"

// columns sums the window's columns; outside the picture the border repeats.
FN void NAME(columns)(plane y, even_part p, int j, int16_t *R cols) {
	int n = p.x1 - p.x0 + 2 * p.fine, first = p.x0 - p.fine;
	int from = MAX(-first, 0), to = MIN(n, y.w - first);
	for (int i = 0; i < n; i++) cols[i] = 0;
	for (int d = -p.fine; d <= p.fine; d++) {
		const uint8_t *row = y.p + (long)MIN(MAX(j + d, 0), y.h - 1) * y.stride;
		for (int i = 0; i < from; i++) cols[i] += row[0];
		const uint8_t *at = row + first;
		for (int i = from; i < to; i++) cols[i] += at[i];
		for (int i = to; i < n; i++) cols[i] += row[y.w - 1];
	}
}

#define EVEN(sum) \
	for (int i = 0; i < n; i++) { \
		const int16_t *R c = cols + i; \
		int s = sum; \
		int d = LERP(ba[i], bb[i], wb) - ((s * p.mul + 2048) >> 12); \
		d -= MIN(MAX(d, -p.core), p.core); \
		int a = d < 0 ? -d : d; \
		int k = MIN(MAX(p.none - a, 0) >> 1, 256); \
		int w = LERP(sa[i], sb[i], ws) * mask[i]; \
		w = (d < 0 ? w >> 1 : w) >> 8; \
		row[i] = BYTE(row[i] + ((d * (w * k >> 8) + 2048) >> 12)); \
	}

FN void NAME(even)(plane y, even_part p, cells base, cells share, int16_t *R cols) {
	int wide = base.lw * 4, n = p.x1 - p.x0;
	expander eb = NAME(expand)(base, wide, 4), es = NAME(expand)(share, wide, 4);
	for (int j = p.y0; j < p.y1; j++) {
		ROWS(eb, j - p.top, ba, bb, wb)
		ROWS(es, j - p.top, sa, sb, ws)
		NAME(columns)(y, p, j, cols);
		ba += p.x0 - p.left, bb += p.x0 - p.left, sa += p.x0 - p.left, sb += p.x0 - p.left;
		uint8_t *R row = y.p + (long)j * y.stride + p.x0;
		const uint8_t *R mask = p.mask + (long)(j - p.y0) * p.width;
		if (p.fine == 0) {
			EVEN(c[0])
		} else if (p.fine == 1) {
			EVEN(c[0] + c[1] + c[2])
		} else if (p.fine == 2) {
			EVEN(c[0] + c[1] + c[2] + c[3] + c[4])
		} else {
			EVEN(c[0] + c[1] + c[2] + c[3] + c[4] + c[5] + c[6])
		}
	}
}

#undef EVEN
