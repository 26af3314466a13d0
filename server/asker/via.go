package asker

import (
	"context"
	"crypto/tls"
	"net"
)

type viaKey struct{}

// Via is the node that a request's client came to; empty: this one.
func Via(ctx context.Context) string {
	name, _ := ctx.Value(viaKey{}).(string)
	return name
}

// WithVia is a context whose client came to a node.
func WithVia(ctx context.Context, node string) context.Context {
	if node == "" {
		return ctx
	}
	return context.WithValue(ctx, viaKey{}, node)
}

// ConnVia is WithVia for a connection: for http.Server.ConnContext.
func ConnVia(ctx context.Context, c net.Conn) context.Context {
	for c != nil {
		switch v := c.(type) {
		case interface{ Via() string }:
			return WithVia(ctx, v.Via())
		case *tls.Conn:
			c = v.NetConn()
		case interface{ Unwrap() net.Conn }:
			c = v.Unwrap()
		default:
			return ctx
		}
	}
	return ctx
}
