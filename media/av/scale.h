// Scaling and conversion between pictures of the caller's.
#ifndef ONAIR_AV_SCALE_H
#define ONAIR_AV_SCALE_H

#include "common.h"
#include "yuv.h"

typedef struct oa_scaler {
	const oa_yuv *yuv; // NULL: swscale does it
	struct SwsContext *sws;
	AVFrame *tmp;      // libyuv: the scaled picture on its way to RGBA or back
	AVFrame *in, *out; // swscale: padded copies, since it reads and writes past row ends
} oa_scaler;

int oa_scale_i420(oa_scaler *s, const uint8_t *y, const uint8_t *u, const uint8_t *v, int ys, int cs, int w, int h,
	uint8_t *dy, uint8_t *du, uint8_t *dv, int dys, int dcs, int dw, int dh);
// oa_scale_to_rgba puts blue where red is if swapped is not 0.
int oa_scale_to_rgba(oa_scaler *s, const uint8_t *y, const uint8_t *u, const uint8_t *v, int ys, int cs, int w, int h,
	uint8_t *rgba, int stride, int dw, int dh, int swapped);
int oa_scale_from_rgba(oa_scaler *s, const uint8_t *rgba, int stride, int w, int h,
	uint8_t *dy, uint8_t *du, uint8_t *dv, int dys, int dcs, int dw, int dh);
// oa_scale_from_ycbcr takes full range planes whose chroma is halved as told.
int oa_scale_from_ycbcr(oa_scaler *s, const uint8_t *y, const uint8_t *u, const uint8_t *v, int ys, int cs, int w, int h,
	int halved_across, int halved_down, uint8_t *dy, uint8_t *du, uint8_t *dv, int dys, int dcs, int dw, int dh);
void oa_scaler_free(oa_scaler *s);

#endif
