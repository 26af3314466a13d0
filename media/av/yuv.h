// libyuv, found while the program runs: its conversions are several times
// swscale's speed, but not every system has it.
#ifndef ONAIR_AV_YUV_H
#define ONAIR_AV_YUV_H

#include <stdint.h>

// oa_yuv holds the functions used. libyuv names formats by their bytes in a
// little endian word, so its ABGR is image.RGBA's order.
typedef struct oa_yuv {
	int (*i420_scale)(const uint8_t *, int, const uint8_t *, int, const uint8_t *, int, int, int,
		uint8_t *, int, uint8_t *, int, uint8_t *, int, int, int, int);
	int (*i420_to_abgr)(const uint8_t *, int, const uint8_t *, int, const uint8_t *, int,
		uint8_t *, int, int, int);
	int (*i420_to_argb)(const uint8_t *, int, const uint8_t *, int, const uint8_t *, int,
		uint8_t *, int, int, int);
	int (*i420_mirror)(const uint8_t *, int, const uint8_t *, int, const uint8_t *, int,
		uint8_t *, int, uint8_t *, int, uint8_t *, int, int, int);
	int (*abgr_to_i420)(const uint8_t *, int, uint8_t *, int, uint8_t *, int, uint8_t *, int, int, int);
} oa_yuv;

// oa_yuv_mirror flips planes left to right.
int oa_yuv_mirror(const oa_yuv *l, const uint8_t *y, const uint8_t *u, const uint8_t *v, int ys, int cs,
	uint8_t *dy, uint8_t *du, uint8_t *dv, int dys, int dcs, int w, int h);

// oa_yuv_load fills *y and returns 1 if libyuv is there. Call once.
int oa_yuv_load(oa_yuv *y);

#endif
