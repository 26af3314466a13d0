// The reader's last step: pictures upright and square in their pixels, sound at
// 48 kHz stereo.
#include "reader.h"

#include <math.h>
#include <libavutil/display.h>
#include <libavutil/opt.h>

static const int32_t *display_matrix(oa_reader *r, const AVFrame *f)
{
	const AVFrameSideData *sd = av_frame_get_side_data(f, AV_FRAME_DATA_DISPLAYMATRIX);
	if (sd && sd->size >= 9 * sizeof(int32_t))
		return (const int32_t *)sd->data;
	AVStream *st = r->fmt->streams[r->video];
#if LIBAVCODEC_VERSION_MAJOR >= 61 // FFmpeg 7 moved it
	const AVPacketSideData *p = av_packet_side_data_get(st->codecpar->coded_side_data,
		st->codecpar->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
	return p && p->size >= 9 * sizeof(int32_t) ? (const int32_t *)p->data : NULL;
#else
	size_t size = 0;
	const uint8_t *p = av_stream_get_side_data(st, AV_PKT_DATA_DISPLAYMATRIX, &size);
	return p && size >= 9 * sizeof(int32_t) ? (const int32_t *)p : NULL;
#endif
}

static int quarter_turns(const int32_t *matrix)
{
	double deg = matrix ? av_display_rotation_get(matrix) : 0; // counterclockwise
	return isnan(deg) ? 0 : ((int)lrint(-deg / 90) % 4 + 4) % 4;
}

// oa_reader_measure finds the size at which f is shown, and its turn.
int oa_reader_measure(oa_reader *r, const AVFrame *f)
{
	AVRational sar = av_guess_sample_aspect_ratio(r->fmt, r->fmt->streams[r->video], (AVFrame *)f);
	int w = f->width, h = f->height;
	double k = sar.num > 0 && sar.den > 0 ? av_q2d(sar) : 1;
	if (k > 1 && k <= 4 && w * k <= 16384)
		w = lrint(w * k);
	else if (k < 1 && k >= 0.25 && h / k <= 16384)
		h = lrint(h / k);
	r->turn = quarter_turns(display_matrix(r, f));
	r->w = r->turn % 2 ? h : w;
	r->h = r->turn % 2 ? w : h;
	return w > 0 && h > 0 && w <= 16384 && h <= 16384 ? 0 : AVERROR_INVALIDDATA;
}

// turn_block turns the part of src from (x0, y0) up to (x1, y1).
static void turn_block(uint8_t *dst, int ds, const uint8_t *src, int ss, int w, int h, int quarters,
	int x0, int y0, int x1, int y1)
{
	for (int y = y0; y < y1; y++) {
		const uint8_t *row = src + (ptrdiff_t)y * ss;
		if (quarters == 2) {
			uint8_t *d = dst + (ptrdiff_t)(h - 1 - y) * ds;
			for (int x = x0; x < x1; x++)
				d[w - 1 - x] = row[x];
		} else if (quarters == 1) {
			for (int x = x0; x < x1; x++)
				dst[(ptrdiff_t)x * ds + h - 1 - y] = row[x];
		} else {
			for (int x = x0; x < x1; x++)
				dst[(ptrdiff_t)(w - 1 - x) * ds + y] = row[x];
		}
	}
}

// turn_plane writes src (w by h) to dst turned clockwise by quarters, in blocks
// whose rows and columns both fit the nearest cache.
static void turn_plane(uint8_t *dst, int ds, const uint8_t *src, int ss, int w, int h, int quarters)
{
	enum { BLOCK = 64 };
	for (int y = 0; y < h; y += BLOCK)
		for (int x = 0; x < w; x += BLOCK)
			turn_block(dst, ds, src, ss, w, h, quarters, x, y,
				x + BLOCK < w ? x + BLOCK : w, y + BLOCK < h ? y + BLOCK : h);
}

int oa_reader_picture(oa_reader *r, uint8_t *y, uint8_t *u, uint8_t *v, int ys, int cs)
{
	oa_planes dst = {y, u, v, ys, cs, r->w, r->h};
	int err;
	if (!r->turn) {
		err = oa_conv_i420(&r->conv, r->frame, dst);
		av_frame_unref(r->frame);
		return err;
	}
	int w = r->turn % 2 ? r->h : r->w, h = r->turn % 2 ? r->w : r->h;
	err = oa_ensure_frame(&r->upright, AV_PIX_FMT_YUV420P, w, h);
	if (err < 0)
		return err;
	AVFrame *t = r->upright;
	err = oa_conv_i420(&r->conv, r->frame,
		(oa_planes){t->data[0], t->data[1], t->data[2], t->linesize[0], t->linesize[1], w, h});
	av_frame_unref(r->frame);
	if (err < 0)
		return err;
	turn_plane(y, ys, t->data[0], t->linesize[0], w, h, r->turn);
	w = (w + 1) / 2, h = (h + 1) / 2;
	turn_plane(u, cs, t->data[1], t->linesize[1], w, h, r->turn);
	turn_plane(v, cs, t->data[2], t->linesize[2], w, h, r->turn);
	return 0;
}

static int configure_swr(oa_reader *r, const AVFrame *f)
{
	if (r->swr && r->swr_rate == f->sample_rate && r->swr_fmt == f->format &&
	    av_channel_layout_compare(&r->swr_layout, &f->ch_layout) == 0)
		return 0;
	swr_free(&r->swr);
	AVChannelLayout in = {0}, out = AV_CHANNEL_LAYOUT_STEREO;
	if (f->ch_layout.order == AV_CHANNEL_ORDER_UNSPEC)
		av_channel_layout_default(&in, f->ch_layout.nb_channels);
	else
		av_channel_layout_copy(&in, &f->ch_layout);
	int err = swr_alloc_set_opts2(&r->swr, &out, AV_SAMPLE_FMT_FLT, 48000, &in, f->format, f->sample_rate, 0, NULL);
	if (err >= 0) {
		av_opt_set_double(r->swr, "rematrix_maxval", 1, 0); // surround must not clip
		if (in.nb_channels == 1) { // both sides at full level, not 3 dB down
			static const double same[2] = {1, 1};
			swr_set_matrix(r->swr, same, 1);
		}
		err = swr_init(r->swr);
	}
	av_channel_layout_uninit(&in);
	if (err < 0) {
		swr_free(&r->swr);
		return err;
	}
	r->swr_rate = f->sample_rate;
	r->swr_fmt = f->format;
	return av_channel_layout_copy(&r->swr_layout, &f->ch_layout);
}

// oa_reader_resample fills pcm and returns its sample pairs.
int oa_reader_resample(oa_reader *r, const AVFrame *f)
{
	if (f) {
		int err = configure_swr(r, f);
		if (err < 0)
			return err;
	}
	int room = swr_get_out_samples(r->swr, f ? f->nb_samples : 0);
	if (room < 0)
		return room;
	if (room > r->pcm_cap) {
		av_free(r->pcm);
		r->pcm_cap = 0;
		r->pcm = av_malloc_array(room, 2 * sizeof(float));
		if (!r->pcm)
			return AVERROR(ENOMEM);
		r->pcm_cap = room;
	}
	uint8_t *out = (uint8_t *)r->pcm;
	r->pcm_n = swr_convert(r->swr, &out, r->pcm_cap, f ? (const uint8_t **)f->extended_data : NULL, f ? f->nb_samples : 0);
	return r->pcm_n;
}
