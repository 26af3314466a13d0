// A decoder of AAC packets, out as 48 kHz stereo.
#ifndef ONAIR_AV_ADEC_H
#define ONAIR_AV_ADEC_H

#include <libavcodec/avcodec.h>
#include <libswresample/swresample.h>

typedef struct oa_adec {
	AVCodecContext *ctx;
	AVPacket *pkt;
	AVFrame *frame;
	struct SwrContext *swr;
	int rate, fmt;
	AVChannelLayout layout;
	float *pcm; // stereo
	int cap, n; // sample pairs
} oa_adec;

// oa_adec_open: config is the AudioSpecificConfig; *err as for oa_venc_open.
oa_adec *oa_adec_open(const uint8_t *config, int size, int *err);

// oa_adec_decode decodes one packet into pcm and n, or returns an AVERROR.
int oa_adec_decode(oa_adec *d, const uint8_t *data, int size);
void oa_adec_free(oa_adec *d);

#endif
