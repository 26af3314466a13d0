// The colour table in C; apply_cgo.go says what it does.
#ifndef ONAIR_BEAUTY_GRADE_H
#define ONAIR_BEAUTY_GRADE_H

#include "plane.h"

void beauty_grade(plane y, plane cb, plane cr, const int16_t *luma, const int16_t *chroma, int strength);

#endif
