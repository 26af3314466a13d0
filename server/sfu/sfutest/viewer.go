package sfutest

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v3"

	"onair/internal/peerend"
)

// PlayConfig says how a Viewer watches.
type PlayConfig struct {
	NoVideo, NoAudio bool
	NoNACK           bool                  // do not ask for lost packets
	Feedback         bool                  // tell when each packet came (transport-wide)
	Settings         *webrtc.SettingEngine // default Settings()
	OnFrame          func(Frame)           // called for each whole frame's first packet, on the reading goroutine
}

// Count is what a viewer has seen.
type Count struct {
	Packets, AudioPackets int
	Bytes                 int
	Highest               int64 // last unwrapped sequence number, and the first
	First                 int64
	Distinct              int // sequence numbers seen
	Keyframes             int
	FirstIsKey            bool
	Reports               int // sender reports
	LastNTP               uint64
	LastRTP               uint32
	Last                  Frame  // of the newest packet
	Layers                [4]int // packets of each layer
	Padding               int
	Back                  int // timestamps that went back
	Skipped               int // the most pictures left out between two
	Unkeyed               int // layers that did not begin with a keyframe
}

// Missing counts video packets between the first and the last that have not come.
func (c Count) Missing() int {
	if c.Distinct == 0 {
		return 0
	}
	return int(c.Highest-c.First) + 1 - c.Distinct
}

// Viewer watches a stream. Its methods may be called from any goroutine.
type Viewer struct {
	pc      *webrtc.PeerConnection
	cfg     PlayConfig
	wg      sync.WaitGroup
	started time.Time

	mu      sync.Mutex
	count   Count
	seen    map[int64]bool
	stamp   uint32
	changed chan struct{} // closed and renewed at each change
	up      chan struct{} // closed when connected
	picture time.Time
	closing bool
}

// Play connects a viewer; it does not wait for the connection.
func Play(ctx context.Context, cfg PlayConfig, ex Exchange) (*Viewer, error) {
	set := Settings()
	if cfg.Settings != nil {
		set = *cfg.Settings
	}
	var features []feature
	if cfg.Feedback {
		features = append(features, webrtc.ConfigureTWCCSender)
	}
	api, err := newAPI(set, !cfg.NoNACK, false, features...)
	if err != nil {
		return nil, err
	}
	pc, err := api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, err
	}
	v := &Viewer{pc: pc, cfg: cfg, started: time.Now(), seen: map[int64]bool{}, changed: make(chan struct{}), up: make(chan struct{})}
	if err := v.connect(ctx, ex); err != nil {
		v.Close()
		return nil, fmt.Errorf("play: %w", err)
	}
	return v, nil
}

func (v *Viewer) connect(ctx context.Context, ex Exchange) error {
	recv := webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}
	if !v.cfg.NoVideo {
		if _, err := v.pc.AddTransceiverFromKind(webrtc.RTPCodecTypeVideo, recv); err != nil {
			return err
		}
	}
	if !v.cfg.NoAudio {
		if _, err := v.pc.AddTransceiverFromKind(webrtc.RTPCodecTypeAudio, recv); err != nil {
			return err
		}
	}
	var once sync.Once
	v.pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) {
		if s == webrtc.PeerConnectionStateConnected {
			once.Do(func() { close(v.up) })
		}
	})
	v.pc.OnTrack(func(t *webrtc.TrackRemote, r *webrtc.RTPReceiver) {
		v.mu.Lock()
		defer v.mu.Unlock()
		if v.closing {
			return
		}
		v.wg.Add(2)
		go v.readReports(t, r)
		if t.Kind() == webrtc.RTPCodecTypeVideo {
			go v.readVideo(t)
		} else {
			go v.readAudio(t)
		}
	})
	return negotiate(ctx, v.pc, ex)
}

func (v *Viewer) update(f func()) {
	v.mu.Lock()
	f()
	close(v.changed)
	v.changed = make(chan struct{})
	v.mu.Unlock()
}

func (v *Viewer) readVideo(t *webrtc.TrackRemote) {
	defer v.wg.Done()
	for {
		p, _, err := t.ReadRTP()
		if err != nil {
			return
		}
		f, ok := Frame{}, false
		if len(p.Payload) >= headSize+markSize {
			f, ok = readMark(p.Payload[headSize:])
		}
		first := false
		v.update(func() { first = v.note(&p.Header, len(p.Payload), f, ok) })
		if first && v.cfg.OnFrame != nil {
			v.cfg.OnFrame(f)
		}
	}
}

// note counts one video packet.
func (v *Viewer) note(h *rtp.Header, size int, f Frame, ok bool) bool {
	c, seq16 := &v.count, h.SequenceNumber
	seq := int64(seq16) + 1<<16
	if c.Packets > 0 {
		seq = c.Highest + int64(int16(seq16-uint16(c.Highest)))
	}
	c.Packets++
	c.Bytes += size
	if c.Distinct == 0 {
		c.First, c.Highest, c.FirstIsKey = seq, seq, ok && f.Keyframe
	}
	if v.seen[seq] {
		return false
	}
	v.follow(h, seq, f, ok)
	v.seen[seq] = true
	c.Distinct++
	c.First = min(c.First, seq)
	c.Highest = max(c.Highest, seq)
	if ok && f.Keyframe {
		c.Keyframes++
		if v.picture.IsZero() {
			v.picture = time.Now()
		}
	}
	return ok
}

// follow looks at what a newest packet says of layers and times.
func (v *Viewer) follow(h *rtp.Header, seq int64, f Frame, ok bool) {
	c := &v.count
	if seq < c.Highest {
		return
	}
	if c.Distinct > 0 && int32(h.Timestamp-v.stamp) < 0 {
		c.Back++
	}
	v.stamp = h.Timestamp
	if !ok {
		c.Padding++
		return
	}
	if had := c.Distinct > c.Padding; had {
		c.Skipped = max(c.Skipped, int(int32(f.Number-c.Last.Number))-1)
		if f.Layer != c.Last.Layer && !f.Keyframe {
			c.Unkeyed++
		}
	}
	c.Last = f
	c.Layers[f.Layer&3]++
}

func (v *Viewer) readAudio(t *webrtc.TrackRemote) {
	defer v.wg.Done()
	for {
		if _, _, err := t.ReadRTP(); err != nil {
			return
		}
		v.update(func() { v.count.AudioPackets++ })
	}
}

func (v *Viewer) readReports(t *webrtc.TrackRemote, r *webrtc.RTPReceiver) {
	defer v.wg.Done()
	for {
		pkts, _, err := r.ReadRTCP()
		if err != nil {
			return
		}
		for _, p := range pkts {
			if sr, ok := p.(*rtcp.SenderReport); ok && sr.SSRC == uint32(t.SSRC()) {
				v.update(func() {
					v.count.Reports++
					v.count.LastNTP, v.count.LastRTP = sr.NTPTime, sr.RTPTime
				})
			}
		}
	}
}

// Count returns what was seen so far.
func (v *Viewer) Count() Count {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.count
}

// Picture is how long the first keyframe's packet took since Play was called; 0 if none has come.
func (v *Viewer) Picture() time.Duration {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.picture.IsZero() {
		return 0
	}
	return v.picture.Sub(v.started)
}

// Wait blocks until ok accepts what was seen.
func (v *Viewer) Wait(ctx context.Context, ok func(Count) bool) error {
	for {
		v.mu.Lock()
		c, changed := v.count, v.changed
		v.mu.Unlock()
		if ok(c) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("%w; seen: %+v", ctx.Err(), c)
		}
	}
}

// Connected blocks until the connection is up.
func (v *Viewer) Connected(ctx context.Context) error {
	select {
	case <-v.up:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close hangs up and waits.
func (v *Viewer) Close() {
	v.mu.Lock()
	v.closing = true
	v.mu.Unlock()
	_ = peerend.GracefulClose(v.pc)
	v.wg.Wait()
}
