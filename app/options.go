package app

import (
	"log/slog"

	"onair/app/journey"
)

// Version and Build are set by the linker.
var (
	Version = "0.1.0"
	Build   = "development"
)

// Start says what the window shows first.
type Start int

// The ways to start.
const (
	StartWelcome Start = iota // sign in by hand
	StartLive                 // sign in and go live
	StartWatch                // sign in and watch Options.Room
)

// Options are the program's command line and environment.
type Options struct {
	// Server is a server's address; empty means the embedded one. Given together with Start other than
	// StartWelcome, or with User, signing in happens by itself.
	Server string
	// User is the user ID to sign in with; empty means the remembered one.
	User string
	// Nickname is what others see.
	Nickname string
	// Camera and Microphone are specs for package capture; empty means the
	// remembered ones.
	Camera, Microphone string

	Start Start
	// New opens a window of its own though one is open.
	New bool
	// Link is what was given to watch, as it was typed.
	Link string
	// Title of the live, for StartLive.
	Title string
	// Room to watch; 0 with StartWatch means the first live room.
	Room uint32
	// Invite is the code of an invitation to it.
	Invite string
	// RoomNumber for StartLive; 0 makes one.
	RoomNumber uint32

	// StatsFile gets one JSON line a second, if not empty.
	StatsFile string
	// UIMap, if not empty, is a file that tells where named controls are.
	UIMap string
	// ConfigDir holds settings, DataDir the embedded server's data; empty
	// means the system's usual places.
	ConfigDir, DataDir string
	// ServerAddr and MediaAddr are where the embedded server listens; empty
	// means the defaults of package server.
	ServerAddr, MediaAddr string

	Logger *slog.Logger
}

// next is what follows the first sign-in.
func (o *Options) next() journey.Next {
	switch o.Start {
	case StartLive:
		return journey.Next{Live: true, Room: o.RoomNumber}
	case StartWatch:
		return journey.Next{Watch: true, Room: o.Room}
	default:
		return journey.Next{}
	}
}
