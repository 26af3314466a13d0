package desk

import (
	"onair/app/model"
	"onair/views/kit"
)

// AskOffStage asks before somebody loses their seat.
func AskOffStage(w *Desk, u model.User) {
	w.Ask(Question{
		Title: kit.T("offStage.title", kit.Values{"Name": u.DisplayName()}), Text: kit.T("offStage.text"), Yes: kit.T("offStage.yes"), No: kit.T("cancel"), Danger: true,
		Action: func() { w.Can.Seats.KickFromStage(u.ID) },
	})
}
