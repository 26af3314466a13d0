package program

import (
	"onair/app/failure"
	"onair/app/model"
)

// Host is the server on this computer.
type Host interface {
	// SetDoors says where it listens for other programs, host:port or empty, at once and
	// whenever it runs; Doors is why one of these is closed.
	SetDoors(rtmp, srt string) error
	Doors() error
}

var _ model.DoorActions = (*Program)(nil)

// SetDoors opens and closes doors, and remembers that.
func (p *Program) SetDoors(rtmp, srt model.Door) {
	p.desk.Store.Update(func(s *model.State) { s.Settings.Doors.RTMP, s.Settings.Doors.SRT = rtmp, srt })
	p.desk.Do(func() {
		p.desk.Settings.RTMP, p.desk.Settings.SRT = rtmp, srt
		p.desk.Save()
	})
	p.desk.Choose(func() {
		_ = p.host.SetDoors(rtmp.Open(), srt.Open()) // Doors tells it again
		p.showDoors()
		p.ask(p.read) // the addresses are others
	})
}

// showDoors tells what became of the doors.
func (p *Program) showDoors() {
	var f *model.Failure
	if err := p.host.Doors(); err != nil {
		f = failure.Of(err, "")
	}
	p.desk.Store.Update(func(s *model.State) { s.Settings.Doors.Failure = f })
}
