package server

import (
	"fmt"
	"strings"
	"unicode"

	"onair/signaling"
)

// cleanText takes out what is not meant to be seen in a line of chat: control
// characters and those that turn the direction of text (line ends and tabs become
// spaces), and what is no UTF-8.
func cleanText(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), r == unicode.ReplacementChar, r == '\ufeff':
			return -1
		case r == '\u061c', r >= '\u200e' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// checkText cleans a text and refuses one that is too long, empty or has a
// blocked word.
func (s *Server) checkText(text string) (string, error) {
	if len(text) > signaling.MaxText {
		return "", codeError(signaling.CodeTooLarge, fmt.Sprintf("the text has %d bytes, at most %d are allowed", len(text), signaling.MaxText))
	}
	text = cleanText(text)
	if text == "" {
		return "", codeError(signaling.CodeBadArgument, "the text is empty")
	}
	return text, s.checkWords(text)
}

func (s *Server) checkWords(text string) error {
	if s.words.has(text) {
		return codeError(signaling.CodeBlockedWords, "")
	}
	return nil
}
