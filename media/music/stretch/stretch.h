// A C face on SoundTouch.
#ifndef ONAIR_STRETCH_H
#define ONAIR_STRETCH_H

#ifdef __cplusplus
extern "C" {
#endif

void *oa_stretch_new(int rate, int channels);
void oa_stretch_free(void *s);
void oa_stretch_tempo(void *s, double tempo);
void oa_stretch_pitch(void *s, double ratio);
// oa_stretch_put returns 0, or -1 without memory; n counts frames.
int oa_stretch_put(void *s, const float *pcm, int n);
int oa_stretch_flush(void *s);
int oa_stretch_take(void *s, float *pcm, int n);
void oa_stretch_clear(void *s);

#ifdef __cplusplus
}
#endif
#endif
