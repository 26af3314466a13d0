package main

import "onair/internal/cli"

// table lists commands and options.
func table() *cli.Program {
	var s settings
	return &cli.Program{
		Name: "onaird", Title: "the room server of OnAir", Version: version, Common: s.flags("onaird"),
		Commands: []cli.Command{
			{Name: "serve", Summary: "run the server until SIGTERM or Ctrl-C", Options: s.serveFlags()},
			{Name: "usersig", Summary: "print a UserSig for a user, for tests and scripts", Options: s.userSigFlags()},
			{Name: "streamkey", Summary: "print a new key for a program such as OBS that sends a user's stream, or revoke keys", Options: s.streamKeyFlags()},
			{Name: "drain", Summary: "have everybody at a node of several go to the others, and the node end", Options: s.drainFlags()},
			{Name: "check", Summary: "look for lost data in the folder of a server that does not run", Options: s.checkFlags()},
			{Name: "bench", Summary: "measure how many viewers several nodes on this machine carry, and what a hop between them costs", Options: s.benchFlags()},
			{Name: "version", Summary: "print the version"},
			{Name: "help", Args: "[COMMAND]", Summary: "print the help", Words: []string{"serve", "usersig", "streamkey", "drain", "check", "bench"}},
			{Name: "completion", Args: "SHELL", Summary: "print the completions for a shell", Words: cli.Shells()},
			{Name: "man", Summary: "print the manual page"},
		},
		About: "Each option can be given on the command line, as an environment variable (--data-dir is ONAIRD_DATA_DIR), or in a YAML file " +
			"named by --config; an option wins over the environment, the environment over the file.",
		Sections: []cli.Section{
			{Title: "Examples", Text: `
    onaird serve --data-dir /var/lib/onaird --public-ip 203.0.113.7
    onaird usersig --user anna
    onaird streamkey --user anna
    onaird check --repair`},
			{Title: "Exit status", Text: `
0 when all went well, 1 when it failed (for check: when data are lost), 2 when command line, environment or file are not understood.`},
			{Title: "Files", Text: `
    /etc/default/onaird       options of the service in variables, if it is there
    /var/lib/onaird           data, when run by root or as the service
    /usr/share/doc/onair      operations.md: ports, limits, backups, metrics`},
			{Title: "See also", Text: "onair(1), systemctl(1)"},
		},
	}
}
