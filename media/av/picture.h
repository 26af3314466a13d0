// The steps of oa_picture.
#ifndef ONAIR_AV_PICTURE_H
#define ONAIR_AV_PICTURE_H

#include "common.h"

// oa_colour is what YCbCr values mean.
typedef struct oa_colour {
	enum AVColorSpace space;
	enum AVColorPrimaries primaries;
	enum AVColorTransferCharacteristic transfer;
	int full;
} oa_colour;

// oa_flatten lays f over black, in c->flat: RGBA, YUV420P or YUV444P.
int oa_flatten(oa_conv *c, const AVFrame *f, enum AVPixelFormat fmt, int full);

// oa_uncomb takes the teeth out of what moved between two fields; the field
// whose lines are y % 2 == keep stays.
void oa_uncomb(oa_planes p, int keep);

// oa_lay turns src into dst.
void oa_lay(oa_planes src, oa_turn turn, oa_planes dst);

// oa_tone_needed: HDR and wide gamut need a table, all else oa_recolour.
int oa_tone_needed(const oa_colour *k);
int oa_tone_picture(oa_conv *c, const AVFrame *f, enum AVPixelFormat fmt, const oa_colour *k, oa_planes dst);
void oa_tone_free(struct oa_tone *t);

// oa_sws converts and scales src, as fmt, to dst.
int oa_sws(struct SwsContext **sws, const AVFrame *src, enum AVPixelFormat fmt, AVFrame *dst);

#endif
