// Package kit is OnAir's look: the theme, the icons, the words, and the small
// widgets that every screen is made of. All of it belongs to the UI goroutine.
package kit
