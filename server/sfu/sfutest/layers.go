package sfutest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v3"

	"onair/internal/peerend"
	"onair/internal/takers"
)

// Layer is one encoding that a Layered publisher sends.
type Layer struct {
	RID           string
	Width, Height int
	BitRate       int
}

// Layered is a publisher of several encodings of one picture and of sound, until it is closed. All layers have the pictures of
// one camera: the same numbers at the same times. Timestamps begin elsewhere on each, as in browsers.
type Layered struct {
	pc     *webrtc.PeerConnection
	layers []*layerOut
	audio  *webrtc.TrackLocalStaticRTP
	mid    string
	mime   string
	ids    [2]uint8 // of the header extensions for section and layer
	obeys  atomic.Bool
	least  *layerOut // goes on in any case; set before obeys
	cancel context.CancelFunc
	wg     sync.WaitGroup
}

type layerOut struct {
	Layer
	track     *webrtc.TrackLocalStaticRTP
	seq       uint16
	base      uint32
	wantKey   atomic.Bool
	rests     atomic.Bool
	keyframes atomic.Int64
	reports   atomic.Int64
	takers    atomic.Int64
	ssrc      atomic.Uint32
}

// PublishLayers connects a publisher of VP8 or H.264 and starts sending once connected, 30 pictures a second.
func PublishLayers(ctx context.Context, mime string, layers []Layer, set webrtc.SettingEngine, ex Exchange) (*Layered, error) {
	run, cancel := context.WithCancel(context.WithoutCancel(ctx))
	p := &Layered{cancel: cancel, mime: mime}
	api, err := newAPI(set, true, true, func(m *webrtc.MediaEngine, reg *interceptor.Registry) error {
		reg.Add(hears{p: p})
		return webrtc.ConfigureSimulcastExtensionHeaders(m)
	})
	if err != nil {
		return nil, err
	}
	if p.pc, err = api.NewPeerConnection(webrtc.Configuration{}); err != nil {
		return nil, err
	}
	if err := p.connect(ctx, run, layers, ex); err != nil {
		p.Close()
		return nil, fmt.Errorf("publish layers: %w", err)
	}
	return p, nil
}

func (p *Layered) addLayers(layers []Layer) (tr *webrtc.RTPTransceiver, err error) {
	for _, l := range layers {
		c := webrtc.RTPCodecCapability{MimeType: p.mime, ClockRate: 90000}
		if p.mime == webrtc.MimeTypeH264 {
			c.SDPFmtpLine = baseline
		}
		track, err := webrtc.NewTrackLocalStaticRTP(c, "v", "s", webrtc.WithRTPStreamID(l.RID))
		if err != nil {
			return nil, err
		}
		if tr == nil {
			tr, err = p.pc.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
		} else {
			err = tr.Sender().AddEncoding(track)
		}
		if err != nil {
			return nil, err
		}
		p.layers = append(p.layers, &layerOut{Layer: l, track: track, seq: uint16(rand.Uint32()), base: rand.Uint32()})
	}
	var mine []webrtc.RTPCodecParameters
	for _, k := range tr.Sender().GetParameters().Codecs {
		if k.MimeType == p.mime && (p.mime == webrtc.MimeTypeVP8 || k.SDPFmtpLine == baseline) {
			mine = append(mine, k)
		}
	}
	return tr, tr.SetCodecPreferences(mine)
}

func (p *Layered) connect(ctx, run context.Context, layers []Layer, ex Exchange) error {
	tr, err := p.addLayers(layers)
	if err != nil {
		return err
	}
	c := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}
	if p.audio, err = webrtc.NewTrackLocalStaticRTP(c, "a", "s"); err != nil {
		return err
	}
	if _, err := p.pc.AddTransceiverFromTrack(p.audio, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly}); err != nil {
		return err
	}
	ready := make(chan struct{})
	var once sync.Once
	p.pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) {
		if s == webrtc.PeerConnectionStateConnected {
			once.Do(func() { close(ready) })
		}
	})
	if err := negotiate(ctx, p.pc, ex); err != nil {
		return err
	}
	p.mid = tr.Mid()
	for i, e := range tr.Sender().GetParameters().Encodings {
		p.layers[i].ssrc.Store(uint32(e.SSRC))
	}
	for _, e := range tr.Sender().GetParameters().HeaderExtensions {
		switch e.URI {
		case "urn:ietf:params:rtp-hdrext:sdes:mid":
			p.ids[0] = uint8(e.ID)
		case "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id":
			p.ids[1] = uint8(e.ID)
		}
	}
	select {
	case <-ready:
	case <-ctx.Done():
		return ctx.Err()
	}
	p.wg.Go(func() { p.send(run) })
	return nil
}

// hears is an interceptor of all RTCP that comes in; pion's own way to that of one layer is not safe while it closes.
type hears struct {
	interceptor.NoOp
	p *Layered
}

// NewInterceptor makes the peer connection's interceptor.
func (h hears) NewInterceptor(string) (interceptor.Interceptor, error) { return &h, nil }

// BindRTCPReader is called once an encoding.
func (h *hears) BindRTCPReader(r interceptor.RTCPReader) interceptor.RTCPReader {
	h.p.wg.Go(func() {
		buf := make([]byte, 1500)
		for {
			n, _, err := r.Read(buf, interceptor.Attributes{})
			if err != nil {
				return
			}
			if all, err := rtcp.Unmarshal(buf[:n]); err == nil {
				h.p.heard(all)
			}
		}
	})
	return r
}

func (p *Layered) heard(all []rtcp.Packet) {
	for _, one := range all {
		for _, l := range p.layers {
			switch one := one.(type) {
			case *rtcp.PictureLossIndication:
				if one.MediaSSRC == l.ssrc.Load() {
					l.wantKey.Store(true)
				}
			case *rtcp.RawPacket:
				counts, _ := takers.Read(*one)
				for _, c := range counts {
					if c.SSRC == l.ssrc.Load() {
						p.taken(l, int64(c.N))
					}
				}
			case *rtcp.ReceiverReport:
				for _, r := range one.Reports {
					if r.SSRC == l.ssrc.Load() {
						l.reports.Add(1)
					}
				}
			}
		}
	}
}

// taken notes how many take a layer.
func (p *Layered) taken(l *layerOut, n int64) {
	l.takers.Store(n)
	if p.obeys.Load() && (n == 0) != l.rests.Load() {
		l.wantKey.Store(true)
		l.rests.Store(n == 0 && l != p.least)
	}
}

// Obey has layers rest that nobody takes, at once, but for that of the given number.
func (p *Layered) Obey(least int) {
	p.least = p.layers[least]
	p.obeys.Store(true)
}

// Takers is how many take a layer, as the relay says, and whether it rests.
func (p *Layered) Takers(layer int) (n int, rests bool) {
	return int(p.layers[layer].takers.Load()), p.layers[layer].rests.Load()
}

func (p *Layered) send(ctx context.Context) {
	const fps = 30
	tick := time.NewTicker(time.Second / fps)
	defer tick.Stop()
	for _, l := range p.layers {
		l.wantKey.Store(true)
	}
	for number := uint32(0); ; number++ {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			for i, l := range p.layers {
				if !l.rests.Load() {
					p.picture(l, Frame{Number: number, Layer: uint8(i), Keyframe: l.wantKey.Swap(false), Sent: now}, fps)
				}
			}
			_ = p.audio.WriteRTP(&rtp.Packet{
				Header: rtp.Header{Version: 2, SequenceNumber: uint16(number), Timestamp: number * 1600}, Payload: make([]byte, 80),
			})
		}
	}
}

func (p *Layered) picture(l *layerOut, f Frame, fps int) {
	f.width, f.height = l.Width, l.Height
	const most = 1100
	size := l.BitRate / 8 / fps
	n := 1 + size/most
	if f.Keyframe && p.mime == webrtc.MimeTypeH264 {
		p.packet(l, f, false, parameters(f))
	}
	for i := range n {
		p.packet(l, f, i == n-1, payload(p.mime, f, i, n, size/n))
	}
	if f.Keyframe {
		l.keyframes.Add(1)
	}
}

func (p *Layered) packet(l *layerOut, f Frame, marker bool, payload []byte) {
	h := rtp.Header{Version: 2, SequenceNumber: l.seq, Timestamp: l.base + f.Number*3000, Marker: marker}
	_ = h.SetExtension(p.ids[0], []byte(p.mid))
	_ = h.SetExtension(p.ids[1], []byte(l.RID))
	_ = l.track.WriteRTP(&rtp.Packet{Header: h, Payload: payload})
	l.seq++
}

// Rest stops a layer, or has it go on, with a keyframe.
func (p *Layered) Rest(layer int, on bool) {
	p.layers[layer].wantKey.Store(true)
	p.layers[layer].rests.Store(on)
}

// Reports counts the receiver reports about a layer.
func (p *Layered) Reports(layer int) int { return int(p.layers[layer].reports.Load()) }

// Leave rests a layer as a publisher does that is short of time or of line: it says so, and the others begin anew.
func (p *Layered) Leave(i int) {
	p.Rest(i, true)
	_ = p.pc.WriteRTCP([]rtcp.Packet{&rtcp.Goodbye{Sources: []uint32{p.layers[i].ssrc.Load()}}})
	for j, l := range p.layers {
		if j != i {
			l.wantKey.Store(true)
		}
	}
}

// Close hangs up and waits.
func (p *Layered) Close() {
	p.cancel()
	_ = peerend.GracefulClose(p.pc)
	p.wg.Wait()
}
