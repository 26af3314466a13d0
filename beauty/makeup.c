//go:build cgo

#include "makeup.h"
#include <string.h>

#define BODY "makeup_body.h"
#include "sets.h"

void beauty_makeup_blur(uint8_t *p, int w, int h, int r, uint8_t *tmp) { CHOOSE(makeup_blur, (p, w, h, r, tmp)); }

makeup_sums beauty_makeup_mean(plane y, coverage c) { return CHOOSE(makeup_mean, (y, c)); }

void beauty_makeup_paint(plane y, plane cb, plane cr, coverage c, const pigment *g, int opacity) {
	CHOOSE(makeup_paint, (y, cb, cr, c, g, opacity));
}
