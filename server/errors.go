package server

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"strings"
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
	// Port is what cannot be listened at, as "RTMP 127.0.0.1:1935"; empty: it is no port
	// of Config's.
	Port string
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
	named := strings.TrimPrefix(what, "the ") + " " + addr
	_, port, splitErr := net.SplitHostPort(addr)
	if splitErr != nil {
		return &StartError{Kind: BadConfig, What: fmt.Sprintf("%s address %q is not host:port", what, addr), Err: err, Port: named}
	}
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return &StartError{Kind: PortInUse, What: fmt.Sprintf("%s port %s is in use by another program (perhaps another OnAir); "+
			"stop that program or choose another port", what, port), Err: err, Port: named}
	case errors.Is(err, fs.ErrPermission):
		return &StartError{Kind: PortForbidden, What: fmt.Sprintf("%s port %s is not allowed for this user; choose one above 1023", what, port), Err: err, Port: named}
	}
	return &StartError{Kind: Failed, What: fmt.Sprintf("cannot listen for %s on %s", what, addr), Err: err, Port: named}
}

// dataError describes a failure to use the data folder.
func dataError(dir string, err error) error {
	switch {
	case errors.Is(err, store.ErrFull), errors.Is(err, syscall.ENOSPC):
		return &StartError{Kind: DataFull, What: fmt.Sprintf("the disk with the data folder %s is full; make room or choose another folder", dir), Err: err}
	case errors.Is(err, store.ErrNotWritable), errors.Is(err, fs.ErrPermission):
		return &StartError{Kind: DataNotWritable, What: fmt.Sprintf("the data folder %s is not writable; change its owner or choose another", dir), Err: err}
	case errors.Is(err, store.ErrInUse):
		return &StartError{Kind: DataInUse, What: fmt.Sprintf("the data folder %s is in use by another server; stop that one or choose another folder", dir), Err: err}
	}
	return &StartError{Kind: Failed, What: fmt.Sprintf("cannot use the data folder %s", dir), Err: err}
}
