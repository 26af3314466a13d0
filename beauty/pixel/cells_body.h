// Included by cells.c once for each instruction set, with NAME and TARGET set.
// Plain loops, written so that the compiler turns them into vector code.
#include "base.h"

INLINE void NAME(block_at)(plane y, int bx, int by, uint16_t *sum, uint32_t *sq) {
	uint32_t s = 0, q = 0;
	for (int dy = 0; dy < 4; dy++) {
		const uint8_t *row = y.p + (long)MIN(by * 4 + dy, y.h - 1) * y.stride;
		for (int dx = 0; dx < 4; dx++) {
			uint32_t v = row[MIN(bx * 4 + dx, y.w - 1)];
			s += v;
			q += v * v;
		}
	}
	*sum = s;
	*sq = q;
}

FN void NAME(block_stats)(plane y, uint16_t *R sum, uint32_t *R sq) {
	int lw = (y.w + 3) / 4, lh = (y.h + 3) / 4, whole = y.w / 4;
	for (int by = 0; by < lh; by++, sum += lw, sq += lw) {
		const uint8_t *R r0 = y.p + (long)(by * 4) * y.stride;
		const uint8_t *R r1 = y.p + (long)MIN(by * 4 + 1, y.h - 1) * y.stride;
		const uint8_t *R r2 = y.p + (long)MIN(by * 4 + 2, y.h - 1) * y.stride;
		const uint8_t *R r3 = y.p + (long)MIN(by * 4 + 3, y.h - 1) * y.stride;
		for (int bx = 0; bx < whole; bx++) {
			uint32_t s = 0, q = 0;
			for (int dx = 0; dx < 4; dx++) {
				int i = bx * 4 + dx;
				s += r0[i] + r1[i] + r2[i] + r3[i];
				q += r0[i] * r0[i] + r1[i] * r1[i] + r2[i] * r2[i] + r3[i] * r3[i];
			}
			sum[bx] = s;
			sq[bx] = q;
		}
		for (int bx = whole; bx < lw; bx++) NAME(block_at)(y, bx, by, sum + bx, sq + bx);
	}
}
