#include "common.h"
#include "colour.h"

#include <stdio.h>
#include <string.h>
#include <libavutil/log.h>
#include <libavutil/pixdesc.h>

static _Thread_local char last_line[OA_DETAIL];

static void on_log(void *avcl, int level, const char *fmt, va_list args)
{
	if (level > AV_LOG_ERROR)
		return;
	char line[OA_DETAIL];
	vsnprintf(line, sizeof line, fmt, args);
	size_t n = strcspn(line, "\r\n");
	line[n] = 0;
	if (n > 0)
		memcpy(last_line, line, n + 1);
}

void oa_setup(void)
{
	av_log_set_level(AV_LOG_ERROR);
	av_log_set_callback(on_log);
}

void oa_detail_clear(void)
{
	last_line[0] = 0;
}

void oa_detail_take(char dst[OA_DETAIL])
{
	memcpy(dst, last_line, OA_DETAIL);
	dst[OA_DETAIL - 1] = 0;
}

void oa_copy_plane(uint8_t *dst, int ds, const uint8_t *src, int ss, int w, int h)
{
	if (ds == ss && ds == w) {
		memcpy(dst, src, (size_t)w * h);
		return;
	}
	for (int y = 0; y < h; y++)
		memcpy(dst + (ptrdiff_t)y * ds, src + (ptrdiff_t)y * ss, w);
}

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

int oa_ensure_frame(AVFrame **f, enum AVPixelFormat fmt, int w, int h)
{
	if (*f && (*f)->format == fmt && (*f)->width == w && (*f)->height == h)
		return 0;
	av_frame_free(f);
	*f = av_frame_alloc();
	if (!*f)
		return AVERROR(ENOMEM);
	(*f)->format = fmt;
	(*f)->width = w;
	(*f)->height = h;
	int err = av_frame_get_buffer(*f, 0);
	if (err < 0)
		av_frame_free(f);
	return err;
}

// rescale brings src to 8 bit 4:2:0 of dst's size; YCbCr keeps its colours.
static int rescale(oa_conv *c, const AVFrame *src, enum AVPixelFormat fmt, oa_planes dst)
{
	c->sws = sws_getCachedContext(c->sws, src->width, src->height, fmt, dst.w, dst.h,
		AV_PIX_FMT_YUV420P, SWS_BILINEAR | SWS_ACCURATE_RND, NULL, NULL, NULL);
	if (!c->sws)
		return AVERROR(ENOSYS);
	const int *m = sws_getCoefficients(SWS_CS_ITU601);
	sws_setColorspaceDetails(c->sws, m, 0, m, 0, 0, 1 << 16, 1 << 16);
	int err = oa_ensure_frame(&c->out, AV_PIX_FMT_YUV420P, dst.w, dst.h);
	if (err < 0)
		return err;
	err = sws_scale(c->sws, (const uint8_t *const *)src->data, src->linesize, 0, src->height,
		c->out->data, c->out->linesize);
	if (err >= 0)
		copy_i420(c->out, dst);
	return err;
}

int oa_conv_i420(oa_conv *c, const AVFrame *src, oa_planes dst)
{
	int full = src->color_range == AVCOL_RANGE_JPEG, err;
	enum AVPixelFormat fmt = plain_format(src->format, &full);
	const AVPixFmtDescriptor *desc = av_pix_fmt_desc_get(fmt);
	if (!desc || (desc->flags & AV_PIX_FMT_FLAG_HWACCEL))
		return AVERROR(ENOSYS);
	if (fmt == AV_PIX_FMT_YUV420P && src->width == dst.w && src->height == dst.h)
		copy_i420(src, dst);
	else if ((err = rescale(c, src, fmt, dst)) < 0)
		return err;
	// swscale converts RGB and grey itself, and leaves YCbCr's meaning alone.
	oa_recolour m;
	if (!(desc->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) && desc->nb_components > 2 &&
	    oa_recolour_for(&m, src->colorspace, full))
		oa_recolour_i420(&m, dst);
	return 0;
}

void oa_conv_free(oa_conv *c)
{
	sws_freeContext(c->sws);
	c->sws = NULL;
	av_frame_free(&c->out);
}
