package lobby

import (
	"testing"

	"onair/app/model"
)

// TestAFailureGoesWithTheRoomThatIsThereNow.
func TestAFailureGoesWithTheRoomThatIsThereNow(t *testing.T) {
	noRoom := func() *model.Failure { return &model.Failure{Code: model.FailureNoRoom, Subject: "77"} }
	if outlived(noRoom(), []model.Room{{ID: 7, Live: true}, {ID: 77}}) {
		t.Error("room 77 is not live yet")
	}
	if !outlived(noRoom(), []model.Room{{ID: 77, Live: true}}) {
		t.Error("room 77 is live")
	}
}
