#include "cells.h"

#define BODY "cells_body.h"
#include "sets.h"

void beauty_block_stats(plane y, uint16_t *sum, uint32_t *sq) { CHOOSE(block_stats, (y, sum, sq)); }
