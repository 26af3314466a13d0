package security

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"onair/server"
)

// TestTheLimitsAreThoseOfTheServer: the table says what the server does by default.
func TestTheLimitsAreThoseOfTheServer(t *testing.T) {
	paper, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	l := server.Defaults().Limits
	for _, row := range []string{
		fmt.Sprintf("| open connections, rooms, members of a room | %d, %d, %d |", l.MaxConnections, l.MaxRooms, l.MaxMembers),
		fmt.Sprintf("| messages of one user, over all connections and logins | %v a second, %d in a burst;", l.MessageRate, l.MessageBurst),
		fmt.Sprintf("| chat messages of one user, of a room | %v a second, %d in a burst; %v a second |", l.ChatRate, l.ChatBurst, l.RoomChatRate),
		fmt.Sprintf("| refusals of one connection | %d in a minute,", l.MaxRefused),
		fmt.Sprintf("| logins, HTTP requests, new guests of one address | %v, %v, %v a second; %v, %v, %v in a burst |", l.LoginRate, l.HTTPRate, l.GuestRate, 10*l.LoginRate, 20*l.HTTPRate, 30*l.GuestRate),
		fmt.Sprintf("| HLS: streams made at once, requests that wait | %d, %d; of one address half, a tenth.", l.HLSStreams, l.HLSWaiting),
		fmt.Sprintf("| likes, covers of one user | %v a second, %v in a burst;", l.LikeRate, 5*l.LikeRate),
		fmt.Sprintf("| changes of a room's title or cover | %v and one every %v s |", 50*l.TitleRate, 1/l.TitleRate),
		fmt.Sprintf("| covers on the disk; users, above which there are no new guests | %d MiB; %d |", l.CoverBytes>>20, l.MaxGuests),
		fmt.Sprintf("| no login; no sign of life | cut after %v s; after %v s |", l.LoginTimeout.Seconds(), 3*l.PingInterval.Seconds()),
		fmt.Sprintf("| waiting to be sent to a slow client | %d MiB,", l.OutboxBytes>>20),
		fmt.Sprintf("One network address may have %d connections", l.MaxPerAddress),
	} {
		if !strings.Contains(string(paper), "\n"+row) {
			t.Errorf("SECURITY.md lacks %q", row)
		}
	}
}
