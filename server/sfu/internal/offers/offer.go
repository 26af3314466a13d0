package offers

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

// Kind is a kind of media.
type Kind int

// The kinds.
const (
	Video Kind = iota
	Audio
)

// String is its name in session descriptions.
func (k Kind) String() string { return [...]string{"video", "audio"}[k] }

// Offer is what a client's session description asks for, reduced to what this relay understands.
type Offer struct {
	desc  sdp.SessionDescription // sanitised
	Media [2]*Media              // by kind; nil where not offered
	Setup string                 // who begins DTLS (RFC 8842): actpass, active, passive
}

// Media is one media section.
type Media struct {
	codecs   []Codec // in the offer's order of preference
	Sends    bool    // the client wants to send
	Receives bool
	RIDs     []string // of the layers that the client wants to send; none: one without a name
}

// keptAttributes are the ones passed on. All others go: candidates (an ICE-lite server needs none and must not be made to send to
// strangers), retransmission streams, whatever is unknown.
var keptAttributes = map[string]bool{
	"group": true, "fingerprint": true, "setup": true, "ice-ufrag": true, "ice-pwd": true, "ice-options": true,
	"msid-semantic": true, "extmap-allow-mixed": true, "mid": true, "rtcp-mux": true, "rtcp-rsize": true, "sendrecv": true,
	"sendonly": true, "recvonly": true, "inactive": true, "rtpmap": true, "fmtp": true, "rtcp-fb": true, "extmap": true,
	"ssrc": true, "msid": true, "rtcp": true, "bundle-only": true,
}

// keptFeedback is what the relay understands of RTCP feedback; the rest would be promised to the client in vain.
var keptFeedback = map[string]bool{"nack": true, "nack pli": true, "ccm fir": true, "transport-cc": true}

// Parse reads an offer from outside.
func Parse(text string) (*Offer, error) {
	if len(text) > maxOffer {
		return nil, fmt.Errorf("%w: longer than %d bytes", ErrBad, maxOffer)
	}
	o := &Offer{}
	d := &o.desc
	if err := d.UnmarshalString(text); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBad, err)
	}
	total := len(d.Attributes)
	for _, m := range d.MediaDescriptions {
		total += len(m.Attributes)
	}
	if total > maxAttributes {
		return nil, fmt.Errorf("%w: more than %d attributes", ErrBad, maxAttributes)
	}
	d.Attributes = keep(d.Attributes)
	o.Setup, _ = d.Attribute("setup")
	for _, m := range d.MediaDescriptions {
		if err := o.addMedia(m); err != nil {
			return nil, err
		}
	}
	if o.Media[Video] == nil && o.Media[Audio] == nil {
		return nil, fmt.Errorf("%w: neither video nor audio", ErrBad)
	}
	return o, nil
}

// Narrowed writes the offer with nothing but the chosen codecs: the only text that reaches pion. A section with none will be
// refused.
func (o *Offer) Narrowed(chosen [2]*Codec) (string, error) {
	for _, m := range o.desc.MediaDescriptions {
		k := Video
		if m.MediaName.Media == "audio" {
			k = Audio
		}
		if len(m.MediaName.Formats) == 0 {
			return "", fmt.Errorf("%w: %s without formats", ErrBad, k)
		}
		pt := m.MediaName.Formats[0]
		if c := chosen[k]; c != nil {
			pt = strconv.Itoa(int(c.PT))
		}
		m.MediaName.Formats = []string{pt}
		m.Attributes = slices.DeleteFunc(m.Attributes, func(a sdp.Attribute) bool {
			of, _, _ := strings.Cut(a.Value, " ")
			return (a.Key == "rtpmap" || a.Key == "fmtp" || a.Key == "rtcp-fb") && of != pt
		})
	}
	b, err := o.desc.Marshal()
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrBad, err)
	}
	return string(b), nil
}

func (o *Offer) addMedia(m *sdp.MediaDescription) error {
	var k Kind
	switch m.MediaName.Media {
	case "video":
		k = Video
	case "audio":
		k = Audio
	default:
		return fmt.Errorf("%w: media of type %.20q", ErrBad, m.MediaName.Media)
	}
	if o.Media[k] != nil {
		return fmt.Errorf("%w: more than one section of %s", ErrBad, k)
	}
	ssrc, rids := primarySSRC(m.Attributes), layersOf(m)
	m.Attributes = keep(m.Attributes)
	if own, ok := m.Attribute("setup"); ok {
		o.Setup = own
	} else if o.Setup != "" { // pion looks in the sections alone
		m.Attributes = append(m.Attributes, sdp.Attribute{Key: "setup", Value: o.Setup})
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
			if id, _, _ := strings.Cut(a.Value, " "); id != ssrc || len(rids) > 0 {
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
	if !sends {
		rids = nil
	}
	nameLayers(m, rids)
	o.Media[k] = &Media{codecs: codecs, Sends: sends, Receives: receives, RIDs: rids}
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

// Renew puts other ICE credentials into the offer.
func (o *Offer) Renew(ufrag, pwd string) {
	for key, value := range map[string]string{"ice-ufrag": ufrag, "ice-pwd": pwd} {
		for i := range o.desc.Attributes {
			if o.desc.Attributes[i].Key == key {
				o.desc.Attributes[i].Value = value
			}
		}
		for _, m := range o.desc.MediaDescriptions {
			for i := range m.Attributes {
				if m.Attributes[i].Key == key {
					m.Attributes[i].Value = value
				}
			}
		}
	}
	o.desc.Origin.SessionVersion++
}
