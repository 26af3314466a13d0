#include "venc.h"

#include <math.h>
#include <string.h>
#include <libavutil/hwcontext.h>

// set_rate gives a buffer of half a second. The encoder counts time in pictures
// at the rate it was opened with: bit_rate is counted in such seconds,
// and buffer is in bits.
static void set_rate(AVCodecContext *c, int64_t bit_rate, int64_t buffer)
{
	c->bit_rate = bit_rate;
	c->rc_max_rate = bit_rate;
	c->rc_buffer_size = (int)buffer;
}

static int open_codec(oa_venc *e, const oa_venc_config *cfg)
{
	const AVCodec *codec = avcodec_find_encoder_by_name(cfg->name);
	if (!codec)
		return AVERROR_ENCODER_NOT_FOUND;
	AVCodecContext *c = e->ctx = avcodec_alloc_context3(codec);
	if (!c)
		return AVERROR(ENOMEM);
	c->width = cfg->w;
	c->height = cfg->h;
	c->framerate = av_d2q(cfg->fps, 100100);
	c->time_base = av_inv_q(c->framerate);
	c->gop_size = 1 << 30; // the Go side asks for every keyframe
	c->max_b_frames = 0;
	c->thread_count = cfg->threads;
	c->color_range = AVCOL_RANGE_MPEG;
	c->colorspace = AVCOL_SPC_SMPTE170M;
	c->color_primaries = AVCOL_PRI_SMPTE170M;
	c->color_trc = AVCOL_TRC_SMPTE170M;
	set_rate(c, cfg->bit_rate, cfg->bit_rate / 2);
	AVDictionary *o = NULL;
	int err = oa_venc_options(e, codec->name, &o);
	if (err >= 0)
		err = avcodec_open2(c, codec, &o);
	av_dict_free(&o);
	return err;
}

static int new_frame(oa_venc *e)
{
	AVCodecContext *c = e->ctx;
	e->pkt = av_packet_alloc();
	e->frame = av_frame_alloc();
	if (!e->pkt || !e->frame)
		return AVERROR(ENOMEM);
	e->frame->format = e->format;
	e->frame->width = c->width;
	e->frame->height = c->height;
	e->frame->color_range = c->color_range;
	e->frame->colorspace = c->colorspace;
	e->frame->color_primaries = c->color_primaries;
	e->frame->color_trc = c->color_trc;
	return av_frame_get_buffer(e->frame, 0);
}

oa_venc *oa_venc_open(const oa_venc_config *cfg, int *err)
{
	oa_venc *e = av_mallocz(sizeof *e);
	if (!e)
		return NULL;
	oa_detail_clear();
	*err = open_codec(e, cfg);
	if (*err >= 0)
		*err = new_frame(e);
	oa_detail_take(e->detail);
	return e;
}

// fill_plane copies a plane and repeats its last column and row up to w by h.
static void fill_plane(uint8_t *dst, int ds, int w, int h, const uint8_t *src, int ss, int sw, int sh)
{
	oa_copy_plane(dst, ds, src, ss, sw, sh);
	for (int y = 0; sw < w && y < sh; y++)
		memset(dst + (ptrdiff_t)y * ds + sw, dst[(ptrdiff_t)y * ds + sw - 1], w - sw);
	for (int y = sh; y < h; y++)
		memcpy(dst + (ptrdiff_t)y * ds, dst + (ptrdiff_t)(sh - 1) * ds, w);
}

// fill_pairs does the same for the two chroma planes that NV12 has as one.
static void fill_pairs(uint8_t *dst, int ds, int w, int h, const uint8_t *u, const uint8_t *v, int ss, int sw, int sh)
{
	for (int y = 0; y < h; y++) {
		uint8_t *d = dst + (ptrdiff_t)y * ds;
		ptrdiff_t row = (ptrdiff_t)(y < sh ? y : sh - 1) * ss;
		for (int x = 0; x < w; x++) {
			int i = x < sw ? x : sw - 1;
			d[2 * x] = u[row + i];
			d[2 * x + 1] = v[row + i];
		}
	}
}

// upload moves the picture into the device's memory.
static int upload(oa_venc *e)
{
	av_frame_unref(e->hw);
	int err = av_hwframe_get_buffer(e->ctx->hw_frames_ctx, e->hw, 0);
	if (err >= 0)
		err = av_hwframe_transfer_data(e->hw, e->frame, 0);
	if (err >= 0)
		err = av_frame_copy_props(e->hw, e->frame);
	return err;
}

int oa_venc_encode(oa_venc *e, const uint8_t *y, const uint8_t *u, const uint8_t *v,
	int ys, int cs, int w, int h, int64_t pts, int force_key)
{
	AVFrame *f = e->frame;
	int err = av_frame_make_writable(f);
	if (err < 0)
		return err;
	int ew = e->ctx->width, eh = e->ctx->height;
	fill_plane(f->data[0], f->linesize[0], ew, eh, y, ys, w, h);
	w = (w + 1) / 2, h = (h + 1) / 2, ew = (ew + 1) / 2, eh = (eh + 1) / 2;
	if (f->format == AV_PIX_FMT_NV12) {
		fill_pairs(f->data[1], f->linesize[1], ew, eh, u, v, cs, w, h);
	} else {
		fill_plane(f->data[1], f->linesize[1], ew, eh, u, cs, w, h);
		fill_plane(f->data[2], f->linesize[2], ew, eh, v, cs, w, h);
	}
	f->pts = pts;
	f->pict_type = force_key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
	if (e->hw && (err = upload(e)) < 0)
		return err;
	err = avcodec_send_frame(e->ctx, e->hw ? e->hw : f);
	if (err < 0)
		return err;
	av_packet_unref(e->pkt);
	err = avcodec_receive_packet(e->ctx, e->pkt);
	if (err == AVERROR(EAGAIN))
		return 0;
	if (err < 0)
		return err;
	e->key = (e->pkt->flags & AV_PKT_FLAG_KEY) != 0;
	return 1;
}

void oa_venc_set_rates(oa_venc *e, int64_t bit_rate, double fps)
{
	set_rate(e->ctx, llrint(bit_rate * av_q2d(e->ctx->framerate) / fps), bit_rate / 2);
}

void oa_venc_free(oa_venc *e)
{
	if (!e)
		return;
	avcodec_free_context(&e->ctx);
	av_frame_free(&e->frame);
	av_frame_free(&e->hw);
	av_packet_free(&e->pkt);
	av_free(e);
}
