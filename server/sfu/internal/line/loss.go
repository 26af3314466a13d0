package line

import (
	"math"
	"time"
)

// losing lowers the estimate while much is lost. Where that brings no less of it the loss is the radio's: it is taken back, and loss
// counts for nothing for a while. Loss without a queue is taken for such at first.
func (l *Line) losing(now time.Duration) bool {
	queued := now-l.seen <= queueGone
	switch {
	case l.loss < lossHigh:
		l.lossSince, l.lowered = now, false
		return false
	case now < l.immune && l.loss < 0.4,
		!l.lowered && !queued && l.loss < lossRadio && now-l.lossSince < lossTime:
		return false
	case l.lowered && now-l.lossDrop < lossTrial:
		return true
	case l.lowered && !queued && l.loss > 0.6*l.lossThen && l.loss < 0.4:
		l.rate, l.tryAfter, l.lowered = math.Max(l.rate, l.rateThen), now, false
		l.immune, l.immuneFor = now+l.immuneFor, min(2*l.immuneFor, immuneMost)
		return false
	case !l.lowered:
		l.rateThen = l.rate
	}
	l.lowered, l.lossThen, l.lossDrop = true, l.loss, now
	l.lower(math.Min(l.rate, l.carried.rate())*(1-0.5*math.Min(l.loss, 0.6)), now)
	return true
}

// Lost takes the share of packets lost, 0..1, from a receiver report while sending so many bits a second. It counts where there is no
// feedback. Nothing tells of a queue then, nor of padding: while nothing is lost the next layer itself is the try, and after loss the
// next try waits, each time twice as long.
func (l *Line) Lost(share float64, sending int, now time.Duration) {
	if l == nil {
		return
	}
	defer l.lock()()
	if l.reported {
		return
	}
	l.loss = share
	switch {
	case share > 0.1:
		l.rate = math.Max((1-0.5*share)*math.Min(l.rate, float64(sending)), least)
		if l.blind == 0 || now-l.failedAt > 2*l.blind {
			l.blind = blindFirst
		} else if now >= l.tryAfter {
			l.blind = min(2*l.blind, blindMost)
		}
		l.failedAt, l.tryAfter = now, now+l.blind
	case share < 0.02 && now >= l.tryAfter:
		l.rate = math.Min(1.15*l.rate, math.Max(math.Max(2*float64(sending), l.rate), math.Min(l.most, 4*float64(sending))))
	}
}
