package sfu

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/pion/logging"
)

// pionLogs passes pion's warnings and errors on at debug level: strangers can cause them at will.
type pionLogs struct{ log *slog.Logger }

// NewLogger makes the logger of one part of pion.
func (l pionLogs) NewLogger(scope string) logging.LeveledLogger {
	return pionLog{log: l.log, scope: scope}
}

type pionLog struct {
	log   *slog.Logger
	scope string
}

func (l pionLog) put(msg string) { l.log.Debug(msg, "pion", l.scope) }

func (l pionLog) putf(format string, args ...any) {
	if l.log.Enabled(context.Background(), slog.LevelDebug) {
		l.put(fmt.Sprintf(format, args...))
	}
}

func (l pionLog) Trace(string)                      {}
func (l pionLog) Tracef(string, ...any)             {}
func (l pionLog) Debug(string)                      {}
func (l pionLog) Debugf(string, ...any)             {}
func (l pionLog) Info(string)                       {}
func (l pionLog) Infof(string, ...any)              {}
func (l pionLog) Warn(msg string)                   { l.put(msg) }
func (l pionLog) Warnf(format string, args ...any)  { l.putf(format, args...) }
func (l pionLog) Error(msg string)                  { l.put(msg) }
func (l pionLog) Errorf(format string, args ...any) { l.putf(format, args...) }
