package room

import "time"

// seat returns the seat of a member who gives a command about media.
func (c *change) seat(userID string) (Seat, error) {
	if _, err := c.member(userID); err != nil {
		return Seat{}, err
	}
	t, ok := c.Seat(userID)
	if !ok {
		return Seat{}, ErrNoPermission
	}
	return t, nil
}

func (k Publish) apply(c *change) error {
	t, err := c.seat(k.By)
	if err != nil {
		return err
	}
	if k.Stream == "" {
		return ErrBadCommand
	}
	fresh := !t.Publishing()
	if !fresh && t.Stream != k.Stream {
		c.emit(StreamEnded{User: User{ID: k.By}, Stream: t.Stream})
	}
	if fresh {
		m, _ := c.Member(k.By)
		c.emit(AnchorEntered{For: For{Except: k.By}, User: m.User, Role: m.Role})
	}
	next := t
	next.Stream, next.Want, next.Flow, next.UseBy = k.Stream, k.Want, Media{}, time.Time{}
	c.setSeat(t, next)
	return nil
}

func (k Unpublish) apply(c *change) error {
	m, err := c.member(k.By)
	if err != nil {
		return err
	}
	c.endStream(k.By)
	if m.Role == CoAnchor {
		c.stepDown(k.By, "")
	}
	return nil
}

func (k SetMedia) apply(c *change) error {
	t, err := c.seat(k.By)
	if err != nil {
		return err
	}
	if !t.Publishing() {
		return ErrNoPermission
	}
	if k.Want.Video && !t.Want.Video && t.Muted.Video || k.Want.Audio && !t.Want.Audio && t.Muted.Audio {
		return ErrHostMuted
	}
	next := t
	next.Want = k.Want
	c.setSeat(t, next)
	return nil
}

func (k Flow) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	t, ok := c.Seat(k.User)
	if !ok || t.Stream != k.Stream || k.Stream == "" {
		return nil
	}
	next := t
	next.Flow = k.Is
	c.setSeat(t, next)
	return nil
}

// setSeat replaces a seat and tells what changed in what others can play.
func (c *change) setSeat(old, next Seat) {
	c.State = c.putSeat(next)
	was, is := old.Available(), next.Available()
	if was == is {
		return
	}
	m, _ := c.Member(next.UserID)
	if was.Video != is.Video {
		c.emit(VideoAvailable{For: For{Except: m.ID}, User: m.User, Available: is.Video, Lost: !is.Video && (next.Lost() || !next.Publishing())})
	}
	if was.Audio != is.Audio {
		c.emit(AudioAvailable{For: For{Except: m.ID}, User: m.User, Available: is.Audio})
	}
}

// endStream ends what a user sends, if anything; the seat stays, empty.
func (c *change) endStream(userID string) {
	t, ok := c.Seat(userID)
	if !ok || !t.Publishing() {
		return
	}
	m, _ := c.Member(userID)
	next := t
	next.Stream, next.Want, next.Flow = "", Media{}, Media{}
	c.setSeat(t, next)
	c.emit(AnchorLeft{For: For{Except: userID}, User: m.User, Role: m.Role})
	c.emit(StreamEnded{User: m.User, Stream: t.Stream})
}
