// Package desk is what the window lends to its screens and panels: the state shown
// last, the controller's actions, cards to answer, the focus, file choosers, clocks,
// and the words and small parts that all of them share. Screens get a Desk and never
// the window.
//
// Everything in here runs on the UI goroutine.
package desk
