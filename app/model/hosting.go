package model

// HostedRoom is a room on the server inside this program that others are in.
type HostedRoom struct {
	ID    uint32
	Title string
	Host  User
	Live  bool
	// People are who is in it, its host too, without the user; at least one.
	People []User
}

// HostingActions are those of a program with a server inside.
type HostingActions interface {
	// Hosted is who uses the server besides the user, now. It returns at once.
	Hosted() []HostedRoom
	// KeepServing signs out and lets the server run without a window. alone is
	// called, from any goroutine, when nobody has used it for a minute.
	KeepServing(alone func())
	// StopServing: the window is shown again, the program does not end by itself.
	StopServing()
}
