package capture

import (
	"errors"
	"sync/atomic"
	"time"

	"github.com/pion/mediadevices/pkg/driver"
	"github.com/pion/mediadevices/pkg/io/audio"
	"github.com/pion/mediadevices/pkg/prop"
	"github.com/pion/mediadevices/pkg/wave"

	"onair/media"
)

// micFeed is one opening of a microphone: a goroutine that reads chunks, notes
// when they came and hands them to Run, which can so do without the driver when
// that is stuck. stop ends it.
type micFeed struct {
	found
	chunks chan micChunk
	free   chan []float32
	done   chan struct{}
	closed atomic.Bool
	err    error // why chunks was closed
}

type micChunk struct {
	data []float32
	at   time.Time
}

const (
	feedDepth = 32 // chunks
	// stopWithin is how long a driver may take to close before it is abandoned.
	stopWithin = 2 * time.Second
)

const (
	// micPeriod is the length of a chunk, and so the delay it brings.
	micPeriod = blockTime
	// micPeriods is how many fit into the system's buffer. They cost no delay
	// and let the program be busy for as long without losing sound.
	micPeriods = 16
)

// micProperties is what every microphone is asked for; miniaudio converts.
func micProperties() prop.Media {
	return prop.Media{Audio: prop.Audio{
		ChannelCount: media.Channels, SampleRate: media.SampleRate,
		SampleSize: 4, IsFloat: true, IsInterleaved: true, Latency: micPeriod,
	}}
}

// startFeed opens the microphone with this label. look says whether to see
// first which microphones there are; that takes a while.
func startFeed(label string, look bool) (*micFeed, error) {
	microphones.mu.Lock()
	defer microphones.mu.Unlock()
	if look {
		microphones.refreshLocked()
	}
	list := microphones.listLocked()
	f, ok := pick(list, label)
	if !ok {
		return nil, microphoneNotHere(label, list)
	}
	if microphones.inUse[f.key] {
		return nil, &Error{Code: Busy, Device: label, Err: errors.New("this program uses it already")}
	}
	if err := f.Open(); err != nil {
		return nil, deviceError(label, err, Busy)
	}
	r, err := f.Driver.(driver.AudioRecorder).AudioRecord(micProperties())
	if err != nil {
		return nil, deviceError(label, err, BadFormat)
	}
	microphones.inUse[f.key] = true
	feed := &micFeed{
		found: f, chunks: make(chan micChunk, feedDepth),
		free: make(chan []float32, feedDepth), done: make(chan struct{}),
	}
	go feed.read(r)
	return feed, nil
}

func (m *micFeed) read(r audio.Reader) {
	defer close(m.done)
	defer close(m.chunks)
	for !m.closed.Load() {
		a, release, err := r.Read()
		at := time.Now()
		if err != nil {
			if m.err = err; !errors.Is(err, errStopped) {
				m.err = deviceError(m.label, err, Unplugged)
			}
			return
		}
		in, ok := a.(*wave.Float32Interleaved)
		if !ok || in.Size.Channels != media.Channels {
			m.err = &Error{Code: BadFormat, Device: m.label, Err: errors.New("not 32-bit stereo")}
			release()
			return
		}
		var buf []float32
		select {
		case buf = <-m.free:
		default:
		}
		c := micChunk{append(buf[:0], in.Data...), at}
		release()
		select {
		case m.chunks <- c:
		default: // nobody takes them: drop the newest, Run sees the gap
		}
	}
}

// recycle gives a chunk's memory back.
func (m *micFeed) recycle(c micChunk) {
	select {
	case m.free <- c.data:
	default:
	}
}

// stop closes the microphone, which also frees a reader that is stuck in the
// driver. It returns false when the driver does not come back in time: then
// the goroutines are left behind and the driver is never used again.
func (m *micFeed) stop() bool {
	m.closed.Store(true)
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		_ = m.Close()
	}()
	late := time.NewTimer(stopWithin)
	defer late.Stop()
	for _, c := range []chan struct{}{closed, m.done} {
		select {
		case <-c:
		case <-late.C:
			microphones.abandon(m.found)
			return false
		}
	}
	microphones.release(m.found)
	return true
}
