// Command uifind waits until a window shows a control and prints where its
// middle is: "X Y". The window writes the map with --ui-map.
//
//	uifind MAP icon=live
//	uifind MAP text=Join
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"onair/views/kit"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: uifind MAP icon=NAME|text=PREFIX|tip=PREFIX")
		os.Exit(2)
	}
	field, want, _ := strings.Cut(os.Args[2], "=")
	var last kit.Control
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(300 * time.Millisecond) {
		c, ok := find(os.Args[1], field, want)
		if ok && c == last { // it holds still
			fmt.Println(c.X+c.W/2, c.Y+c.H/2)
			return
		}
		last = c
	}
	fmt.Fprintln(os.Stderr, "uifind: no", os.Args[2])
	os.Exit(1)
}

func find(path, field, want string) (kit.Control, bool) {
	data, err := os.ReadFile(path)
	if err != nil {
		return kit.Control{}, false
	}
	var list []kit.Control
	if json.Unmarshal(data, &list) != nil {
		return kit.Control{}, false
	}
	for _, c := range list {
		have := map[string]string{"icon": c.Icon, "text": c.Text, "tip": c.Tip}[field]
		if !c.Disabled && (have == want || field != "icon" && strings.HasPrefix(have, want)) {
			return c, true
		}
	}
	return kit.Control{}, false
}
