// Command onaird is OnAir's room server as a program of its own. See
// docs/operations.md, or onaird --help.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"onair/internal/cli"
)

// version is set by the build: -ldflags "-X main.version=1.2.3".
var version = "dev"

// usageError is a command line, environment or file that is not understood.
type usageError struct{ err error }

func (e usageError) Error() string { return cli.OneLine(e.err) }
func (e usageError) Unwrap() error { return e.err }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	if code := exitCode(err); code != 0 {
		fmt.Fprintln(os.Stderr, "onaird:", err)
		os.Exit(code)
	}
}

// exitCode is 2 for what was asked in a wrong way, 1 for what failed.
func exitCode(err error) int {
	switch {
	case err == nil || errors.Is(err, errHelp):
		return 0
	case errors.As(err, new(usageError)):
		return 2
	}
	return 1
}

// run does one command. It returns errHelp when it has shown the help instead.
func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) error {
	p := table()
	line := p.Split(args)
	if _, ok := p.Command(line.Command); !ok && line.Command != "" {
		return usageError{fmt.Errorf("no command %q; see onaird --help", line.Command)}
	}
	switch {
	case line.Help || line.Command == "" && len(args) == 0:
		p.Help(stdout, line.Command)
		return errHelp
	case line.Version || line.Command == "version":
		fmt.Fprintln(stdout, "onaird", version)
		return nil
	}
	switch args = line.Rest; line.Command {
	case "serve":
		return serve(ctx, args, env, stderr)
	case "usersig":
		return userSig(ctx, args, env, stdout)
	case "streamkey":
		return streamKey(ctx, args, env, stdout)
	case "drain":
		return drain(ctx, args, env)
	case "check":
		return checkData(ctx, args, env, stdout, stderr)
	case "bench":
		return bench(ctx, args, env, stdout)
	case "man":
		p.Man(stdout, 8)
		return nil
	case "completion":
		if len(args) != 1 {
			return usageError{errors.New("completion: name one shell; see onaird --help")}
		}
		if err := p.Completion(stdout, args[0]); err != nil {
			return usageError{err}
		}
		return nil
	}
	return usageError{errors.New("there is no command, such as serve; see onaird --help")}
}
