package app

import (
	"time"

	"onair/app/model"
	"onair/liveroom"
	"onair/media/rtc"
)

func commonStats(s rtc.Stats) model.Stats {
	return model.Stats{
		FPS: s.FPS, BitRate: s.BitRate + s.AudioBitRate, Loss: s.Loss, RoundTrip: s.RoundTrip, Jitter: s.Jitter,
		Freezes: s.Freezes, Delay: s.Delay, Encoder: s.Encoder, Width: s.Width, Height: s.Height, Dropped: int(s.FramesDropped),
	}
}

func localStats(all liveroom.Statistics) (model.Stats, model.Health) {
	l := all.Local
	if l == nil {
		return model.Stats{}, model.HealthUnknown
	}
	out := commonStats(l.Stats)
	if out.RoundTrip == 0 {
		out.RoundTrip = all.ServerRoundTrip
	}
	out.Dropped += int(l.CaptureDropped)
	return out, judge(l.Loss, l.FPS, l.TargetFPS, out.RoundTrip)
}

func remoteStats(r liveroom.RemoteStatistics) (model.Stats, model.Health) {
	out := commonStats(r.Stats)
	if out.Encoder == "" {
		out.Encoder = r.Codec
	}
	health := judge(r.Loss, r.FPS, 24, r.RoundTrip)
	if r.Stalled > time.Second {
		health = model.HealthBad
	}
	return out, health
}

// judge turns loss, frame rate and round trip into the colour of the dot.
func judge(loss, fps, wantFPS float64, roundTrip time.Duration) model.Health {
	switch {
	case fps == 0:
		return model.HealthUnknown
	case loss > 0.08 || fps < 0.5*wantFPS || roundTrip > 600*time.Millisecond:
		return model.HealthBad
	case loss > 0.02 || fps < 0.8*wantFPS || roundTrip > 250*time.Millisecond:
		return model.HealthFair
	default:
		return model.HealthGood
	}
}
