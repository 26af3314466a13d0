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
)

// version is set by the build: -ldflags "-X main.version=1.2.3".
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, errHelp) {
		fmt.Fprintln(os.Stderr, "onaird:", err)
		os.Exit(1)
	}
}

// run does one command. It returns errHelp when it has shown the help instead.
func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) error {
	name := ""
	if len(args) > 0 {
		name, args = args[0], args[1:]
	}
	switch name {
	case "serve":
		return serve(ctx, args, env, stdout, stderr)
	case "usersig":
		return userSig(args, env, stdout)
	case "check":
		return checkData(ctx, args, env, stdout, stderr)
	case "version", "--version":
		fmt.Fprintln(stdout, "onaird", version)
		return nil
	case "", "help", "-h", "-help", "--help":
		fmt.Fprint(stdout, usage)
		return errHelp
	}
	return fmt.Errorf("no command %q; see onaird --help", name)
}

const usage = `onaird is the room server of OnAir.

  onaird serve [options]      run the server until SIGTERM or Ctrl-C
  onaird usersig --user ID    print a UserSig for a user, for tests and scripts
  onaird check [--repair]     look for lost data in the folder of a server that does not run
  onaird version              print the version

"onaird serve --help" lists the options. Each can be given as an option, as an
environment variable (--data-dir is ONAIRD_DATA_DIR), or in a YAML file named by
--config; an option wins over the environment, the environment over the file.
`
