package capture

import (
	"fmt"
)

// OpenVideo opens a source of pictures; see the package documentation for
// specs. It may have sound as well (HasAudio). It fails with an *Error when
// the spec is wrong or names nothing that is here; whether a device can be
// used shows when it runs.
func OpenVideo(s string, o VideoOptions) (Source, error) {
	sp, err := parseSpec(s)
	if err != nil {
		return nil, err
	}
	o = o.withDefaults()
	switch sp.scheme {
	case "none":
		return nothing{}, nil
	case "default":
		return openCamera("", o)
	case "camera":
		return openCamera(sp.rest, o)
	case "screen":
		return openScreen(s, sp.rest, o)
	case "file":
		return openFile(s, sp.rest, o)
	case "picture":
		return openPicture(s, sp.rest, o)
	case "test":
		return openTest(s, sp.rest, o)
	}
	return nil, badSpec(s, "it has no picture")
}

// OpenAudio opens a source of sound; see the package documentation for specs.
// It fails as OpenVideo does.
func OpenAudio(s string) (Source, error) {
	sp, err := parseSpec(s)
	if err != nil {
		return nil, err
	}
	switch sp.scheme {
	case "none":
		return nothing{}, nil
	case "default":
		return openMicrophone("")
	case "mic":
		return openMicrophone(sp.rest)
	case "file":
		return openFileSound(s, sp.rest)
	case "test":
		return newSound(s, "Test beeps", beep), nil
	case "tone":
		hz, err := parseTone(sp.rest)
		if err != nil {
			return nil, badSpec(s, err.Error())
		}
		return newSound(s, fmt.Sprintf("Tone, %g Hz", hz), sine(hz)), nil
	case "silence":
		return newSound(s, "Silence", nil), nil
	}
	return nil, badSpec(s, "it has no sound")
}
