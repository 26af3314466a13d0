// Pictures as Go's image.YCbCr has them: any subsampling, full range.
#include "colour.h"
#include "scale.h"

#include <string.h>

// halve makes a 4:2:0 chroma plane (cw by ch) of one that is w by h samples,
// averaging across and down where the source has twice as many.
static void halve(uint8_t *dst, int ds, int cw, int ch, const uint8_t *src, int ss, int w, int h)
{
	int across = w > cw, down = h > ch;
	for (int y = 0; y < ch; y++) {
		const uint8_t *a = src + (ptrdiff_t)(down ? 2 * y : y) * ss;
		const uint8_t *b = down && 2 * y + 1 < h ? a + ss : a;
		uint8_t *d = dst + (ptrdiff_t)y * ds;
		if (!across) {
			for (int x = 0; x < cw; x++)
				d[x] = (a[x] + b[x] + 1) >> 1;
			continue;
		}
		int pairs = w / 2;
		for (int x = 0; x < pairs; x++)
			d[x] = (a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1] + 2) >> 2;
		if (pairs < cw)
			d[pairs] = (a[w - 1] + b[w - 1] + 1) >> 1;
	}
}

int oa_scale_from_ycbcr(oa_scaler *s, const uint8_t *y, const uint8_t *u, const uint8_t *v, int ys, int cs, int w, int h,
	int halved_across, int halved_down, uint8_t *dy, uint8_t *du, uint8_t *dv, int dys, int dcs, int dw, int dh)
{
	int cw = (w + 1) / 2, ch = (h + 1) / 2, same = w == dw && h == dh, err = 0;
	int sw = halved_across ? cw : w, sh = halved_down ? ch : h;
	oa_recolour m;
	oa_recolour_for(&m, AVCOL_SPC_SMPTE170M, 1);
	if (same) {
		oa_copy_plane(dy, dys, y, ys, w, h);
		halve(du, dcs, cw, ch, u, cs, sw, sh);
		halve(dv, dcs, cw, ch, v, cs, sw, sh);
	} else if (halved_across && halved_down) {
		err = oa_scale_i420(s, y, u, v, ys, cs, w, h, dy, du, dv, dys, dcs, dw, dh);
	} else {
		// libyuv's scaling does not touch tmp; swscale's goes through in and out.
		if ((err = oa_ensure_frame(&s->tmp, AV_PIX_FMT_YUV420P, w, h)) < 0)
			return err;
		AVFrame *t = s->tmp;
		halve(t->data[1], t->linesize[1], cw, ch, u, cs, sw, sh);
		halve(t->data[2], t->linesize[1], cw, ch, v, cs, sw, sh);
		err = oa_scale_i420(s, y, t->data[1], t->data[2], ys, t->linesize[1], w, h, dy, du, dv, dys, dcs, dw, dh);
	}
	if (err >= 0)
		oa_recolour_i420(&m, (oa_planes){dy, du, dv, dys, dcs, dw, dh});
	return err;
}
