package model

// Device is a camera, microphone or loudspeaker to choose from.
type Device struct {
	Spec  string // what the controller opens; see media/capture
	Label string // for people; empty: named by Kind
	Kind  DeviceKind
}

// DeviceKind says what stands behind a Device, for its icon and fallback name.
type DeviceKind int

// The kinds of devices.
const (
	DeviceHardware DeviceKind = iota + 1
	DeviceScreen
	DeviceFile
	DevicePattern // a test picture or tone
	DeviceNone    // no picture, or silence
	DeviceDefault // what the system plays on
	DeviceTone    // a test tone
	DeviceSilence // sound that is silent
)

// Devices is what there is to choose from and what is chosen (a Spec).
type Devices struct {
	Cameras     []Device
	Camera      string
	Microphones []Device
	Microphone  string
	Speakers    []Device
	Speaker     string
}

// Size is a picture size in pixels.
type Size struct {
	Width, Height int
}

// Quality is the sent picture's size, rate and bit rate with the choices.
type Quality struct {
	Sizes     []Size
	Size      Size
	Rates     []int // frames a second
	Rate      int
	BitRates  []int // bits a second; 0 = automatic
	BitRate   int
	Automatic int // the bit rate that automatic means now
}

// CheckState is the state of one line of the check list.
type CheckState int

// The states of a check.
const (
	CheckRunning CheckState = iota + 1
	CheckGood
	CheckWarn // works, with a caveat; does not stop going live
	CheckBad
)

// CheckKind names a line of the check list; its text's key is "check.<kind>".
type CheckKind string

// The lines of the check list.
const (
	CheckCamera  CheckKind = "camera"
	CheckSound   CheckKind = "sound"
	CheckNetwork CheckKind = "network"
)

// Check is one line of the check list.
type Check struct {
	Kind    CheckKind
	State   CheckState
	Failure *Failure // the reason when State is CheckWarn or CheckBad
}

// Setup is the screen before going live.
type Setup struct {
	Preview Tile
	Title   string
	// RoomNumber is the number the room will have; 0 = made by the controller.
	RoomNumber uint32
	// FormVersion: when it changes, the screen takes Title and RoomNumber over.
	FormVersion int
	Cover       *Picture // nil: none, a gradient is shown
	Private     bool     // the live begins as a private one
	Passcode    string   // of it; empty: one is made
	CommentsOff bool     // the live begins with comments off
	CanSnapshot bool     // there is a picture to take the cover from
	Mirrored    bool
	MicLevel    int // 0..100
	MicMuted    bool
	Checks      []Check
	// Blocked says why "Go live" is disabled; empty: it is enabled.
	Blocked BlockReason
	// Going: the room is being made; Actions.Cancel stops it.
	Going   bool
	Failure *Failure
}

// SourceNone is the Spec of no picture, or silence.
const SourceNone = "none"

// Check is a line of the check list, also while on air; the zero Check: nothing
// is known.
func (s Setup) Check(kind CheckKind) Check {
	for _, c := range s.Checks {
		if c.Kind == kind {
			return c
		}
	}
	return Check{Kind: kind}
}

// BlockReason is a reason to disable a button; its text's key is
// "blocked.<reason>".
type BlockReason string

// The reasons.
const (
	BlockedChecking  BlockReason = "checking" // the check list still runs
	BlockedNoNetwork BlockReason = "noNetwork"
	BlockedNoSource  BlockReason = "noSource" // neither picture nor sound
)

// BlockReasons is every reason, for tests that look for missing words.
func BlockReasons() []BlockReason {
	return []BlockReason{
		BlockedChecking, BlockedNoNetwork, BlockedNoSource,
		BlockedStageFull, BlockedInPK, BlockedOffline, BlockedHostAway, BlockedOnStage, BlockedPKAsked, BlockedPKFull,
	}
}
