package server

import (
	"reflect"
	"strconv"
	"time"

	"onair/room"
	"onair/server/sfu"
	"onair/signaling"
	"onair/signaling/address"
)

// Limits bound what clients may do; a zero value means that of Defaults.
type Limits struct {
	MaxConnections int           // open WebSockets
	MaxPerAddress  int           // open connections of one address (of IPv6 a network of 64 bits)
	MaxRooms       int           // of the server
	MaxMembers     int           // of one room, with the owner
	MessageRate    float64       // messages a second of one user. 2 KiB more count as one more
	MessageBurst   int           // and at once
	MaxRefused     int           // messages refused in a minute before the connection is cut
	AddressRate    float64       // messages a second of one address; zero: 40 users'
	LoginRate      float64       // logins and resumes a second of one address, ten times as many at once
	HTTPRate       float64       // HTTP requests a second of one address, twenty times as many at once
	GuestRate      float64       // guests a second of one address, thirty times as many at once
	MaxGuests      int           // users remembered, above which there are no new guests
	CoverBytes     int64         // of all covers together, on the disk
	LikeRate       float64       // likes a second of one user, five times as many at once
	TitleRate      float64       // changes a second of a room's title or cover, fifty times as many at once
	LoginTimeout   time.Duration // for the first message
	PingInterval   time.Duration // what clients are asked for. Silent three times as long: cut
	SessionGrace   time.Duration // how long a dropped session is kept
	HostGrace      time.Duration // how long a room waits for its owner
	EventLog       int           // events kept for one session's resume
	OutboxBytes    int           // waiting to be sent on one connection before it is cut
	BundleAbove    int           // entries a second told one by one to up to 100 members; the fewer to more
	MaxCoAnchors   int           // seats for viewers on stage, at most 31; negative: none
	CallTime       time.Duration // how long an invitation lives
	SeatTime       time.Duration // from getting a seat to sending
	PKTime         time.Duration // a battle, unless the owner asks for another time
	KickTime       time.Duration // how long who is put out of a room may not come back; negative: not at all
	ChatRate       float64       // messages a second of one user
	ChatBurst      int           // and at once
	RoomChatRate   float64       // messages a second of one room
	GiftKeep       time.Duration // how long the ledger keeps a gift that is told or paid back, for who sends its key again
	LikePace       time.Duration // between two events about likes, or about scores
	HLSStreams     int           // made into HLS at once; of one address's asking half of them
	HLSWaiting     int           // HLS requests that wait for what comes next; of one address a tenth
}

// Defaults is what a server does when nothing is said: the one place where that
// stands for New, for programs' options and for the app. There is no DataDir, and
// AddressRate is zero, since it follows from MessageRate.
func Defaults() Config {
	rules := room.DefaultRules()
	return Config{
		Name: "OnAir", Version: "dev", ListenAddr: ":" + strconv.Itoa(address.DefaultPort), MediaAddr: sfu.DefaultAddr,
		SDKAppID: 1400000000, StartCoins: 1000, Gifts: defaultGifts(),
		Limits: Limits{
			MaxConnections: 20000,
			MaxPerAddress:  500,
			MaxRooms:       1000,
			MaxMembers:     rules.MaxMembers,
			MessageRate:    30,
			MessageBurst:   60,
			MaxRefused:     200,
			LoginRate:      50,
			HTTPRate:       100,
			GuestRate:      2,
			MaxGuests:      100_000,
			CoverBytes:     256 << 20,
			LikeRate:       20,
			TitleRate:      0.2,
			LoginTimeout:   10 * time.Second,
			PingInterval:   10 * time.Second,
			SessionGrace:   rules.LinkGrace,
			HostGrace:      rules.HostGrace,
			EventLog:       1024,
			OutboxBytes:    4 << 20,
			BundleAbove:    20,
			MaxCoAnchors:   rules.MaxCoAnchors,
			CallTime:       rules.CallTime,
			SeatTime:       rules.SeatTime,
			PKTime:         rules.PKTime,
			KickTime:       rules.KickTime,
			ChatRate:       5,
			ChatBurst:      10,
			RoomChatRate:   40,
			GiftKeep:       7 * 24 * time.Hour,
			LikePace:       500 * time.Millisecond,
			HLSStreams:     32,
			HLSWaiting:     10000,
		},
	}
}

// withDefaults fills in what is zero.
func (l Limits) withDefaults() Limits {
	given, defaults := reflect.ValueOf(&l).Elem(), reflect.ValueOf(Defaults().Limits)
	for i := range given.NumField() {
		if f := given.Field(i); f.IsZero() {
			f.Set(defaults.Field(i))
		}
	}
	or(&l.AddressRate, 40*l.MessageRate)
	l.MaxCoAnchors = min(l.MaxCoAnchors, signaling.MaxSeats)
	return l
}

func (l Limits) rules() room.Rules {
	return room.Rules{MaxMembers: l.MaxMembers, HostGrace: l.HostGrace, LinkGrace: l.SessionGrace,
		MaxCoAnchors: l.MaxCoAnchors, CallTime: l.CallTime, PKTime: l.PKTime, SeatTime: l.SeatTime, KickTime: l.KickTime}
}
