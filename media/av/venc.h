// A video encoder: one picture in, one packet out.
#ifndef ONAIR_AV_VENC_H
#define ONAIR_AV_VENC_H

#include "common.h"

typedef struct oa_venc {
	AVCodecContext *ctx;
	AVFrame *frame; // the encoder's own copy of the picture
	AVPacket *pkt;  // the last packet, valid until the next call
	AVFrame *hw;    // a picture in the device's memory (VAAPI)
	enum AVPixelFormat format; // of frame
	int key;
	char detail[OA_DETAIL];
} oa_venc;

typedef struct oa_venc_config {
	const char *name; // FFmpeg's encoder
	int w, h;         // even for H.264
	double fps;
	int64_t bit_rate;
	int threads;
} oa_venc_config;

// oa_venc_open always gives a struct (NULL: no memory); *err tells how it went
// and detail why. Free it in any case.
oa_venc *oa_venc_open(const oa_venc_config *c, int *err);

// oa_venc_encode returns 1 with a packet in pkt, 0 for none yet, or an AVERROR.
// Planes may be smaller than the encoder's picture: edges are repeated.
int oa_venc_encode(oa_venc *e, const uint8_t *y, const uint8_t *u, const uint8_t *v,
	int ys, int cs, int w, int h, int64_t pts, int force_key);

// oa_venc_set_rates takes effect with the next picture, where the encoder can.
void oa_venc_set_rates(oa_venc *e, int64_t bit_rate, double fps);
void oa_venc_free(oa_venc *e);

// oa_venc_options sets what is particular to each encoder, before it is opened.
int oa_venc_options(oa_venc *e, const char *name, AVDictionary **o);

#endif
