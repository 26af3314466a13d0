// Package settings keeps what the program remembers between runs: one JSON file
// for each profile, read and put right, written whole or not at all. A Profile
// belongs to one goroutine, the desk's commands.
package settings
