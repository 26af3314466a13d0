#include "common.h"

#include <stdio.h>
#include <string.h>
#include <libavutil/log.h>

static _Thread_local char last_line[OA_DETAIL];

static void on_log(void *avcl, int level, const char *fmt, va_list args)
{
	if (level > AV_LOG_ERROR)
		return;
	char line[OA_DETAIL];
	vsnprintf(line, sizeof line, fmt, args);
	size_t n = strcspn(line, "\r\n");
	line[n] = 0;
	if (n > 0)
		memcpy(last_line, line, n + 1);
}

void oa_setup(void)
{
	av_log_set_level(AV_LOG_ERROR);
	av_log_set_callback(on_log);
}

void oa_detail_clear(void)
{
	last_line[0] = 0;
}

void oa_detail_take(char dst[OA_DETAIL])
{
	memcpy(dst, last_line, OA_DETAIL);
	dst[OA_DETAIL - 1] = 0;
}

void oa_copy_plane(uint8_t *dst, int ds, const uint8_t *src, int ss, int w, int h)
{
	if (ds == ss && ds == w) {
		memcpy(dst, src, (size_t)w * h);
		return;
	}
	for (int y = 0; y < h; y++)
		memcpy(dst + (ptrdiff_t)y * ds, src + (ptrdiff_t)y * ss, w);
}

int oa_ensure_frame(AVFrame **f, enum AVPixelFormat fmt, int w, int h)
{
	if (*f && (*f)->format == fmt && (*f)->width == w && (*f)->height == h)
		return 0;
	av_frame_free(f);
	*f = av_frame_alloc();
	if (!*f)
		return AVERROR(ENOMEM);
	(*f)->format = fmt;
	(*f)->width = w;
	(*f)->height = h;
	int err = av_frame_get_buffer(*f, 0);
	if (err < 0)
		av_frame_free(f);
	return err;
}
