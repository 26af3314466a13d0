package liveroom

import "onair/liveroom/internal/stream"

// PlayMode is how streams are taken from the server.
type PlayMode = stream.Mode

// The modes of SetPlayMode.
const (
	// PlayAuto has low latency, and HLS where WebRTC does not get through; with
	// Config.UseCDNFirst HLS, and low latency where there is none.
	PlayAuto PlayMode = stream.Auto
	// PlayLowLatency has WebRTC alone.
	PlayLowLatency PlayMode = stream.LowLatency
	// PlayCDN has HLS, and low latency while there is none.
	PlayCDN PlayMode = stream.CDN
)

// SetPlayMode changes how everybody is played, now too: the new stream takes over when
// its first picture is there. On stage it is low latency. See OnPlayWay. A call of ours.
func (r *LiveRoom) SetPlayMode(m PlayMode) error {
	if !r.choice.SetMode(m) {
		return fail("SetPlayMode", CodeBadArgument, "there is no such mode")
	}
	r.plays.Wake()
	return nil
}

// OnPlayWay tells that a user's stream is taken as HLS from the CDN, or with low
// latency. A call of ours.
type OnPlayWay struct {
	UserID string
	CDN    bool
}

func (OnPlayWay) EventName() string       { return "onPlayWay" }
func (OnRemoteQuality) EventName() string { return "onRemoteQuality" }
