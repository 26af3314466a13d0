package rtc

import (
	"slices"

	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"

	"onair/media/av"
)

const (
	ptH264 = 102
	ptVP8  = 96
	ptOpus = 111

	videoRate = 90000
	audioRate = 48000

	// h264fmtp is constrained baseline, level 4.2: up to 1080p60.
	h264fmtp = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e02a"
	opusfmtp = "minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1"
)

func videoCodec(c av.Codec) webrtc.RTPCodecParameters {
	p := webrtc.RTPCodecParameters{PayloadType: ptH264, RTPCodecCapability: webrtc.RTPCodecCapability{
		MimeType: webrtc.MimeTypeH264, ClockRate: videoRate, SDPFmtpLine: h264fmtp,
	}}
	if c == av.VP8 {
		p.PayloadType, p.MimeType, p.SDPFmtpLine = ptVP8, webrtc.MimeTypeVP8, ""
	}
	p.RTCPFeedback = []webrtc.RTCPFeedback{
		{Type: webrtc.TypeRTCPFBNACK}, {Type: webrtc.TypeRTCPFBNACK, Parameter: "pli"}, {Type: webrtc.TypeRTCPFBCCM, Parameter: "fir"},
	}
	return p
}

func opusCodec() webrtc.RTPCodecParameters {
	return webrtc.RTPCodecParameters{PayloadType: ptOpus, RTPCodecCapability: webrtc.RTPCodecCapability{
		MimeType: webrtc.MimeTypeOpus, ClockRate: audioRate, Channels: 2, SDPFmtpLine: opusfmtp,
		RTCPFeedback: []webrtc.RTCPFeedback{{Type: webrtc.TypeRTCPFBNACK}},
	}}
}

// registerCodecs offers the given video codecs in order, and Opus. For the kinds of twcc
// the receiver gives transport-wide feedback.
func registerCodecs(me *webrtc.MediaEngine, video []av.Codec, twcc ...webrtc.RTPCodecType) error {
	add := func(p webrtc.RTPCodecParameters, t webrtc.RTPCodecType) error {
		if slices.Contains(twcc, t) {
			p.RTCPFeedback = append(p.RTCPFeedback, webrtc.RTCPFeedback{Type: webrtc.TypeRTCPFBTransportCC})
			ext := webrtc.RTPHeaderExtensionCapability{URI: sdp.TransportCCURI}
			if err := me.RegisterHeaderExtension(ext, t); err != nil {
				return err
			}
		}
		return me.RegisterCodec(p, t)
	}
	for _, c := range video {
		if err := add(videoCodec(c), webrtc.RTPCodecTypeVideo); err != nil {
			return err
		}
	}
	return add(opusCodec(), webrtc.RTPCodecTypeAudio)
}
