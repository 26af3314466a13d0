package model

// Theme is a choice of look.
type Theme string

// The looks.
const (
	ThemeSystem Theme = "system"
	ThemeDark   Theme = "dark"
	ThemeLight  Theme = "light"
)

// Arrangement is how several tiles share the stage.
type Arrangement int

// The arrangements.
const (
	ArrangeFocus Arrangement = iota // the first large, the others where it leaves most room
	ArrangeGrid
	ArrangeSide // all side by side
)

// Settings is the settings screen. Devices and quality are in State.
type Settings struct {
	Open bool

	Mirrored   bool // the user's own picture is shown mirrored
	MirrorSent bool // viewers too see it mirrored
	Hardware   bool // use a hardware encoder where there is one
	// HardwareBlocked: there is no hardware encoder, the switch is disabled.
	HardwareBlocked bool
	OneEncoding     bool // no smaller ones are sent beside the picture
	MicGain         int  // percent, 0..150
	Volume          int  // of what is played, percent, 0..100

	// PlayMode is how streams are watched.
	PlayMode PlayMode
	// Language is "" for the system's, or "en", "zh".
	Language string
	// Arrangement is how several tiles share the stage.
	Arrangement Arrangement
	Theme       Theme

	// Desktop: the desktop tells of what happens while the window has no focus.
	Desktop bool
	// CallSound: a sound tells that somebody asks for the stage or a PK.
	CallSound bool
	// FollowLive: a notice tells when somebody the user follows goes live.
	FollowLive bool

	// Server is the address in use; ThisComputer for the embedded server.
	Server string
	// ServerURL is where others reach the embedded server; empty if off.
	ServerURL string
	// PageURL is the https address of the server's pages; empty: it has none.
	PageURL string

	// Doors are those of the embedded server.
	Doors Doors

	Test  DeviceTest
	About About
}

// DeviceTest is the running device tests of the settings screen.
type DeviceTest struct {
	Camera     bool // the tile CameraTestTile is live or waits
	CameraTile Tile
	Microphone bool
	MicLevel   int // 0..100
	Speaker    bool
	Failure    *Failure
}

// About says what this program is made of.
type About struct {
	Version    string
	Build      string
	Components []Component
}

// Component is a part by others, with its licence.
type Component struct {
	Name    string
	Version string
	Licence string
}
