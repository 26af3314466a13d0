#include "venc.h"

#include <string.h>
#include <libavutil/opt.h>

// The clock of H.264 pictures, so that the frame rate can change as it runs.
// libvpx takes one tick as a picture's length, so VP8 counts pictures.
enum { CLOCK = 90000 };

static void set_rate(AVCodecContext *c, int64_t bit_rate)
{
	c->bit_rate = bit_rate;
	c->rc_max_rate = bit_rate;
	c->rc_buffer_size = bit_rate / 2;
}

static void options_x264(AVDictionary **o)
{
	av_dict_set(o, "preset", "superfast", 0);
	av_dict_set(o, "tune", "zerolatency", 0);
	av_dict_set(o, "profile", "baseline", 0);
	av_dict_set(o, "forced-idr", "1", 0);
	av_dict_set(o, "sc_threshold", "0", 0);
}

static void options_vpx(AVCodecContext *c, AVDictionary **o)
{
	// Equal minimum and maximum select libvpx's constant bit rate.
	c->rc_min_rate = c->bit_rate;
	c->qmin = 2;
	c->qmax = 56;
	av_dict_set(o, "deadline", "realtime", 0);
	av_dict_set(o, "cpu-used", "-8", 0); // negative: a fixed speed, not one that follows the load
	av_dict_set(o, "lag-in-frames", "0", 0);
	av_dict_set(o, "auto-alt-ref", "0", 0);
	av_dict_set(o, "max-intra-rate", "450", 0);
	av_dict_set(o, "undershoot-pct", "100", 0);
	av_dict_set(o, "overshoot-pct", "15", 0);
}

static AVRational rational(double fps)
{
	return av_d2q(fps, 100100);
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
	c->pix_fmt = AV_PIX_FMT_YUV420P;
	c->framerate = rational(cfg->fps);
	c->time_base = codec->id == AV_CODEC_ID_VP8 ? av_inv_q(c->framerate) : (AVRational){1, CLOCK};
	c->gop_size = 1 << 30; // the Go side asks for every keyframe
	c->max_b_frames = 0;
	c->thread_count = cfg->threads;
	c->color_range = AVCOL_RANGE_MPEG;
	c->colorspace = AVCOL_SPC_SMPTE170M;
	c->color_primaries = AVCOL_PRI_SMPTE170M;
	c->color_trc = AVCOL_TRC_SMPTE170M;
	set_rate(c, cfg->bit_rate);
	AVDictionary *o = NULL;
	if (!strcmp(codec->name, "libx264"))
		options_x264(&o);
	else if (!strcmp(codec->name, "libvpx"))
		options_vpx(c, &o);
	int err = avcodec_open2(c, codec, &o);
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
	e->frame->format = AV_PIX_FMT_YUV420P;
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
	fill_plane(f->data[1], f->linesize[1], ew, eh, u, cs, w, h);
	fill_plane(f->data[2], f->linesize[2], ew, eh, v, cs, w, h);
	f->pts = pts;
	f->pict_type = force_key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
	err = avcodec_send_frame(e->ctx, f);
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

void oa_venc_set_bit_rate(oa_venc *e, int64_t bit_rate)
{
	set_rate(e->ctx, bit_rate);
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
