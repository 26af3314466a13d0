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
	NoSuchAddress           // this machine has no such address, or no such name
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

// listenError describes a failure to listen on addr, by its cause: an address may be good
// without a port.
func listenError(what, addr string, err error) error {
	e := &StartError{Kind: Failed, What: fmt.Sprintf("cannot listen for %s on %s", what, addr), Err: err, Port: strings.TrimPrefix(what, "the ") + " " + addr}
	_, port, _ := net.SplitHostPort(addr)
	var form *net.AddrError
	var name *net.DNSError // also of a port's name: "tcp/x"
	switch {
	case errors.As(err, &form), errors.As(err, &name) && strings.Contains(name.Name, "/"):
		e.Kind, e.What = BadConfig, fmt.Sprintf("%s address %q is not host:port", what, addr)
	case errors.Is(err, syscall.EADDRNOTAVAIL), name != nil:
		e.Kind, e.What = NoSuchAddress, fmt.Sprintf("%s address %s is none of this machine's; leave the host out to listen at all of them", what, addr)
	case errors.Is(err, syscall.EADDRINUSE):
		e.Kind, e.What = PortInUse, fmt.Sprintf("%s port %s is in use by another program (perhaps another OnAir); stop that program or choose another port", what, port)
	case errors.Is(err, fs.ErrPermission):
		e.Kind, e.What = PortForbidden, fmt.Sprintf("%s port %s is not allowed for this user; choose one above 1023", what, port)
	}
	return e
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
