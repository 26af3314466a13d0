package liveroom

import (
	"context"

	"onair/liveroom/internal/callback"
	"onair/liveroom/internal/stay"
	"onair/liveroom/internal/stream"
	"onair/liveroom/internal/turn"
	"onair/media/audio"
	"onair/signaling"
)

// StartPlay shows a user's picture in view (nil: nowhere) and plays the sound.
// It may be called before that user publishes, also before a room is entered:
// playing starts as soon as there is something, and again after an
// interruption. For a user who is played already the view changes.
func (r *LiveRoom) StartPlay(userID string, view View) error {
	const op = "StartPlay"
	if !userIDRule.MatchString(userID) {
		return fail(op, CodeBadArgument, "this is no user ID")
	}
	if r.turn.Closed() {
		return fail(op, CodeNotInitialised, turn.ErrClosed.Error())
	}
	open := func() { r.speaker.Open() }
	r.plays.Start(userID, r.playConfig(userID, view), open, func(w, h int) {
		r.visits.Inside(func(s *stay.Stay) {
			r.events.Post(s.Number, OnFirstVideoFrame{UserID: userID, Width: w, Height: h})
		})
	})
	return nil
}

// UpdateRemoteView moves a played user's picture into another view without a
// restart. A user who is not played gives CodeFailed.
func (r *LiveRoom) UpdateRemoteView(userID string, view View) error {
	if !r.plays.SetView(userID, view) {
		return fail("UpdateRemoteView", CodeFailed, userID+" is not being played")
	}
	return nil
}

// The qualities of SetRemoteVideoQuality that are no number of lines.
const (
	VideoQualityAuto  = 0
	VideoQualitySound = signaling.QualitySound // no picture, the sound alone
)

// SetRemoteVideoQuality says in which quality a played user's picture is wanted, until
// StopPlay: what line and view allow, sound alone, or a number of lines at most. What comes
// is told by OnRemoteQuality. A user who is not played gives CodeFailed. A call of ours.
func (r *LiveRoom) SetRemoteVideoQuality(userID string, quality int) error {
	const op = "SetRemoteVideoQuality"
	if !(signaling.PlayWish{Quality: quality}).Valid() {
		return fail(op, CodeBadArgument, "a quality is a number of lines, VideoQualityAuto or VideoQualitySound")
	}
	if !r.plays.Choose(userID, quality) {
		return fail(op, CodeFailed, userID+" is not being played")
	}
	return nil
}

// RemoteQuality is which encoding comes: Width, Height (0: none, or not known yet), the heights
// of all Layers, the largest first, Why it is no better, and whether Sound comes alone.
type RemoteQuality = stream.RemoteQuality

// OnRemoteQuality says that another encoding of a user's picture comes now, or that there
// are others. An event of ours.
type OnRemoteQuality struct {
	UserID string
	RemoteQuality
}

// StopPlay ends playing; the view is cleared. It does nothing for a user who is
// not played.
func (r *LiveRoom) StopPlay(userID string) { r.plays.Stop(userID) }

// takeMedia takes what plays out of the list; stop ends it, and what is published.
func (r *LiveRoom) takeMedia() (stop func()) {
	plays, publishes := r.plays.Take(), r.own.Now() != nil
	return func() {
		plays.Cancel()
		if publishes {
			r.endPublish()
		}
		r.turn.Clear(plays.Stop())
	}
}

// playConfig joins a user's stream to the server, the loudspeaker and the events.
func (r *LiveRoom) playConfig(userID string, view View) stream.PlayConfig {
	return stream.PlayConfig{
		Callers: &r.callers, View: view, Connection: r.tuner.Connection, Latency: r.speaker.Latency,
		Stage: func() (on, video, lost bool) { return r.visits.OnStage(userID) },
		Wish: func() stream.Wish {
			return r.choice.Wish(r.own.Now() != nil || r.visits.Place().Role == signaling.RoleCoAnchor)
		},
		Taken: func(w stream.Way) {
			r.visits.Inside(func(s *stay.Stay) { r.events.Post(s.Number, OnPlayWay{userID, w == stream.Far}) })
		},
		Address: func(ctx context.Context) (string, error) {
			return stream.Address(ctx, r.session.Call, userID, r.session.Server(), r.choice.Domain())
		},
		ServerClock: r.session.ClockOffset, Log: r.log,
		ClockOffset: r.session.ClockOffset,
		Offer: func(ctx context.Context, offer string, wish signaling.PlayWish) (string, error) {
			return r.exchange(ctx, signaling.TypePlay, signaling.PlayRequest{UserID: userID, SDP: offer, PlayWish: wish})
		},
		Show: func(wish signaling.PlayWish, ended func(error)) {
			r.background(func(ctx context.Context) {
				ended(r.session.Call(ctx, signaling.TypeSetPlay, signaling.SetPlayRequest{UserID: userID, PlayWish: wish}, nil))
			})
		},
		Begin: func(sound audio.Source) func(bool) { return r.beginPlay(userID, sound) },
		Again: func(err error) {
			r.log.Info("playing again", "user", userID, "err", err)
			r.explainNoPath(err)
		},
	}
}

// beginPlay lets a user be heard; end ends that and, when the user stopped it, tells
// the server.
func (r *LiveRoom) beginPlay(userID string, sound audio.Source) (end func(stopped bool)) {
	visit := r.visits.Place().Number
	r.others.Add(userID, sound)
	return func(stopped bool) {
		r.others.Remove(userID)
		// Leaving a room ends its streams by itself; said late, it would end the next room's.
		if stopped && r.session.Open() == nil && r.visits.Place().Number == visit {
			r.background(func(ctx context.Context) {
				_ = r.session.Call(ctx, signaling.TypeStopPlay, signaling.UserRequest{UserID: userID}, nil)
			})
		}
	}
}

// MuteRemoteAudio silences one user here; nobody is told.
func (r *LiveRoom) MuteRemoteAudio(userID string, muted bool) { r.others.Mute(userID, muted) }

// MuteAllRemoteAudio silences everybody here, also who comes later.
func (r *LiveRoom) MuteAllRemoteAudio(muted bool) { r.mixer.MuteAll(muted) }

// SetRemoteVolume sets how loud one user is here, 0..150 percent.
func (r *LiveRoom) SetRemoteVolume(userID string, percent int) {
	r.others.SetVolume(userID, volumeShare(percent))
}

// SetPlayoutVolume sets how loud everybody is here, 0..150 percent.
func (r *LiveRoom) SetPlayoutVolume(percent int) { r.mixer.SetMasterVolume(volumeShare(percent)) }

// RemoteLevel is how loud a played user is, 0..100.
func (r *LiveRoom) RemoteLevel(userID string) int { return int(r.mixer.Level(userID)) }

// TapPlayout has f called with every 10 ms of what is played (48 kHz stereo),
// on a goroutine of the tap's, one call at a time; f copies what it keeps, and may
// call everything. Of a second that it is behind the oldest is lost. remove ends it.
func (r *LiveRoom) TapPlayout(f func(block []float32)) (remove func()) {
	t := callback.NewTap(f)
	untap := r.mixer.Tap(t.Put)
	return func() {
		t.End()
		untap()
	}
}

// PlayTestTone plays a soft 440 Hz tone on the loudspeaker until stop is called.
func (r *LiveRoom) PlayTestTone() (stop func()) {
	r.speaker.Open()
	return r.others.PlayTestTone()
}

// Speakers lists the loudspeakers, the default first. No loudspeaker is no
// error. A call of ours.
func Speakers(ctx context.Context) ([]audio.Device, error) { return audio.Devices(ctx) }

// SetSpeaker plays on the loudspeaker of this label (see Speakers), also while
// something plays; "" follows the system's default. While that loudspeaker is
// not there the default plays, with OnWarning 1205 and OnDeviceFallback. A call
// of ours.
func (r *LiveRoom) SetSpeaker(label string) { r.speaker.SetLabel(label) }

// HasSpeaker reports whether a loudspeaker plays; false also while nothing is
// to be heard. A call of ours.
func (r *LiveRoom) HasSpeaker() bool { return r.speaker.Playing() }

// Speaker is the label given to SetSpeaker. A call of ours.
func (r *LiveRoom) Speaker() string { return r.speaker.Label() }

// DeviceKind is what a device is for.
type DeviceKind string

// The kinds of OnDeviceFallback.
const (
	DeviceMicrophone DeviceKind = "microphone"
	DeviceSpeaker    DeviceKind = "speaker"
)

// OnDeviceFallback says that another device than the chosen one is used from now
// on, because that was unplugged, or that the chosen one is back. What was chosen
// stays chosen. A call of ours.
type OnDeviceFallback struct {
	Kind DeviceKind
	// Chosen is the label of the device chosen; "" is the system's default.
	Chosen string
	// InUse is the label of the device used now, equal to Chosen when that is
	// back; "default" where the system tells no name, "" when none is left.
	InUse string
}

// EventName implements Event.
func (OnDeviceFallback) EventName() string { return "onDeviceFallback" }

// Back reports whether the chosen device is used again.
func (e OnDeviceFallback) Back() bool {
	return e.InUse != "" && (e.Chosen == "" || e.InUse == e.Chosen)
}
