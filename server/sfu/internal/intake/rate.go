package intake

import "time"

// Rate is a track's bit rate after a second in which so many bits came; since is how long it has been flowing. What rests keeps it.
func Rate(was, bits int64, since time.Duration) int64 {
	switch {
	case bits == 0, since < 300*time.Millisecond:
		return was
	case since < time.Second:
		return bits * int64(time.Second) / int64(since)
	case was == 0, since < 2*time.Second: // the first packets come in a heap
		return bits
	}
	return (was + bits) / 2
}
