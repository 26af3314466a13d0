// Package asked is what a user asks the server that concerns no room of the client's:
// whom they follow, which words they block, which keys other programs stream with. Its
// methods are the LiveRoom's.
package asked

import "context"

// Asked asks by Call, whose errors are the LiveRoom's. Any goroutine.
type Asked struct {
	Call func(ctx context.Context, op, typ string, in, out any) error
}
