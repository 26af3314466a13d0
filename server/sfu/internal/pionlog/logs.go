// Package pionlog passes on what pion logs.
package pionlog

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/pion/logging"
)

// Logs passes pion's warnings and errors on at debug level: strangers can cause them at will.
type Logs struct{ Log *slog.Logger }

// NewLogger makes the logger of one part of pion.
func (l Logs) NewLogger(scope string) logging.LeveledLogger {
	return scoped{log: l.Log, scope: scope}
}

type scoped struct {
	log   *slog.Logger
	scope string
}

func (l scoped) put(msg string) { l.log.Debug(msg, "pion", l.scope) }

func (l scoped) putf(format string, args ...any) {
	if l.log.Enabled(context.Background(), slog.LevelDebug) {
		l.put(fmt.Sprintf(format, args...))
	}
}

func (l scoped) Trace(string)                      {}
func (l scoped) Tracef(string, ...any)             {}
func (l scoped) Debug(string)                      {}
func (l scoped) Debugf(string, ...any)             {}
func (l scoped) Info(string)                       {}
func (l scoped) Infof(string, ...any)              {}
func (l scoped) Warn(msg string)                   { l.put(msg) }
func (l scoped) Warnf(format string, args ...any)  { l.putf(format, args...) }
func (l scoped) Error(msg string)                  { l.put(msg) }
func (l scoped) Errorf(format string, args ...any) { l.putf(format, args...) }
