package capture

import (
	"context"
	"encoding/hex"
	"io"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/pion/mediadevices/pkg/driver"
	"github.com/pion/mediadevices/pkg/io/audio"
	"github.com/pion/mediadevices/pkg/prop"
	"github.com/pion/mediadevices/pkg/wave"

	"onair/media"
)

// fakeMic is a microphone that delivers some chunks at each opening and then
// stands still, as a real one does after an interrupted poll.
type fakeMic struct {
	mu      sync.Mutex
	stop    chan struct{}
	opened  atomic.Int32
	chunks  []int // of each opening; the last for ever
	openErr error
	hang    bool // Close never comes back
	stops   bool // the device stops and says so, instead of standing still
	release chan struct{}
}

func (m *fakeMic) Open() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.stop = make(chan struct{})
	return nil
}

func (m *fakeMic) Close() error {
	if m.hang {
		<-m.release
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	close(m.stop)
	return nil
}

func (m *fakeMic) Properties() []prop.Media { return nil }

func (m *fakeMic) AudioRecord(p prop.Media) (audio.Reader, error) {
	n := int(m.opened.Add(1)) - 1
	if m.openErr != nil && n > 0 {
		return nil, m.openErr
	}
	left := m.chunks[min(n, len(m.chunks)-1)]
	stop := m.stop
	tick := time.NewTicker(blockTime)
	return audio.ReaderFunc(func() (wave.Audio, func(), error) {
		if left == 0 && m.stops {
			return nil, func() {}, errStopped
		}
		if left == 0 {
			<-stop
			return nil, func() {}, io.EOF
		}
		left--
		select {
		case <-tick.C:
		case <-stop:
			return nil, func() {}, io.EOF
		}
		a := wave.NewFloat32Interleaved(wave.ChunkInfo{Len: blockFrames, Channels: p.ChannelCount, SamplingRate: p.SampleRate})
		for i := range a.Data {
			a.Data[i] = 0.25
		}
		return a, func() {}, nil
	}), nil
}

// addMicrophone registers a microphone for one test.
func addMicrophone(t *testing.T, name string, a driver.Adapter) {
	t.Helper()
	addDriver(t, a, driver.Info{Label: hex.EncodeToString([]byte(name)), Name: name, DeviceType: driver.Microphone})
}

func TestStuckMicrophoneIsReopened(t *testing.T) {
	mic := &fakeMic{chunks: []int{5, 0, 1 << 30}}
	addMicrophone(t, "Stalling", mic)
	s, err := OpenAudio("mic:Stalling")
	if err != nil {
		t.Fatal(err)
	}
	r := record(t, s, 0, 60)
	if r.err != nil {
		t.Fatal(r.err)
	}
	if n := s.(Reopener).Reopened(); n < 2 {
		t.Errorf("reopened %d times, opened %d", n, mic.opened.Load())
	}
	for i := 1; i < len(r.blocks); i++ {
		if !r.blocks[i].After(r.blocks[i-1]) {
			t.Errorf("block %d is not after the one before", i)
		}
	}
	if d := time.Since(r.blocks[len(r.blocks)-1]); d > 5*time.Second {
		t.Errorf("the last block is %v old", d)
	}
}

func TestStoppedMicrophoneIsReopenedAtOnce(t *testing.T) {
	mic := &fakeMic{chunks: []int{0, 5, 5, 5, 5, 1 << 30}, stops: true}
	addMicrophone(t, "Stopping", mic)
	s, err := OpenAudio("mic:Stopping")
	if err != nil {
		t.Fatal(err)
	}
	r := record(t, s, 0, 40)
	if n := s.(Reopener).Reopened(); r.err != nil || n < 5 {
		t.Errorf("reopened %d times, %v", n, r.err)
	}
}

func TestMicrophoneThatIsGone(t *testing.T) {
	mic := &fakeMic{chunks: []int{5}, openErr: syscall.ENODEV}
	addMicrophone(t, "Going", mic)
	s, err := OpenAudio("mic:Going")
	if err != nil {
		t.Fatal(err)
	}
	r := record(t, s, 0, 1000)
	wantCode(t, r.err, Unplugged)
	if len(r.blocks) == 0 {
		t.Error("no sound before it went")
	}
}

func TestMicrophoneThatHangsIsGivenUp(t *testing.T) {
	mic := &fakeMic{chunks: []int{3, 0}, hang: true, release: make(chan struct{})}
	addMicrophone(t, "Hanging", mic)
	s, err := OpenAudio("mic:Hanging")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	got := make(chan struct{}, 100)
	go func() {
		done <- s.Run(ctx, Sink{Audio: func(media.Samples) { got <- struct{}{} }})
	}()
	<-got
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Error("Run waits for a driver that hangs")
	}
	close(mic.release)
	close(mic.stop)
}

func TestNullMicrophonesAreNone(t *testing.T) {
	addMicrophone(t, "null", &fakeMic{chunks: []int{1}})
	if _, err := OpenAudio("mic:null"); err == nil {
		t.Error("opened")
	}
}
