// Sound to the sample: files in memory, the choice of a track, exact ranges.
#include "reader.h"

#include <string.h>

enum {
	MEMORY_BLOCK = 32768,
	PREROLL = 250000, // microseconds that decoders need to be right again
	PREROLL_VORBIS = 2500000, // its times are right from the second page on
	COUNTED = 30000000, // up to here rough times are not trusted, but counted
	SEEKS = 4,
	JOIN_WITHIN = 200, // 1/s: what times may be off between frames that join
	JOIN_ROUGH = 50,   // the same where the container rounds times
	ORIGIN_WITHIN = 10, // 1/s: what counts as the encoder's delay
};

static int mem_read(void *arg, uint8_t *buf, int n)
{
	oa_reader *r = arg;
	int64_t left = r->mem.size - r->mem.at;
	if (left <= 0)
		return AVERROR_EOF;
	n = (int)FFMIN(left, n);
	memcpy(buf, r->mem.data + r->mem.at, n);
	r->mem.at += n;
	return n;
}

static int64_t mem_seek(void *arg, int64_t offset, int whence)
{
	oa_reader *r = arg;
	whence &= ~AVSEEK_FORCE;
	if (whence == AVSEEK_SIZE)
		return r->mem.size;
	if (whence == SEEK_CUR)
		offset += r->mem.at;
	else if (whence == SEEK_END)
		offset += r->mem.size;
	else if (whence != SEEK_SET)
		return AVERROR(EINVAL);
	if (offset < 0 || offset > r->mem.size)
		return AVERROR(EINVAL);
	return r->mem.at = offset;
}

int oa_reader_memory(oa_reader *r, uint8_t *data, int64_t size)
{
	if (!data)
		return 0;
	r->mem.data = data;
	r->mem.size = size;
	uint8_t *buf = av_malloc(MEMORY_BLOCK);
	if (!buf)
		return AVERROR(ENOMEM);
	r->io = avio_alloc_context(buf, MEMORY_BLOCK, 0, r, mem_read, NULL, mem_seek);
	if (!r->io) {
		av_free(buf);
		return AVERROR(ENOMEM);
	}
	r->fmt->pb = r->io;
	return 0;
}

int oa_reader_tracks(const oa_reader *r)
{
	int n = 0;
	for (unsigned i = 0; i < r->fmt->nb_streams; i++)
		n += r->fmt->streams[i]->codecpar->codec_type == AVMEDIA_TYPE_AUDIO;
	return n;
}

// oa_reader_track is the stream number of the i-th sound stream, or -1.
int oa_reader_track(oa_reader *r, int i)
{
	for (unsigned k = 0; i >= 0 && k < r->fmt->nb_streams; k++)
		if (r->fmt->streams[k]->codecpar->codec_type == AVMEDIA_TYPE_AUDIO && i-- == 0)
			return (int)k;
	return -1;
}

int oa_reader_select(oa_reader *r, int i, const oa_reader_config *cfg)
{
	int wanted = oa_reader_track(r, i), index;
	AVCodecContext *c = NULL;
	if (wanted < 0)
		return AVERROR_STREAM_NOT_FOUND;
	if (wanted == r->audio)
		return 0;
	int err = oa_reader_open_stream(r, AVMEDIA_TYPE_AUDIO, wanted, cfg, &index, &c);
	if (err < 0)
		return err;
	if (r->audio >= 0)
		r->fmt->streams[r->audio]->discard = AVDISCARD_ALL;
	avcodec_free_context(&r->ac);
	r->ac = c;
	r->audio = index;
	return 0;
}

static int seek(oa_reader *r, int64_t at)
{
	at = FFMAX(at, 0);
	// The very first packet may lie before the start: the decoder needs it.
	int err = at ? -1 : avformat_seek_file(r->fmt, -1, INT64_MIN, r->start - PREROLL, r->start - PREROLL, 0);
	if (err < 0)
		err = avformat_seek_file(r->fmt, -1, INT64_MIN, r->start + at, r->start + at, 0);
	if (err < 0)
		return err;
	avcodec_flush_buffers(r->ac);
	r->rng.aim = at;
	r->rng.at = -1;
	r->eof = 0;
	return 0;
}

static int rough(const oa_reader *r)
{
	AVRational samples = {1, r->ac->sample_rate / 4};
	return av_cmp_q(r->fmt->streams[r->audio]->time_base, samples) > 0;
}

static int64_t magnitude(int64_t x)
{
	return x < 0 ? -x : x;
}

// place finds out which samples the decoded frame holds, counted from the
// first sound.
static int64_t place(oa_reader *r)
{
	oa_range *g = &r->rng;
	int rate = r->ac->sample_rate;
	int64_t ts = r->frame->best_effort_timestamp;
	if (ts == AV_NOPTS_VALUE)
		return g->at >= 0 ? g->at : g->from;
	AVRational samples = {1, rate};
	int64_t start = av_rescale_q(r->start, AV_TIME_BASE_Q, samples);
	int64_t at = av_rescale_q(ts, r->fmt->streams[r->audio]->time_base, samples) - start;
	if (!r->origin_known) {
		r->origin_known = 1;
		r->origin = magnitude(at) < rate / ORIGIN_WITHIN ? at : 0;
	}
	at -= r->origin;
	if (g->at >= 0)
		return magnitude(at - g->at) < rate / (rough(r) ? JOIN_ROUGH : JOIN_WITHIN) ? g->at : at;
	if (g->aim == 0 && rough(r)) {
		int pad = r->fmt->streams[r->audio]->codecpar->initial_padding;
		if (magnitude(at + pad) < rate / JOIN_WITHIN)
			return -pad;
		if (magnitude(at) < rate / JOIN_WITHIN)
			return 0;
	}
	return at;
}

// first decodes the first frame, to learn where sound begins.
static int first(oa_reader *r)
{
	while (!r->origin_known && !r->eof) {
		if (oa_reader_interrupted(r))
			return AVERROR_EXIT;
		int err;
		if (oa_reader_receive(r, r->ac))
			place(r);
		else if ((err = oa_reader_feed(r)) < 0)
			return err;
	}
	return 0;
}

// length is where the track ends, if its container knows better than the last
// packet (MP4's edit list), in samples.
static int64_t length(oa_reader *r)
{
	AVStream *st = r->fmt->streams[r->audio];
	if (st->duration <= 0 || !strstr(r->fmt->iformat->name, "mp4"))
		return -1;
	return av_rescale_q(st->duration, st->time_base, (AVRational){1, r->ac->sample_rate});
}

int oa_reader_range(oa_reader *r, int64_t from, int64_t to, int join, int more)
{
	if (!r->ac || r->vc || r->ac->sample_rate <= 0)
		return AVERROR(EINVAL);
	int untouched = r->sound_end == 0 && !r->rng.on && !r->eof;
	int rate = r->ac->sample_rate;
	int64_t end = length(r);
	r->rng = (oa_range){.on = 1, .more = more, .aim = INT64_MIN, .at = -1};
	r->rng.from = av_rescale(from, rate, AV_TIME_BASE);
	r->rng.to = to < 0 ? end : av_rescale(to, rate, AV_TIME_BASE);
	if (end >= 0 && r->rng.to > end)
		r->rng.to = end;
	r->tail = r->bad = 0;
	r->sound_end = from;
	if (!join)
		swr_free(&r->swr);
	int live = r->duration == 0 || (r->fmt->iformat->flags & AVFMT_NOFILE);
	int64_t preroll = r->ac->codec_id == AV_CODEC_ID_VORBIS ? PREROLL_VORBIS : PREROLL;
	if (rough(r) && from < COUNTED)
		preroll = COUNTED;
	if (untouched && (live || from < preroll))
		return 0;
	if (live)
		return AVERROR(ESPIPE);
	int err = first(r);
	return err < 0 ? err : seek(r, from - preroll);
}

// too_late seeks further back when the first frame after a seek is past what
// was wanted: an index may be coarse, or wrong.
static int too_late(oa_reader *r, int64_t at)
{
	oa_range *g = &r->rng;
	if (g->at >= 0 || g->aim <= 0 || at <= g->from + r->ac->sample_rate / 500)
		return 0;
	if (++g->tries > SEEKS)
		return 0;
	int64_t back = g->aim - ((int64_t)AV_TIME_BASE << (2 * g->tries));
	return seek(r, g->tries == SEEKS ? 0 : back) >= 0;
}

// cut leaves of the frame what lies within the range and returns how much.
static int cut(AVFrame *f, int64_t at, const oa_range *g)
{
	int64_t skip = FFMAX(g->from - at, 0), n = f->nb_samples;
	if (g->to >= 0)
		n = FFMIN(n, g->to - at);
	n -= skip;
	if (n <= 0)
		return 0;
	int planar = av_sample_fmt_is_planar(f->format), channels = f->ch_layout.nb_channels;
	int64_t bytes = skip * av_get_bytes_per_sample(f->format) * (planar ? 1 : channels);
	for (int i = 0; skip && i < (planar ? channels : 1); i++)
		f->extended_data[i] += bytes;
	f->nb_samples = (int)n;
	return (int)n;
}

static int end_of_range(oa_reader *r)
{
	if (!r->tail && r->swr && !r->rng.more) {
		r->tail = 1;
		int err = oa_reader_give_sound(r, NULL);
		if (err != 0)
			return err;
	}
	return AVERROR_EOF;
}

int oa_reader_next_exact(oa_reader *r)
{
	oa_range *g = &r->rng;
	for (;;) {
		int err;
		if (oa_reader_interrupted(r))
			return AVERROR_EXIT;
		if (g->over)
			return end_of_range(r);
		if (oa_reader_receive(r, r->ac)) {
			int64_t at = place(r), n = r->frame->nb_samples;
			if (too_late(r, at))
				continue;
			g->at = at + n;
			g->over = g->to >= 0 && g->at >= g->to;
			if (cut(r->frame, at, g) == 0)
				continue;
			g->given += r->frame->nb_samples;
			r->frame->best_effort_timestamp = AV_NOPTS_VALUE; // counted on, not told
			if ((err = oa_reader_give_sound(r, r->frame)) != 0)
				return err;
			continue;
		}
		if (r->eof) {
			g->over = 1;
			continue;
		}
		if ((err = oa_reader_feed(r)) < 0) {
			oa_detail_take(r->detail);
			return err;
		}
	}
}
