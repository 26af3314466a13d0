package main

import (
	"time"

	"onair/media/rtc/lossy"
)

// way is a line to a viewer. down changes after each time of the watching; the way up has
// the delay and the loss of its first.
type way struct {
	name string
	down []step
	page bool // pages are watched over it, unless others are asked for
	// The goals, besides moving pictures.
	noFreeze bool          // over half a second
	cleanSnd bool          // no gap in the sound
	again    time.Duration // until the best encoding is back, after the last step
}

type step struct {
	after time.Duration
	link  lossy.Link
}

const (
	ms     = time.Millisecond
	second = time.Second
	kbit   = 1000
)

// near is the way of lines that are short of bits: 20 ms there and back.
const near = 10 * ms

var ways = []way{
	{name: "none", page: true, down: always(lossy.Link{})},
	{name: "300 kbit/s", page: true, down: always(lossy.Link{BitRate: 300 * kbit, Delay: near}), noFreeze: true, cleanSnd: true},
	{name: "800 kbit/s", page: true, down: always(lossy.Link{BitRate: 800 * kbit, Delay: near}), noFreeze: true, cleanSnd: true},
	{name: "2 Mbit/s, 400 kbit/s from 20 to 40 s", page: true, down: []step{
		{0, lossy.Link{BitRate: 2000 * kbit, Delay: near}},
		{20 * second, lossy.Link{BitRate: 400 * kbit, Delay: near}},
		{40 * second, lossy.Link{BitRate: 2000 * kbit, Delay: near}},
	}, noFreeze: true, again: 8 * second},
	{name: "5 % loss", down: always(lossy.Link{Loss: 0.05, Delay: near})},
	{name: "10 % loss", page: true, down: always(lossy.Link{Loss: 0.10, Delay: near}), noFreeze: true},
	{name: "20 % loss", down: always(lossy.Link{Loss: 0.20, Delay: near})},
	{name: "100 ms round trip", down: always(lossy.Link{Delay: 50 * ms}), noFreeze: true, cleanSnd: true},
	{name: "300 ms round trip", down: always(lossy.Link{Delay: 150 * ms}), noFreeze: true, cleanSnd: true},
	{name: "30 ms jitter", page: true, down: always(lossy.Link{Delay: near, Jitter: 30 * ms, InOrder: true}), noFreeze: true},
	{name: "30 ms jitter, overtaking", down: always(lossy.Link{Delay: near, Jitter: 30 * ms}), noFreeze: true},
	{name: "5 % loss in bursts of 6", down: always(lossy.Link{Delay: near, Loss: 0.05, Burst: 6})},
	{name: "10 % loss, 100 ms round trip", page: true, down: always(lossy.Link{Delay: 50 * ms, Loss: 0.10}), noFreeze: true},
	{name: "10 % loss, 300 ms round trip", down: always(lossy.Link{Delay: 150 * ms, Loss: 0.10})},
	{name: "10 % loss from 20 to 40 s, 100 ms round trip", down: []step{
		{0, lossy.Link{Delay: 50 * ms}}, {20 * second, lossy.Link{Delay: 50 * ms, Loss: 0.10}}, {40 * second, lossy.Link{Delay: 50 * ms}},
	}, noFreeze: true, again: 8 * second},
}

func always(l lossy.Link) []step { return []step{{0, l}} }

// up is what the viewer's own packets meet: the same way, without the bound, which is seldom
// the uplink's.
func up(down lossy.Link) lossy.Link {
	down.BitRate = 0
	return down
}
