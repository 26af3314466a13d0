package app

import "onair/app/model"

var _ model.DesktopActions = (*App)(nil)

// SetDesktop says whether the desktop tells of what happens.
func (a *App) SetDesktop(on bool) {
	a.Store.Update(func(s *model.State) { s.Settings.Desktop = on })
	a.desk.Do(func() { a.desk.Settings.DesktopOff = !on; a.desk.Save() })
}
