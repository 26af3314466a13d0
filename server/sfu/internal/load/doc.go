// Package load measures what a viewer costs the relay: the viewers and the publisher run in a process of their own, so that the
// processor time of the one measured is the relay's.
//
//	go test -run '^$' -bench . -benchtime 1x ./server/sfu/internal/load
package load
