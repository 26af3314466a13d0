package device

import (
	"time"

	"onair/media"
)

// silenceClock pushes silence at the pace of real time while nobody else pushes
// anything, so that music is sent with no microphone too.
type silenceClock struct {
	path *Voice
	stop chan struct{}
	done chan struct{}
}

const (
	clockTick = 10 * time.Millisecond
	// clockPatience is how long a microphone may be late before silence takes its place.
	clockPatience = 120 * time.Millisecond
)

func newSilenceClock(p *Voice) *silenceClock {
	c := &silenceClock{path: p, stop: make(chan struct{}), done: make(chan struct{})}
	go c.run()
	return c
}

func (c *silenceClock) close() {
	close(c.stop)
	<-c.done
}

func (c *silenceClock) run() {
	defer close(c.done)
	ticker := time.NewTicker(clockTick)
	defer ticker.Stop()
	block := make([]float32, media.SampleRate/100*media.Channels)
	next := time.Now()
	for {
		select {
		case <-c.stop:
			return
		case <-ticker.C:
		}
		now := time.Now()
		if now.Sub(time.Unix(0, c.path.lastPush.Load())) < clockPatience {
			next = now
			continue
		}
		if now.Sub(next) > time.Second {
			next = now // the machine slept
		}
		for ; !next.After(now); next = next.Add(clockTick) {
			c.path.silence(block, next)
		}
	}
}

// silence passes a silent block, unless somebody has pushed meanwhile.
func (p *Voice) silence(block []float32, at time.Time) {
	p.pushing.Lock()
	defer p.pushing.Unlock()
	if time.Since(time.Unix(0, p.lastPush.Load())) < clockPatience {
		return
	}
	clear(block)
	p.mic.Push(media.Samples{Data: block, Time: at})
}
