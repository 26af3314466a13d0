package capture

import (
	"sync"
	"time"

	"onair/media"
)

const (
	// The decoder reads on until both kinds have this much waiting,
	enoughFrames = 3
	enoughSound  = media.SampleRate / 2
	// or one of them has this much: the file is badly interleaved.
	mostFrames = 30
	mostSound  = 10 * media.SampleRate
)

// fileQueue stands between a file's decoder and its player. Positions are
// counted from the start of the run, over all loops.
type fileQueue struct {
	video, audio bool // what is wanted

	mu     sync.Mutex
	frames []timedFrame
	pcm    []float32 // interleaved stereo that begins
	pcmAt  int64     // at this sample
	end    error     // why the decoder stopped; errPlayed at the end
	ended  bool

	ready chan struct{} // something came in
	space chan struct{} // something went out
}

type timedFrame struct {
	frame *media.Frame
	at    time.Duration
}

func newFileQueue(video, audio bool) *fileQueue {
	return &fileQueue{video: video, audio: audio,
		ready: make(chan struct{}, 1), space: make(chan struct{}, 1)}
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func (q *fileQueue) putFrame(f *media.Frame, at time.Duration) {
	q.mu.Lock()
	q.frames = append(q.frames, timedFrame{f, at})
	q.mu.Unlock()
	signal(q.ready)
}

// putSound adds samples at a position; what lies between is silence.
func (q *fileQueue) putSound(pcm []float32, at int64) {
	q.mu.Lock()
	if len(q.pcm) == 0 {
		q.pcmAt = at
	}
	for gap := at - q.pcmAt - int64(len(q.pcm)/media.Channels); gap > 0; gap-- {
		q.pcm = append(q.pcm, 0, 0)
	}
	q.pcm = append(q.pcm, pcm...)
	q.mu.Unlock()
	signal(q.ready)
}

func (q *fileQueue) finish(err error) {
	q.mu.Lock()
	q.end, q.ended = err, true
	q.mu.Unlock()
	signal(q.ready)
}

// full tells the decoder to wait.
func (q *fileQueue) full() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.fullLocked()
}

func (q *fileQueue) fullLocked() bool {
	frames, sound := len(q.frames), len(q.pcm)/media.Channels
	return frames >= mostFrames || sound >= mostSound ||
		(!q.video || frames >= enoughFrames) && (!q.audio || sound >= enoughSound)
}

// fileState is what the player sees at one look.
type fileState struct {
	frameAt  time.Duration // of the next picture
	hasFrame bool
	hasSound bool // the next block of sound is there, at least in part
	full     bool
	ended    bool
	end      error
}

// look tells what is there for the block of sound at a position.
func (q *fileQueue) look(block int64) fileState {
	q.mu.Lock()
	defer q.mu.Unlock()
	s := fileState{ended: q.ended, end: q.end, full: q.fullLocked()}
	if len(q.frames) > 0 {
		s.hasFrame, s.frameAt = true, q.frames[0].at
	}
	last := q.pcmAt + int64(len(q.pcm)/media.Channels)
	s.hasSound = last >= block+blockFrames || q.ended && last > block
	return s
}

func (q *fileQueue) takeFrame() *media.Frame {
	q.mu.Lock()
	f := q.frames[0].frame
	n := copy(q.frames, q.frames[1:])
	q.frames[n] = timedFrame{}
	q.frames = q.frames[:n]
	q.mu.Unlock()
	signal(q.space)
	return f
}

// takeBlock fills dst with the sound at a position, silence where there is
// none, and forgets what lies before its end.
func (q *fileQueue) takeBlock(dst []float32, at int64) {
	clear(dst)
	q.mu.Lock()
	from := int(at-q.pcmAt) * media.Channels
	if from < len(q.pcm) {
		if from >= 0 {
			copy(dst, q.pcm[from:])
		} else if -from < len(dst) {
			copy(dst[-from:], q.pcm)
		}
	}
	if used := min(len(q.pcm), from+len(dst)); used > 0 {
		n := copy(q.pcm, q.pcm[used:])
		q.pcm = q.pcm[:n]
		q.pcmAt += int64(used / media.Channels)
	}
	q.mu.Unlock()
	signal(q.space)
}

// drain releases what nobody will take; the decoder must have ended.
func (q *fileQueue) drain() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, f := range q.frames {
		f.frame.Release()
	}
	q.frames, q.pcm = nil, nil
}
