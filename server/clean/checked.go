package clean

import (
	"fmt"

	"onair/signaling"
)

// Name cleans a name or a title and refuses one that is too long, has one of the
// words, or shows nothing though it has something. Empty is allowed. Errors have a
// code.
func (f *Words) Name(name string, most signaling.TextLimit) (string, error) {
	if len(name) > most.Bytes {
		return "", signaling.NewError(signaling.CodeTooLong, "", fmt.Sprintf("%d bytes, at most %d are allowed", len(name), most.Bytes))
	}
	clean := Text(name)
	if !most.Fits(clean) {
		return "", signaling.NewError(signaling.CodeTooLong, "", fmt.Sprintf("%d characters, at most %d are allowed", signaling.Chars(clean), most.Chars))
	}
	if clean == "" && name != "" {
		return "", signaling.NewError(signaling.CodeNameRefused, "", "nothing of this name can be seen")
	}
	return clean, f.Check(clean)
}

// Message cleans a line of chat and refuses one that is too long, empty or has one
// of the words. Errors have a code.
func (f *Words) Message(text string) (string, error) {
	most := signaling.DefaultTextLimits().Message
	if len(text) > most.Bytes {
		return "", signaling.NewError(signaling.CodeTooLarge, "", fmt.Sprintf("the text has %d bytes, at most %d are allowed", len(text), most.Bytes))
	}
	text = Text(text)
	if !most.Fits(text) {
		return "", signaling.NewError(signaling.CodeTooLarge, "", fmt.Sprintf("the text has %d characters, at most %d are allowed", signaling.Chars(text), most.Chars))
	}
	if text == "" {
		return "", signaling.NewError(signaling.CodeBadArgument, "", "the text is empty")
	}
	return text, f.Check(text)
}

// Check refuses a text with one of the words.
func (f *Words) Check(text string) error {
	if f.Has(text) {
		return signaling.NewError(signaling.CodeBlockedWords, "", "")
	}
	return nil
}
