package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"onair/signaling"
)

// ReadGifts reads a catalogue for Config.Gifts: a JSON list of objects with
// giftId, name, price in coins, icon and grand. Unknown fields are errors.
func ReadGifts(file string) ([]signaling.Gift, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var list []signaling.Gift
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&list); err != nil {
		return nil, fmt.Errorf("%s: not a list of gifts: %w", file, err)
	}
	if dec.More() {
		return nil, fmt.Errorf("%s: something follows the list of gifts", file)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: no gift in it", file)
	}
	if err := checkGifts(list); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return list, nil
}

// ReadWords reads Config.BlockedWords from a text file: one a line, empty lines
// and those that begin with # left out.
func ReadWords(file string) ([]string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var words []string
	for line := range strings.Lines(strings.TrimPrefix(string(b), "\ufeff")) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			words = append(words, line)
		}
	}
	return words, nil
}
