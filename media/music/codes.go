package music

// Codes are what observers are told; the numbers are those of TRTC's
// TXAudioEffectManager.
const (
	OK                  = 0
	CodeOpen            = -4001 // the file could not be opened
	CodeDecode          = -4002 // it broke off while it played
	CodeTooManyPreloads = -4003 // more than MaxPreloads at a time
	CodePlaying         = -4004 // preload of an ID that plays
	CodePath            = -4005 // no such file, or it may not be read
	CodeURL             = -4006 // not a usable URL, or its server does not answer
	CodeNoAudio         = -4007 // no sound in it
	CodeFormat          = -4008 // not media, or of a format that is not known
	CodeTooMany         = -4009 // more than MaxTracks at a time
)

const (
	// MaxTracks is how many tracks play at a time.
	MaxTracks = 10
	// MaxPreloads is how many files may be loading or loaded, not yet started.
	MaxPreloads = 2
)
