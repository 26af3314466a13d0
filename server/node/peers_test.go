package node

import (
	"slices"
	"testing"
	"time"

	"onair/server/cluster"
)

// Clients are told of nodes whose entries have run out for a while, behind the others, but
// not of those that leave.
func TestWhoClientsAreToldOf(t *testing.T) {
	a, b, c := cluster.Member{Name: "a", URL: "http://a"}, cluster.Member{Name: "b", URL: "http://b"}, cluster.Member{Name: "c", URL: "http://c"}
	leaving := b
	leaving.Leaving = true
	begin, told := time.Unix(1000, 0), make(toldNodes)
	for _, step := range []struct {
		what string
		now  []cluster.Member
		at   time.Duration
		want []string
	}{
		{"all", []cluster.Member{a, b, c}, 0, []string{"http://a", "http://b", "http://c"}},
		{"none, a moment later", nil, 4 * time.Second, []string{"http://a", "http://b", "http://c"}},
		{"one is back", []cluster.Member{c}, 5 * time.Second, []string{"http://c", "http://a", "http://b"}},
		{"one leaves", []cluster.Member{leaving, c}, 6 * time.Second, []string{"http://c", "http://a"}},
		{"it has left", []cluster.Member{c}, 7 * time.Second, []string{"http://c", "http://a"}},
		{"the others are not back", []cluster.Member{c}, toldTime + time.Second, []string{"http://c"}},
	} {
		if got := told.urls(step.now, begin.Add(step.at)); !slices.Equal(got, step.want) {
			t.Errorf("%s: %v, not %v", step.what, got, step.want)
		}
	}
}
