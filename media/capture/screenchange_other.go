//go:build !linux

package capture

// watchScreen is not needed where each picture is taken in the screen's size.
func watchScreen(int) (changed func() bool) { return func() bool { return false } }
