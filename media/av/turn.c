// Pictures laid upright, and fields put together.
#include "picture.h"

enum {
	BLOCK = 64, // whose rows and columns both fit the nearest cache
	TEETH = 4,  // what a line may stick out of its neighbours
};

static void lay_plane(uint8_t *dst, int ds, const uint8_t *src, int ss, int w, int h, oa_turn t)
{
	int dw = t.transposed ? h : w, dh = t.transposed ? w : h;
	ptrdiff_t right = t.mirrored ? -1 : 1, down = t.upended ? -ds : ds;
	uint8_t *at = dst + (t.mirrored ? dw - 1 : 0) + (t.upended ? (ptrdiff_t)(dh - 1) * ds : 0);
	ptrdiff_t by_x = t.transposed ? down : right, by_y = t.transposed ? right : down;
	for (int y0 = 0; y0 < h; y0 += BLOCK)
		for (int x0 = 0; x0 < w; x0 += BLOCK)
			for (int y = y0; y < h && y < y0 + BLOCK; y++) {
				const uint8_t *row = src + (ptrdiff_t)y * ss;
				uint8_t *out = at + y * by_y;
				for (int x = x0; x < w && x < x0 + BLOCK; x++)
					out[x * by_x] = row[x];
			}
}

void oa_lay(oa_planes s, oa_turn t, oa_planes d)
{
	int cw = (s.w + 1) / 2, ch = (s.h + 1) / 2;
	lay_plane(d.y, d.ys, s.y, s.ys, s.w, s.h, t);
	lay_plane(d.u, d.cs, s.u, s.cs, cw, ch, t);
	lay_plane(d.v, d.cs, s.v, s.cs, cw, ch, t);
}

// uncomb_plane keeps each line of the later field between its neighbours, which
// are of the field before: what stood still passes, what moved loses its teeth.
static void uncomb_plane(uint8_t *p, int stride, int w, int h, int keep)
{
	for (int y = !keep; y < h; y += 2) {
		uint8_t *cur = p + (ptrdiff_t)y * stride;
		const uint8_t *a = y > 0 ? cur - stride : cur + stride, *b = y + 1 < h ? cur + stride : cur - stride;
		for (int x = 0; x < w; x++) {
			int low = a[x] < b[x] ? a[x] : b[x], high = a[x] < b[x] ? b[x] : a[x], v = cur[x];
			low = low > TEETH ? low - TEETH : 0;
			high += TEETH;
			cur[x] = v < low ? low : v > high ? high : v;
		}
	}
}

void oa_uncomb(oa_planes p, int keep)
{
	if (p.h < 4)
		return;
	int cw = (p.w + 1) / 2, ch = (p.h + 1) / 2;
	uncomb_plane(p.y, p.ys, p.w, p.h, keep);
	uncomb_plane(p.u, p.cs, cw, ch, keep);
	uncomb_plane(p.v, p.cs, cw, ch, keep);
}
