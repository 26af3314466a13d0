package liveroom

import (
	"slices"
	"strings"
	"time"

	"onair/liveroom/internal/stream"
	"onair/media/rtc"
)

// Statistics is the state of every stream at one moment.
type Statistics struct {
	// Local is the own stream, nil when nothing is published.
	Local *LocalStatistics `json:"local,omitempty"`
	// Remote is every stream that plays, by user ID.
	Remote []RemoteStatistics `json:"remote,omitempty"`
	// ServerRoundTrip is a message's time to the server and back.
	ServerRoundTrip time.Duration `json:"serverRoundTripNs"`
}

// LocalStatistics is the own stream's.
type LocalStatistics struct {
	rtc.Stats
	// Captured counts the camera's pictures, CaptureDropped those that came
	// faster than the filters could take them.
	Captured       uint64 `json:"captured"`
	CaptureDropped uint64 `json:"captureDropped"`
	// BeautyTime is what the filters took for the newest picture.
	BeautyTime time.Duration `json:"beautyNs"`
	// Level is the microphone's, 0..100.
	Level int `json:"level"`
}

// RemoteStatistics is a played stream's.
type RemoteStatistics struct {
	UserID string `json:"userId"`
	rtc.Stats
	// Stalled is how long no picture has come, while there should be one.
	Stalled time.Duration `json:"stalledNs"`
	// Level is how loud the user is, 0..100.
	Level int `json:"level"`
}

// Statistics reads the numbers of every stream now.
func (r *LiveRoom) Statistics() Statistics {
	out := Statistics{ServerRoundTrip: r.ServerRoundTrip()}
	if pub := r.own.Now(); pub != nil {
		out.Local = r.localStatistics(pub)
	}
	for id, p := range r.plays.All() {
		if s, stalled, ok := p.Stats(); ok {
			out.Remote = append(out.Remote, RemoteStatistics{UserID: id, Stats: s, Stalled: stalled, Level: r.RemoteLevel(id)})
		}
	}
	slices.SortFunc(out.Remote, func(a, b RemoteStatistics) int { return strings.Compare(a.UserID, b.UserID) })
	return out
}

func (r *LiveRoom) localStatistics(pub *stream.Publishing) *LocalStatistics {
	n := r.camera.Numbers()
	return &LocalStatistics{
		Stats:    pub.Stats(),
		Captured: n.Captured, CaptureDropped: n.Dropped,
		BeautyTime: r.camera.FilterTime(),
		Level:      r.MicrophoneLevel(),
	}
}

// reportStatistics posts OnStatistics every two seconds while media flows.
func (r *LiveRoom) reportStatistics() {
	t := time.NewTicker(2 * time.Second)
	defer t.Stop()
	for {
		select {
		case <-r.ctx.Done():
			return
		case <-t.C:
		}
		if s := r.Statistics(); s.Local != nil || len(s.Remote) > 0 {
			r.events.Post(0, OnStatistics{s}, networkQuality(r.Self().UserID, s))
		}
	}
}
