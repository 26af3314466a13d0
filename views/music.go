package views

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// musicPanel plays music into the live: what plays now with its waveform, how
// it sounds, what comes next, and the library to choose from.
type musicPanel struct {
	w       *window
	content fyne.CanvasObject
	now     *nowPlaying
	failure *failureCard
	publish *kit.Switch
	send    *soundRow
	hear    *soundRow
	pitch   *soundRow
	speed   *soundRow
	queue   *musicQueue
	library *musicLibrary
	repeat  *kit.Segmented
	state   model.Music
}

func newMusicPanel(w *window) *musicPanel {
	p := &musicPanel{w: w}
	act := w.sounds
	p.now = newNowPlaying(w)
	p.failure = newFailureCard(w, panelWidth-34)
	publish, publishBox := switchRow(w, kit.T("music.publish"), kit.T("tip.music.publish"), act.SetMusicPublish)
	p.publish = publish
	p.send = newSoundRow(w, kit.T("music.send"), kit.T("tip.music.send"), 0, 150, 5, percentOf, func(v float64) { act.SetMusicPublishVolume(int(v)) })
	p.hear = newSoundRow(w, kit.T("music.hear"), kit.T("tip.music.hear"), 0, 150, 5, percentOf, func(v float64) { act.SetMusicPlayoutVolume(int(v)) })
	p.pitch = newSoundRow(w, kit.T("music.pitch"), kit.T("tip.music.pitch"), -1, 1, 1.0/12, semitones, act.SetMusicPitch)
	p.speed = newSoundRow(w, kit.T("music.speed"), kit.T("tip.music.speed"), 0.5, 2, 0.05, times, act.SetMusicSpeed)
	var words []string
	for _, r := range model.Repeats() {
		words = append(words, kit.T("music.repeat."+string(r)))
	}
	p.repeat = kit.NewSegmented(w.env, words, func(i int) { act.SetMusicRepeat(model.Repeats()[i]) })
	p.queue, p.library = newMusicQueue(w), newMusicLibrary(w)
	p.content = panelScroll(w.env, kit.Column(20,
		kit.Column(10, p.now.object(), p.failure.object(), p.repeat),
		section(kit.T("music.library"), p.library.object()),
		section(kit.T("music.queue"), p.queue.object()),
		kit.Column(8, publishBox, p.send.box, p.hear.box, p.pitch.box, p.speed.box),
	))
	return p
}

func (p *musicPanel) object() fyne.CanvasObject { return p.content }

func (p *musicPanel) update(m model.Music) {
	p.state = m
	p.now.update(m.Now, len(m.Queue))
	p.failure.set(m.Failure)
	p.publish.SetOn(m.Publish)
	p.send.set(float64(m.PublishVolume))
	p.hear.set(float64(m.PlayoutVolume))
	p.pitch.set(m.Pitch)
	p.speed.set(m.Speed)
	p.repeat.SetChosen(slices.Index(model.Repeats(), m.Repeat))
	p.queue.update(m.Queue)
	p.library.update(m)
}

// nextRepeat is the way to go on after the present one.
func (p *musicPanel) nextRepeat() model.Repeat {
	all := model.Repeats()
	return all[(slices.Index(all, p.state.Repeat)+1)%len(all)]
}

// times writes a speed as 1.25 ×.
func times(v float64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".") + " ×"
}

// nowPlaying is the card of the song that plays.
type nowPlaying struct {
	w              *window
	box            *fyne.Container
	title          *kit.Line
	at, length     *kit.Line
	wave           *waveform
	play, stop     *kit.Button
	next           *kit.Button
	tracks         *kit.Segmented
	tracksBox      *fyne.Container
	drawn          int // tracks drawn
	paused, active bool
}

func newNowPlaying(w *window) *nowPlaying {
	n := &nowPlaying{w: w, title: kit.NewCutLine("", kit.Strong), at: kit.NewLine("", kit.Caption), length: kit.NewLine("", kit.Caption)}
	n.wave = newWaveform(w.env, w.sounds.SeekMusic)
	n.play = kit.NewButton(w.env, kit.ButtonSpec{Icon: "play", Rank: kit.RankPrimary, Action: func() { w.sounds.PauseMusic(!n.paused) }})
	n.next = kit.NewButton(w.env, kit.ButtonSpec{Icon: "next", Tip: kit.T("tip.music.next"), Action: w.sounds.NextMusic})
	n.stop = kit.NewButton(w.env, kit.ButtonSpec{Icon: "stop", Tip: kit.T("tip.music.stop"), Action: w.sounds.StopMusic})
	n.tracksBox = kit.Column(0)
	buttons := kit.Row(8, n.at, kit.Stretch(), n.stop, n.play, n.next, kit.Stretch(), n.length)
	n.box = kit.Outlined(kit.ColorRaised, 10, kit.Pad(12, 12, kit.Column(8, n.title, kit.Fixed(0, 56, n.wave), buttons, n.tracksBox)))
	return n
}

func (n *nowPlaying) object() fyne.CanvasObject { return n.box }

// update shows what plays; queued is how many songs wait.
func (n *nowPlaying) update(now *model.Playing, queued int) {
	n.active = now != nil
	n.play.SetEnabled(n.active, kit.T("music.nothing"))
	n.stop.SetEnabled(n.active, kit.T("music.nothing"))
	n.next.SetEnabled(n.active || queued > 0, kit.T("music.nothing"))
	if now == nil {
		n.title.SetText(kit.T("music.nothing"))
		n.at.SetText("0:00")
		n.length.SetText("0:00")
		n.wave.set(nil, 0, 0)
		n.setPaused(true)
		n.setTracks(0, 0)
		return
	}
	n.title.SetText(now.Song.Title)
	n.at.SetText(clock(now.Position))
	n.length.SetText(clock(now.Song.Length))
	n.wave.set(now.Peaks, now.Position, now.Song.Length)
	n.setPaused(now.Paused)
	n.setTracks(now.Tracks, now.Track)
}

func (n *nowPlaying) setPaused(paused bool) {
	n.paused = paused
	if paused {
		n.play.SetIcon("play", kit.T("tip.music.play"))
	} else {
		n.play.SetIcon("pause", kit.T("tip.music.pause"))
	}
}

// setTracks shows a choice where a file has several tracks.
func (n *nowPlaying) setTracks(count, chosen int) {
	show(n.tracksBox, count > 1)
	if count != n.drawn {
		n.drawn, n.tracksBox.Objects, n.tracks = count, nil, nil
		if count > 1 {
			var words []string
			for i := range count {
				words = append(words, kit.T("music.track", kit.Values{"Number": i + 1}))
			}
			n.tracks = kit.NewSegmented(n.w.env, words, n.w.sounds.SetMusicTrack)
			n.tracksBox.Add(container.NewStack(n.tracks))
		}
	}
	if n.tracks != nil {
		n.tracks.SetChosen(chosen)
	}
}
