// What each of FFmpeg's encoders needs to be told for the same thing: no delay,
// no B-frames, a constant bit rate, a keyframe when asked.
#include "venc.h"

#include <string.h>
#include <libavutil/hwcontext.h>

static void set(AVDictionary **o, const char *const *pairs)
{
	for (; pairs[0]; pairs += 2)
		av_dict_set(o, pairs[0], pairs[1], 0);
}

static const char *const x264[] = {
	"preset", "superfast", "tune", "zerolatency", "profile", "baseline",
	"forced-idr", "1", "sc_threshold", "0", NULL,
};

static const char *const vpx[] = {
	"deadline", "realtime",
	"cpu-used", "-8", // negative: a fixed speed, not one that follows the load
	"lag-in-frames", "0", "auto-alt-ref", "0", "max-intra-rate", "900",
	"undershoot-pct", "100", "overshoot-pct", "15", NULL,
};

static const char *const nvenc[] = {
	"preset", "p3", "tune", "ull", "profile", "baseline", "rc", "cbr",
	"zerolatency", "1", "delay", "0", "forced-idr", "1", NULL,
};

static const char *const videotoolbox[] = {
	"realtime", "1", "profile", "constrained_baseline", "allow_sw", "0", NULL,
};

static const char *const qsv[] = {
	"profile", "baseline", "async_depth", "1", "forced_idr", "1", "look_ahead", "0", NULL,
};

static const char *const amf[] = {
	"usage", "ultralowlatency", "profile", "constrained_baseline", "rc", "cbr", "header_insertion_mode", "idr", NULL,
};

static const char *const mf[] = {
	"hw_encoding", "1", "rate_control", "cbr", "scenario", "live_streaming", NULL,
};

static const char *const vaapi[] = {
	"profile", "constrained_baseline", "rc_mode", "CBR", "async_depth", "1", NULL,
};

// use_vaapi opens the first device and a few pictures in its memory.
static int use_vaapi(oa_venc *e)
{
	AVCodecContext *c = e->ctx;
	AVBufferRef *device = NULL, *frames = NULL;
	int err = av_hwdevice_ctx_create(&device, AV_HWDEVICE_TYPE_VAAPI, NULL, NULL, 0);
	if (err < 0)
		return err;
	frames = av_hwframe_ctx_alloc(device);
	av_buffer_unref(&device);
	e->hw = av_frame_alloc();
	if (!frames || !e->hw) {
		av_buffer_unref(&frames);
		return AVERROR(ENOMEM);
	}
	AVHWFramesContext *f = (AVHWFramesContext *)frames->data;
	f->format = AV_PIX_FMT_VAAPI;
	f->sw_format = AV_PIX_FMT_NV12;
	f->width = c->width;
	f->height = c->height;
	f->initial_pool_size = 8;
	err = av_hwframe_ctx_init(frames);
	if (err < 0) {
		av_buffer_unref(&frames);
		return err;
	}
	c->hw_frames_ctx = frames; // freed with c
	c->pix_fmt = AV_PIX_FMT_VAAPI;
	return 0;
}

int oa_venc_options(oa_venc *e, const char *name, AVDictionary **o)
{
	AVCodecContext *c = e->ctx;
	e->format = c->pix_fmt = AV_PIX_FMT_YUV420P;
	if (!strcmp(name, "libx264")) {
		set(o, x264);
	} else if (!strcmp(name, "libvpx")) {
		// Equal minimum and maximum select libvpx's constant bit rate.
		c->rc_min_rate = c->bit_rate;
		c->qmin = 2;
		c->qmax = 63;
		set(o, vpx);
	} else if (!strcmp(name, "h264_nvenc")) {
		set(o, nvenc);
	} else if (!strcmp(name, "h264_videotoolbox")) {
		set(o, videotoolbox);
	} else if (!strcmp(name, "h264_qsv")) {
		e->format = c->pix_fmt = AV_PIX_FMT_NV12;
		set(o, qsv);
	} else if (!strcmp(name, "h264_amf")) {
		e->format = c->pix_fmt = AV_PIX_FMT_NV12;
		set(o, amf);
	} else if (!strcmp(name, "h264_mf")) {
		e->format = c->pix_fmt = AV_PIX_FMT_NV12;
		set(o, mf);
	} else if (!strcmp(name, "h264_vaapi")) {
		e->format = AV_PIX_FMT_NV12;
		set(o, vaapi);
		return use_vaapi(e);
	}
	return 0;
}
