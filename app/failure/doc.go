// Package failure finds the words for what went wrong: it turns errors of the
// live room, of servers and of this computer into model.Failure, which says what
// a person can do.
package failure
