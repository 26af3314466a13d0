package rtc

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"

	"onair/internal/takers"
	"onair/media/rtc/internal/encodings"
)

// fewer is why fewer encodings are sent than could be.
type fewer string

const (
	fewerNot      fewer = ""
	fewerByOption fewer = "option" // VideoConfig.Layers
	fewerByServer fewer = "server" // it takes one alone
	fewerBySize   fewer = "size"   // small pictures need no more
	// and the reasons of encodings.Why
)

// rids name the encodings, the largest first.
var rids = [encodings.Max]string{"h", "m", "l"}

// addVideo offers n encodings of the pictures.
func (p *Publisher) addVideo(c webrtc.RTPCodecCapability, n int, resend chan lost) (outs []*outlet, err error) {
	if n == 1 {
		o, err := p.addTrack(c, "video", resend)
		return []*outlet{o}, err
	}
	var sender *webrtc.RTPSender
	for _, rid := range rids[:n] {
		track, err := newTrack(c, "video", webrtc.WithRTPStreamID(rid))
		if err != nil {
			return nil, err
		}
		if sender == nil {
			var tr *webrtc.RTPTransceiver
			tr, err = p.peer.pc.AddTransceiverFromTrack(track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
			if err == nil {
				sender = tr.Sender()
			}
		} else {
			err = sender.AddEncoding(track)
		}
		if err != nil {
			return nil, fmt.Errorf("rtc: video track: %w", err)
		}
		outs = append(outs, newOutlet(track, sender, p.path, resend))
	}
	return outs, nil
}

// registerNames offers the header extensions that tell encodings apart.
func registerNames(me *webrtc.MediaEngine) error {
	for _, uri := range []string{sdp.SDESMidURI, sdp.SDESRTPStreamIDURI} {
		if err := me.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: uri}, webrtc.RTPCodecTypeVideo); err != nil {
			return err
		}
	}
	return nil
}

// layers lists the encodings that the server takes (RFC 8853), none if it does not know of
// several.
func (a *parsedAnswer) layers() (out []string) {
	for _, m := range a.desc.MediaDescriptions {
		v, ok := m.Attribute("simulcast")
		if !ok || m.MediaName.Media != "video" || m.MediaName.Port.Value == 0 {
			continue
		}
		f := strings.Fields(v)
		for i := 0; i+1 < len(f); i += 2 {
			if f[i] != "recv" {
				continue
			}
			for _, rid := range strings.Split(f[i+1], ";") {
				rid, _, _ = strings.Cut(rid, ",") // the first of its alternatives
				if !strings.HasPrefix(rid, "~") {
					out = append(out, rid)
				}
			}
		}
	}
	return out
}

// choose keeps the encodings that the server takes; one, if it does not know of several.
func (v *videoSend) choose(taken []string) {
	if len(v.layers) == 1 {
		return
	}
	kept := slices.DeleteFunc(slices.Clone(v.layers), func(l *layer) bool { return !slices.Contains(taken, l.rid) })
	if len(kept) == 0 {
		kept = v.layers[:1:1]
	}
	if len(kept) < len(v.layers) {
		v.why = fewerByServer
	}
	v.layers = kept
}

// onTakers takes in how many take each encoding.
func (v *videoSend) onTakers(counts []takers.Count, now time.Time) {
	var n [encodings.Max]int
	for i, l := range v.layers {
		for _, c := range counts {
			if c.SSRC == l.out.ssrc {
				n[i] = int(c.N)
			}
		}
	}
	v.count(func() { v.demand.Told(n, now) })
}

// names are the header extensions that tell an encoding's packets apart until the server
// has said that it knows them.
type names struct {
	mid, rid     []byte
	midID, ridID uint8
	known        atomic.Bool
}

func (n *names) size() int {
	if n.ridID == 0 || n.known.Load() {
		return 0
	}
	return len(n.mid) + len(n.rid) + 2
}

func (n *names) put(h *rtp.Header) {
	if n.ridID == 0 || n.known.Load() {
		return
	}
	_ = h.SetExtension(n.midID, n.mid)
	_ = h.SetExtension(n.ridID, n.rid)
}

// bindNames reads what the answer settled of the names.
func (o *outlet) bindNames(pc *webrtc.PeerConnection) {
	var n struct{ mid, rid uint8 }
	for _, e := range o.sender.GetParameters().HeaderExtensions {
		switch e.URI {
		case sdp.SDESMidURI:
			n.mid = uint8(e.ID)
		case sdp.SDESRTPStreamIDURI:
			n.rid = uint8(e.ID)
		}
	}
	if n.mid == 0 || n.rid == 0 || o.track.RID() == "" {
		return
	}
	for _, tr := range pc.GetTransceivers() {
		if tr.Sender() == o.sender {
			o.names.mid, o.names.rid = []byte(tr.Mid()), []byte(o.track.RID())
			o.names.midID, o.names.ridID = n.mid, n.rid
		}
	}
}

// leave ends what is sent no more. Where somebody may have had it the server is told, and the others begin anew with this picture, so
// that viewers can go on with them at once.
func (v *videoSend) leave(rates [encodings.Max]int) {
	var ssrcs []uint32
	for i, l := range v.layers {
		if rates[i] == 0 && l.enc != nil {
			if l.rests != encodings.Viewers {
				ssrcs = append(ssrcs, l.out.ssrc)
			}
			l.stop()
		}
	}
	if len(ssrcs) == 0 {
		return
	}
	for i, l := range v.layers {
		l.mustKey = l.mustKey || rates[i] != 0
	}
	if v.bye != nil {
		v.bye(ssrcs)
	}
}
