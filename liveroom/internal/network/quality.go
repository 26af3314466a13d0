package network

import "time"

// Quality judges loss (0 to 1) and round trip by TRTC's scale: 1 is excellent, 6 is down,
// as is a stream that stands still.
func Quality(loss float64, roundTrip, stalled time.Duration) int {
	switch {
	case stalled > 3*time.Second:
		return 6
	case loss > 0.25 || roundTrip > 1200*time.Millisecond:
		return 5
	case loss > 0.12 || roundTrip > 600*time.Millisecond:
		return 4
	case loss > 0.05 || roundTrip > 300*time.Millisecond:
		return 3
	case loss > 0.01 || roundTrip > 120*time.Millisecond:
		return 2
	default:
		return 1
	}
}

// Own judges the own stream's way, which is down while it is not connected.
func Own(connected bool, loss float64, roundTrip time.Duration) int {
	if !connected {
		return 6
	}
	return Quality(loss, roundTrip, 0)
}
