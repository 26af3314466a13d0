package music

import "errors"

// open finds the sound; it takes as long as the file or server takes.
func (t *track) open() (source, int) {
	c := t.clip
	if c == nil && t.param.ShortFile {
		var err error
		if c, err = loadClip(t.ctx, t.param, shortClip, nil); err != nil && !errors.Is(err, errTooLong) {
			return nil, t.fail("load", err)
		}
	}
	if c != nil {
		t.know(1, c.duration)
		return newClipSource(c, t.param), OK
	}
	r, err := openFile(t.ctx, t.param)
	if err != nil {
		return nil, t.fail("open", err)
	}
	t.know(r.AudioTracks(), frames(r.Duration()))
	return newFileSource(r, t.param), OK
}

func (t *track) fail(what string, err error) int {
	code := Code(t.param.Path, err)
	if t.ctx.Err() == nil {
		t.p.log.Warn("music: "+what+" failed", "id", t.param.ID, "code", code, "err", err)
	}
	return code
}

func (t *track) know(tracks int, duration float64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.tracks, t.duration = tracks, duration
}
