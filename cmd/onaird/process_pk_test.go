package main

import (
	"slices"

	"onair/signaling"
)

// pkSince is the PK as last told since the session was got back; nil: not told yet.
func (p *person) pkSince() *signaling.PKInfo {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, e := range slices.Backward(p.heard[p.before:]) {
		var out signaling.PKStateEvent
		if e.Type == signaling.EventPKState && e.Decode(&out) == nil {
			return &out.PK
		}
	}
	return nil
}

// points are cyd's; -1 if others have any.
func points(pk *signaling.PKInfo) (n int64) {
	if pk == nil {
		return -1
	}
	for _, s := range pk.Sides {
		if s.User.UserID == "cyd" {
			n = s.Score
		} else if s.Score != 0 {
			return -1
		}
	}
	return n
}
