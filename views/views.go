// Package views is OnAir's window: the screens of docs/user-guide.md, drawn from
// a model.State, reporting what the user wants through model.Actions. It opens
// no network connection, codec or file.
//
// Everything in here runs on the UI goroutine; the only door to it from outside
// is the injected post function (fyne.Do in the program, a queue in tests).
package views

import (
	"onair/app/model"
	"onair/views/desk"
	"onair/views/screen/live"
	"onair/views/screen/lobby"
	"onair/views/screen/settings"
	"onair/views/screen/setup"
	"onair/views/screen/welcome"
	"onair/views/shell"
	"onair/views/tile"
)

// Config is what Run needs.
type Config = shell.Config

// VideoSink takes the frames of one tile; liveroom.View is the same.
type VideoSink = desk.Sink

// Converter turns frames into screen pictures; media/av.Scaler is one.
type Converter = tile.Converter

// Run opens the window and blocks until it is closed. Call it from main's
// goroutine. Closing the window calls Actions.Quit and waits for its done.
func Run(cfg Config) error { return shell.Run(cfg, Screens()) }

// Screens are all screens of the program.
func Screens() shell.Screens {
	return shell.Screens{New: newScreen, Settings: settings.New}
}

func newScreen(name model.Screen, w *desk.Desk) desk.Screen {
	switch name {
	case model.ScreenLobby:
		return lobby.New(w)
	case model.ScreenSetup:
		return setup.New(w)
	case model.ScreenOnAir:
		return live.NewOnAir(w)
	case model.ScreenWatching:
		return live.NewWatching(w)
	default:
		return welcome.New(w)
	}
}
