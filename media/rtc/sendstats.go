package rtc

import "time"

// Stats returns the stream's state.
func (p *Publisher) Stats() Stats {
	now := time.Now()
	var st Stats
	p.peer.fill(&st)
	st.TargetBitRate, _, _ = p.path.now()
	if p.video != nil {
		p.video.fill(&st, now)
	}
	if a := p.audio; a != nil {
		st.AudioBitRate = int(a.out.rate.PerSecond(now) * 8)
		st.AudioPackets, st.AudioPacketsLost = a.out.total.Load(), a.out.reported.Load()
	}
	return st
}

// fill puts the pictures' counts into st: sums, and what is seen of the largest encoding.
func (v *videoSend) fill(st *Stats, now time.Time) {
	st.Codec = v.cfg.Codec.String()
	v.mu.Lock()
	defer v.mu.Unlock()
	st.Width, st.Height, st.TargetFPS, st.Fewer = v.size[0], v.size[1], v.fpsNow, string(v.fewer)
	st.FramesDropped = v.box.Dropped()
	for _, l := range v.layers {
		o := l.out
		bitRate := int(o.rate.PerSecond(now) * 8)
		st.BitRate += bitRate
		st.Packets += o.total.Load()
		st.PacketsLost += o.reported.Load()
		st.Loss = max(st.Loss, float64(o.loss.Load())/256)
		st.NACKs += o.nacked.Load()
		st.PLIs += l.plis.Load()
		st.Frames = max(st.Frames, l.frames)
		st.Keyframes = max(st.Keyframes, l.keyframes)
		st.FramesDropped += l.skipped
		if l.rests != "" {
			st.Resting = append(st.Resting, RestingLayer{l.w, l.h, string(l.rests)})
		}
		if !l.sent {
			continue
		}
		one := LayerStats{
			RID: l.rid, Width: l.w, Height: l.h, FPS: l.shown.PerSecond(now), BitRate: bitRate,
			Frames: l.frames, Keyframes: l.keyframes, PLIs: l.plis.Load(), EncodeTime: l.encodeAvg,
		}
		if st.Encoder == "" {
			st.Encoder, st.FPS, st.Jitter = l.name, one.FPS, time.Duration(o.jitter.Load())*time.Second/videoRate
		}
		st.EncodeTime += l.encodeAvg
		if len(v.layers) > 1 {
			st.Layers = append(st.Layers, one)
		}
	}
}
