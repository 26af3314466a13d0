package music

import "onair/media"

const (
	// edgeFrames fade in and out a part that was cut out of a file.
	edgeFrames = media.SampleRate / 200
	// Drift is corrected from correctAbove on, until it is below correctBelow.
	correctAbove = media.SampleRate / 200
	correctBelow = media.SampleRate / 2000
	// correctGain is by how much the speed changes for each frame that the
	// sides are apart, and correctMax bounds it. 100 parts in a million settle
	// at 2 ms within a minute.
	correctGain = 1e-6
	correctMax  = 0.005
	// smoothBlocks averages the distance: both sides pull in bursts.
	smoothBlocks = 300
)

// cursor is one side's place in a ring. Its fields are guarded by the ring.
type cursor struct {
	frame  int64   // the next frame to be read
	frac   float64 // and the part of one behind it, 0..1
	idle   int     // frames that the other side has pulled since
	pulled bool    // ever
	done   bool
	volume float32

	gain     float32 // moves to volume, or 0 in pause
	step     float32
	target   float32
	moving   int // frames that gain still moves
	starving bool

	old     int64 // where it was read before a jump
	oldFrac float64
	fading  int // frames left of the fade from there

	apart      float64 // smoothed distance to the other side
	correcting bool
}

func (c *cursor) init(soft bool) {
	c.volume, c.target, c.gain = 1, -1, 1
	if soft {
		c.gain = 0
	}
}

// aim makes the gain move to target within a block.
func (c *cursor) aim(target float32, frames int) {
	if target == c.target {
		return
	}
	if c.target < 0 && c.gain > 0 { // the beginning of a whole file is not faded
		c.gain, c.target = target, target
		return
	}
	c.target, c.moving = target, frames
	c.step = (target - c.gain) / float32(frames)
}

// next returns the gain for one more frame.
func (c *cursor) next() float32 {
	if c.moving > 0 {
		c.moving--
		c.gain += c.step
		if c.moving == 0 {
			c.gain = c.target
		}
	}
	return c.gain
}

// moveTo continues at another frame, with a fade if something is to be heard.
func (c *cursor) moveTo(frame int64) {
	if c.gain > 0 && !c.starving {
		c.old, c.oldFrac, c.fading = c.frame, c.frac, fadeFrames
	}
	c.frame, c.frac, c.apart, c.correcting = frame, 0, 0, false
}

// pace is how many frames of the ring a frame of the publishing side takes, for
// it to stay where the playout is.
func (c *cursor) pace(apart float64) float64 {
	c.apart += (apart - c.apart) / smoothBlocks
	switch d := max(c.apart, -c.apart); {
	case d > correctAbove:
		c.correcting = true
	case d < correctBelow:
		c.correcting = false
	}
	if !c.correcting {
		return 1
	}
	return 1 - max(min(c.apart*correctGain, correctMax), -correctMax)
}
