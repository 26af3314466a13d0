// The inner loops of light in C; kernels_cgo.go says what they do.
#ifndef ONAIR_BEAUTY_LIGHT_H
#define ONAIR_BEAUTY_LIGHT_H

#include "plane.h"

// A function of a byte, in 16 straight pieces: base and the slope in it, in 1/32.
typedef struct {
	int16_t base[16];
	int8_t slope[16];
} bend;

typedef struct {
	bend luma;       // what becomes of luma
	bend gain;       // how much chroma is strengthened, in 1/64, by luma
	bend share;      // how much of the lamp is taken away, of 256, by luma
	int16_t cb, cr;  // the lamp, in 1/8
	int flat;        // luma stays
} tones;

void beauty_light(plane y, plane cb, plane cr, const tones *t, uint8_t *rows);

#endif
