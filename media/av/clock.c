// Times as the caller can use them: from 0, going forward, whatever the file has.
#include "reader.h"

enum {
	BACK = 1000000,           // further back than this is a new count, not disorder
	AHEAD_STREAM = 10000000,  // further ahead than this is one in a stream's format,
	AHEAD_FILE = 600000000,   // and this in a file's, whose pictures may stand long
	NEAR = 1000000,           // where the other stream's jump leads, this one follows
	USUAL_STEP = 40000,
	DENSE = 10, // what comes sooner than a tenth of a step has no time of its own
};

static int64_t distance(int64_t a, int64_t b)
{
	return a < b ? b - a : a - b;
}

// jumped: time breaks off, as where recordings are joined or a counter of 33
// bits begins anew. Both streams jump, one after the other.
static int64_t jumped(oa_reader *r, oa_clock *c, int64_t raw, int64_t expected)
{
	if (distance(raw + r->shift, expected) < NEAR)
		c->shift = r->shift;
	else
		r->shift = c->shift = expected - raw;
	return raw + c->shift;
}

int64_t oa_reader_time(oa_reader *r, oa_clock *c, int stream, int64_t ts, int64_t length)
{
	int64_t step = c->step > 0 ? c->step : USUAL_STEP, at;
	AVRational unit = r->fmt->streams[stream]->time_base;
	if (ts == AV_NOPTS_VALUE) // none
		at = c->started ? c->at + step : 0;
	else if (c->started && c->step > 0 && ts >= c->raw && av_rescale_q(ts - c->raw, unit, AV_TIME_BASE_Q) < step / DENSE)
		at = c->at + step; // a clock that stands still
	else {
		int64_t raw = av_rescale_q(ts, unit, AV_TIME_BASE_Q);
		if (!r->start_known) {
			r->start_known = 1;
			r->start = raw;
		}
		raw -= r->start;
		int64_t ahead = r->fmt->iformat->flags & AVFMT_TS_DISCONT ? AHEAD_STREAM : AHEAD_FILE;
		if (!c->started) {
			if (raw + r->shift < -BACK)
				r->shift = -raw;
			c->shift = r->shift;
		}
		at = raw + c->shift;
		if (c->started && (at < c->at - BACK || at > c->at + step + ahead))
			at = jumped(r, c, raw, c->at + step);
		if (c->started && at <= c->at)
			at = c->at + 1;
	}
	if (length > 0)
		c->step = length;
	c->raw = ts;
	c->at = at;
	c->started = 1;
	return at;
}
