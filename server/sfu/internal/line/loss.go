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
