// The one way from a decoded frame to a picture.
#include "colour.h"
#include "picture.h"

#include <string.h>
#include <libavutil/pixdesc.h>

static void copy_i420(const AVFrame *f, oa_planes d)
{
	int cw = (d.w + 1) / 2, ch = (d.h + 1) / 2;
	oa_copy_plane(d.y, d.ys, f->data[0], f->linesize[0], d.w, d.h);
	oa_copy_plane(d.u, d.cs, f->data[1], f->linesize[1], cw, ch);
	oa_copy_plane(d.v, d.cs, f->data[2], f->linesize[2], cw, ch);
}

// The yuvj formats are full range under an old name: swscale wants the new one.
static enum AVPixelFormat plain_format(enum AVPixelFormat f, int *full)
{
	switch (f) {
	case AV_PIX_FMT_YUVJ420P: *full = 1; return AV_PIX_FMT_YUV420P;
	case AV_PIX_FMT_YUVJ422P: *full = 1; return AV_PIX_FMT_YUV422P;
	case AV_PIX_FMT_YUVJ444P: *full = 1; return AV_PIX_FMT_YUV444P;
	case AV_PIX_FMT_YUVJ440P: *full = 1; return AV_PIX_FMT_YUV440P;
	case AV_PIX_FMT_YUVJ411P: *full = 1; return AV_PIX_FMT_YUV411P;
	default: return f;
	}
}

static oa_planes planes_of(const AVFrame *f)
{
	return (oa_planes){f->data[0], f->data[1], f->data[2], f->linesize[0], f->linesize[1], f->width, f->height};
}

// is_ycbcr: swscale converts RGB and palettes itself, and leaves YCbCr's meaning
// alone. Grey is YCbCr without colour.
static int is_ycbcr(const AVPixFmtDescriptor *d)
{
	return !(d->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL));
}

int oa_sws(struct SwsContext **sws, const AVFrame *src, enum AVPixelFormat fmt, AVFrame *dst)
{
	*sws = sws_getCachedContext(*sws, src->width, src->height, fmt, dst->width, dst->height,
		dst->format, SWS_BILINEAR | SWS_ACCURATE_RND, NULL, NULL, NULL);
	if (!*sws)
		return AVERROR(ENOSYS);
	const int *m = sws_getCoefficients(SWS_CS_ITU601);
	sws_setColorspaceDetails(*sws, m, 0, m, 0, 0, 1 << 16, 1 << 16);
	int err = sws_scale(*sws, (const uint8_t *const *)src->data, src->linesize, 0, src->height, dst->data, dst->linesize);
	return err < 0 ? err : 0;
}

// grey makes I420 of 8 bit grey, whose range swscale would change.
static void grey(const AVFrame *f, oa_planes d)
{
	int cw = (d.w + 1) / 2, ch = (d.h + 1) / 2;
	oa_copy_plane(d.y, d.ys, f->data[0], f->linesize[0], d.w, d.h);
	for (int y = 0; y < ch; y++) {
		memset(d.u + (ptrdiff_t)y * d.cs, 128, cw);
		memset(d.v + (ptrdiff_t)y * d.cs, 128, cw);
	}
}

// to_i420 brings f to 8 bit 4:2:0 of its own size; YCbCr keeps its meaning.
static int to_i420(oa_conv *c, const AVFrame *f, enum AVPixelFormat fmt, oa_planes d)
{
	if (fmt == AV_PIX_FMT_YUV420P) {
		copy_i420(f, d);
		return 0;
	}
	if (fmt == AV_PIX_FMT_GRAY8) {
		grey(f, d);
		return 0;
	}
	int err = oa_ensure_frame(&c->out, AV_PIX_FMT_YUV420P, f->width, f->height);
	if (err < 0 || (err = oa_sws(&c->sws, f, fmt, c->out)) < 0)
		return err;
	copy_i420(c->out, d);
	return 0;
}

static int interlaced(const AVFrame *f, int *keep)
{
#ifdef AV_FRAME_FLAG_INTERLACED // FFmpeg 6.1
	*keep = !(f->flags & AV_FRAME_FLAG_TOP_FIELD_FIRST);
	return (f->flags & AV_FRAME_FLAG_INTERLACED) != 0;
#else
	*keep = !f->top_field_first;
	return f->interlaced_frame;
#endif
}

// colours makes SDR BT.601 I420 of f, in its own size.
static int colours(oa_conv *c, const AVFrame *f, enum AVPixelFormat fmt, oa_colour k, oa_planes d)
{
	int err, keep;
	if (oa_tone_needed(&k)) {
		if ((err = oa_tone_picture(c, f, fmt, &k, d)) < 0)
			return err;
	} else if ((err = to_i420(c, f, fmt, d)) < 0)
		return err;
	if (interlaced(f, &keep))
		oa_uncomb(d, keep);
	oa_recolour m;
	if (!oa_tone_needed(&k) && oa_recolour_for(&m, k.space, k.full))
		oa_recolour_i420(&m, d);
	return 0;
}

// sized does that in dst's size.
static int sized(oa_conv *c, const AVFrame *f, enum AVPixelFormat fmt, oa_colour k, oa_planes d)
{
	if (f->width == d.w && f->height == d.h)
		return colours(c, f, fmt, k, d);
	int err = oa_ensure_frame(&c->whole, AV_PIX_FMT_YUV420P, f->width, f->height);
	if (err < 0 || (err = colours(c, f, fmt, k, planes_of(c->whole))) < 0)
		return err;
	if ((err = oa_ensure_frame(&c->out, AV_PIX_FMT_YUV420P, d.w, d.h)) < 0 ||
	    (err = oa_sws(&c->size_sws, c->whole, AV_PIX_FMT_YUV420P, c->out)) < 0)
		return err;
	copy_i420(c->out, d);
	return 0;
}

int oa_picture(oa_conv *c, const AVFrame *src, oa_turn turn, oa_planes dst)
{
	oa_colour k = {src->colorspace, src->color_primaries, src->color_trc, src->color_range == AVCOL_RANGE_JPEG};
	enum AVPixelFormat fmt = plain_format(src->format, &k.full);
	const AVPixFmtDescriptor *desc = av_pix_fmt_desc_get(fmt);
	if (!desc || (desc->flags & AV_PIX_FMT_FLAG_HWACCEL))
		return AVERROR(ENOSYS);
	const AVFrame *f = src;
	int err;
	if (desc->flags & AV_PIX_FMT_FLAG_ALPHA) {
		if ((err = oa_flatten(c, src, fmt, k.full)) < 0)
			return err;
		f = c->flat;
		fmt = f->format;
		desc = av_pix_fmt_desc_get(fmt);
	}
	if (!is_ycbcr(desc)) { // becomes what we want on its way
		k.space = AVCOL_SPC_SMPTE170M;
		k.full = 0;
	}
	if (!turn.transposed && !turn.mirrored && !turn.upended)
		return sized(c, f, fmt, k, dst);
	int w = turn.transposed ? dst.h : dst.w, h = turn.transposed ? dst.w : dst.h;
	if ((err = oa_ensure_frame(&c->lying, AV_PIX_FMT_YUV420P, w, h)) < 0 ||
	    (err = sized(c, f, fmt, k, planes_of(c->lying))) < 0)
		return err;
	oa_lay(planes_of(c->lying), turn, dst);
	return 0;
}

void oa_conv_free(oa_conv *c)
{
	sws_freeContext(c->sws);
	sws_freeContext(c->flat_sws);
	sws_freeContext(c->size_sws);
	av_frame_free(&c->out);
	av_frame_free(&c->flat);
	av_frame_free(&c->whole);
	av_frame_free(&c->lying);
	oa_tone_free(c->tone);
	*c = (oa_conv){0};
}
