package sfu

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pion/sdp/v3"
)

// Limits of an offer.
const (
	maxOffer      = 64 << 10
	maxAttributes = 2000
)

type kind int

const (
	video kind = iota
	audio
)

func (k kind) String() string { return [...]string{"video", "audio"}[k] }

// offer is what a client's session description asks for, reduced to what this relay understands.
type offer struct {
	desc  sdp.SessionDescription // sanitised
	media [2]*media              // by kind; nil where not offered
	setup string                 // who begins DTLS (RFC 8842): actpass, active, passive
}

// media is one media section.
type media struct {
	codecs   []codec // in the offer's order of preference
	sends    bool    // the client wants to send
	receives bool
}

// keptAttributes are the ones passed on. All others go: candidates (an ICE-lite server needs none and must not be made to send to
// strangers), simulcast, retransmission streams, whatever is unknown.
var keptAttributes = map[string]bool{
	"group": true, "fingerprint": true, "setup": true, "ice-ufrag": true, "ice-pwd": true, "ice-options": true,
	"msid-semantic": true, "extmap-allow-mixed": true, "mid": true, "rtcp-mux": true, "rtcp-rsize": true, "sendrecv": true,
	"sendonly": true, "recvonly": true, "inactive": true, "rtpmap": true, "fmtp": true, "rtcp-fb": true, "extmap": true,
	"ssrc": true, "msid": true, "rtcp": true, "bundle-only": true,
}

// keptFeedback is what the relay understands of RTCP feedback; the rest would be promised to the client in vain.
var keptFeedback = map[string]bool{"nack": true, "nack pli": true, "ccm fir": true, "transport-cc": true}

// parseOffer reads an offer from outside.
func parseOffer(text string) (*offer, error) {
	if len(text) > maxOffer {
		return nil, fmt.Errorf("%w: longer than %d bytes", ErrBadOffer, maxOffer)
	}
	o := &offer{}
	d := &o.desc
	if err := d.UnmarshalString(text); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBadOffer, err)
	}
	total := len(d.Attributes)
	for _, m := range d.MediaDescriptions {
		total += len(m.Attributes)
	}
	if total > maxAttributes {
		return nil, fmt.Errorf("%w: more than %d attributes", ErrBadOffer, maxAttributes)
	}
	d.Attributes = keep(d.Attributes)
	o.setup, _ = d.Attribute("setup")
	for _, m := range d.MediaDescriptions {
		if err := o.addMedia(m); err != nil {
			return nil, err
		}
	}
	if o.media[video] == nil && o.media[audio] == nil {
		return nil, fmt.Errorf("%w: neither video nor audio", ErrBadOffer)
	}
	return o, nil
}

// narrowed writes the offer with nothing but the chosen codecs: the only text that reaches pion. A section with none will be
// refused.
func (o *offer) narrowed(chosen [2]*codec) (string, error) {
	for _, m := range o.desc.MediaDescriptions {
		k := video
		if m.MediaName.Media == "audio" {
			k = audio
		}
		if len(m.MediaName.Formats) == 0 {
			return "", fmt.Errorf("%w: %s without formats", ErrBadOffer, k)
		}
		pt := m.MediaName.Formats[0]
		if c := chosen[k]; c != nil {
			pt = strconv.Itoa(int(c.pt))
		}
		m.MediaName.Formats = []string{pt}
		m.Attributes = slices.DeleteFunc(m.Attributes, func(a sdp.Attribute) bool {
			of, _, _ := strings.Cut(a.Value, " ")
			return (a.Key == "rtpmap" || a.Key == "fmtp" || a.Key == "rtcp-fb") && of != pt
		})
	}
	b, err := o.desc.Marshal()
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrBadOffer, err)
	}
	return string(b), nil
}

func (o *offer) addMedia(m *sdp.MediaDescription) error {
	var k kind
	switch m.MediaName.Media {
	case "video":
		k = video
	case "audio":
		k = audio
	default:
		return fmt.Errorf("%w: media of type %.20q", ErrBadOffer, m.MediaName.Media)
	}
	if o.media[k] != nil {
		return fmt.Errorf("%w: more than one section of %s", ErrBadOffer, k)
	}
	ssrc := primarySSRC(m.Attributes)
	m.Attributes = keep(m.Attributes)
	if own, ok := m.Attribute("setup"); ok {
		o.setup = own
	} else if o.setup != "" { // pion looks in the sections alone
		m.Attributes = append(m.Attributes, sdp.Attribute{Key: "setup", Value: o.setup})
	}
	kept := m.Attributes[:0]
	sends, receives := true, true
	for _, a := range m.Attributes {
		switch a.Key {
		case "sendonly":
			receives = false
		case "recvonly":
			sends = false
		case "inactive":
			sends, receives = false, false
		case "rtcp-fb":
			_, fb, _ := strings.Cut(a.Value, " ")
			if fb = strings.TrimSpace(fb); !keptFeedback[fb] {
				continue
			}
		case "ssrc":
			if id, _, _ := strings.Cut(a.Value, " "); id != ssrc {
				continue
			}
		}
		kept = append(kept, a)
	}
	m.Attributes = kept
	codecs := readCodecs(m)
	if m.MediaName.Port.Value == 0 {
		if _, bundled := m.Attribute("bundle-only"); !bundled {
			sends, receives = false, false
		}
	}
	o.media[k] = &media{codecs: codecs, sends: sends, receives: receives}
	return nil
}

func keep(in []sdp.Attribute) []sdp.Attribute {
	out := make([]sdp.Attribute, 0, len(in))
	for _, a := range in {
		if keptAttributes[a.Key] {
			out = append(out, a)
		}
	}
	return out
}

// primarySSRC is the stream that carries the media itself: the first of a flow identification group (RFC 5576), else the first
// named.
func primarySSRC(attrs []sdp.Attribute) string {
	first := ""
	for _, a := range attrs {
		switch a.Key {
		case "ssrc-group":
			if f := strings.Fields(a.Value); len(f) > 1 && (f[0] == "FID" || f[0] == "SIM") {
				return f[1]
			}
		case "ssrc":
			if first == "" {
				first, _, _ = strings.Cut(a.Value, " ")
			}
		}
	}
	return first
}
