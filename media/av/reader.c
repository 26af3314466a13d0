#include "reader.h"

#include <string.h>
#include <libavutil/time.h>

enum { BAD_LIMIT = 500 }; // damaged packets in a row before the file is given up

int oa_reader_interrupted(void *arg)
{
	return atomic_load(&((oa_reader *)arg)->stop);
}

oa_reader *oa_reader_new(void)
{
	oa_reader *r = av_mallocz(sizeof *r);
	if (r)
		r->video = r->audio = -1;
	return r;
}

void oa_reader_stop(oa_reader *r)
{
	atomic_store(&r->stop, 1);
}

// probe looks at the streams, with decoders that refuse absurd pictures.
static int probe(oa_reader *r, int64_t max_pixels)
{
	unsigned n = r->fmt->nb_streams;
	AVDictionary **o = av_calloc(n + 1, sizeof *o);
	if (!o)
		return AVERROR(ENOMEM);
	for (unsigned i = 0; i < n; i++)
		av_dict_set_int(&o[i], "max_pixels", max_pixels, 0);
	int err = avformat_find_stream_info(r->fmt, n ? o : NULL);
	for (unsigned i = 0; i < n; i++)
		av_dict_free(&o[i]);
	av_free(o);
	return err;
}

// seeing_alpha gives libvpx for transparent WebM: FFmpeg's own decoders show the
// colours that nobody should see.
static const AVCodec *seeing_alpha(const AVStream *st, const AVCodec *codec)
{
	const AVDictionaryEntry *e = av_dict_get(st->metadata, "alpha_mode", NULL, 0);
	if (!e || !strcmp(e->value, "0"))
		return codec;
	enum AVCodecID id = st->codecpar->codec_id;
	const char *name = id == AV_CODEC_ID_VP9 ? "libvpx-vp9" : id == AV_CODEC_ID_VP8 ? "libvpx" : NULL;
	const AVCodec *better = name ? avcodec_find_decoder_by_name(name) : NULL;
	return better ? better : codec;
}

int oa_reader_open_stream(oa_reader *r, enum AVMediaType type, int wanted, const oa_reader_config *cfg, int *index, AVCodecContext **ctx)
{
	const AVCodec *codec = NULL;
	int i = av_find_best_stream(r->fmt, type, wanted, -1, &codec, 0);
	if (i < 0)
		return i;
	AVStream *st = r->fmt->streams[i];
	if (st->disposition & AV_DISPOSITION_ATTACHED_PIC)
		return AVERROR_STREAM_NOT_FOUND; // a record's cover is not its video
	codec = seeing_alpha(st, codec);
	AVCodecContext *c = avcodec_alloc_context3(codec);
	if (!c)
		return AVERROR(ENOMEM);
	int err = avcodec_parameters_to_context(c, st->codecpar);
	c->pkt_timebase = st->time_base;
	c->thread_count = cfg->threads;
	c->max_pixels = cfg->max_pixels;
	if (err >= 0)
		err = avcodec_open2(c, codec, NULL);
	if (err < 0) {
		avcodec_free_context(&c);
		return err;
	}
	st->discard = AVDISCARD_DEFAULT;
	*index = i;
	*ctx = c;
	return 0;
}

static int open_input(oa_reader *r, const oa_reader_config *cfg)
{
	r->pkt = av_packet_alloc();
	r->frame = av_frame_alloc();
	r->fmt = avformat_alloc_context();
	if (!r->pkt || !r->frame || !r->fmt) {
		av_free(cfg->data);
		return AVERROR(ENOMEM);
	}
	int err = oa_reader_memory(r, cfg->data, cfg->size);
	if (err < 0)
		return err;
	r->fmt->interrupt_callback = (AVIOInterruptCB){oa_reader_interrupted, r};
	AVDictionary *o = NULL;
	av_dict_set(&o, "pattern_type", "none", 0); // a % in a picture's name is a %
	err = avformat_open_input(&r->fmt, cfg->url, NULL, &o);
	av_dict_free(&o);
	return err < 0 ? err : probe(r, cfg->max_pixels);
}

int oa_reader_open(oa_reader *r, const oa_reader_config *cfg)
{
	oa_detail_clear();
	int err = open_input(r, cfg), verr = AVERROR_STREAM_NOT_FOUND, aerr = AVERROR_STREAM_NOT_FOUND;
	if (err < 0) {
		oa_detail_take(r->detail);
		return err;
	}
	for (unsigned i = 0; i < r->fmt->nb_streams; i++)
		r->fmt->streams[i]->discard = AVDISCARD_ALL;
	if (!cfg->no_video)
		verr = oa_reader_open_stream(r, AVMEDIA_TYPE_VIDEO, -1, cfg, &r->video, &r->vc);
	if (!cfg->no_audio)
		aerr = oa_reader_open_stream(r, AVMEDIA_TYPE_AUDIO, oa_reader_track(r, cfg->track), cfg, &r->audio, &r->ac);
	oa_detail_take(r->detail);
	if (verr < 0 && aerr < 0)
		return verr != AVERROR_STREAM_NOT_FOUND ? verr : aerr;
	r->start_known = r->fmt->start_time != AV_NOPTS_VALUE;
	r->start = r->start_known ? r->fmt->start_time : 0;
	r->duration = r->fmt->duration > 0 ? r->fmt->duration : 0;
	if (r->vc) {
		r->fps = av_q2d(av_guess_frame_rate(r->fmt, r->fmt->streams[r->video], NULL));
		r->frame->width = r->vc->width;
		r->frame->height = r->vc->height;
		err = oa_reader_measure(r, r->frame);
		av_frame_unref(r->frame);
		if (err < 0)
			return err;
	}
	return 0;
}

// receive takes a frame out of a decoder; 0 means that it has none.
int oa_reader_receive(oa_reader *r, AVCodecContext *c)
{
	if (!c)
		return 0;
	int err = avcodec_receive_frame(c, r->frame);
	if (err == AVERROR(EAGAIN) || err == AVERROR_EOF)
		return 0;
	if (err < 0) {
		r->bad++;
		return 0;
	}
	r->bad = 0;
	return 1;
}

static int64_t picture_step(const oa_reader *r)
{
	return r->fps > 0 ? (int64_t)(AV_TIME_BASE / r->fps) : 0;
}

static int give_picture(oa_reader *r)
{
	int64_t ts = r->frame->best_effort_timestamp;
	if (!r->shown.started) { // a seek that ended up too late must not be made again
		if (!r->rewound)
			r->first_picture = ts;
		else if (ts != r->first_picture)
			r->reopen = 1;
	}
	int64_t last = r->shown.at, started = r->shown.started;
	r->pts = oa_reader_time(r, &r->shown, r->video, ts, 0);
	if (r->fps > 0)
		r->shown.step = picture_step(r);
	else if (started && r->pts > last + 1)
		r->shown.step = r->pts - last;
	int err = oa_reader_measure(r, r->frame);
	return err < 0 ? err : OA_VIDEO;
}

// give_sound resamples frame (NULL: what the resampler still holds).
int oa_reader_give_sound(oa_reader *r, const AVFrame *f)
{
	int64_t ts = f && !r->rng.on ? f->best_effort_timestamp : AV_NOPTS_VALUE;
	int64_t held = r->swr ? swr_get_delay(r->swr, AV_TIME_BASE) : 0;
	int64_t at = r->sound_end;
	if (ts != AV_NOPTS_VALUE && f->sample_rate > 0)
		at = oa_reader_time(r, &r->heard, r->audio, ts, av_rescale(f->nb_samples, AV_TIME_BASE, f->sample_rate)) - held;
	else if (r->heard.started)
		r->heard.at += r->heard.step;
	int n = oa_reader_resample(r, f);
	if (n <= 0)
		return n;
	r->pts = at;
	r->sound_end = at + av_rescale(n, AV_TIME_BASE, 48000);
	return OA_AUDIO;
}

// feed reads one packet into its decoder; at the end it drains both.
int oa_reader_feed(oa_reader *r)
{
	int err = av_read_frame(r->fmt, r->pkt);
	if (err == AVERROR_EOF) {
		r->eof = 1;
		if (r->vc)
			avcodec_send_packet(r->vc, NULL);
		if (r->ac)
			avcodec_send_packet(r->ac, NULL);
		return 0;
	}
	if (err == AVERROR(EAGAIN)) {
		av_usleep(2000);
		return 0;
	}
	if (err < 0)
		return err;
	int i = r->pkt->stream_index;
	AVCodecContext *c = i == r->video ? r->vc : i == r->audio ? r->ac : NULL;
	if (c && avcodec_send_packet(c, r->pkt) < 0)
		r->bad++;
	av_packet_unref(r->pkt);
	return r->bad > BAD_LIMIT ? AVERROR_INVALIDDATA : 0;
}

int oa_reader_next(oa_reader *r)
{
	oa_detail_clear();
	if (r->rng.on)
		return oa_reader_next_exact(r);
	for (;;) {
		int err;
		if (oa_reader_interrupted(r))
			return AVERROR_EXIT;
		if (oa_reader_receive(r, r->vc))
			return give_picture(r);
		if (oa_reader_receive(r, r->ac)) {
			if ((err = oa_reader_give_sound(r, r->frame)) != 0)
				return err;
			continue;
		}
		if (r->eof) {
			if (!r->tail && r->swr) {
				r->tail = 1;
				if ((err = oa_reader_give_sound(r, NULL)) != 0)
					return err;
			}
			return AVERROR_EOF;
		}
		if ((err = oa_reader_feed(r)) < 0) {
			oa_detail_take(r->detail);
			return err;
		}
	}
}

// to_start seeks. Formats without an index find times by searching, and then
// miss what comes before the first complete picture: there the bytes are sure.
// What has neither is opened again.
static int to_start(oa_reader *r)
{
	const AVInputFormat *f = r->fmt->iformat;
	if ((f->flags & (AVFMT_TS_DISCONT | AVFMT_NOTIMESTAMPS)) && !(f->flags & AVFMT_NO_BYTE_SEEK) && !strstr(f->name, "ogg"))
		return av_seek_frame(r->fmt, -1, 0, AVSEEK_FLAG_BYTE);
	if (r->vc && !strstr(f->name, "mp4") && !strstr(f->name, "matroska"))
		return AVERROR(ESPIPE);
	int64_t start = r->fmt->start_time == AV_NOPTS_VALUE ? 0 : r->fmt->start_time;
	return avformat_seek_file(r->fmt, -1, INT64_MIN, start, start, 0);
}

int oa_reader_rewind(oa_reader *r)
{
	if (r->reopen || r->duration == 0 || (r->fmt->iformat->flags & AVFMT_NOFILE))
		return AVERROR(ESPIPE); // pictures and live streams only claim to seek
	int err = to_start(r);
	if (err < 0)
		return err;
	if (r->vc)
		avcodec_flush_buffers(r->vc);
	if (r->ac)
		avcodec_flush_buffers(r->ac);
	swr_free(&r->swr);
	r->eof = r->tail = r->bad = 0;
	r->rng.on = 0;
	r->sound_end = r->pts = r->shift = 0;
	r->shown = r->heard = (oa_clock){0};
	r->rewound = 1;
	return 0;
}

void oa_reader_free(oa_reader *r)
{
	if (!r)
		return;
	avcodec_free_context(&r->vc);
	avcodec_free_context(&r->ac);
	avformat_close_input(&r->fmt);
	if (r->io)
		av_freep(&r->io->buffer);
	avio_context_free(&r->io);
	av_free(r->mem.data);
	av_packet_free(&r->pkt);
	av_frame_free(&r->frame);
	swr_free(&r->swr);
	av_channel_layout_uninit(&r->swr_layout);
	oa_conv_free(&r->conv);
	av_free(r->pcm);
	av_free(r);
}
