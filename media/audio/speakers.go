package audio

import (
	"slices"
	"strings"
	"time"
)

// ActiveSpeakers keeps users in the order of who speaks, most of late first. A
// user rises when clearly more active than the one in front, so that nobody
// jumps about for a cough, and stays where he was in a pause. The zero value is
// ready; for one goroutine.
type ActiveSpeakers struct {
	users []speakerState
	last  time.Time
}

type speakerState struct {
	id       string
	activity float64 // smoothed level, 0..100
	heard    time.Time
	seen     bool
}

const (
	// speakingLevel is the level from which sound counts as speech at all.
	speakingLevel = 20
	// Activity follows the level within riseTime, and falls within fallTime.
	riseTime, fallTime = 500 * time.Millisecond, 3 * time.Second
	// overtakes is by how much activity has to be larger to change places.
	overtakes = 8
	// pauseFor is how long a pause between words may be.
	pauseFor = 700 * time.Millisecond
	// speakingFor is how long somebody counts as speaking after the last sound.
	speakingFor = 1200 * time.Millisecond
)

// Update takes everybody's level (0..100, see Mixer.Levels and Meter.RMS) at
// now, usually every 300 ms, and returns those who speak, most active first. A
// user who is missing has left. The slice is the caller's.
func (a *ActiveSpeakers) Update(levels map[string]float64, now time.Time) []string {
	step := now.Sub(a.last)
	if a.last.IsZero() || step < 0 || step > fallTime {
		step = 300 * time.Millisecond
	}
	a.last = now
	a.take(levels, step, now)
	a.sort()
	var speaking []string
	for _, u := range a.users {
		if !u.heard.IsZero() && now.Sub(u.heard) < speakingFor {
			speaking = append(speaking, u.id)
		}
	}
	return speaking
}

func (a *ActiveSpeakers) take(levels map[string]float64, step time.Duration, now time.Time) {
	for i := range a.users {
		a.users[i].seen = false
	}
	var fresh []string
	for id := range levels {
		if i := a.find(id); i >= 0 {
			a.users[i].seen = true
		} else {
			fresh = append(fresh, id)
		}
	}
	a.users = slices.DeleteFunc(a.users, func(u speakerState) bool { return !u.seen })
	slices.SortFunc(fresh, strings.Compare)
	for _, id := range fresh {
		a.users = append(a.users, speakerState{id: id})
	}
	for i := range a.users {
		u := &a.users[i]
		level := levels[u.id]
		if !(level >= speakingLevel) {
			level = 0
		} else {
			u.heard = now
		}
		within := fallTime
		switch {
		case level > u.activity:
			within = riseTime
		case level == 0 && now.Sub(u.heard) < pauseFor:
			continue
		}
		u.activity += (level - u.activity) * min(step.Seconds()/within.Seconds(), 1)
	}
}

func (a *ActiveSpeakers) find(id string) int {
	return slices.IndexFunc(a.users, func(u speakerState) bool { return u.id == id })
}

// sort lets users overtake those in front.
func (a *ActiveSpeakers) sort() {
	for i := 1; i < len(a.users); i++ {
		for k := i; k > 0 && a.users[k].activity > a.users[k-1].activity+overtakes; k-- {
			a.users[k], a.users[k-1] = a.users[k-1], a.users[k]
		}
	}
}
