#include "stretch.h"

#include <SoundTouch.h>

static_assert(sizeof(soundtouch::SAMPLETYPE) == sizeof(float), "SoundTouch is built for integers");

using soundtouch::SoundTouch;

static SoundTouch *of(void *s) { return static_cast<SoundTouch *>(s); }

// attempt keeps C++'s exceptions (no memory) from crossing into Go.
template <typename F> static int attempt(F f)
{
	try {
		f();
		return 0;
	} catch (...) {
		return -1;
	}
}

void *oa_stretch_new(int rate, int channels)
{
	SoundTouch *s = nullptr;
	attempt([&] {
		s = new SoundTouch();
		s->setSampleRate(rate);
		s->setChannels(channels);
	});
	return s;
}

void oa_stretch_free(void *s) { delete of(s); }
void oa_stretch_tempo(void *s, double tempo) { attempt([&] { of(s)->setTempo(tempo); }); }
void oa_stretch_pitch(void *s, double ratio) { attempt([&] { of(s)->setPitch(ratio); }); }
int oa_stretch_put(void *s, const float *pcm, int n) { return attempt([&] { of(s)->putSamples(pcm, n); }); }
int oa_stretch_flush(void *s) { return attempt([&] { of(s)->flush(); }); }
int oa_stretch_take(void *s, float *pcm, int n) { return (int)of(s)->receiveSamples(pcm, n); }
void oa_stretch_clear(void *s) { of(s)->clear(); }
