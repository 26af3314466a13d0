package server

import (
	"fmt"

	"onair/server/clean"
	"onair/signaling"
)

// cleanName cleans a name or a title and refuses one that is too long, has a
// blocked word, or shows nothing though it has something. Empty is allowed.
func (s *Server) cleanName(name string, most signaling.TextLimit) (string, error) {
	if len(name) > most.Bytes {
		return "", codeError(signaling.CodeTooLong, fmt.Sprintf("%d bytes, at most %d are allowed", len(name), most.Bytes))
	}
	clean := clean.Text(name)
	if !most.Fits(clean) {
		return "", codeError(signaling.CodeTooLong, fmt.Sprintf("%d characters, at most %d are allowed", signaling.Chars(clean), most.Chars))
	}
	if clean == "" && name != "" {
		return "", codeError(signaling.CodeNameRefused, "nothing of this name can be seen")
	}
	return clean, s.checkWords(clean)
}

// checkText cleans a text and refuses one that is too long, empty or has a
// blocked word.
func (s *Server) checkText(text string) (string, error) {
	most := signaling.DefaultTextLimits().Message
	if len(text) > most.Bytes {
		return "", codeError(signaling.CodeTooLarge, fmt.Sprintf("the text has %d bytes, at most %d are allowed", len(text), most.Bytes))
	}
	text = clean.Text(text)
	if !most.Fits(text) {
		return "", codeError(signaling.CodeTooLarge, fmt.Sprintf("the text has %d characters, at most %d are allowed", signaling.Chars(text), most.Chars))
	}
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
