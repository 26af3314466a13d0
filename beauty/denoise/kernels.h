// The inner loops of denoise in C; kernels_cgo.go says what they do.
#ifndef ONAIR_BEAUTY_DENOISE_H
#define ONAIR_BEAUTY_DENOISE_H

#include "plane.h"

typedef struct {
	plane of[3];
} picture;

typedef struct {
	int8_t x, y;
} step;

// A test of how well a place matches: 256 up to lo, 0 from lo+span on, inv is 256<<16 / span.
typedef struct {
	int lo, span, inv;
} limit;

typedef struct {
	limit differ, luma, chroma; // of the sum of differences; of the differences' sums
	int most;                   // the highest age, in 1/16 pictures
	int cw, ch;                 // cells
} gates;

void denoise_reduce(plane y, plane small);
void denoise_coarse(plane now, plane was, step *steps, int bw, int bh, int still);
void denoise_search(plane now, plane was, const step *coarse, const step *before, step *steps, int bw, int bh, int floor);
void denoise_weigh(picture now, picture was, const step *steps, int bw, gates g,
	const uint8_t *ages, uint8_t *aged, uint8_t *weights, int *luma, int *chroma);
void denoise_soften(const uint8_t *from, uint8_t *to, int cw, int ch);
void denoise_settle(plane now, plane was, plane next, const step *steps, int bw, const uint8_t *weights, int cw, int ch,
	int half, int lo, int span, int16_t *rows);

#endif
