package liveroom

import (
	"time"

	"onair/beauty"
	"onair/liveroom/internal/hearing"
	"onair/liveroom/internal/network"
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
	// Masks says how late the outlines of people come that a background goes by.
	Masks beauty.MaskTimes `json:"masks"`
	// Level is the microphone's, 0..100.
	Level int `json:"level"`
}

// RemoteStatistics is UserID's stream. Stalled is how long no picture has come, while
// there should be one; Level how loud the user is, 0..100; Quality what is sent.
type RemoteStatistics = stream.RemoteStatistics

// Statistics reads the numbers of every stream now.
func (r *LiveRoom) Statistics() Statistics {
	out := Statistics{ServerRoundTrip: r.ServerRoundTrip()}
	if pub := r.own.Now(); pub != nil {
		n := r.camera.Numbers()
		out.Local = &LocalStatistics{pub.Stats(), n.Captured, n.Dropped, r.camera.FilterTime(), r.camera.Chain.MaskTimes(), r.MicrophoneLevel()}
	}
	out.Remote = r.plays.Statistics(r.RemoteLevel)
	return out
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

// UserVolume is how loud somebody speaks, 0..100. The user's own ID stands for the
// microphone, after gain and mute.
type UserVolume struct {
	UserID string
	Volume int
}

// OnUserVolumeUpdate tells how loud everybody is, loudest first, every 300 ms
// after EnableVolumeEvaluation(true). TotalVolume is what the loudspeaker plays.
type OnUserVolumeUpdate struct {
	UserVolumes []UserVolume
	TotalVolume int
	// Speaking are those who speak now or did a moment ago, most active first;
	// the order does not change for a cough. Ours.
	Speaking []string
}

// EventName is TRTC's name.
func (OnUserVolumeUpdate) EventName() string { return "onUserVolumeUpdate" }

// NetworkQuality is TRTC's scale of a connection.
type NetworkQuality int

// The qualities, as TRTC numbers them.
const (
	QualityUnknown   NetworkQuality = 0
	QualityExcellent NetworkQuality = 1
	QualityGood      NetworkQuality = 2
	QualityPoor      NetworkQuality = 3
	QualityBad       NetworkQuality = 4
	QualityVeryBad   NetworkQuality = 5
	QualityDown      NetworkQuality = 6
)

// UserQuality is one stream's connection.
type UserQuality struct {
	UserID  string
	Quality NetworkQuality
}

// OnNetworkQuality judges the own stream's way up and every played stream's way
// down, every two seconds while media flows.
type OnNetworkQuality struct {
	Local  UserQuality
	Remote []UserQuality
}

// EventName is TRTC's name.
func (OnNetworkQuality) EventName() string { return "onNetworkQuality" }

// EnableVolumeEvaluation switches OnUserVolumeUpdate on or off; off at first.
func (r *LiveRoom) EnableVolumeEvaluation(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var tell func(hearing.Loudness)
	if on && !r.turn.Closed() {
		tell = func(l hearing.Loudness) {
			e := OnUserVolumeUpdate{TotalVolume: l.Total, Speaking: l.Speaking}
			for _, u := range l.Users {
				e.UserVolumes = append(e.UserVolumes, UserVolume{u.ID, u.Level})
			}
			r.events.Post(0, e)
		}
	}
	self := func() (hearing.Volume, bool) {
		return hearing.Volume{ID: r.session.Self().UserID, Level: r.MicrophoneLevel()}, r.own.Now() != nil
	}
	r.others.Watch(r.ctx, r.wg.Go, self, tell)
}

// networkQuality is the event that follows from the numbers.
func networkQuality(self string, s Statistics) OnNetworkQuality {
	e := OnNetworkQuality{Local: UserQuality{UserID: self}}
	if l := s.Local; l != nil {
		e.Local.Quality = NetworkQuality(network.Own(l.State == "connected", l.Loss, l.RoundTrip))
	}
	for _, p := range s.Remote {
		e.Remote = append(e.Remote, UserQuality{p.UserID, NetworkQuality(network.Quality(p.Loss, p.RoundTrip, p.Stalled))})
	}
	return e
}
