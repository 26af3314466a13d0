package offers

import (
	"strconv"
	"strings"

	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"
)

// Codec is one payload format of an offer that this relay can carry.
type Codec struct {
	Mime     string // webrtc.MimeType...
	PT       uint8
	Clock    uint32
	Channels uint16
	FMTP     string
	Profile  string // H.264: the first two bytes of profile-level-id in hexadecimal, lower case
}

// The H.264 profiles a publisher may send: constrained baseline in its two spellings, and baseline.
var publishProfiles = map[string]bool{"42e0": true, "42c0": true, "4200": true}

// readCodecs lists the codecs of a media section that the relay knows, in order, and makes the offer ask for what it wants
// answered: forward error correction in Opus.
func readCodecs(m *sdp.MediaDescription) []Codec {
	maps, fmtps := map[string]string{}, map[string]*sdp.Attribute{}
	for i := range m.Attributes {
		a := &m.Attributes[i]
		pt, rest, _ := strings.Cut(a.Value, " ")
		switch a.Key {
		case "rtpmap":
			maps[pt] = rest
		case "fmtp":
			fmtps[pt] = a
		}
	}
	var out []Codec
	for _, f := range m.MediaName.Formats {
		n, err := strconv.ParseUint(f, 10, 7)
		if err != nil {
			continue
		}
		fmtp := ""
		if a := fmtps[f]; a != nil {
			_, fmtp, _ = strings.Cut(a.Value, " ")
		}
		c, ok := newCodec(maps[f], fmtp)
		if !ok {
			continue
		}
		c.PT = uint8(n)
		if c.Mime == webrtc.MimeTypeOpus {
			if c.FMTP = withFEC(c.FMTP); fmtps[f] != nil {
				fmtps[f].Value = f + " " + c.FMTP
			}
		}
		out = append(out, c)
	}
	return out
}

func newCodec(rtpmap, fmtp string) (Codec, bool) {
	switch strings.ToLower(rtpmap) {
	case "vp8/90000":
		return Codec{Mime: webrtc.MimeTypeVP8, Clock: 90000, FMTP: fmtp}, true
	case "opus/48000/2":
		return Codec{Mime: webrtc.MimeTypeOpus, Clock: 48000, Channels: 2, FMTP: fmtp}, true
	case "h264/90000":
		c := Codec{Mime: webrtc.MimeTypeH264, Clock: 90000, FMTP: fmtp}
		p := parameters(fmtp)
		id := strings.ToLower(p["profile-level-id"])
		if p["packetization-mode"] != "1" || len(id) != 6 {
			return c, false
		}
		c.Profile = id[:4]
		return c, true
	}
	return Codec{}, false
}

func parameters(fmtp string) map[string]string {
	out := map[string]string{}
	for _, p := range strings.Split(fmtp, ";") {
		k, v, _ := strings.Cut(strings.TrimSpace(p), "=")
		out[strings.ToLower(k)] = v
	}
	return out
}

func withFEC(fmtp string) string {
	if fmtp == "" {
		return "minptime=10;useinbandfec=1"
	}
	if _, ok := parameters(fmtp)["useinbandfec"]; ok {
		return fmtp
	}
	return fmtp + ";useinbandfec=1"
}

// PublishCodec chooses what a publisher shall send: H.264 of an allowed profile where it offers that, since a stream goes into
// HLS as it comes, else its own first choice.
func (m *Media) PublishCodec() (Codec, bool) {
	var other Codec
	found := false
	for _, c := range m.codecs {
		switch {
		case c.Mime == webrtc.MimeTypeH264 && publishProfiles[c.Profile]:
			return c, true
		case c.Mime != webrtc.MimeTypeH264 && !found:
			other, found = c, true
		}
	}
	return other, found
}

// PlayCodec chooses the viewer's payload type for a stream's codec: the same H.264 profile, or any other, since each decodes
// constrained baseline.
func (m *Media) PlayCodec(stream Codec) (Codec, bool) {
	var any Codec
	found := false
	for _, c := range m.codecs {
		if c.Mime != stream.Mime {
			continue
		}
		if c.Profile == stream.Profile {
			return c, true
		}
		if !found {
			any, found = c, true
		}
	}
	return any, found
}

// Register tells a media engine of the codec.
func (c Codec) Register(e *webrtc.MediaEngine, k Kind, with Features) error {
	typ := webrtc.RTPCodecTypeAudio
	fb := []webrtc.RTCPFeedback{{Type: "nack"}}
	if k == Video {
		typ = webrtc.RTPCodecTypeVideo
		fb = append(fb, webrtc.RTCPFeedback{Type: "nack", Parameter: "pli"}, webrtc.RTCPFeedback{Type: "ccm", Parameter: "fir"})
	}
	if with.Feedback[k] {
		fb = append(fb, webrtc.RTCPFeedback{Type: webrtc.TypeRTCPFBTransportCC})
		ext := webrtc.RTPHeaderExtensionCapability{URI: sdp.TransportCCURI}
		if err := e.RegisterHeaderExtension(ext, typ); err != nil {
			return err
		}
	}
	if k == Video && with.Layers {
		for _, uri := range []string{sdp.SDESMidURI, sdp.SDESRTPStreamIDURI} {
			if err := e.RegisterHeaderExtension(webrtc.RTPHeaderExtensionCapability{URI: uri}, typ); err != nil {
				return err
			}
		}
	}
	return e.RegisterCodec(webrtc.RTPCodecParameters{
		RTPCodecCapability: webrtc.RTPCodecCapability{
			MimeType: c.Mime, ClockRate: c.Clock, Channels: c.Channels, SDPFmtpLine: c.FMTP, RTCPFeedback: fb,
		},
		PayloadType: webrtc.PayloadType(c.PT),
	}, typ)
}

// Features are what a peer agrees on besides codecs.
type Features struct {
	Feedback [2]bool // transport-wide, by kind
	Layers   bool    // several encodings of the video come in
}
