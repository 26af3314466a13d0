package room

import (
	"errors"
	"slices"
)

// ErrCommentsOff: the owner has switched comments off.
var ErrCommentsOff = errors.New("room: comments are off")

// MaxWords is how many words an owner may block, MaxWord the length of one in bytes.
const (
	MaxWords = 200
	MaxWord  = 64
)

// SetComments switches comments off or on for all but owner and helpers; owner
// only. Likes and gifts go on.
type SetComments struct {
	By  string
	Off bool
}

// SetWords replaces the words the owner blocks; owner only. The room only keeps
// them: whoever passes messages on compares.
type SetWords struct {
	By    string
	Words []string
}

// Words are those the owner blocks. The list is not to be changed.
func (s State) Words() []string { return s.words }

func (k SetComments) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	if c.info.CommentsOff != k.Off {
		c.info.CommentsOff = k.Off
		c.emit(InfoChanged{})
	}
	return nil
}

func (k SetWords) apply(c *change) error {
	if err := c.ownerOnly(k.By); err != nil {
		return err
	}
	if !goodWords(k.Words) {
		return ErrBadCommand
	}
	c.words = slices.Clone(k.Words)
	return nil
}

func goodWords(list []string) bool {
	return len(list) <= MaxWords && !slices.ContainsFunc(list, func(w string) bool { return w == "" || len(w) > MaxWord })
}
