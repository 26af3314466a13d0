package capture

import (
	"errors"
	"io"
	"sync"
	"unsafe"

	"github.com/gen2brain/malgo"
	"github.com/pion/mediadevices/pkg/io/audio"
	"github.com/pion/mediadevices/pkg/prop"
	"github.com/pion/mediadevices/pkg/wave"
)

// micDriver is a microphone as a driver of mediadevices. It stands in for that
// module's own, on the same miniaudio, for two reasons: there a chunk is read
// after miniaudio has begun to write the next one over it, and a device that
// stops is not noticed. See docs/adr/0030.
type micDriver struct {
	ctx *malgo.AllocatedContext
	id  malgo.DeviceID

	mu     sync.Mutex
	pinned unsafe.Pointer
	device *malgo.Device
	flow   *micFlow
}

// errStopped is read when the system stopped the microphone.
var errStopped = errors.New("the sound system stopped it")

func (m *micDriver) Open() error { return nil }

// Properties is what AudioRecord takes; miniaudio converts from what the
// hardware has.
func (m *micDriver) Properties() []prop.Media { return []prop.Media{micProperties()} }

// AudioRecord starts the microphone with micProperties.
func (m *micDriver) AudioRecord(p prop.Media) (audio.Reader, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.device != nil {
		return nil, errors.New("already running")
	}
	flow := newMicFlow(p.ChannelCount)
	config := malgo.DeviceConfig{
		DeviceType: malgo.Capture, PerformanceProfile: malgo.LowLatency,
		SampleRate: uint32(p.SampleRate), PeriodSizeInMilliseconds: uint32(p.Latency.Milliseconds()),
		Periods: micPeriods, NoFixedSizedCallback: 1,
	}
	config.Capture.Format = malgo.FormatF32
	config.Capture.Channels = uint32(p.ChannelCount)
	if m.pinned == nil {
		// malgo copies the id to C memory and has no call to free it, so it
		// is done once a driver.
		m.pinned = m.id.Pointer()
	}
	config.Capture.DeviceID = m.pinned
	device, err := malgo.InitDevice(m.ctx.Context, config, malgo.DeviceCallbacks{Data: flow.data, Stop: flow.stopped})
	if err != nil {
		return nil, err
	}
	if err := device.Start(); err != nil {
		device.Uninit()
		return nil, err
	}
	m.device, m.flow = device, flow
	return flow, nil
}

// Close stops the microphone and ends a waiting Read.
func (m *micDriver) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.device == nil {
		return nil
	}
	m.flow.close()
	m.device.Uninit()
	m.device, m.flow = nil, nil
	return nil
}

// micFlow carries chunks from miniaudio's thread to the reader.
type micFlow struct {
	channels int
	chunks   chan []float32
	free     chan []float32
	stop     chan struct{} // the device stopped
	end      chan struct{} // Close was called
	once     sync.Once
	last     wave.Float32Interleaved
}

func newMicFlow(channels int) *micFlow {
	return &micFlow{
		channels: channels,
		chunks:   make(chan []float32, feedDepth), free: make(chan []float32, feedDepth),
		stop: make(chan struct{}, 1), end: make(chan struct{}),
	}
}

// data runs on miniaudio's thread; in is overwritten when it returns.
func (f *micFlow) data(_, in []byte, _ uint32) {
	if len(in) < 4 {
		return
	}
	var buf []float32
	select {
	case buf = <-f.free:
	default:
	}
	buf = append(buf[:0], unsafe.Slice((*float32)(unsafe.Pointer(&in[0])), len(in)/4)...)
	select {
	case f.chunks <- buf:
	default: // nobody reads: the newest is lost
	}
}

// stopped runs on miniaudio's thread.
func (f *micFlow) stopped() { signal(f.stop) }

func (f *micFlow) close() { f.once.Do(func() { close(f.end) }) }

// Read gives the next chunk, valid until the next Read. What came before the
// device stopped is still given.
func (f *micFlow) Read() (wave.Audio, func(), error) {
	if f.last.Data != nil {
		select {
		case f.free <- f.last.Data:
		default:
		}
		f.last.Data = nil
	}
	select {
	case c := <-f.chunks:
		return f.give(c)
	case <-f.end:
		return nil, func() {}, io.EOF
	default:
	}
	select {
	case c := <-f.chunks:
		return f.give(c)
	case <-f.stop:
		return nil, func() {}, errStopped
	case <-f.end:
		return nil, func() {}, io.EOF
	}
}

func (f *micFlow) give(c []float32) (wave.Audio, func(), error) {
	f.last = wave.Float32Interleaved{Data: c, Size: wave.ChunkInfo{
		Len: len(c) / f.channels, Channels: f.channels, SamplingRate: micProperties().SampleRate,
	}}
	return &f.last, func() {}, nil
}
