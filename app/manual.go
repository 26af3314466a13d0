package app

import "onair/internal/cli"

// manual are the chapters of the manual page behind commands and options.
var manual = []cli.Section{
	{Title: "Cameras and microphones", Text: `
What --camera takes: camera:LABEL (a device by its label), file:PATH (a media file in a loop; ?loop=0 plays it once), picture:PATH, screen:N (from 0, X11), test: or test:640x360@15 (a moving pattern with a clock), none.

What --mic takes: mic:LABEL, file:PATH, tone:HZ, silence:, none. "onair devices" lists what is there.`},
	{Title: "Examples", Text: `
    onair live --title "Morning show"
    onair watch 0
    onair --server studio.local watch 123456
    onair --camera file:clip.mp4 --mic file:clip.mp4 live
    onair devices --json`},
	{Title: "Exit status", Text: `
0 when all went well, 1 when it failed, 2 when the command line is not understood.`},
	{Title: "Environment", Text: `
ONAIR_ONNXRUNTIME names the library libonnxruntime.so to find faces with, in place of the installed one.`},
	{Title: "Files", Text: `
    ~/.config/onair              settings, one file a window
    ~/.local/share/onair/server  data of the embedded server
    /usr/share/doc/onair         the user guide, in English and Chinese`},
	{Title: "See also", Text: "onaird(8)"},
}
