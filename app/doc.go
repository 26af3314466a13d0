// Package app joins the parts of the desktop program: settings on disk, the
// embedded server, one liveroom.LiveRoom, and the state that the screens show
// (package model). It knows no widget: views draw the Store and call the
// Actions that App implements.
//
// # Goroutines
//
// Actions come from the UI goroutine and return at once. Short ones run in
// order on the App's command goroutine; what waits for the network (sign in,
// open a room, go live) is a task with a goroutine of its own, one at a time,
// which Cancel ends. Events of the live room change the Store on the live
// room's event goroutine. Close ends and awaits them all.
package app
