package rtc

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v3"

	"onair/media/av"
	"onair/media/rtc/internal/arrivals"
	"onair/media/rtc/internal/meter"
	"onair/media/rtc/internal/sound"
)

// opusAhead is how much earlier than its timestamp decoded sound was captured:
// an encoder looks 312 samples ahead (RFC 7845, 4.2 calls it the pre-skip).
const opusAhead = 312 * time.Second / audioRate

// audioRecv receives sound on one goroutine and is read from the playout's.
type audioRecv struct {
	sync  *avSync
	line  *senderLine
	dec   *av.OpusDecoder
	buf   *sound.Buffer
	at    atomic.Int64 // when the last packet came, Unix nanoseconds
	bytes meter.Rate
	reads int // the playout's
	nacks []uint16
}

func newAudioRecv(s *avSync, line *senderLine) (*audioRecv, error) {
	dec, err := av.NewOpusDecoder()
	if err != nil {
		return nil, err
	}
	return &audioRecv{sync: s, line: line, dec: dec, buf: sound.New(dec)}, nil
}

// run is the receiver goroutine.
func (a *audioRecv) run(ctx context.Context, track *webrtc.TrackRemote, pe *peer) {
	packet := make([]byte, 2048)
	var h header
	for ctx.Err() == nil {
		n, _, err := track.Read(packet)
		if err != nil {
			return
		}
		now := time.Now()
		payload, ok := arrivals.Payload(&h, packet[:n])
		if !ok {
			continue
		}
		a.at.Store(now.UnixNano())
		a.bytes.Add(n, now)
		a.buf.Push(h.SequenceNumber, h.Timestamp, payload, now)
		if a.nacks = a.buf.Missing(a.nacks[:0], now, pe.roundTrip()+10*time.Millisecond); len(a.nacks) > 0 {
			pe.writeRTCP(&rtcp.TransportLayerNack{MediaSSRC: uint32(track.SSRC()), Nacks: rtcp.NackPairsFromSequenceNumbers(a.nacks)})
		}
	}
}

// read fills dst on the playout's goroutine.
func (a *audioRecv) read(dst []float32) int {
	now := time.Now()
	ts, ok := a.buf.Read(dst, now)
	if !ok {
		return 0
	}
	if at, sure := a.line.captured(uint32(ts), now); sure {
		a.sync.heard(at.Add(-opusAhead), now)
		if a.reads++; a.reads%10 == 0 {
			lag, _ := a.buf.Lag()
			a.buf.SetMinLag(max(lag+a.sync.soundShort(), 0))
		}
	}
	return len(dst)
}
