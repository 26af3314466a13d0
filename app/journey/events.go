package journey

import (
	"onair/app/model"
	"onair/liveroom"
	"onair/signaling/address"
)

// Event is one of the types below.
type Event any

// What the user asks for.
type (
	// WantSignIn signs in.
	WantSignIn struct{ Form model.SignInForm }
	// WantServer signs in to another server as a guest, and goes on there.
	WantServer struct {
		Address string
		Next    Next
	}
	// Forget takes an address off the list of recent ones.
	Forget struct{ Address string }
	// WantSignOut leaves everything.
	WantSignOut struct{}
	// WantRoom watches a room, or takes the own live up again; 0: the first live there
	// is.
	WantRoom struct{ ID uint32 }
	// HaveKey is what opens a private room once it is wanted.
	HaveKey struct {
		Room uint32
		Key  liveroom.RoomKey
	}
	// WantLink opens what was typed; Own are the addresses of the server signed in to.
	WantLink struct {
		Text string
		Own  []address.Server
	}
	// TakeLink opens what a program that was started later was given.
	TakeLink struct {
		Text string
		Own  []address.Server
	}
	// LeaveRoom goes to the lobby.
	LeaveRoom struct{}
	// WantSetup goes to the set-up screen, LeaveSetup back from it.
	WantSetup  struct{}
	LeaveSetup struct{}
	// WantLive goes on air; Seen is what the check list said then.
	WantLive struct{ Seen []model.Check }
	// WantEnd ends the live.
	WantEnd struct{}
	// CloseSummary goes from the summary to the lobby.
	CloseSummary struct{}
)

// What comes of effects.
type (
	// SignedIn: the server knows the user. LAN is the address of the server of this
	// computer for others, Page that of the server's pages.
	SignedIn struct {
		Number uint64
		Form   model.SignInForm
		Me     model.User
		LAN    string
		Page   string
	}
	// SignInFailed: it does not. Failure is nil if the user gave up; Out: the user is
	// out of the server from before, too.
	SignInFailed struct {
		Number  uint64
		Failure *model.Failure
		Out     bool
	}
	// Go on with what the command line or a link asked for.
	Continue struct{}
	// SignedOut: nobody is signed in any more; Why is nil if the user wanted it.
	SignedOut struct{ Why *model.Failure }
	// KeyUsed: the key of a room was tried.
	KeyUsed struct{}
	// Opened: the room is entered, or the set-up of the own one shown.
	Opened struct{ Number uint64 }
	// NotOpened: it is not. Failure is nil if the user gave up; Still: what is on
	// screen is what was shown for it, or before it.
	NotOpened struct {
		Number  uint64
		Failure *model.Failure
		Still   bool
	}
	// OwnFound: the room that was wanted is the user's own.
	OwnFound struct{ Room liveroom.RoomInfo }
	// ToSetup shows the set-up screen; Fresh is a number for a room without one.
	ToSetup struct{ Fresh uint32 }
	// Left: the room that was watched is left.
	Left struct{}
	// LiveTried: going live came to its end, well where Failure is nil.
	LiveTried struct{ Failure *model.Failure }
)

// Effect is one of the types below.
type Effect any

type (
	// SignIn signs in: SignedIn or SignInFailed.
	SignIn struct {
		Number uint64
		Form   model.SignInForm
	}
	// KeepRecent remembers the addresses of servers.
	KeepRecent struct{ List []string }
	// SignOut leaves the server: SignedOut; Live: the own live is ended first.
	SignOut struct{ Live bool }
	// Open enters a room: Opened or NotOpened.
	Open struct {
		Number uint64
		ID     uint32
	}
	// FadeOut takes a failure away after a while.
	FadeOut struct{ Failure *model.Failure }
	// Leave leaves the room: Left.
	Leave struct{}
	// Prepare goes to the set-up screen: ToSetup.
	Prepare struct{}
	// ClosePreview lets go of camera and microphone, and reads the lobby.
	ClosePreview struct{}
	// GoLive makes the room and sends: LiveTried.
	GoLive struct{ Seen []model.Check }
	// EndLive ends the live.
	EndLive struct{}
	// ReadLobby reads the rooms.
	ReadLobby struct{}
	// Tell shows a toast.
	Tell struct{ Notice model.Notice }
)
