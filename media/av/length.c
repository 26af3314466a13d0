// How long media is, where its own word for it is a guess or a promise.
#include "reader.h"

enum {
	LOOK_BACK = 2000000, // how far before its end a file is looked at
	SLACK = 500000,      // what headers round
	NO_FRAME = 1000,     // packets without a time and a length are none
};

// span reads packets to the end and returns where the last one ends.
static int64_t span(oa_reader *r, const oa_reader *owner)
{
	int64_t end = 0;
	r->shown = r->heard = (oa_clock){0};
	r->shift = 0;
	while (!oa_reader_interrupted((void *)owner) && av_read_frame(r->fmt, r->pkt) >= 0) {
		int i = r->pkt->stream_index;
		if (i == r->video || i == r->audio) {
			oa_clock *c = i == r->audio ? &r->heard : &r->shown;
			int64_t ts = r->pkt->pts != AV_NOPTS_VALUE && i == r->audio ? r->pkt->pts : r->pkt->dts;
			int64_t length = av_rescale_q(r->pkt->duration, r->fmt->streams[i]->time_base, AV_TIME_BASE_Q);
			if (length <= 0 && i == r->video && r->fps > 0)
				length = (int64_t)(AV_TIME_BASE / r->fps);
			int64_t at = oa_reader_time(r, c, i, ts, length);
			if (length > 0 || at > NO_FRAME)
				end = FFMAX(end, at + FFMAX(length, 0));
		}
		av_packet_unref(r->pkt);
	}
	return end;
}

// cut reports whether less is there than the file says.
static int cut(oa_reader *r, const oa_reader *owner)
{
	int64_t at = r->start + FFMAX(r->duration - LOOK_BACK, 0), end = 0;
	if (avformat_seek_file(r->fmt, -1, INT64_MIN, at, at, 0) < 0)
		return 1;
	while (!oa_reader_interrupted((void *)owner) && av_read_frame(r->fmt, r->pkt) >= 0) {
		int64_t ts = r->pkt->pts != AV_NOPTS_VALUE ? r->pkt->pts : r->pkt->dts;
		if (ts != AV_NOPTS_VALUE)
			end = FFMAX(end, av_rescale_q(ts + r->pkt->duration, r->fmt->streams[r->pkt->stream_index]->time_base, AV_TIME_BASE_Q) - r->start);
		av_packet_unref(r->pkt);
	}
	return end < r->duration - SLACK;
}

int64_t oa_reader_length(oa_reader *r, const oa_reader *owner, const oa_reader_config *cfg)
{
	int err = oa_reader_open(r, cfg);
	if (err < 0)
		return err;
	int guessed = r->duration == 0 || r->fmt->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE;
	if (!guessed) {
		if (!cut(r, owner))
			return r->duration;
		int64_t start = r->start;
		if ((err = avformat_seek_file(r->fmt, -1, INT64_MIN, start, start, AVSEEK_FLAG_ANY)) < 0)
			return r->duration;
	}
	return span(r, owner);
}
