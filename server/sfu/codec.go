package sfu

import (
	"strconv"
	"strings"

	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"
)

// codec is one payload format of an offer that this relay can carry.
type codec struct {
	mime     string // webrtc.MimeType...
	pt       uint8
	clock    uint32
	channels uint16
	fmtp     string
	profile  string // H.264: the first two bytes of profile-level-id in hexadecimal, lower case
}

// The H.264 profiles a publisher may send: constrained baseline in its two spellings, and baseline.
var publishProfiles = map[string]bool{"42e0": true, "42c0": true, "4200": true}

// readCodecs lists the codecs of a media section that the relay knows, in order, and makes the offer ask for what it wants
// answered: forward error correction in Opus.
func readCodecs(m *sdp.MediaDescription) []codec {
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
	var out []codec
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
		c.pt = uint8(n)
		if c.mime == webrtc.MimeTypeOpus {
			if c.fmtp = withFEC(c.fmtp); fmtps[f] != nil {
				fmtps[f].Value = f + " " + c.fmtp
			}
		}
		out = append(out, c)
	}
	return out
}

func newCodec(rtpmap, fmtp string) (codec, bool) {
	switch strings.ToLower(rtpmap) {
	case "vp8/90000":
		return codec{mime: webrtc.MimeTypeVP8, clock: 90000, fmtp: fmtp}, true
	case "opus/48000/2":
		return codec{mime: webrtc.MimeTypeOpus, clock: 48000, channels: 2, fmtp: fmtp}, true
	case "h264/90000":
		c := codec{mime: webrtc.MimeTypeH264, clock: 90000, fmtp: fmtp}
		p := parameters(fmtp)
		id := strings.ToLower(p["profile-level-id"])
		if p["packetization-mode"] != "1" || len(id) != 6 {
			return c, false
		}
		c.profile = id[:4]
		return c, true
	}
	return codec{}, false
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

// publishCodec chooses what a publisher shall send: H.264 of an allowed profile where it offers that, since a stream goes into
// HLS as it comes, else its own first choice.
func (m *media) publishCodec() (codec, bool) {
	var other codec
	found := false
	for _, c := range m.codecs {
		switch {
		case c.mime == webrtc.MimeTypeH264 && publishProfiles[c.profile]:
			return c, true
		case c.mime != webrtc.MimeTypeH264 && !found:
			other, found = c, true
		}
	}
	return other, found
}

// playCodec chooses the viewer's payload type for a stream's codec: the same H.264 profile, or any other, since each decodes
// constrained baseline.
func (m *media) playCodec(stream codec) (codec, bool) {
	var any codec
	found := false
	for _, c := range m.codecs {
		if c.mime != stream.mime {
			continue
		}
		if c.profile == stream.profile {
			return c, true
		}
		if !found {
			any, found = c, true
		}
	}
	return any, found
}

// register tells a media engine of the codec.
func (c codec) register(e *webrtc.MediaEngine, k kind, twcc bool) error {
	typ := webrtc.RTPCodecTypeAudio
	fb := []webrtc.RTCPFeedback{{Type: "nack"}}
	if k == video {
		typ = webrtc.RTPCodecTypeVideo
		fb = append(fb, webrtc.RTCPFeedback{Type: "nack", Parameter: "pli"}, webrtc.RTCPFeedback{Type: "ccm", Parameter: "fir"})
	}
	if twcc {
		fb = append(fb, webrtc.RTCPFeedback{Type: webrtc.TypeRTCPFBTransportCC})
		ext := webrtc.RTPHeaderExtensionCapability{URI: sdp.TransportCCURI}
		if err := e.RegisterHeaderExtension(ext, typ); err != nil {
			return err
		}
	}
	return e.RegisterCodec(webrtc.RTPCodecParameters{
		RTPCodecCapability: webrtc.RTPCodecCapability{
			MimeType: c.mime, ClockRate: c.clock, Channels: c.channels, SDPFmtpLine: c.fmtp, RTCPFeedback: fb,
		},
		PayloadType: webrtc.PayloadType(c.pt),
	}, typ)
}
