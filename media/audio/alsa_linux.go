package audio

/*
#cgo pkg-config: alsa
#include <alsa/asoundlib.h>
#include <stdlib.h>

static void quiet(const char *file, int line, const char *function, int err, const char *fmt, ...) {}

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

static void be_quiet(void) {
	snd_lib_error_set_handler(quiet);
}
*/
import "C"

import (
	"fmt"
	"sync"
	"unsafe"
)

// canReopen says that a new oto context may replace one whose device failed.
const canReopen = true

// quietALSA keeps alsa-lib from writing to standard error. Its message handler
// belongs to the process; what went wrong is told by the returned codes anyway.
var quietALSA = sync.OnceFunc(func() { C.be_quiet() })

// probe reports whether a speaker can be opened. oto tries every name that
// alsa-lib knows and leaves a goroutine behind when it fails, hence the look
// before the leap. A busy device counts as one.
func probe() error {
	quietALSA()
	name := C.CString("default")
	defer C.free(unsafe.Pointer(name))
	code := C.can_open(name)
	if code == 0 || C.has_card() != 0 {
		return nil
	}
	return fmt.Errorf("%w: %s", errNoDevice, C.GoString(C.snd_strerror(code)))
}
