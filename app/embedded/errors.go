package embedded

import (
	"errors"

	"onair/app/failure"
	"onair/app/model"
	"onair/server"
)

// notStarted finds the words for why the server did not start.
func (e *Server) notStarted(err error) error {
	c := &failure.Coded{Code: model.FailureServerStart, Err: err}
	if start := (*server.StartError)(nil); errors.As(err, &start) {
		switch start.Kind {
		case server.PortInUse:
			c.Code, c.Subject = model.FailureServerPort, start.Port
		case server.DataFull:
			c.Code = model.FailureServerDisk
		case server.DataNotWritable:
			c.Code = model.FailureServerFolder
		case server.DataInUse:
			c.Code = model.FailureServerInUse
		}
	}
	if c.Subject == "" {
		c.Subject, _ = e.folder()
	}
	return c
}

// notOpened finds the words for why programs cannot send to an address.
func notOpened(err error) error {
	c := &failure.Coded{Code: model.FailureProgramAddress, Err: err}
	if start := (*server.StartError)(nil); errors.As(err, &start) {
		c.Subject = start.Port
		switch start.Kind {
		case server.PortInUse:
			c.Code = model.FailureProgramPort
		case server.PortForbidden:
			c.Code = model.FailureProgramSystem
		}
	}
	return c
}
