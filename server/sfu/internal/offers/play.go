package offers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pion/sdp/v3"
)

// Play is what the relay answers a client that wants to watch.
type Play struct {
	Ufrag, Pwd  string // the relay's in ICE
	Fingerprint string // of the relay's certificate, with its hash function
	Candidates  []string
	Tracks      [2]*Track // by kind; nil: refused
}

// Track is what a client gets of one kind.
type Track struct {
	Codec    Codec
	SSRC     uint32
	Feedback uint8 // the number of the transport-wide sequence extension, 0 for none
}

// Client is what a client says of itself.
type Client struct {
	Ufrag, Pwd  string              // in ICE
	Fingerprint map[string][]string // by the hash function's name
}

// Client reads it from the first section that is not refused.
func (o *Offer) Client(chosen [2]*Codec) (c Client, err error) {
	for _, m := range o.desc.MediaDescriptions {
		if chosen[kindOf(m)] == nil {
			continue
		}
		all := slices.Concat(m.Attributes, o.desc.Attributes)
		c.Fingerprint = map[string][]string{}
		for _, a := range all {
			switch a.Key {
			case "ice-ufrag":
				if c.Ufrag == "" {
					c.Ufrag = a.Value
				}
			case "ice-pwd":
				if c.Pwd == "" {
					c.Pwd = a.Value
				}
			case "fingerprint":
				if name, value, ok := strings.Cut(a.Value, " "); ok {
					c.Fingerprint[name] = append(c.Fingerprint[name], strings.TrimSpace(value))
				}
			}
		}
		if c.Ufrag == "" || c.Pwd == "" || len(c.Fingerprint) == 0 {
			return c, fmt.Errorf("%w: no ICE credentials or no fingerprint", ErrBad)
		}
		return c, nil
	}
	return c, fmt.Errorf("%w: nothing to play", ErrBad)
}

func kindOf(m *sdp.MediaDescription) Kind {
	if m.MediaName.Media == "audio" {
		return Audio
	}
	return Video
}

// Extension is the number under which the client offers a header extension for a kind of media; 0: it does not.
func (o *Offer) Extension(k Kind, uri string) uint8 {
	for _, m := range o.desc.MediaDescriptions {
		if kindOf(m) != k {
			continue
		}
		for _, a := range m.Attributes {
			number, is, _ := strings.Cut(a.Value, " ")
			number, _, _ = strings.Cut(number, "/") // a direction
			if n, err := strconv.ParseUint(number, 10, 8); a.Key == "extmap" && strings.TrimSpace(is) == uri && err == nil && n > 0 && n < 15 {
				return uint8(n)
			}
		}
	}
	return 0
}

// Answer writes the answer to a client that wants to watch.
func (o *Offer) Answer(p Play) (string, error) {
	d := sdp.SessionDescription{
		Origin: sdp.Origin{Username: "-", SessionID: o.desc.Origin.SessionID, SessionVersion: o.desc.Origin.SessionVersion,
			NetworkType: "IN", AddressType: "IP4", UnicastAddress: "0.0.0.0"},
		SessionName:      "-",
		TimeDescriptions: []sdp.TimeDescription{{}},
	}
	setup := "active"
	if o.Setup == "active" {
		setup = "passive"
	}
	bundle, placed := "BUNDLE", false
	for _, m := range o.desc.MediaDescriptions {
		k := kindOf(m)
		t := p.Tracks[k]
		if t == nil {
			d.MediaDescriptions = append(d.MediaDescriptions, section(k, 0, "0"))
			continue
		}
		mid, ok := m.Attribute("mid")
		if !ok {
			return "", fmt.Errorf("%w: %s without mid", ErrBad, k)
		}
		bundle += " " + mid
		out := section(k, 9)
		for _, a := range [][2]string{{"setup", setup}, {"mid", mid}, {"ice-ufrag", p.Ufrag}, {"ice-pwd", p.Pwd}, {"rtcp-mux"}, {"rtcp-rsize"}} {
			out.Attributes = append(out.Attributes, sdp.Attribute{Key: a[0], Value: a[1]})
		}
		t.describe(out, k, m)
		if !placed {
			for _, c := range p.Candidates {
				out.WithCandidate(c)
			}
			out.WithPropertyAttribute(sdp.AttrKeyEndOfCandidates)
			placed = true
		}
		d.MediaDescriptions = append(d.MediaDescriptions, out)
	}
	for _, a := range [][2]string{{"msid-semantic", "WMS*"}, {"fingerprint", p.Fingerprint}, {"ice-lite"}, {"extmap-allow-mixed"}, {"group", bundle}} {
		d.Attributes = append(d.Attributes, sdp.Attribute{Key: a[0], Value: a[1]})
	}
	b, err := d.Marshal()
	return string(b), err
}

func section(k Kind, port int, formats ...string) *sdp.MediaDescription {
	return &sdp.MediaDescription{
		MediaName: sdp.MediaName{Media: k.String(), Port: sdp.RangedPort{Value: port}, Protos: []string{"UDP", "TLS", "RTP", "SAVPF"},
			Formats: formats},
		ConnectionInformation: &sdp.ConnectionInformation{NetworkType: "IN", AddressType: "IP4", Address: &sdp.Address{Address: "0.0.0.0"}},
	}
}

// describe writes the codec and what of the offered feedback is understood.
func (t *Track) describe(out *sdp.MediaDescription, k Kind, offered *sdp.MediaDescription) {
	out.WithCodec(t.Codec.PT, strings.TrimPrefix(t.Codec.Mime, k.String()+"/"), t.Codec.Clock, t.Codec.Channels, t.Codec.FMTP)
	said := map[string]bool{}
	for _, a := range offered.Attributes {
		of, fb, _ := strings.Cut(a.Value, " ")
		fb = strings.TrimSpace(fb)
		if a.Key != "rtcp-fb" || of != strconv.Itoa(int(t.Codec.PT)) && of != "*" || said[fb] || !keptFeedback[fb] || fb == "transport-cc" && t.Feedback == 0 {
			continue
		}
		said[fb] = true
		out.WithValueAttribute("rtcp-fb", fmt.Sprintf("%d %s", t.Codec.PT, fb))
	}
	if t.Feedback != 0 {
		out.WithValueAttribute("extmap", fmt.Sprintf("%d %s", t.Feedback, sdp.TransportCCURI))
	}
	ssrc := strconv.FormatUint(uint64(t.SSRC), 10)
	out.WithValueAttribute("ssrc", ssrc+" cname:onair")
	out.WithValueAttribute("ssrc", ssrc+" msid:onair "+k.String())
	out.WithValueAttribute("msid", "onair "+k.String())
	out.WithPropertyAttribute("sendonly")
}
