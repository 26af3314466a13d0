#include "kernels.h"
#include <string.h>

typedef uint16_t v8u16 __attribute__((vector_size(16)));
typedef uint8_t v8u8 __attribute__((vector_size(8)));

#define BODY "kernels_body.h"
#include "sets.h"

void beauty_sticker_draw(plane y, plane cb, plane cr, drawing d, uint8_t *rows) {
	CHOOSE(sticker_draw, (y, cb, cr, d, rows));
}

void beauty_sticker_fill(drawing d, layer_rows to) { CHOOSE(sticker_fill, (d, to)); }

void beauty_sticker_over(plane y, plane cb, plane cr, layer_rows from, const int32_t *spans, int opacity) {
	CHOOSE(sticker_over, (y, cb, cr, from, spans, opacity));
}
