package embedded

import (
	"cmp"
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

// notOpenedBy is why programs cannot send to an address, by the server's kinds.
var notOpenedBy = map[server.StartKind]model.FailureCode{
	server.BadConfig: model.FailureProgramForm, server.PortInUse: model.FailureProgramPort,
	server.PortForbidden: model.FailureProgramSystem, server.NoSuchAddress: model.FailureProgramAddress,
}

// notOpened finds the words for that.
func notOpened(err error) error {
	c := &failure.Coded{Code: model.FailureProgramOther, Err: err}
	if start := (*server.StartError)(nil); errors.As(err, &start) {
		c.Subject = start.Port
		c.Code = cmp.Or(notOpenedBy[start.Kind], c.Code)
	}
	return c
}
