// Package framing has the picture follow the faces in it: it shows a part of the picture
// that is enlarged up to twice, and moves that part calmly.
//
// Nothing here starts a goroutine; a Stage belongs to the one that works on the frame.
package framing
