// Package intake keeps account of one incoming track: its numbers, what is missing, what is asked for again, how much comes.
// Nothing in it knows of connections.
package intake
