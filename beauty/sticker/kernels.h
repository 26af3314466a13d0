// The drawing of stickers in C; kernels.go says what each function does.
#ifndef ONAIR_BEAUTY_STICKER_H
#define ONAIR_BEAUTY_STICKER_H

#include "plane.h"

typedef struct {
	const uint8_t *p;
	int w, h;                       // texels inside the border
	int32_t u, v, ux, vx, uy, vy;   // 16.16
	int x0, y0, x1, y1;             // even, in luma pixels
	int opacity;                    // 0..256
	const uint8_t *hide;            // 255: hidden
	int hx0, hy0, hx1, hy1;
	const int32_t *nodes;           // u and v of every 1 << shift pixels; 0: all go by u to vy
	int shift, cols;
	int lit, base, slope, low, high; // in 1/128; slope by the luma below in 1/256 of that
	int lcb, lcr;                   // 1/256 of luma
} drawing;

typedef struct {
	uint8_t *y, *a, *cb, *cr, *ca;
} layer_rows;

void beauty_sticker_draw(plane y, plane cb, plane cr, drawing d, uint8_t *rows);
void beauty_sticker_fill(drawing d, layer_rows to);
void beauty_sticker_over(plane y, plane cb, plane cr, layer_rows from, const int32_t *spans, int opacity);

#endif
