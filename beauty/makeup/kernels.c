#include "floats.h"
#include "kernels.h"
#include <string.h>

#define BODY "kernels_body.h"
#include "sets.h"

makeup_sums beauty_makeup_mean(plane y, coverage c) { return CHOOSE(makeup_mean, (y, c)); }

makeup_below beauty_makeup_below(plane cb, plane cr, coverage c) { return CHOOSE(makeup_below, (cb, cr, c)); }

void beauty_makeup_paint(plane y, plane cb, plane cr, coverage c, const pigment *g, int opacity) {
	CHOOSE(makeup_paint, (y, cb, cr, c, g, opacity));
}

void beauty_makeup_hair(plane y, plane cb, plane cr, coverage c, uint8_t *to, const uint8_t *may, const uint8_t *crown, int stride, const hair_colours *h) {
	CHOOSE(makeup_hair, (y, cb, cr, c, to, may, crown, stride, h));
}
