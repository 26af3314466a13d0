// The reader's last step: pictures upright and square in their pixels, sound at
// 48 kHz stereo.
#include "reader.h"

#include <math.h>
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

// turn_of reads which way up a matrix shows a picture; angles between are
// rounded to quarters.
static oa_turn turn_of(const int32_t *m)
{
	if (!m || (!m[0] && !m[1] && !m[3] && !m[4]))
		return (oa_turn){0};
	double straight = fabs((double)m[0]) + fabs((double)m[4]), across = fabs((double)m[1]) + fabs((double)m[3]);
	if (across > straight)
		return (oa_turn){1, m[3] < 0, m[1] < 0};
	return (oa_turn){0, m[0] < 0, m[4] < 0};
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
	r->turn = turn_of(display_matrix(r, f));
	r->w = r->turn.transposed ? h : w;
	r->h = r->turn.transposed ? w : h;
	return w > 0 && h > 0 && w <= 16384 && h <= 16384 ? 0 : AVERROR_INVALIDDATA;
}

int oa_reader_picture(oa_reader *r, uint8_t *y, uint8_t *u, uint8_t *v, int ys, int cs)
{
	int err = oa_picture(&r->conv, r->frame, r->turn, (oa_planes){y, u, v, ys, cs, r->w, r->h});
	av_frame_unref(r->frame);
	return err;
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
