// Package offers reads clients' session descriptions and makes of them, and of pion's answers, what the relay lets through.
package offers

import "errors"

// ErrBad is an offer that cannot be understood or asks for what is never given.
var ErrBad = errors.New("bad offer")
