#include "vdec.h"

#include <string.h>

static int open_context(oa_vdec *d, const AVCodec *codec, int64_t max_pixels)
{
	AVCodecContext *c = d->ctx = avcodec_alloc_context3(codec);
	if (!c)
		return AVERROR(ENOMEM);
	c->thread_count = 1; // a second thread delays by a picture
	c->flags |= AV_CODEC_FLAG_LOW_DELAY;
	c->max_pixels = max_pixels;
	return avcodec_open2(c, codec, NULL);
}

static int reopen(oa_vdec *d)
{
	const AVCodec *codec = d->ctx->codec;
	int64_t max_pixels = d->ctx->max_pixels;
	AVCodecContext *old = d->ctx;
	int err = open_context(d, codec, max_pixels);
	if (err < 0) { // rather the old one than none
		avcodec_free_context(&d->ctx);
		d->ctx = old;
		return err;
	}
	avcodec_free_context(&old);
	d->suspect = 0;
	return 0;
}

static int open_decoder(oa_vdec *d, enum AVCodecID id, int64_t max_pixels)
{
	const AVCodec *codec = avcodec_find_decoder(id);
	if (!codec)
		return AVERROR_DECODER_NOT_FOUND;
	d->pkt = av_packet_alloc();
	d->frame = av_frame_alloc();
	d->next = av_frame_alloc();
	if (!d->pkt || !d->frame || !d->next)
		return AVERROR(ENOMEM);
	return open_context(d, codec, max_pixels);
}

oa_vdec *oa_vdec_open(enum AVCodecID id, int64_t max_pixels, int *err)
{
	oa_vdec *d = av_mallocz(sizeof *d);
	if (d)
		*err = open_decoder(d, id, max_pixels);
	return d;
}

// load copies the input behind a reference that the decoder may keep.
static int load(oa_vdec *d, const uint8_t *data, int size)
{
	AVPacket *p = d->pkt;
	size_t need = (size_t)size + AV_INPUT_BUFFER_PADDING_SIZE;
	if (!p->buf || !av_buffer_is_writable(p->buf) || p->buf->size < need) {
		av_packet_unref(p);
		int err = av_new_packet(p, size + size / 2);
		if (err < 0)
			return err;
	}
	p->data = p->buf->data;
	p->size = size;
	p->pts = ++d->count;
	memcpy(p->data, data, size);
	memset(p->data + size, 0, AV_INPUT_BUFFER_PADDING_SIZE);
	return 0;
}

static int decode(oa_vdec *d, const uint8_t *data, int size)
{
	int err = load(d, data, size);
	if (err < 0)
		return err;
	int sent = avcodec_send_packet(d->ctx, d->pkt);
	int got = 0;
	// Two pictures in one packet are rare; the newest is the one to show.
	while ((err = avcodec_receive_frame(d->ctx, d->next)) >= 0) {
		av_frame_unref(d->frame);
		av_frame_move_ref(d->frame, d->next);
		got = 1;
	}
	if (sent < 0 && sent != AVERROR(EAGAIN))
		return sent;
	if (err != AVERROR(EAGAIN))
		return err;
	if (!got)
		return 0;
	if (d->frame->decode_error_flags || (d->frame->flags & AV_FRAME_FLAG_CORRUPT))
		return AVERROR_INVALIDDATA;
	d->w = d->frame->width;
	d->h = d->frame->height;
	return 1;
}

// has_idr looks for a NAL unit of type 5 in Annex B (H.264, 7.4.1).
static int has_idr(const uint8_t *p, int size)
{
	for (int i = 0; i + 3 < size; i++)
		if (!p[i] && !p[i + 1] && p[i + 2] == 1 && (p[i + 3] & 31) == 5)
			return 1;
	return 0;
}

// starts_afresh reports whether nothing before the packet is needed to decode
// it. For VP9 and AV1, whose headers take more to read, it says yes: without
// its references a packet only gives an error.
static int starts_afresh(enum AVCodecID id, const uint8_t *p, int size)
{
	switch (id) {
	case AV_CODEC_ID_H264: return has_idr(p, size);
	case AV_CODEC_ID_VP8: return !(p[0] & 1); // RFC 6386, 9.1
	default: return 1;
	}
}

int oa_vdec_decode(oa_vdec *d, const uint8_t *data, int size)
{
	// Damage leaves traces that FFmpeg's flush does not remove: a packet held
	// on to (VP9, AV1), pictures held back for ever, tables (H.264).
	if (d->suspect && starts_afresh(d->ctx->codec_id, data, size)) {
		int err = reopen(d);
		if (err < 0)
			return err;
	}
	int got = decode(d, data, size);
	d->suspect = got < 0 || (got && d->frame->pts != d->pkt->pts);
	return got;
}

int oa_vdec_picture(oa_vdec *d, uint8_t *y, uint8_t *u, uint8_t *v, int ys, int cs)
{
	oa_planes dst = {y, u, v, ys, cs, d->w, d->h};
	int err = oa_picture(&d->conv, d->frame, (oa_turn){0}, dst);
	av_frame_unref(d->frame); // gives its buffer back to the decoder's pool
	return err;
}

void oa_vdec_free(oa_vdec *d)
{
	if (!d)
		return;
	avcodec_free_context(&d->ctx);
	av_packet_free(&d->pkt);
	av_frame_free(&d->frame);
	av_frame_free(&d->next);
	oa_conv_free(&d->conv);
	av_free(d);
}
