package server

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"syscall"

	"onair/server/store"
)

// StartKind says why a server cannot start.
type StartKind int

// The kinds.
const (
	BadConfig     StartKind = iota + 1
	PortInUse               // another program listens there
	PortForbidden           // this user may not listen there
	DataNotWritable
	DataFull
	DataInUse // another server has the data folder open
	Failed    // anything else
)

// StartError is why a server cannot start, with what to do about it.
type StartError struct {
	Kind StartKind
	What string // for people: what, where, and what to do
	Err  error
}

func (e *StartError) Error() string {
	if e.Err == nil {
		return e.What
	}
	return e.What + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *StartError) Unwrap() error { return e.Err }

// listenError describes a failure to listen on addr.
func listenError(what, addr string, err error) error {
	_, port, splitErr := net.SplitHostPort(addr)
	if splitErr != nil {
		return &StartError{BadConfig, fmt.Sprintf("%s address %q is not host:port", what, addr), err}
	}
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return &StartError{PortInUse, fmt.Sprintf("%s port %s is in use by another program (perhaps another OnAir); "+
			"stop that program or choose another port", what, port), err}
	case errors.Is(err, fs.ErrPermission):
		return &StartError{PortForbidden, fmt.Sprintf("%s port %s is not allowed for this user; choose one above 1023", what, port), err}
	}
	return &StartError{Failed, fmt.Sprintf("cannot listen for %s on %s", what, addr), err}
}

// dataError describes a failure to use the data folder.
func dataError(dir string, err error) error {
	switch {
	case errors.Is(err, store.ErrFull), errors.Is(err, syscall.ENOSPC):
		return &StartError{DataFull, fmt.Sprintf("the disk with the data folder %s is full; make room or choose another folder", dir), err}
	case errors.Is(err, store.ErrNotWritable), errors.Is(err, fs.ErrPermission):
		return &StartError{DataNotWritable, fmt.Sprintf("the data folder %s is not writable; change its owner or choose another", dir), err}
	case errors.Is(err, store.ErrInUse):
		return &StartError{DataInUse, fmt.Sprintf("the data folder %s is in use by another server; stop that one or choose another folder", dir), err}
	}
	return &StartError{Failed, fmt.Sprintf("cannot use the data folder %s", dir), err}
}
