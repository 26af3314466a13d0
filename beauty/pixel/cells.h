// The statistics of cells in C; cells_cgo.go says what they are.
#ifndef ONAIR_BEAUTY_CELLS_H
#define ONAIR_BEAUTY_CELLS_H

#include "plane.h"

void beauty_block_stats(plane y, uint16_t *sum, uint32_t *sq);

#endif
