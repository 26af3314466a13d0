// The colour table in C; apply_cgo.go says what it does.
#ifndef ONAIR_BEAUTY_GRADE_H
#define ONAIR_BEAUTY_GRADE_H

#include "plane.h"

typedef struct {
	uint8_t luma[256];
	uint16_t chroma[256]; // Cb in the low byte
} grade_row;

// Rows, one a chroma, made when it is first met. index is 0 or which row,
// from 1 on; made are there, most may be.
typedef struct {
	uint16_t *index;
	grade_row *rows;
	int *missed; // blocks that there was no row for
	int made, most;
} grade_rows;

int beauty_grade(plane y, plane cb, plane cr, const int16_t *luma, const int16_t *chroma, int strength, grade_rows k);

#endif
