// A video decoder with no delay of its own.
#ifndef ONAIR_AV_VDEC_H
#define ONAIR_AV_VDEC_H

#include "common.h"

typedef struct oa_vdec {
	AVCodecContext *ctx;
	AVPacket *pkt; // holds a padded copy of the input, used again when free
	AVFrame *frame, *next;
	oa_conv conv;
	int w, h; // of the last picture
	int64_t count; // packets
	int suspect;   // the last packet was damaged, or brought another's picture
} oa_vdec;

// oa_vdec_open: *err as for oa_venc_open.
oa_vdec *oa_vdec_open(enum AVCodecID id, int64_t max_pixels, int *err);

// oa_vdec_decode returns 1 with a picture (fetch it by oa_vdec_picture), 0 for
// none yet, or an AVERROR.
int oa_vdec_decode(oa_vdec *d, const uint8_t *data, int size);

int oa_vdec_picture(oa_vdec *d, uint8_t *y, uint8_t *u, uint8_t *v, int ys, int cs);
void oa_vdec_free(oa_vdec *d);

#endif
