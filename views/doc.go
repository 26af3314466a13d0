// Package views is OnAir's window: the screens of docs/user-guide.md, drawn from
// a model.State, reporting what the user wants through model.Actions. It opens
// no network connection, codec or file.
//
// Everything in here runs on the UI goroutine; the only door to it from outside
// is the injected post function (fyne.Do in the program, a queue in tests).
package views
