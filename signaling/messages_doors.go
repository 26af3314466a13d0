package signaling

// Request types of streams that come from other programs.
const (
	TypeMakeStreamKey   = "makeStreamKey"   // StreamKeyRequest -> StreamKeyReply
	TypeRevokeStreamKey = "revokeStreamKey" // StreamKeyRevocation -> nothing; its running stream ends
	TypeStreamKeys      = "streamKeys"      // nothing -> StreamKeyList
)

// Events of streams that come from other programs.
const (
	EventOwnStream  = "ownStream"  // OwnStream: to the user whose stream it is, in a room or not
	EventStreamHint = "streamHint" // StreamHint: to the user whose stream it is, in a room or not
)

// MaxStreamKeys is how many stream keys a user may have.
const MaxStreamKeys = 8

// StreamKeyRequest asks for a key. RoomID 0: for whichever room the user is live in,
// or one of the user's own.
type StreamKeyRequest struct {
	RoomID uint32 `json:"roomId,omitempty"`
}

// StreamKey is what is told of a key after it was made.
type StreamKey struct {
	ID     string `json:"id"`
	RoomID uint32 `json:"roomId,omitempty"` // 0: any
	Made   int64  `json:"made"`             // Unix milliseconds
}

// StreamKeyReply is the only message that has the key itself, which is a secret.
type StreamKeyReply struct {
	StreamKey
	Key       string          `json:"key"`
	Addresses StreamAddresses `json:"addresses"`
}

// StreamAddresses are where programs send to; what this server does not have is empty.
// The key belongs behind SRT as it stands, into the field of its own in the others.
type StreamAddresses struct {
	WHIP  string `json:"whip,omitempty"`  // http(s)://HOST/whip
	RTMP  string `json:"rtmp,omitempty"`  // rtmp://HOST:PORT/live
	RTMPS string `json:"rtmps,omitempty"` // rtmps://HOST:PORT/live
	SRT   string `json:"srt,omitempty"`   // srt://HOST:PORT?streamid=
}

// StreamKeyRevocation names a key by its ID or by itself; neither: all of the caller's.
type StreamKeyRevocation struct {
	ID  string `json:"id,omitempty"`
	Key string `json:"key,omitempty"`
}

// StreamKeyList are the caller's keys, oldest first, at most Max.
type StreamKeyList struct {
	Keys      []StreamKey     `json:"keys"`
	Max       int             `json:"max"`
	Addresses StreamAddresses `json:"addresses"`
}

// OwnStream tells a user of a stream of the user's own that another program sends.
// On is false when that program has gone; the stream's place on stage waits for it.
type OwnStream struct {
	RoomID uint32 `json:"roomId"`
	On     bool   `json:"on"`
	Via    Door   `json:"via"`
	// Until, with On false, is when the place is given up, Unix milliseconds; 0: it is gone.
	Until int64 `json:"until,omitempty"`
}

// Door is how a program sends.
type Door string

// The doors.
const (
	DoorWHIP  Door = "whip"
	DoorRTMP  Door = "rtmp"
	DoorRTMPS Door = "rtmps"
	DoorSRT   Door = "srt"
)

// StreamHint says what a program sends wrongly and, by its code, what to set there.
type StreamHint struct {
	RoomID uint32   `json:"roomId"`
	Via    Door     `json:"via"`
	Code   HintCode `json:"code"`
	Args   []string `json:"args,omitempty"` // as the code says
}

// HintCode is the key of a hint's text.
type HintCode string

// The hints. Args stand behind the colon.
const (
	HintVideoCodec   HintCode = "videoCodec"   // the picture is not H.264: the codec's name
	HintAudioCodec   HintCode = "audioCodec"   // the sound is neither AAC nor Opus: the codec's name, if known
	HintAACKind      HintCode = "aacKind"      // the sound is AAC, but not AAC-LC: its kind, if known
	HintChannels     HintCode = "channels"     // the sound is neither mono nor stereo: how many channels, if known
	HintSampleRate   HintCode = "sampleRate"   // the sound's sample rate cannot be taken: Hz
	HintSoundDamaged HintCode = "soundDamaged" // sound comes damaged, again and again
	HintSoundTimes   HintCode = "soundTimes"   // the sound's times jump, again and again
	HintBFrames      HintCode = "bFrames"      // the picture has B-frames: browsers show it by HLS, later
	HintKeyframes    HintCode = "keyframes"    // no keyframe for long: seconds
	HintBitRate      HintCode = "bitRate"      // too much is sent: kbit/s, and how many may be
	HintNoVideo      HintCode = "noVideo"      // no picture comes
	HintNoAudio      HintCode = "noAudio"      // no sound comes
	HintSilent       HintCode = "silent"       // neither came, and the program was ended: after how many seconds
	HintSeatMuted    HintCode = "seatMuted"    // the host has switched off what is sent
	HintSoundOnly    HintCode = "soundOnly"    // the seat is for sound alone
)
