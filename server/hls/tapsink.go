package hls

import (
	"sync/atomic"
	"time"

	"onair/server/sfu"
)

// tapSink writes what a tap brings into the show's runs. The tap's goroutine calls it.
type tapSink struct {
	s     *show
	began time.Time
	has   atomic.Pointer[sfu.Kinds]
	over  atomic.Bool

	e        *epoch
	sps, pps []byte
	errs     int
	anew     int // runs in a row that were spoilt
}

// Many errors in a row end a run.
const sinkErrors = 30

func (k *tapSink) kinds() sfu.Kinds {
	if h := k.has.Load(); h != nil {
		return *h
	}
	return sfu.Kinds{Video: true, Audio: true}
}

// guarded calls what takes foreign bytes apart. A panic there ends the run.
func (k *tapSink) guarded(f func()) {
	if !k.s.o.cfg.Panics.Guard("hls", f) && k.e != nil {
		k.e.dead.Store(true)
		k.s.begin(nil)
		k.e = nil
	}
}

// leaveDead ends a run of which another part has panicked.
func (k *tapSink) leaveDead() {
	if k.e != nil && k.e.dead.Load() {
		k.s.begin(nil)
		k.e = nil
	}
}

// H264 implements sfu.Sink.
func (k *tapSink) H264(au [][]byte, key bool, pts, _ time.Duration) {
	k.leaveDead()
	k.guarded(func() { k.picture(au, key, pts) })
}

func (k *tapSink) picture(au [][]byte, key bool, pts time.Duration) {
	var sps, pps []byte
	if key {
		if sps, pps = parameterSets(au); sps != nil {
			k.sps, k.pps = sps, pps
		}
	}
	if k.e == nil || !k.e.fits(sps, pps, pts) || key && k.spoilt(pts) {
		if !key || k.sps == nil {
			return
		}
		k.renew(k.sps, k.pps)
	}
	if k.e != nil {
		k.e.rate.add(au, pts)
		k.check(k.e.picture(au, key, pts))
	}
}

// spoilt tells at a keyframe that the run is to begin anew with it.
func (k *tapSink) spoilt(pts time.Duration) bool {
	ends, spoilt := k.e.first.ends(pts)
	switch {
	case !ends:
		return false
	case !spoilt:
		k.anew = 0
		return false
	}
	k.anew++
	return k.anew <= unevenMost
}

// Opus implements sfu.Sink.
func (k *tapSink) Opus(packet []byte, pts time.Duration) {
	k.leaveDead()
	k.guarded(func() { k.packet(packet, pts) })
}

func (k *tapSink) packet(packet []byte, pts time.Duration) {
	if k.e == nil {
		if k.kinds().Video && pts < soundOnly {
			return
		}
		k.renew(nil, nil)
	}
	if k.e != nil {
		k.check(k.e.packet(packet, pts))
	}
}

// Over implements sfu.Sink.
func (k *tapSink) Over(sfu.Reason) {
	if k.e != nil {
		k.s.begin(nil)
	}
	k.over.Store(true)
}

// renew begins a new run.
func (k *tapSink) renew(sps, pps []byte) {
	e, err := newEpoch(k.began, sps, pps, k.kinds().Audio, func(err error) { k.s.log.Debug("hls muxer", "stream", k.s.stream, "err", err) })
	if err != nil {
		k.s.log.Warn("no HLS of a stream", "stream", k.s.stream, "err", err)
		k.s.failed.Store(&err)
		k.e = nil
		return
	}
	k.e, k.errs = e, 0
	k.s.begin(e)
}

// check ends a run that does not work any more; the next keyframe begins another.
func (k *tapSink) check(err error) {
	if err == nil {
		k.errs = 0
		return
	}
	if k.errs++; k.errs < sinkErrors {
		return
	}
	k.s.log.Info("HLS of a stream begins anew", "stream", k.s.stream, "err", err)
	k.s.begin(nil)
	k.e = nil
}
