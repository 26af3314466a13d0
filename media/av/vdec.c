#include "vdec.h"

#include <string.h>

static int open_decoder(oa_vdec *d, enum AVCodecID id, int64_t max_pixels)
{
	const AVCodec *codec = avcodec_find_decoder(id);
	if (!codec)
		return AVERROR_DECODER_NOT_FOUND;
	d->ctx = avcodec_alloc_context3(codec);
	d->pkt = av_packet_alloc();
	d->frame = av_frame_alloc();
	d->next = av_frame_alloc();
	if (!d->ctx || !d->pkt || !d->frame || !d->next)
		return AVERROR(ENOMEM);
	d->ctx->thread_count = 1; // a second thread delays by a picture
	d->ctx->flags |= AV_CODEC_FLAG_LOW_DELAY;
	d->ctx->max_pixels = max_pixels;
	return avcodec_open2(d->ctx, codec, NULL);
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
	memcpy(p->data, data, size);
	memset(p->data + size, 0, AV_INPUT_BUFFER_PADDING_SIZE);
	return 0;
}

int oa_vdec_decode(oa_vdec *d, const uint8_t *data, int size)
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

int oa_vdec_picture(oa_vdec *d, uint8_t *y, uint8_t *u, uint8_t *v, int ys, int cs)
{
	oa_planes dst = {y, u, v, ys, cs, d->w, d->h};
	int err = oa_conv_i420(&d->conv, d->frame, dst);
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
