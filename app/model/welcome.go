package model

// ThisComputer is the server address that means the embedded server.
const ThisComputer = ""

// SignInMethod is how a user proves who they are.
type SignInMethod int

// The ways to sign in.
const (
	SignInGuest   SignInMethod = iota + 1 // a name and nothing else
	SignInUserSig                         // a signature made by somebody's back end
)

// SignInForm is what the Welcome screen has typed in. It goes to
// Actions.SignIn and comes back in Welcome.Form, so nothing is lost.
type SignInForm struct {
	Server   string // address, or ThisComputer
	UserID   string // empty: the controller makes one up
	Nickname string
	Avatar   string // see User.Avatar
	Method   SignInMethod
	UserSig  string
}

// Welcome is the sign-in screen.
type Welcome struct {
	// Form is the starting content. When FormVersion changes, the screen takes
	// Form over; otherwise it leaves alone what the user types.
	Form        SignInForm
	FormVersion int
	Recent      []string // addresses, newest first
	Busy        bool     // signing in; Actions.Cancel stops it
	Failure     *Failure // also FailureKicked after being signed in elsewhere
}
