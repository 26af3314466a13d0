package rtc

import (
	"context"
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v3"

	"onair/media"
	"onair/media/av"
	"onair/media/rtc/internal/arrivals"
	"onair/media/rtc/internal/jitter"
	"onair/media/rtc/internal/meter"
)

// videoRecv reads and repairs one stream's pictures on one goroutine and decodes them on
// another: what comes while a picture is decoded is not late, and the server must not take it
// for a queue on the way.
type videoRecv struct {
	peer  *peer
	sync  *avSync
	pres  *presenter
	line  *senderLine
	pool  media.FramePool
	track *webrtc.TrackRemote
	came  arrivals.Log
	dec   *av.VideoDecoder
	nacks []uint16
	sure  bool          // the line came from a report; the decoder's
	fresh chan struct{} // something has come

	bufMu sync.Mutex
	buf   *jitter.Buffer

	lastPacket atomic.Int64
	soundAt    *atomic.Int64 // when the last packet of sound came

	mu      sync.Mutex // the following, for the statistics
	counts  jitter.Counts
	codec   string
	size    [2]int
	decode  time.Duration
	jit     meter.Jitter
	keys    uint64
	frames  uint64
	bytes   meter.Rate
	packets meter.Rate
	missing meter.Rate
}

// header is an RTP packet's.
type header = rtp.Header

func codecOf(mime string) (jitter.Codec, av.Codec, bool) {
	switch mime {
	case webrtc.MimeTypeH264:
		return jitter.H264, av.H264, true
	case webrtc.MimeTypeVP8:
		return jitter.VP8, av.VP8, true
	}
	return 0, 0, false
}

// run is the decoder goroutine. It ends with the connection, and waits for the receiver's.
func (v *videoRecv) run(ctx context.Context) {
	cut, coded, ok := codecOf(v.track.Codec().MimeType)
	if !ok {
		v.peer.log.Warn("a video codec that was not offered", "codec", v.track.Codec().MimeType)
		return
	}
	dec, err := av.NewVideoDecoder(coded)
	if err != nil {
		v.peer.fail(err)
		return
	}
	defer dec.Close()
	v.pool.Max = maxWaiting + 8
	v.dec, v.buf = dec, jitter.New(cut)
	v.mu.Lock()
	v.codec = coded.String()
	v.mu.Unlock()
	received := make(chan struct{})
	go func() {
		defer close(received)
		v.receive(ctx)
	}()
	for {
		select {
		case <-received:
			return
		case <-v.fresh:
		}
		v.drain(ctx)
	}
}

// receive is the receiver goroutine.
func (v *videoRecv) receive(ctx context.Context) {
	packet := make([]byte, 2048)
	var h header
	for ctx.Err() == nil {
		wait := 200 * time.Millisecond
		if v.waiting() {
			wait = 5 * time.Millisecond
		}
		_ = v.track.SetReadDeadline(time.Now().Add(wait))
		n, _, err := v.track.Read(packet)
		now := time.Now()
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded) || isTimeout(err):
		case err != nil:
			return
		default:
			v.push(&h, packet[:n], now)
		}
		select {
		case v.fresh <- struct{}{}:
		default:
		}
		v.service(now)
	}
}

func (v *videoRecv) waiting() bool {
	v.bufMu.Lock()
	defer v.bufMu.Unlock()
	return v.buf.Waiting()
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

func (v *videoRecv) push(h *header, packet []byte, now time.Time) {
	payload, ok := arrivals.Payload(h, packet)
	if !ok {
		return
	}
	v.came.Add(h, now)
	v.lastPacket.Store(now.UnixNano())
	v.bytes.Add(len(packet), now)
	v.packets.Add(1, now)
	v.bufMu.Lock()
	before := v.buf.Counts().Missing
	v.buf.Push(jitter.Packet{Seq: h.SequenceNumber, TS: h.Timestamp, Marker: h.Marker, Payload: payload}, now)
	n := v.buf.Counts().Missing - before
	v.bufMu.Unlock()
	if n > 0 {
		v.missing.Add(int(n), now)
	}
	v.mu.Lock()
	v.jit.Add(h.Timestamp, now, videoRate)
	v.mu.Unlock()
}

// drain decodes what is whole.
func (v *videoRecv) drain(ctx context.Context) {
	for ctx.Err() == nil {
		start := time.Now()
		v.bufMu.Lock()
		f, ok := v.buf.Pop(start)
		v.bufMu.Unlock()
		if !ok {
			return
		}
		pic, err := v.dec.Decode(f.Data, &v.pool)
		now := time.Now()
		if err != nil {
			v.peer.log.Debug("decoding", "err", err)
			v.bufMu.Lock()
			v.buf.DecoderLost(now)
			v.bufMu.Unlock()
			continue
		}
		if pic == nil {
			continue
		}
		at, sure := v.line.captured(uint32(f.TS), f.Complete)
		if sure != v.sure {
			v.sure = sure
			v.sync.reset()
		}
		pic.Time = at
		v.sync.decoded(now.Sub(at), now)
		v.note(pic, f.Keyframe, now.Sub(start))
		v.pres.put(pic)
	}
}

func (v *videoRecv) note(pic *media.Frame, key bool, took time.Duration) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.size = [2]int{pic.Width(), pic.Height()}
	v.frames++
	if key {
		v.keys++
	}
	if v.decode == 0 {
		v.decode = took
	}
	v.decode += (took - v.decode) / 16
}

// service asks for what is missing.
func (v *videoRecv) service(now time.Time) {
	if told := v.came.Due(now); len(told) > 0 {
		v.peer.writeRTCP(told...)
	}
	keyframe := v.look(now)
	ssrc := uint32(v.track.SSRC())
	if len(v.nacks) > 0 {
		v.peer.writeRTCP(&rtcp.TransportLayerNack{MediaSSRC: ssrc, Nacks: rtcp.NackPairsFromSequenceNumbers(v.nacks)})
	}
	if keyframe {
		v.peer.writeRTCP(&rtcp.PictureLossIndication{MediaSSRC: ssrc})
	}
	// No pictures while sound goes on, and nothing missing: the sender paused.
	if last := v.lastPacket.Load(); last != 0 && now.UnixNano()-last > int64(time.Second) &&
		now.UnixNano()-v.soundAt.Load() < int64(200*time.Millisecond) {
		v.pres.freezes.Pause()
	}
}

// look finds out what is missing, into nacks, and whether only a keyframe helps.
func (v *videoRecv) look(now time.Time) (keyframe bool) {
	v.bufMu.Lock()
	defer v.bufMu.Unlock()
	// ICE measures the round trip while connecting only, since media makes its
	// keep-alives needless; repairs tell how it is now.
	if d := v.buf.RepairTime(); d > 0 {
		v.peer.repair.Store(int64(d))
	}
	v.buf.SetRoundTrip(time.Duration(v.peer.rtt.Load()))
	rtt := v.peer.roundTrip()
	if rtt == 0 {
		rtt = 50 * time.Millisecond
	}
	v.nacks = v.buf.NACKs(v.nacks[:0], now, v.buf.Retry(rtt))
	keyframe = v.buf.WantsKeyframe(now, jitter.PatienceFor(rtt))
	v.mu.Lock()
	v.counts = v.buf.Counts()
	v.mu.Unlock()
	return keyframe
}
