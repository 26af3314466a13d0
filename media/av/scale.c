#include "scale.h"

#include <string.h>

enum { FILTER_BILINEAR = 2, FILTER_BOX = 3 }; // libyuv's FilterMode

// box averages all that goes into a pixel. Down to a half bilinear's four are
// enough, and it is much faster unless the ratio is a simple one.
static int filter(int w, int h, int dw, int dh)
{
	int simple = 4 * dw == 3 * w && 4 * dh == 3 * h;
	return simple || 2 * dw <= w || 2 * dh <= h ? FILTER_BOX : FILTER_BILINEAR;
}

static int yuv_scale(oa_scaler *s, oa_planes a, oa_planes b)
{
	return s->yuv->i420_scale(a.y, a.ys, a.u, a.cs, a.v, a.cs, a.w, a.h, b.y, b.ys, b.u, b.cs, b.v, b.cs, b.w, b.h,
		filter(a.w, a.h, b.w, b.h)) ? AVERROR(EINVAL) : 0;
}

static oa_planes frame_planes(const AVFrame *f)
{
	return (oa_planes){f->data[0], f->data[1], f->data[2], f->linesize[0], f->linesize[1], f->width, f->height};
}

static void copy_i420(oa_planes a, oa_planes b)
{
	int cw = (b.w + 1) / 2, ch = (b.h + 1) / 2;
	oa_copy_plane(b.y, b.ys, a.y, a.ys, b.w, b.h);
	oa_copy_plane(b.u, b.cs, a.u, a.cs, cw, ch);
	oa_copy_plane(b.v, b.cs, a.v, a.cs, cw, ch);
}

// sws_run scales in to out, which have been prepared and filled.
static int sws_run(oa_scaler *s)
{
	AVFrame *a = s->in, *b = s->out;
	s->sws = sws_getCachedContext(s->sws, a->width, a->height, a->format, b->width, b->height, b->format,
		b->width < a->width ? SWS_AREA : SWS_FAST_BILINEAR, NULL, NULL, NULL);
	if (!s->sws)
		return AVERROR(EINVAL);
	const int *m = sws_getCoefficients(SWS_CS_ITU601);
	int rgb = b->format == AV_PIX_FMT_RGBA || b->format == AV_PIX_FMT_BGRA;
	sws_setColorspaceDetails(s->sws, m, a->format == AV_PIX_FMT_RGBA, m, rgb, 0, 1 << 16, 1 << 16);
	int err = sws_scale(s->sws, (const uint8_t *const *)a->data, a->linesize, 0, a->height, b->data, b->linesize);
	return err < 0 ? err : 0;
}

static int sws_prepare(oa_scaler *s, enum AVPixelFormat in, int w, int h, enum AVPixelFormat out, int dw, int dh)
{
	int err = oa_ensure_frame(&s->in, in, w, h);
	return err < 0 ? err : oa_ensure_frame(&s->out, out, dw, dh);
}

int oa_scale_i420(oa_scaler *s, const uint8_t *y, const uint8_t *u, const uint8_t *v, int ys, int cs, int w, int h,
	uint8_t *dy, uint8_t *du, uint8_t *dv, int dys, int dcs, int dw, int dh)
{
	oa_planes a = {(uint8_t *)y, (uint8_t *)u, (uint8_t *)v, ys, cs, w, h}, b = {dy, du, dv, dys, dcs, dw, dh};
	if (w == dw && h == dh) {
		copy_i420(a, b);
		return 0;
	}
	if (s->yuv)
		return yuv_scale(s, a, b);
	int err = sws_prepare(s, AV_PIX_FMT_YUV420P, w, h, AV_PIX_FMT_YUV420P, dw, dh);
	if (err < 0)
		return err;
	copy_i420(a, frame_planes(s->in));
	err = sws_run(s);
	if (err >= 0)
		copy_i420(frame_planes(s->out), b);
	return err;
}

int oa_scale_to_rgba(oa_scaler *s, const uint8_t *y, const uint8_t *u, const uint8_t *v, int ys, int cs, int w, int h,
	uint8_t *rgba, int stride, int dw, int dh, int swapped)
{
	oa_planes a = {(uint8_t *)y, (uint8_t *)u, (uint8_t *)v, ys, cs, w, h};
	int err;
	if (s->yuv) {
		if (w != dw || h != dh) {
			if ((err = oa_ensure_frame(&s->tmp, AV_PIX_FMT_YUV420P, dw, dh)) < 0 ||
			    (err = yuv_scale(s, a, frame_planes(s->tmp))) < 0)
				return err;
			a = frame_planes(s->tmp);
		}
		err = (swapped ? s->yuv->i420_to_argb : s->yuv->i420_to_abgr)(a.y, a.ys, a.u, a.cs, a.v, a.cs, rgba, stride, dw, dh);
		return err ? AVERROR(EINVAL) : 0;
	}
	err = sws_prepare(s, AV_PIX_FMT_YUV420P, w, h, swapped ? AV_PIX_FMT_BGRA : AV_PIX_FMT_RGBA, dw, dh);
	if (err < 0)
		return err;
	copy_i420(a, frame_planes(s->in));
	err = sws_run(s);
	if (err >= 0)
		oa_copy_plane(rgba, stride, s->out->data[0], s->out->linesize[0], dw * 4, dh);
	return err;
}

int oa_scale_from_rgba(oa_scaler *s, const uint8_t *rgba, int stride, int w, int h,
	uint8_t *dy, uint8_t *du, uint8_t *dv, int dys, int dcs, int dw, int dh)
{
	oa_planes b = {dy, du, dv, dys, dcs, dw, dh};
	int err;
	if (s->yuv) {
		oa_planes t = b;
		int scale = w != dw || h != dh;
		if (scale) {
			if ((err = oa_ensure_frame(&s->tmp, AV_PIX_FMT_YUV420P, w, h)) < 0)
				return err;
			t = frame_planes(s->tmp);
		}
		if (s->yuv->abgr_to_i420(rgba, stride, t.y, t.ys, t.u, t.cs, t.v, t.cs, w, h))
			return AVERROR(EINVAL);
		return scale ? yuv_scale(s, t, b) : 0;
	}
	err = sws_prepare(s, AV_PIX_FMT_RGBA, w, h, AV_PIX_FMT_YUV420P, dw, dh);
	if (err < 0)
		return err;
	uint8_t *row = s->in->data[0];
	oa_copy_plane(row, s->in->linesize[0], rgba, stride, w * 4, h);
	// swscale averages pairs of pixels: give the odd one its own double.
	for (int y = 0; w % 2 && y < h; y++, row += s->in->linesize[0])
		memcpy(row + w * 4, row + w * 4 - 4, 4);
	err = sws_run(s);
	if (err >= 0)
		copy_i420(frame_planes(s->out), b);
	return err;
}

void oa_scaler_free(oa_scaler *s)
{
	if (!s)
		return;
	sws_freeContext(s->sws);
	av_frame_free(&s->tmp);
	av_frame_free(&s->in);
	av_frame_free(&s->out);
	av_free(s);
}
