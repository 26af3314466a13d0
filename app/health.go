package app

import (
	"time"

	"onair/app/model"
	"onair/beauty"
	"onair/liveroom"
	"onair/media/rtc"
)

func commonStats(s rtc.Stats) model.Stats {
	return model.Stats{
		FPS: s.FPS, BitRate: s.BitRate + s.AudioBitRate, Loss: s.Loss, RoundTrip: s.RoundTrip, Jitter: s.Jitter,
		Freezes: s.Freezes, Delay: s.Delay, Encoder: s.Encoder, Width: s.Width, Height: s.Height, Dropped: int(s.FramesDropped),
	}
}

// healthWatch makes seconds out of running totals, and keeps the judgment steady;
// used from tick's goroutine.
type healthWatch struct {
	steady   steady
	of       string // the stream: the user's own room or the host watched
	captured uint64
	masks    beauty.MaskTimes
	frozen   time.Duration
	at       time.Time
}

// begin starts anew with another stream. It returns the seconds since the last look,
// 0 on the first.
func (h *healthWatch) begin(of string, now time.Time) float64 {
	if of != h.of {
		*h = healthWatch{of: of}
	}
	past := 0.0
	if !h.at.IsZero() {
		past = now.Sub(h.at).Seconds()
	}
	h.at = now
	return past
}

// local reads the user's own stream.
func (h *healthWatch) local(room string, all liveroom.Statistics, p liveroom.VideoEncoderParam, picture bool, now time.Time) (model.Stats, model.Health) {
	l := all.Local
	if l == nil {
		return model.Stats{}, model.HealthUnknown
	}
	out := commonStats(l.Stats)
	if out.RoundTrip == 0 {
		out.RoundTrip = all.ServerRoundTrip
	}
	out.Dropped += int(l.CaptureDropped)
	past := h.begin(room, now)
	s := sending{
		picture: picture, fps: l.FPS, wanted: float64(p.FPS), loss: l.Loss, roundTrip: out.RoundTrip, signal: all.ServerRoundTrip,
		work: l.BeautyTime + l.EncodeTime, carries: l.TargetBitRate, ceil: p.EffectiveBitRate(),
	}
	if past > 0 && l.Captured >= h.captured {
		s.captured = float64(l.Captured-h.captured) / past
	}
	h.captured = l.Captured
	for _, layer := range l.Layers {
		out.Layers = append(out.Layers, min(layer.Width, layer.Height))
	}
	out.Why = sendingWhy(l.Fewer)
	for _, r := range l.Resting {
		out.Resting = append(out.Resting, model.RestingPicture{Lines: min(r.Width, r.Height), Why: sendingWhy(r.Why)})
	}
	if n := l.Masks.Pictures - h.masks.Pictures; past > 0 && l.Masks.Pictures > h.masks.Pictures && l.Masks.Age > 0 {
		s.masksLate = float64(l.Masks.Late-h.masks.Late) / float64(n)
		out.MaskAge, out.MaskCarried = l.Masks.Age, float64(l.Masks.Carried-h.masks.Carried)/float64(n)
	}
	h.masks = l.Masks
	j := h.steady.see(judgeSending(s))
	out.Cause = j.cause
	return out, j.health
}

// sendingWhy is why less is sent; to who sends, the line is their own.
func sendingWhy(w string) model.PictureWhy {
	if w == "line" {
		return "upload"
	}
	return model.PictureWhy(w)
}

// remote reads the stream that is watched.
func (h *healthWatch) remote(r liveroom.RemoteStatistics, signal time.Duration, picture bool, now time.Time) (model.Stats, model.Health) {
	out := commonStats(r.Stats)
	if out.Encoder == "" {
		out.Encoder = r.Codec
	}
	out.Layers, out.Lines, out.Why = r.Quality.Layers, r.Quality.Height, model.PictureWhy(r.Quality.Why)
	past := h.begin(r.UserID, now)
	p := playing{picture: picture, fps: r.FPS, loss: r.Loss, roundTrip: r.RoundTrip, signal: signal, stalled: r.Stalled, decode: r.DecodeTime}
	if past > 0 && r.FreezeTime >= h.frozen {
		p.frozen = (r.FreezeTime - h.frozen).Seconds() / past
	}
	h.frozen = r.FreezeTime
	j := h.steady.see(judgePlaying(p))
	out.Cause = j.cause
	return out, j.health
}
