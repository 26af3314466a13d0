// Drawsounds computes the sound board's effects and writes them as Ogg/Opus
// files, by the ffmpeg program. Everything is made of formulas and a fixed row
// of random numbers; no recording goes in.
//
//	go run ./tools/drawsounds -out assets/sounds
package main

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// effects are drawn by functions of their names.
var effects = []struct {
	name string
	draw func() *clip
	kbit string
}{
	{"applause", applause, "96k"},
	{"laughter", laughter, "80k"},
	{"cheer", cheer, "96k"},
	{"drumroll", drumRoll, "80k"},
	{"rimshot", rimShot, "80k"},
	{"tada", tada, "80k"},
	{"ding", ding, "64k"},
	{"airhorn", airHorn, "72k"},
	{"trombone", trombone, "64k"},
	{"whoosh", whoosh, "72k"},
	{"crickets", crickets, "64k"},
	{"boing", boing, "64k"},
}

func main() {
	out := flag.String("out", "assets/sounds", "the folder that gets the files")
	wav := flag.Bool("wav", false, "write WAV files, to listen and measure")
	flag.Parse()
	for _, e := range effects {
		if err := write(*out, e.name, e.kbit, e.draw().finish(), *wav); err != nil {
			fmt.Fprintln(os.Stderr, "drawsounds:", err)
			os.Exit(1)
		}
	}
}

// write encodes interleaved stereo.
func write(dir, name, kbit string, pcm []float32, wav bool) error {
	var in bytes.Buffer
	if err := binary.Write(&in, binary.LittleEndian, pcm); err != nil {
		return err
	}
	args := []string{"-v", "error", "-y", "-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "-", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact"}
	path := filepath.Join(dir, name+".wav")
	if !wav {
		path = filepath.Join(dir, name+".ogg")
		args = append(args, "-c:a", "libopus", "-b:a", kbit, "-vbr", "on")
	}
	cmd := exec.Command("ffmpeg", append(args, path)...)
	cmd.Stdin = &in
	if msg, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, msg)
	}
	return nil
}
