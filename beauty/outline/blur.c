#include "blur.h"
#include <string.h>

#define BODY "blur_body.h"
#include "sets.h"

void beauty_blur(uint8_t *p, int w, int h, int r, uint8_t *tmp) { CHOOSE(blur, (p, w, h, r, tmp)); }
