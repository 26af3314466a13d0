// What the C side of the package shares: errors, the log and I420 output.
#ifndef ONAIR_AV_COMMON_H
#define ONAIR_AV_COMMON_H

#include <stdint.h>
#include <libavcodec/avcodec.h>
#include <libavutil/frame.h>
#include <libswscale/swscale.h>

#define OA_DETAIL 256

// oa_setup installs the log callback. Call once.
void oa_setup(void);

// oa_detail_clear and oa_detail_take keep the last error line that FFmpeg
// logged on this thread: clear before a call, take after it.
void oa_detail_clear(void);
void oa_detail_take(char dst[OA_DETAIL]);

// oa_planes is a picture in memory that is not FFmpeg's.
typedef struct oa_planes {
	uint8_t *y, *u, *v;
	int ys, cs, w, h;
} oa_planes;

// oa_conv holds what oa_picture needs again for the next frame.
typedef struct oa_conv {
	struct SwsContext *sws, *flat_sws, *size_sws;
	AVFrame *out;   // what swscale writes
	AVFrame *flat;  // without transparency
	AVFrame *whole; // before it is scaled
	AVFrame *lying; // before it is turned
	struct oa_tone *tone;
} oa_conv;

// oa_turn says how a picture is to be laid down: rows become columns, then
// left and right, top and bottom change places.
typedef struct oa_turn {
	int transposed, mirrored, upended;
} oa_turn;

// oa_picture is the one way from any frame to a limited range BT.601 I420
// picture of SDR: over black where it is transparent, without the comb of
// interlacing, in dst's size, turned. It honours the frame's own range, matrix,
// primaries and transfer.
int oa_picture(oa_conv *c, const AVFrame *src, oa_turn turn, oa_planes dst);
void oa_conv_free(oa_conv *c);

// oa_ensure_frame gives *f planes of its own, padded and aligned for SIMD.
int oa_ensure_frame(AVFrame **f, enum AVPixelFormat fmt, int w, int h);

void oa_copy_plane(uint8_t *dst, int ds, const uint8_t *src, int ss, int w, int h);

#endif
