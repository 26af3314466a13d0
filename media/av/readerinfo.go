package av

// #include <stdlib.h>
// #include "reader.h"
import "C"

import (
	"net/url"
	"strings"
	"time"
	"unsafe"
)

// readerInfo is what is known of the media once it is open.
type readerInfo struct {
	duration     time.Duration
	video, audio bool
	w, h         int
	fps          float64
}

func readInfo(c *C.oa_reader) readerInfo {
	return readerInfo{
		duration: time.Duration(c.duration) * time.Microsecond,
		video:    c.vc != nil,
		audio:    c.ac != nil,
		w:        int(c.w),
		h:        int(c.h),
		fps:      float64(c.fps),
	}
}

// Duration is the length of the media, 0 if unknown (live streams, pictures).
// Where a file only guesses its length, or has less than it says, the first call
// reads it through, at some hundred megabytes a second.
func (r *Reader) Duration() time.Duration {
	r.measured.Do(func() {
		if d := r.measure(); d > 0 {
			r.info.duration = d
		}
	})
	return r.info.duration
}

// measure reads a file's length off its packets; 0 where that cannot be done.
func (r *Reader) measure() time.Duration {
	if !r.local {
		return 0
	}
	r.use.Lock()
	defer r.use.Unlock()
	if r.c == nil {
		return 0
	}
	c := C.oa_reader_new()
	if c == nil {
		return 0
	}
	defer C.oa_reader_free(c)
	url := C.CString(r.url)
	defer C.free(unsafe.Pointer(url))
	cfg := r.config(url)
	if r.opts.Data != nil {
		if cfg.data = copyData(r.opts.Data); cfg.data == nil {
			return 0
		}
		cfg.size = C.int64_t(len(r.opts.Data))
	}
	return time.Duration(max(C.oa_reader_length(c, r.c, &cfg), 0)) * time.Microsecond
}

// HasVideo reports whether pictures will come.
func (r *Reader) HasVideo() bool { return r.info.video }

// HasAudio reports whether sound will come.
func (r *Reader) HasAudio() bool { return r.info.audio }

// videoSize is the size of the first picture as shown; later ones may differ.
func (r *Reader) videoSize() (width, height int) { return r.info.w, r.info.h }

// FrameRate is the file's pictures a second, 0 if unknown.
func (r *Reader) FrameRate() float64 { return r.info.fps }

// safeName is a file's name, or of a URL what holds no password or stream key.
func safeName(name string) string {
	if !strings.Contains(name, "://") {
		return strings.TrimPrefix(name, "file:")
	}
	u, err := url.Parse(name)
	if err != nil {
		return "URL"
	}
	return u.Scheme + "://" + u.Host
}

// hideSecrets drops a library's message that repeats a part of a URL which
// may be a password or a stream key.
func hideSecrets(name, detail string) string {
	u, err := url.Parse(name)
	if err != nil || u.Host == "" {
		return detail
	}
	password, _ := u.User.Password()
	parts := append(strings.Split(u.Path, "/"), password)
	for _, values := range u.Query() {
		parts = append(parts, values...)
	}
	for _, p := range parts {
		if len(p) > 2 && strings.Contains(detail, p) {
			return ""
		}
	}
	return detail
}
