// Reading media: demultiplexing and decoding, in file order.
#ifndef ONAIR_AV_READER_H
#define ONAIR_AV_READER_H

#include <stdatomic.h>
#include <libavformat/avformat.h>
#include <libswresample/swresample.h>
#include "common.h"

enum { OA_VIDEO = 1, OA_AUDIO = 2 };

// oa_range is a stretch of sound given exactly, in samples of the file's rate.
typedef struct oa_range {
	int on, over;
	int more;         // another range will follow without a seam
	int tries;        // seeks that ended up too late
	int64_t aim;      // where the last seek went, microseconds; INT64_MIN: nowhere
	int64_t from, to; // to < 0: the end
	int64_t at;       // the next sample; < 0: not known
	int64_t given;    // samples given to the resampler
} oa_range;

// oa_clock is what is known of one stream's times, in microseconds.
typedef struct oa_clock {
	int started;
	int64_t raw;   // the last one as the file has it
	int64_t at;    // and as it was given
	int64_t step;  // how long that unit lasts; 0: not known
	int64_t shift; // from the file's count to ours
} oa_clock;

typedef struct oa_reader {
	AVFormatContext *fmt;
	atomic_int stop; // set from any thread: blocking calls give up
	int video, audio; // stream numbers, -1 for none
	AVCodecContext *vc, *ac;
	AVPacket *pkt;
	AVFrame *frame;   // the last decoded frame
	oa_conv conv;
	oa_turn turn;     // to show it upright
	int w, h;         // of the last picture, as shown
	double fps;
	int64_t start, duration; // microseconds; duration 0: unknown
	int start_known;
	int64_t shift;  // of the stream that jumped last
	oa_clock shown; // the pictures'
	oa_clock heard; // the sound's
	int64_t first_picture; // the file's own time of it, to know it again
	int rewound, reopen;
	struct SwrContext *swr;
	int swr_rate, swr_fmt;
	AVChannelLayout swr_layout;
	float *pcm; // stereo, 48 kHz
	int pcm_cap, pcm_n;
	int64_t sound_end; // where the sound given so far ends
	int64_t pts; // microseconds from the start, of the last unit
	int eof, tail, bad;
	oa_range rng;
	int origin_known;
	int64_t origin; // where the first sound is, in samples from start
	struct { uint8_t *data; int64_t size, at; } mem;
	AVIOContext *io; // reads mem
	char detail[OA_DETAIL];
} oa_reader;

typedef struct oa_reader_config {
	const char *url;
	uint8_t *data; // the file itself, of av_malloc; the reader takes it
	int64_t size;
	int no_video, no_audio, threads;
	int track; // which of the sound streams, -1: the best
	int64_t max_pixels;
} oa_reader_config;

oa_reader *oa_reader_new(void);
int oa_reader_open(oa_reader *r, const oa_reader_config *c);

// oa_reader_next returns OA_VIDEO (then oa_reader_picture), OA_AUDIO (pcm,
// pcm_n), AVERROR_EOF, or another AVERROR.
int oa_reader_next(oa_reader *r);
int oa_reader_picture(oa_reader *r, uint8_t *y, uint8_t *u, uint8_t *v, int ys, int cs);
int oa_reader_rewind(oa_reader *r);
void oa_reader_stop(oa_reader *r);
void oa_reader_free(oa_reader *r);

// oa_reader_range gives only sound from here on, of [from, to) microseconds.
int oa_reader_range(oa_reader *r, int64_t from, int64_t to, int join, int more);
int oa_reader_tracks(const oa_reader *r);
int oa_reader_track(oa_reader *r, int i);
int oa_reader_select(oa_reader *r, int i, const oa_reader_config *c);

// oa_reader_length opens what owner reads once more, with r, and returns its
// true length, 0 without one, or an AVERROR.
int64_t oa_reader_length(oa_reader *r, const oa_reader *owner, const oa_reader_config *cfg);

// Inside.
int oa_reader_measure(oa_reader *r, const AVFrame *f);
int oa_reader_resample(oa_reader *r, const AVFrame *f);

int64_t oa_reader_time(oa_reader *r, oa_clock *c, int stream, int64_t ts, int64_t length);
int oa_reader_receive(oa_reader *r, AVCodecContext *c);
int oa_reader_feed(oa_reader *r);
int oa_reader_give_sound(oa_reader *r, const AVFrame *f);
int oa_reader_next_exact(oa_reader *r);
int oa_reader_open_stream(oa_reader *r, enum AVMediaType type, int wanted, const oa_reader_config *cfg, int *index, AVCodecContext **ctx);
int oa_reader_interrupted(void *reader);
int oa_reader_memory(oa_reader *r, uint8_t *data, int64_t size);

#endif
