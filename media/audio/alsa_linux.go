package audio

/*
#cgo pkg-config: alsa
#include <alsa/asoundlib.h>
#include <stdlib.h>

static int can_open(const char *name) {
	snd_pcm_t *pcm;
	int err = snd_pcm_open(&pcm, name, SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK);
	if (err >= 0 || err == -EBUSY || err == -EAGAIN) {
		if (err >= 0)
			snd_pcm_close(pcm);
		return 0;
	}
	return err;
}

static int has_card(void) {
	int card = -1;
	return snd_card_next(&card) >= 0 && card >= 0;
}
*/
import "C"

import (
	"fmt"
	"unsafe"

	"onair/media/hush"
)

// canReopen says that a new oto context may replace one whose device failed.
const canReopen = true

// probe reports whether a speaker can be opened. oto tries every name that
// alsa-lib knows and leaves a goroutine behind when it fails, hence the look
// before the leap. A busy device counts as one.
func probe() error {
	hush.Sound()
	name := C.CString("default")
	defer C.free(unsafe.Pointer(name))
	code := C.can_open(name)
	if code == 0 || C.has_card() != 0 {
		return nil
	}
	return fmt.Errorf("%w: %s", errNoDevice, C.GoString(C.snd_strerror(code)))
}
