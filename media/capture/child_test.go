package capture

import (
	"fmt"
	"os"
)

// childEnv names what the test binary does as a child process.
const childEnv = "CAPTURE_TEST_CHILD"

// children are those programs; they report in lines on standard output.
var children = map[string]func() error{}

func runChild(name string) int {
	if err := children[name](); err != nil {
		fmt.Println("failed:", err)
		return 1
	}
	_ = os.Stdout.Sync()
	return 0
}
