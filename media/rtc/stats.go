package rtc

import "time"

// LayerStats is one encoding of the pictures.
type LayerStats struct {
	RID        string        `json:"rid"`
	Width      int           `json:"width"`
	Height     int           `json:"height"`
	FPS        float64       `json:"fps"`
	BitRate    int           `json:"bitRate"`
	Frames     uint64        `json:"frames"`
	Keyframes  uint64        `json:"keyframes"`
	PLIs       uint64        `json:"plis"` // keyframes asked for
	EncodeTime time.Duration `json:"encodeNs"`
}

// RestingLayer is an encoding that could be sent and is not.
type RestingLayer struct {
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Why    string `json:"why"` // "line", "processor" or "viewers"
}

// Stats is a stream's state at one moment. Rates cover the last two seconds,
// medians the last five, counts the whole life. Durations are nanoseconds in
// JSON. What does not apply is zero.
type Stats struct {
	State string `json:"state"`

	// Pictures.
	Codec         string        `json:"codec,omitempty"`
	Encoder       string        `json:"encoder,omitempty"` // FFmpeg's name
	Width         int           `json:"width"`
	Height        int           `json:"height"`
	FPS           float64       `json:"fps"` // sent or shown
	BitRate       int           `json:"bitRate"`
	Packets       uint64        `json:"packets"`
	PacketsLost   uint64        `json:"packetsLost"`
	Loss          float64       `json:"loss"` // 0 to 1, before repair
	Jitter        time.Duration `json:"jitterNs"`
	NACKs         uint64        `json:"nacks"` // packets asked for again
	PLIs          uint64        `json:"plis"`
	Keyframes     uint64        `json:"keyframes"`
	Frames        uint64        `json:"frames"`
	FramesDropped uint64        `json:"framesDropped"`
	EncodeTime    time.Duration `json:"encodeNs"` // a picture in all its encodings, smoothed
	DecodeTime    time.Duration `json:"decodeNs"`

	// Layers are the encodings sent now, the largest first; none where there is one
	// alone. Width, Height and FPS are then the largest one's.
	Layers []LayerStats `json:"layers,omitempty"`
	// Fewer is why fewer are sent than could be: "option", "server" (it takes one
	// alone), "size" (small pictures), "line", "processor" or "viewers" (nobody takes them);
	// "" if none is left out. Resting says it of each.
	Fewer   string         `json:"fewer,omitempty"`
	Resting []RestingLayer `json:"resting,omitempty"`

	// Sound.
	AudioBitRate     int    `json:"audioBitRate"`
	AudioPackets     uint64 `json:"audioPackets"`
	AudioPacketsLost uint64 `json:"audioPacketsLost"`
	AudioRecovered   uint64 `json:"audioRecovered"` // lost packets rebuilt from FEC
	AudioConcealed   uint64 `json:"audioConcealed"` // lost packets made up
	AudioUnderruns   uint64 `json:"audioUnderruns"`

	// The path.
	RoundTrip     time.Duration `json:"roundTripNs"`
	TargetBitRate int           `json:"targetBitRate"` // estimate of what the path carries
	TargetFPS     float64       `json:"targetFps"`
	Transport     string        `json:"transport,omitempty"` // udp or tcp

	// Playing.
	Freezes       int           `json:"freezes"` // as W3C freezeCount
	FreezeTime    time.Duration `json:"freezeTimeNs"`
	LongestGap    time.Duration `json:"longestGapNs"`  // between two pictures
	Delay         time.Duration `json:"delayNs"`       // capture to screen, median
	DelayP95      time.Duration `json:"delayP95Ns"`    //
	JitterBuffer  time.Duration `json:"jitterDelayNs"` // time pictures wait to be due
	AudioDelay    time.Duration `json:"audioDelayNs"`  // capture to ear
	AVOffset      time.Duration `json:"avOffsetNs"`    // pictures ahead of sound: positive
	FirstPicture  time.Duration `json:"firstPictureNs"`
	ConnectedTime time.Duration `json:"connectNs"`
}
