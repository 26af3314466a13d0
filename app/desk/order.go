package desk

import "sync/atomic"

// Order keeps an older answer from being shown after a later question's.
type Order struct{ asked, shown atomic.Uint64 }

// Ask numbers a question that is about to be sent.
func (o *Order) Ask() uint64 { return o.asked.Add(1) }

// Newest tells whether a question is the newest.
func (o *Order) Newest(number uint64) bool { return o.asked.Load() == number }

// Answer tells whether the answer to a question may still be shown.
func (o *Order) Answer(number uint64) bool {
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
