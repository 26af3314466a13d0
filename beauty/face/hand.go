package face

// HandPoints is the number of points of a hand: the wrist, then four of each
// finger from the palm to the tip, thumb first.
const HandPoints = 21

// Points of a hand by name; the joints of a finger follow each other.
const (
	Wrist     = 0
	ThumbTip  = 4
	IndexTip  = 8
	MiddleTip = 12
	RingTip   = 16
	PinkyTip  = 20
)

// Hand is a hand that was found.
type Hand struct {
	// ID stays the same while the hand stays in view. It is never 0.
	ID int
	// Left tells the person's left hand from the right one.
	Left bool
	// Score is how sure the network is that this is a hand, 0 to 1.
	Score float32
	// Points are numbered as in MediaPipe's hand landmark model.
	Points [HandPoints]Point
}
