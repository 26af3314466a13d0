package app

import "sync/atomic"

// order keeps an older answer from being shown after a later question's.
type order struct{ asked, shown atomic.Uint64 }

// ask numbers a question that is about to be sent.
func (o *order) ask() uint64 { return o.asked.Add(1) }

// answer tells whether the answer to a question may still be shown.
func (o *order) answer(number uint64) bool {
	for {
		shown := o.shown.Load()
		if number < shown {
			return false
		}
		if o.shown.CompareAndSwap(shown, number) {
			return true
		}
	}
}
