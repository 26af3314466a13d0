package filmtest

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"
)

// Live is the film sent as it happens: a camera whose pictures FFmpeg encodes and sends.
type Live struct {
	from int
	cmd  *exec.Cmd
	done chan struct{}

	mu   sync.Mutex
	sent []time.Time // by picture
	said []byte
}

// Live begins with picture from. The arguments are FFmpeg's from the encoders on; rate is
// that of the sound, in mono. It ends with the test at the latest.
func (f *Film) Live(t testing.TB, from, rate int, args ...string) *Live {
	t.Helper()
	in := append(raw(), "-f", "s16le", "-ac", "1", "-ar", fmt.Sprint(rate), "-i", "pipe:3", "-pix_fmt", "yuv420p")
	l := &Live{from: from, cmd: exec.Command("ffmpeg", append(in, args...)...), done: make(chan struct{})}
	l.cmd.Stderr = l
	pictures, err := l.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	r, sound, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	l.cmd.ExtraFiles = []*os.File{r}
	err = l.cmd.Start()
	r.Close()
	if err != nil {
		sound.Close()
		t.Fatal(err)
	}
	go l.run(f, pictures, sound, rate)
	t.Cleanup(func() {
		l.Stop()
		if t.Failed() {
			t.Logf("FFmpeg said: %s", l.said)
		}
	})
	return l
}

// run is camera and microphone until FFmpeg takes nothing any more.
func (l *Live) run(f *Film, pictures, sound io.WriteCloser, rate int) {
	defer close(l.done)
	start := time.Now()
	var wg sync.WaitGroup
	wg.Go(func() {
		defer pictures.Close()
		var picture []byte
		for n := 0; ; n++ {
			picture = f.Picture(l.from+n, picture)
			time.Sleep(time.Until(start.Add(time.Duration(n) * time.Second / FPS)))
			l.mu.Lock()
			l.sent = append(l.sent, time.Now())
			l.mu.Unlock()
			if _, err := pictures.Write(picture); err != nil {
				return
			}
		}
	})
	wg.Go(func() {
		defer sound.Close()
		piece := make([]byte, 0, rate/50*2)
		for n := 0; ; n++ {
			piece = piece[:0]
			for i := range rate / 50 {
				piece = binary.LittleEndian.AppendUint16(piece, uint16(int16(soundAt(float64(n*(rate/50)+i)/float64(rate))*math.MaxInt16)))
			}
			time.Sleep(time.Until(start.Add(time.Duration(n+1) * time.Second / 50)))
			if _, err := sound.Write(piece); err != nil {
				return
			}
		}
	})
	wg.Wait()
	_ = l.cmd.Wait()
}

// Write takes what FFmpeg says.
func (l *Live) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = append(l.said, p[:min(len(p), max(0, 1<<14-len(l.said)))]...)
	return len(p), nil
}

// Stop ends it as when its machine fails, and waits.
func (l *Live) Stop() {
	_ = l.cmd.Process.Kill()
	<-l.done
}

// Next is the picture that would have been the next.
func (l *Live) Next() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.from + len(l.sent)
}

// Delays are the times from camera to eye of those pictures that are this one's, sorted.
func (l *Live) Delays(seen []Sight) []time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	var all []time.Duration
	for _, s := range seen {
		if i := s.Number - l.from; i >= 0 && i < len(l.sent) {
			all = append(all, s.At.Sub(l.sent[i]))
		}
	}
	slices.Sort(all)
	return all
}
