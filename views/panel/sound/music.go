package sound

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// musicPanel plays music into the live: what plays now with its waveform, how
// it sounds, what comes next, and the library to choose from.
type musicPanel struct {
	w       *desk.Desk
	content fyne.CanvasObject
	Now     *nowPlaying
	failure *desk.FailureCard
	Publish *kit.Switch
	send    *soundRow
	hear    *soundRow
	Pitch   *soundRow
	Speed   *soundRow
	Queue   *musicQueue
	Library *musicLibrary
	repeat  *kit.Segmented
	state   model.Music
}

func newMusicPanel(w *desk.Desk) *musicPanel {
	p := &musicPanel{w: w}
	act := w.Can.Sounds
	p.Now = newNowPlaying(w)
	p.failure = desk.NewFailureCard(w, desk.PanelWidth-34)
	publish, publishBox := switchRow(w, kit.T("music.publish"), kit.T("tip.music.publish"), act.SetMusicPublish)
	p.Publish = publish
	p.send = newSoundRow(w, kit.T("music.send"), kit.T("tip.music.send"), 0, 150, 5, percentOf, func(v float64) { act.SetMusicPublishVolume(int(v)) })
	p.hear = newSoundRow(w, kit.T("music.hear"), kit.T("tip.music.hear"), 0, 150, 5, percentOf, func(v float64) { act.SetMusicPlayoutVolume(int(v)) })
	p.Pitch = newSoundRow(w, kit.T("music.pitch"), kit.T("tip.music.pitch"), -1, 1, 1.0/12, semitones, act.SetMusicPitch)
	p.Speed = newSoundRow(w, kit.T("music.speed"), kit.T("tip.music.speed"), 0.5, 2, 0.05, times, act.SetMusicSpeed)
	var words []string
	for _, r := range model.Repeats() {
		words = append(words, kit.T("music.repeat."+string(r)))
	}
	p.repeat = kit.NewSegmented(w.Env, words, func(i int) { act.SetMusicRepeat(model.Repeats()[i]) })
	p.Queue, p.Library = newMusicQueue(w), newMusicLibrary(w)
	p.content = kit.PanelScroll(w.Env, kit.Column(20,
		kit.Column(10, p.Now.object(), p.failure.Object(), p.repeat),
		kit.Section(kit.T("music.library"), p.Library.object()),
		kit.Section(kit.T("music.queue"), p.Queue.object()),
		kit.Column(8, publishBox, p.send.box, p.hear.box, p.Pitch.box, p.Speed.box),
	))
	return p
}

func (p *musicPanel) object() fyne.CanvasObject { return p.content }

func (p *musicPanel) update(m model.Music) {
	p.state = m
	p.Now.update(m.Now, len(m.Queue))
	p.failure.Set(m.Failure)
	p.Publish.SetOn(m.Publish)
	p.send.set(float64(m.PublishVolume))
	p.hear.set(float64(m.PlayoutVolume))
	p.Pitch.set(m.Pitch)
	p.Speed.set(m.Speed)
	p.repeat.SetChosen(slices.Index(model.Repeats(), m.Repeat))
	p.Queue.update(m.Queue)
	p.Library.update(m)
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
	w              *desk.Desk
	box            *fyne.Container
	title          *kit.Line
	at, length     *kit.Line
	Wave           *waveform
	Play, stop     *kit.Button
	Next           *kit.Button
	Tracks         *kit.Segmented
	tracksBox      *fyne.Container
	drawn          int // tracks drawn
	paused, active bool
}

func newNowPlaying(w *desk.Desk) *nowPlaying {
	n := &nowPlaying{w: w, title: kit.NewCutLine("", kit.Strong), at: kit.NewLine("", kit.Caption), length: kit.NewLine("", kit.Caption)}
	n.Wave = newWaveform(w.Env, w.Can.Sounds.SeekMusic)
	n.Play = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "play", Rank: kit.RankPrimary, Action: func() { w.Can.Sounds.PauseMusic(!n.paused) }})
	n.Next = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "next", Tip: kit.T("tip.music.next"), Action: w.Can.Sounds.NextMusic})
	n.stop = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "stop", Tip: kit.T("tip.music.stop"), Action: w.Can.Sounds.StopMusic})
	n.tracksBox = kit.Column(0)
	buttons := kit.Row(8, n.at, kit.Stretch(), n.stop, n.Play, n.Next, kit.Stretch(), n.length)
	n.box = kit.Outlined(kit.ColorRaised, 10, kit.Pad(12, 12, kit.Column(8, n.title, kit.Fixed(0, 56, n.Wave), buttons, n.tracksBox)))
	return n
}

func (n *nowPlaying) object() fyne.CanvasObject { return n.box }

// update shows what plays; queued is how many songs wait.
func (n *nowPlaying) update(now *model.Playing, queued int) {
	n.active = now != nil
	n.Play.SetEnabled(n.active, kit.T("music.nothing"))
	n.stop.SetEnabled(n.active, kit.T("music.nothing"))
	n.Next.SetEnabled(n.active || queued > 0, kit.T("music.nothing"))
	if now == nil {
		n.title.SetText(kit.T("music.nothing"))
		n.at.SetText("0:00")
		n.length.SetText("0:00")
		n.Wave.set(nil, 0, 0)
		n.setPaused(true)
		n.setTracks(0, 0)
		return
	}
	n.title.SetText(now.Song.Title)
	n.at.SetText(desk.Clock(now.Position))
	n.length.SetText(desk.Clock(now.Song.Length))
	n.Wave.set(now.Peaks, now.Position, now.Song.Length)
	n.setPaused(now.Paused)
	n.setTracks(now.Tracks, now.Track)
}

func (n *nowPlaying) setPaused(paused bool) {
	n.paused = paused
	if paused {
		n.Play.SetIcon("play", kit.T("tip.music.play"))
	} else {
		n.Play.SetIcon("pause", kit.T("tip.music.pause"))
	}
}

// setTracks shows a choice where a file has several tracks.
func (n *nowPlaying) setTracks(count, chosen int) {
	kit.Show(n.tracksBox, count > 1)
	if count != n.drawn {
		n.drawn, n.tracksBox.Objects, n.Tracks = count, nil, nil
		if count > 1 {
			var words []string
			for i := range count {
				words = append(words, kit.T("music.track", kit.Values{"Number": i + 1}))
			}
			n.Tracks = kit.NewSegmented(n.w.Env, words, n.w.Can.Sounds.SetMusicTrack)
			n.tracksBox.Add(container.NewStack(n.Tracks))
		}
	}
	if n.Tracks != nil {
		n.Tracks.SetChosen(chosen)
	}
}
