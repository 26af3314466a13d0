package hls

import (
	"testing"
	"time"
)

// counted counts what comes out, and looks that it has no gaps.
type counted struct {
	t       *testing.T
	frames  int64
	packets int64
	next    int64
}

func (c *counted) aacFrame([]byte, int64) error {
	c.frames++
	return nil
}

func (c *counted) opusPacket(_ []byte, at int64) error {
	if c.packets > 0 && at != c.next {
		c.t.Errorf("packet %d is at %d, not %d", c.packets, at, c.next)
	}
	c.packets++
	c.next = at + soundRate/50
	return nil
}

// TestTimesThatJumpMakeNoEndlessSilence, be they the sound's or the picture's, and sound that
// stays away is made up for as long as there are pictures.
func TestTimesThatJumpMakeNoEndlessSilence(t *testing.T) {
	line := func() (*soundLine, *counted) {
		c := &counted{t: t}
		l, err := newSoundLine(c)
		if err != nil {
			t.Fatal(err)
		}
		return l, c
	}
	const n = 100
	l, c := line()
	for at := time.Duration(0); at < n*2*time.Second; at += 2 * time.Second {
		if err := l.opus(opusSilence, at); err != nil {
			t.Fatal(err)
		}
	}
	if most := int64(n + 2*n + int(soundMost/(20*time.Millisecond))); c.packets > most {
		t.Errorf("%d packets of sound whose time jumps became %d, more than %d", n, c.packets, most)
	}
	l, c = line()
	for at := time.Duration(0); at < n*4*time.Second; at += 4 * time.Second {
		if err := l.upTo(at); err != nil {
			t.Fatal(err)
		}
	}
	if most := int64(n*soundEarn+soundMost) / int64(20*time.Millisecond); c.packets > most {
		t.Errorf("%d pictures whose time jumps made %d packets of silence, more than %d", n, c.packets, most)
	}
	l, c = line()
	for at := time.Duration(0); at < 30*time.Second; at += time.Second / 30 {
		if err := l.upTo(at); err != nil {
			t.Fatal(err)
		}
	}
	if got := time.Duration(c.packets) * 20 * time.Millisecond; got < 29*time.Second {
		t.Errorf("%v of silence for 30 s of pictures", got)
	}
}
