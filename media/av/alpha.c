// Transparent pictures are laid over black before anything mixes their pixels:
// the colours that nobody should see are gone by then.
#include "picture.h"

#include <libavutil/pixdesc.h>

static inline int part(int v, int a)
{
	int n = v * a;
	return (n + 128 + ((n + 128) >> 8)) >> 8; // n / 255, rounded
}

static void flatten_rgba(AVFrame *f)
{
	for (int y = 0; y < f->height; y++) {
		uint8_t *p = f->data[0] + (ptrdiff_t)y * f->linesize[0];
		for (int x = 0; x < f->width; x++, p += 4) {
			int a = p[3];
			p[0] = part(p[0], a);
			p[1] = part(p[1], a);
			p[2] = part(p[2], a);
			p[3] = 255;
		}
	}
}

// flatten_plane fades a plane towards black, by the alpha of each sample, or the
// mean alpha of the sh by sh that it stands for.
static void flatten_plane(AVFrame *d, int plane, const AVFrame *s, int black, int half)
{
	int w = half ? (s->width + 1) / 2 : s->width, h = half ? (s->height + 1) / 2 : s->height;
	for (int y = 0; y < h; y++) {
		const uint8_t *in = s->data[plane] + (ptrdiff_t)y * s->linesize[plane];
		uint8_t *out = d->data[plane] + (ptrdiff_t)y * d->linesize[plane];
		int y0 = half ? 2 * y : y, y1 = half && y0 + 1 < s->height ? y0 + 1 : y0;
		const uint8_t *a = s->data[3] + (ptrdiff_t)y0 * s->linesize[3], *b = s->data[3] + (ptrdiff_t)y1 * s->linesize[3];
		for (int x = 0; x < w; x++) {
			int x0 = half ? 2 * x : x, x1 = half && x0 + 1 < s->width ? x0 + 1 : x0;
			int alpha = (a[x0] + a[x1] + b[x0] + b[x1] + 2) >> 2;
			out[x] = (black * (255 - alpha) + in[x] * alpha + 127) / 255;
		}
	}
}

static int premultiplied(const AVFrame *f)
{
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(60, 8, 100) // FFmpeg 8
	return f->alpha_mode == AVALPHA_MODE_PREMULTIPLIED;
#else
	(void)f;
	return 0;
#endif
}

static int flatten_ycbcr(oa_conv *c, const AVFrame *f, enum AVPixelFormat fmt, int full)
{
	const AVFrame *s = f;
	int err, half = fmt == AV_PIX_FMT_YUVA420P;
	if (!half && fmt != AV_PIX_FMT_YUVA444P) {
		if ((err = oa_ensure_frame(&c->out, AV_PIX_FMT_YUVA444P, f->width, f->height)) < 0 ||
		    (err = oa_sws(&c->flat_sws, f, fmt, c->out)) < 0)
			return err;
		s = c->out;
	}
	if ((err = oa_ensure_frame(&c->flat, half ? AV_PIX_FMT_YUV420P : AV_PIX_FMT_YUV444P, f->width, f->height)) < 0)
		return err;
	flatten_plane(c->flat, 0, s, full ? 0 : 16, 0);
	flatten_plane(c->flat, 1, s, 128, half);
	flatten_plane(c->flat, 2, s, 128, half);
	return 0;
}

int oa_flatten(oa_conv *c, const AVFrame *f, enum AVPixelFormat fmt, int full)
{
	const AVPixFmtDescriptor *d = av_pix_fmt_desc_get(fmt);
	int err;
	if (!(d->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) && d->nb_components == 4)
		err = flatten_ycbcr(c, f, fmt, full);
	else if ((err = oa_ensure_frame(&c->flat, AV_PIX_FMT_RGBA, f->width, f->height)) >= 0 &&
	         (err = oa_sws(&c->flat_sws, f, fmt, c->flat)) >= 0 && !premultiplied(f))
		flatten_rgba(c->flat);
	if (err < 0)
		return err;
#ifdef AV_FRAME_FLAG_INTERLACED
	c->flat->flags = f->flags;
#else
	c->flat->interlaced_frame = f->interlaced_frame;
	c->flat->top_field_first = f->top_field_first;
#endif
	return 0;
}
