#include "adec.h"

#include <string.h>
#include <libavutil/mem.h>
#include <libavutil/opt.h>

static int open_decoder(oa_adec *d, const uint8_t *config, int size)
{
	const AVCodec *codec = avcodec_find_decoder(AV_CODEC_ID_AAC);
	if (!codec)
		return AVERROR_DECODER_NOT_FOUND;
	d->pkt = av_packet_alloc();
	d->frame = av_frame_alloc();
	d->ctx = avcodec_alloc_context3(codec);
	if (!d->pkt || !d->frame || !d->ctx)
		return AVERROR(ENOMEM);
	d->ctx->extradata = av_mallocz(size + AV_INPUT_BUFFER_PADDING_SIZE);
	if (!d->ctx->extradata)
		return AVERROR(ENOMEM);
	memcpy(d->ctx->extradata, config, size);
	d->ctx->extradata_size = size;
	return avcodec_open2(d->ctx, codec, NULL);
}

oa_adec *oa_adec_open(const uint8_t *config, int size, int *err)
{
	oa_adec *d = av_mallocz(sizeof *d);
	if (d)
		*err = open_decoder(d, config, size);
	return d;
}

static int configure(oa_adec *d, AVFrame *f)
{
	if (d->swr && d->rate == f->sample_rate && d->fmt == f->format && av_channel_layout_compare(&d->layout, &f->ch_layout) == 0)
		return 0;
	swr_free(&d->swr);
	AVChannelLayout out = AV_CHANNEL_LAYOUT_STEREO;
	int err = swr_alloc_set_opts2(&d->swr, &out, AV_SAMPLE_FMT_FLT, 48000, &f->ch_layout, f->format, f->sample_rate, 0, NULL);
	if (err < 0)
		return err;
	av_opt_set_double(d->swr, "rematrix_maxval", 1, 0);
	if (f->ch_layout.nb_channels == 1) { // both sides at full level
		static const double same[2] = {1, 1};
		swr_set_matrix(d->swr, same, 1);
	}
	err = swr_init(d->swr);
	if (err < 0) {
		swr_free(&d->swr);
		return err;
	}
	d->rate = f->sample_rate;
	d->fmt = f->format;
	return av_channel_layout_copy(&d->layout, &f->ch_layout);
}

// take adds the frame's sound to pcm.
static int take(oa_adec *d)
{
	int err = configure(d, d->frame);
	if (err < 0)
		return err;
	int room = swr_get_out_samples(d->swr, d->frame->nb_samples);
	if (room < 0)
		return room;
	if (d->n + room > d->cap) {
		float *more = av_realloc_array(d->pcm, d->n + room, 2 * sizeof(float));
		if (!more)
			return AVERROR(ENOMEM);
		d->pcm = more;
		d->cap = d->n + room;
	}
	uint8_t *out = (uint8_t *)(d->pcm + 2 * d->n);
	int got = swr_convert(d->swr, &out, d->cap - d->n, (const uint8_t **)d->frame->extended_data, d->frame->nb_samples);
	if (got < 0)
		return got;
	d->n += got;
	return 0;
}

int oa_adec_decode(oa_adec *d, const uint8_t *data, int size)
{
	d->n = 0;
	int err = av_new_packet(d->pkt, size);
	if (err < 0)
		return err;
	memcpy(d->pkt->data, data, size);
	err = avcodec_send_packet(d->ctx, d->pkt);
	av_packet_unref(d->pkt);
	if (err < 0)
		return err;
	while ((err = avcodec_receive_frame(d->ctx, d->frame)) >= 0) {
		err = take(d);
		av_frame_unref(d->frame);
		if (err < 0)
			return err;
	}
	return err == AVERROR(EAGAIN) ? 0 : err;
}

void oa_adec_free(oa_adec *d)
{
	if (!d)
		return;
	avcodec_free_context(&d->ctx);
	av_packet_free(&d->pkt);
	av_frame_free(&d->frame);
	swr_free(&d->swr);
	av_channel_layout_uninit(&d->layout);
	av_free(d->pcm);
	av_free(d);
}
