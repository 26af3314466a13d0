package rtc

// KeepAll has all encodings sent on a busy machine, too.
func (v *VideoConfig) KeepAll() { v.keepAll = true }

// Repaired is how many packets of pictures came after they had been asked for.
func (p *Player) Repaired() uint64 {
	p.video.mu.Lock()
	defer p.video.mu.Unlock()
	return p.video.counts.Recovered
}
