#include "kernels.h"
#include <string.h>

#define BODY "kernels_body.h"
#include "sets.h"

makeup_sums beauty_makeup_mean(plane y, coverage c) { return CHOOSE(makeup_mean, (y, c)); }

void beauty_makeup_paint(plane y, plane cb, plane cr, coverage c, const pigment *g, int opacity) {
	CHOOSE(makeup_paint, (y, cb, cr, c, g, opacity));
}
