package main

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"onair/internal/cli"
	"onair/server"
)

// completeServe checks the options of serve and reads the files they name. Each
// mistake is told by the option's name, all of them at once.
func (s *settings) completeServe() error {
	l := &s.Limits
	errs := []error{
		s.completeCluster(),
		between("max-connections", l.MaxConnections, 1, 1_000_000), between("max-rooms", l.MaxRooms, 1, 1_000_000),
		between("max-members", l.MaxMembers, 1, 1_000_000), between("max-per-address", l.MaxPerAddress, 1, 1_000_000),
		between("max-co-anchors", l.MaxCoAnchors, 0, 31),
		between("message-rate", l.MessageRate, 1, 10_000), between("message-burst", l.MessageBurst, 1, 100_000),
		between("login-rate", l.LoginRate, 0.1, 100_000), between("hls-streams", l.HLSStreams, 1, 10_000), between("http-rate", l.HTTPRate, 1, 1_000_000),
		between("address-rate", l.AddressRate, 0, 1_000_000), between("guest-rate", l.GuestRate, 0.01, 10_000), between("max-guests", l.MaxGuests, 1, 100_000_000),
		between("cover-space", l.CoverBytes, 1<<20, 1<<40), between("like-rate", l.LikeRate, 0.1, 10_000),
		between("title-rate", l.TitleRate, 0.01, 10_000),
		between("chat-rate", l.ChatRate, 0.1, 10_000), between("chat-burst", l.ChatBurst, 1, 100_000),
		between("room-chat-rate", l.RoomChatRate, 0.1, 100_000),
		between("call-time", l.CallTime, time.Second, time.Hour), between("seat-time", l.SeatTime, time.Second, time.Hour),
		between("pk-time", l.PKTime, 10*time.Second, time.Hour),
		between("kick-time", l.KickTime, 0, 24*time.Hour), between("keep-gifts", l.GiftKeep, time.Hour, 10*365*24*time.Hour),
		between("host-grace", l.HostGrace, time.Second, 24*time.Hour), between("session-grace", l.SessionGrace, time.Second, 24*time.Hour),
		between("start-coins", s.startCoins, 0, 1_000_000_000),
		cli.HostPort("listen", s.ListenAddr), cli.HostPort("media", s.MediaAddr), cli.HostPort("metrics-listen", s.MetricsAddr), between("hsts", s.TLS.HSTS, 0, 2*365*24*time.Hour),
	}
	if s.TLS.Redirect != "off" {
		errs = append(errs, cli.HostPort("http-redirect", s.TLS.Redirect))
	}
	if l.MaxCoAnchors == 0 {
		l.MaxCoAnchors = -1 // for the server 0 is the default
	}
	if l.KickTime == 0 {
		l.KickTime = -1
	}
	if s.StartCoins = s.startCoins; s.StartCoins == 0 {
		s.StartCoins = -1
	}
	var err error
	if s.wordsFile != "" {
		if s.BlockedWords, err = server.ReadWords(s.wordsFile); err != nil {
			errs = append(errs, fmt.Errorf("--blocked-words: %w", err))
		}
	}
	if s.giftsFile != "" {
		if s.Gifts, err = server.ReadGifts(s.giftsFile); err != nil {
			errs = append(errs, fmt.Errorf("--gifts: %w", err))
		}
	}
	return errors.Join(errs...)
}

func between[T cmp.Ordered](option string, v, least, most T) error {
	if v < least || v > most || v != v {
		return fmt.Errorf("--%s: %v is not between %v and %v", option, v, least, most)
	}
	return nil
}
